<?php

/** One paid invoice line of a service: what was charged for which months. */

declare(strict_types=1);

namespace Makegood\Panel;

use Makegood\Instant;

final class Charge
{
    public const PLAN = 'plan';
    public const ADD_ON = 'addOn';

    /**
     * @param string $from   first day it pays for, Y-m-d
     * @param int    $months whole months it pays for
     * @param string $amount decimal string, not negative
     * @param array{mode: string, rates: list<string>}|null $tax as in the contract
     * @param bool   $usable false: the amount cannot be one of its currency, so the line is no price
     * @param string $kind   PLAN or ADD_ON
     * @param ?string $cash  the part of the amount that was not paid by account credit, where the panel tells; null: it was paid in cash as a whole
     */
    public function __construct(
        public readonly string $id,
        public readonly string $from,
        public readonly int $months,
        public readonly string $amount,
        public readonly ?array $tax,
        public readonly bool $usable = true,
        public readonly string $kind = self::PLAN,
        public readonly ?string $cash = null,
    ) {
    }

    /** Whether it pays for this day, Y-m-d. A day that the last month lacks is its last day. */
    public function covers(string $day): bool
    {
        return $this->from <= $day && $day < $this->end();
    }

    /** The first day that it does not pay for any more, Y-m-d. */
    public function end(): string
    {
        return Instant::sameDay($this->from, $this->months);
    }
}
