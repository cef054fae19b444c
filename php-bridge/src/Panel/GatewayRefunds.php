<?php

/** Money back by the way it came, through the panel. Not idempotent: whoever calls it has written that down before. */

declare(strict_types=1);

namespace Makegood\Panel;

interface GatewayRefunds
{
    /**
     * @param string $amount    in the currency's own decimals, at most what is left of the payment
     * @param string $reference 41 characters of ASCII, stored with the refund's row
     * @return string the panel's id of the refund's row
     * @throws RefundRefused certainly nothing was sent
     * @throws UnableToPost  the panel or the gateway did not say
     */
    public function refund(string $paymentId, string $amount, string $reference): string;

    /**
     * Refunds of this payment that the panel knows, whoever made them, oldest first.
     *
     * @return list<RefundRow>
     * @throws UnableToRead a half-read list must not look complete
     */
    public function rows(string $paymentId): array;
}
