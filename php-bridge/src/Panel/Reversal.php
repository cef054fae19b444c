<?php

/** Money of a payment that a bank or a gateway took back by itself: a chargeback, a returned debit. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Reversal
{
    /**
     * @param string $id the panel's, never that of another one
     * @param string $invoiceId the invoice that the money came in on
     * @param list<string> $paid invoices that the payment paid: that one, or those that it was a payment of
     * @param string $amount what was taken back, above zero
     */
    public function __construct(
        public readonly string $id,
        public readonly string $invoiceId,
        public readonly array $paid,
        public readonly ?string $paymentId,
        public readonly string $clientId,
        public readonly string $currency,
        public readonly string $amount,
        public readonly int $atMs,
    ) {
    }
}
