<?php

/** An invoice to which a line may still be added. */

declare(strict_types=1);

namespace Makegood\Panel;

final class InvoiceDraft
{
    /** @param list<array{price: string, quantity: int, taxed: bool}> $lines */
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
