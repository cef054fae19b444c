<?php

/** Payments: the transaction, its hooks in the observed order, what a paid invoice changes. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\Log;
use WHMCS\Billing\Invoice;
use WHMCS\Database\Capsule;

final class Payments
{
    /** Records money for an invoice; what exceeds the balance becomes the client's credit. */
    public static function add(int $invoiceId, int $cents, string $transactionId, string $gateway, string $date, int $fees = 0): void
    {
        $invoice = Invoices::find($invoiceId) ?? throw new \LogicException("no invoice $invoiceId");
        $over = max(0, $cents - max(0, Invoices::balance($invoiceId)));
        $row = ['userid' => (int) $invoice->userid, 'currency' => 0, 'gateway' => $gateway, 'date' => $date,
            'description' => 'Invoice Payment',
            'amountin' => Cents::print($cents), 'fees' => Cents::print($fees),
            'amountout' => '0.00', 'rate' => '1.00000',
            'transid' => $transactionId];
        $id = (int) Capsule::table('tblaccounts')->insertGetId($row + ['invoiceid' => $invoiceId, 'refundid' => 0, 'type' => '']);
        Hooks::run('AddTransaction', ['id' => $id] + $row + [Assumptions::value('addtransaction.key') => $invoiceId, 'refundid' => 0]);
        Hooks::run('AddInvoicePayment', ['invoiceid' => $invoiceId]);
        if ($over > 0) {
            Credit::book((int) $invoice->userid, $over, "Invoice #$invoiceId Overpayment", Clock::date());
        }
        self::closeIfSettled($invoiceId);
    }

    /** Marks an Unpaid invoice with nothing left to pay as Paid. Payments by credit alone come here without AddInvoicePayment. */
    public static function closeIfSettled(int $invoiceId): bool
    {
        $invoice = Invoices::find($invoiceId);
        if ($invoice === null || $invoice->status !== 'Unpaid' || Invoices::balance($invoiceId) > 0) {
            return false;
        }
        Capsule::table('tblinvoices')->where('id', $invoiceId)->update(['status' => 'Paid', 'datepaid' => Clock::timestamp()]);
        Hooks::run('InvoicePaidPreEmail', ['invoiceid' => $invoiceId]);
        Log::email('Invoice Payment Confirmation', (int) $invoice->userid, $invoiceId);
        self::renew($invoiceId);
        MassPay::settleChildren($invoiceId);
        Hooks::run('InvoicePaid', ['invoiceid' => $invoiceId, 'invoice' => Invoice::find($invoiceId)]);

        return true;
    }

    /** A paid hosting line moves its service's due date to the end of the period that it paid for. */
    private static function renew(int $invoiceId): void
    {
        foreach (Capsule::table('tblinvoiceitems')->where('invoiceid', $invoiceId)->where('type', 'Hosting')->get() as $line) {
            $cycle = (string) Capsule::table('tblhosting')->where('id', $line->relid)->value('billingcycle');
            $months = Cycle::months($cycle);
            if ($months !== null) {
                $next = Cycle::after((string) $line->duedate, $months);
                Capsule::table('tblhosting')->where('id', $line->relid)->update(['nextduedate' => $next]);
            }
        }
    }
}
