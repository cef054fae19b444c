<?php

/** The refund was certainly not made; why, in a word of the contract. */

declare(strict_types=1);

namespace Makegood\Panel;

final class RefundRefused extends \RuntimeException
{
    public const FAILURES = ['gatewayDeclined', 'gatewayUnavailable', 'paymentTooOld', 'methodClosed', 'wrongDetails', 'insufficientFunds', 'disputeOpened'];

    /** @param string $failure one of FAILURES */
    public function __construct(public readonly string $failure, string $message = '', ?\Throwable $previous = null)
    {
        if (!in_array($failure, self::FAILURES, true)) {
            throw new \InvalidArgumentException('unknown failure of a refund: ' . $failure);
        }
        parent::__construct($message === '' ? $failure : $message, 0, $previous);
    }
}
