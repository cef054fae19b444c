<?php

/** How the panel makes a client's invoices now: what the core needs beside lines and balance to add them up. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Invoicing
{
    /**
     * @param int  $scale      decimals that the panel keeps on an invoice of any currency
     * @param bool $useBalance whether a new invoice takes from the client's credit balance by itself
     * @param array{mode: string, rates: list<string>, perLine: bool}|null $tax as in previewInvoice; null: no line of this client's is taxed
     * @param string $leastDue where credit goes onto invoices as lines: as in InvoiceDraft
     */
    public function __construct(
        public readonly int $scale,
        public readonly bool $useBalance,
        public readonly ?array $tax,
        public readonly string $leastDue = '0',
    ) {
    }
}
