<?php

/** An invoice to which lines may still be added. */

declare(strict_types=1);

namespace Makegood\Panel;

final class InvoiceDraft
{
    /**
     * @param list<array{price: string, quantity: int, taxed: bool}> $lines prices without tax, negative for discounts
     * @param ?string $taxRate  per cent, on top of taxed lines, rounded once on their sum; null: none
     * @param int     $scale    decimals in which the panel keeps invoices
     * @param string  $leastDue smallest total other than zero that may be left
     */
    public function __construct(
        public readonly string $id,
        public readonly string $clientId,
        public readonly string $currency,
        public readonly array $lines,
        public readonly ?string $taxRate,
        public readonly int $scale,
        public readonly string $leastDue,
    ) {
    }
}
