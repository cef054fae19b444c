<?php

/** AddCredit, GetCredits, ApplyCredit. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Credit;
use MakegoodSandbox\Billing\Invoices;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;

final class Credits
{
    public static function add(array $in, ?string $adminUser): array
    {
        $type = $in['type'] ?? 'add';
        if (!in_array($type, ['add', 'remove'], true)) {
            throw new Refused('Type can only be add or remove');
        }
        $client = Input::client($in['clientid'] ?? null);
        $admin = Input::id($in['adminid'] ?? null);
        if (isset($in['adminid']) && !Capsule::table('tbladmins')->where('id', $admin)->exists()) {
            throw new Refused('Admin ID Not Found');
        }
        if (($in['amount'] ?? '') === '') {
            throw new Refused('No Amount Provided');
        }
        $cents = Input::cents($in['amount']);
        if ($cents === null || $cents === 0) {
            throw new Refused('Amount must be in decimal format: ### or ###.##');
        }
        if (isset($in['date']) && !Input::isDate($in['date'])) {
            throw new Refused('Date Format is not Valid');
        }
        if (!is_string($in['description'] ?? null) || $in['description'] === '') {
            throw new Refused('description is missing');
        }
        $signed = $type === 'add' ? $cents : -$cents;
        if ($signed < 0 && Assumptions::is('addcredit.remove', 'refused') && $cents > Credit::balance((int) $client->id)) {
            throw new Refused('Amount exceeds customer credit balance');
        }
        $balance = Credit::book((int) $client->id, $signed, $in['description'], $in['date'] ?? Clock::date(), $admin);

        return ['newbalance' => Cents::print($balance)];
    }

    public static function list(array $in): array
    {
        $client = Input::client($in['clientid'] ?? null);
        $credits = Capsule::table('tblcredit')->where('clientid', $client->id)->orderBy('id')->get()
            ->map(static fn (object $row): array => Answer::strings($row, ['id', 'date', 'description', 'amount', 'relid']))->all();

        return ['totalresults' => (string) count($credits), 'clientid' => (string) $client->id, 'credits' => ['credit' => $credits]];
    }

    public static function apply(array $in): array
    {
        $invoice = Invoices::find(Input::id($in['invoiceid'] ?? null)) ?? throw new Refused('Invoice ID Not Found');
        if ($invoice->status !== 'Unpaid') {
            throw new Refused('Invoice Not in Unpaid Status');
        }
        [$id, $clientId] = [(int) $invoice->id, (int) $invoice->userid];
        $cents = isset($in['amount']) ? Input::cents($in['amount']) : min(Credit::balance($clientId), Invoices::balance($id));
        if ($cents === null || $cents <= 0) {
            throw new Refused('Credit Amount to apply must be greater than zero');
        }
        if ($cents > Credit::balance($clientId)) {
            throw new Refused('Amount exceeds customer credit balance');
        }
        if ($cents > Invoices::balance($id)) {
            throw new Refused('Amount Exceeds Invoice Balance');
        }
        Credit::apply($id, $clientId, $cents);
        if (Panel::profile() >= 9) {
            self::creditNote($clientId, $cents, $id);
        }

        $paid = Payments::closeIfSettled($id);

        return ['invoiceid' => (string) $id, 'amount' => Cents::print($cents), 'invoicepaid' => $paid ? 'true' : 'false'];
    }

    /** 9.x: credit applied by hand issues a credit note on the invoice. */
    private static function creditNote(int $clientId, int $cents, int $invoiceId): void
    {
        Capsule::table('tblbillingnotes')->insert(['note_type' => 'credit', 'client_id' => $clientId, 'date_issued' => Clock::timestamp(),
            'subtotal' => Cents::print($cents), 'total' => Cents::print($cents), 'status' => 'closed', 'notes' => "Invoice #$invoiceId"]);
    }
}
