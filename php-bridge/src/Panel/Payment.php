<?php

/** What was received for an invoice, and what of it went back. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Payment
{
    public const SOURCES = ['cash', 'accountCredit', 'bonus', 'voucher'];

    /**
     * @param string  $source cash: money by some method; accountCredit: from the client's balance; bonus, voucher: never money
     * @param ?string $method the panel's word: `card`, `paypal`
     * @param string  $fee    what the gateway kept of it
     * @param string  $returned what went back to it; $chargedBack: what the bank took back
     * @param ?int    $refundableUntilMs until then the gateway takes it back; null: for ever. An instant that is past: only a person can
     */
    public function __construct(
        public readonly string $id,
        public readonly string $invoiceId,
        public readonly string $source,
        public readonly ?string $method,
        public readonly int $atMs,
        public readonly string $amount,
        public readonly string $fee = '0',
        public readonly string $returned = '0',
        public readonly string $chargedBack = '0',
        public readonly bool $disputed = false,
        public readonly ?int $refundableUntilMs = null,
    ) {
        if (!in_array($source, self::SOURCES, true)) {
            throw new \InvalidArgumentException('unknown source of a payment: ' . $source);
        }
    }
}
