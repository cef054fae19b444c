<?php

/** One paid invoice line of a service: what was charged for which months. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Charge
{
    /**
     * @param string $from   first day it pays for, Y-m-d
     * @param int    $months whole months it pays for
     * @param string $amount decimal string, not negative
     * @param array{mode: string, rates: list<string>}|null $tax as in the contract
     * @param bool   $usable false: the amount cannot be one of its currency, so the line is no price
     */
    public function __construct(
        public readonly string $id,
        public readonly string $from,
        public readonly int $months,
        public readonly string $amount,
        public readonly ?array $tax,
        public readonly bool $usable = true,
    ) {
    }
}
