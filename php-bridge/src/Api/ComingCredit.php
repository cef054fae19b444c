<?php

/** A posting, or what is left of one, that will be there for invoices from some day on. */

declare(strict_types=1);

namespace Makegood\Api;

final class ComingCredit
{
    /**
     * @param int  $atMs  from when it is there, at the earliest
     * @param bool $taxed whether the fee that it gives back was taxed: it matters where it goes onto an invoice
     */
    public function __construct(
        public readonly string $id,
        public readonly string $label,
        public readonly string $currency,
        public readonly string $amount,
        public readonly int $atMs,
        public readonly bool $taxed = false,
    ) {
    }
}
