<?php

/** refundInvoicePayment(): not documented, seen in published modules; there only where the assumption refund.function says so. */

declare(strict_types=1);

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Refunds;

if (Assumptions::is('refund.function', 'present') && !function_exists('refundInvoicePayment')) {
    function refundInvoicePayment(
        int|string $transactionId,
        string|float|int $amount,
        bool $sendToGateway = false,
        bool $addAsCredit = false,
        bool $sendEmail = false,
        string $refundTransactionId = '',
    ): mixed {
        return Refunds::refund((int) $transactionId, (string) $amount, $sendToGateway, $addAsCredit, $refundTransactionId);
    }
}
