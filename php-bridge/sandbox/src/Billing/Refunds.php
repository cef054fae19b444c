<?php

/** Money back: the undocumented function that modules call, and a payment that the bank takes back. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;

final class Refunds
{
    /** refundInvoicePayment(): what it answers is not documented, so it is what the assumption refund.answer says. */
    public static function refund(int $accountId, string $amount, bool $sendToGateway, bool $addAsCredit, string $transactionId): mixed
    {
        $paid = Capsule::table('tblaccounts')->where('id', $accountId)->first();
        $cents = Cents::parse($amount);
        if ($paid === null || $cents <= 0 || $cents > Cents::parse($paid->amountin) - self::refunded($accountId)) {
            return self::answer('error');
        }
        $status = 'success';
        if ($sendToGateway) {
            $answer = Gateways::refund($accountId, (string) $paid->gateway, $cents);
            Hooks::run('LogTransaction', ['gateway' => $paid->gateway, 'data' => $answer['rawdata'] ?? '', 'result' => $answer['status'] ?? '']);
            $status = $answer['status'] ?? '';
            $transactionId = Assumptions::is('refund.transid', 'given') && $transactionId !== '' ? $transactionId : (string) ($answer['transid'] ?? '');
            if (class_exists(\Makegood\Run\Probe::class)) {
                \Makegood\Run\Probe::at('refund.sent');
            }
        }
        if ($status === 'success') {
            self::note($paid, $cents, $transactionId, 'Refund of Transaction ID ' . $paid->transid);
            $addAsCredit && Credit::book((int) $paid->userid, $cents, "Refund of Invoice #$paid->invoiceid", Clock::date());
            $sendToGateway || $addAsCredit || Hooks::run('ManualRefund', ['transid' => $paid->transid, 'amount' => Cents::print($cents)]);
        }

        return self::answer($status);
    }

    /** The bank takes a payment back: paymentReversed() with the automation switched on. */
    public static function reverse(int $accountId): void
    {
        $paid = Capsule::table('tblaccounts')->where('id', $accountId)->first() ?? throw new \LogicException("no transaction $accountId");
        $how = Assumptions::value('reversal.row');
        $row = ['userid' => (int) $paid->userid, 'currency' => 0, 'gateway' => $paid->gateway, 'date' => Clock::timestamp(), 'description' => 'Payment Reversal',
            'fees' => '0.00', 'rate' => '1.00000', 'transid' => 'rev-' . $paid->transid, 'invoiceid' => (int) $paid->invoiceid, 'type' => '',
            'amountin' => $how === 'negative' ? '-' . $paid->amountin : '0.00', 'amountout' => $how === 'negative' ? '0.00' : $paid->amountin,
            'refundid' => $how === 'refundid' ? $accountId : 0];
        Capsule::table('tblaccounts')->insert($row);
        Capsule::table('tblinvoices')->where('id', $paid->invoiceid)->update(['status' => 'Collections']);
    }

    /** Hundredths that went back of a payment. */
    public static function refunded(int $accountId): int
    {
        return array_sum(Capsule::table('tblaccounts')->where('refundid', $accountId)->pluck('amountout')->map(Cents::parse(...))->all());
    }

    private static function note(object $paid, int $cents, string $transactionId, string $text): void
    {
        $row = ['userid' => (int) $paid->userid, 'currency' => 0, 'gateway' => $paid->gateway, 'date' => Clock::timestamp(), 'description' => $text, 'amountin' => '0.00',
            'fees' => '0.00', 'amountout' => Cents::print($cents), 'rate' => '1.00000', 'transid' => $transactionId];
        $id = (int) Capsule::table('tblaccounts')->insertGetId($row + ['invoiceid' => (int) $paid->invoiceid, 'refundid' => (int) $paid->id, 'type' => '']);
        Hooks::run('AddTransaction', ['id' => $id] + $row + [Assumptions::value('addtransaction.key') => (int) $paid->invoiceid, 'refundid' => (int) $paid->id]);
        if (Panel::profile() >= 9) {
            Capsule::table('tblbillingnotes')->insert(['note_type' => 'credit', 'client_id' => (int) $paid->userid, 'date_issued' => Clock::timestamp(),
                'subtotal' => Cents::print($cents), 'total' => Cents::print($cents), 'status' => 'closed', 'notes' => "Invoice #$paid->invoiceid"]);
        }
        $invoice = (int) $paid->invoiceid;
        $left = array_sum(Capsule::table('tblaccounts')->where('invoiceid', $invoice)->get(['amountin', 'amountout'])
            ->map(static fn (object $one): int => Cents::parse($one->amountin) - Cents::parse($one->amountout))->all());
        if ($left <= 0 && Invoices::find($invoice)?->status === 'Paid') {
            Capsule::table('tblinvoices')->where('id', $invoice)->update(['status' => 'Refunded', 'date_refunded' => Clock::timestamp()]);
            Hooks::run('InvoiceRefunded', ['invoiceid' => $invoice]);
        }
    }

    private static function answer(string $status): mixed
    {
        return match (Assumptions::value('refund.answer')) {
            'word' => $status,
            'bool' => $status === 'success',
            default => null,
        };
    }
}
