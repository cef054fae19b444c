<?php

/** Invoices: creation in the documented order of hooks, totals, balance. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\Log;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;

final class Invoices
{
    /**
     * Creates an invoice with its lines and fires InvoiceCreation, InvoiceCreationPreEmail and InvoiceCreated.
     *
     * @param list<array{type: string, relid: int, description: string, amount: string, taxed: bool, duedate: string}> $lines
     * @param array{source: string, status: string, date: string, duedate: string, paymentmethod: string, autocredit: bool, email: bool,
     *              taxrate?: string, taxrate2?: string, notes?: string} $how
     */
    public static function create(int $clientId, array $lines, array $how): int
    {
        [$rate, $rate2] = Tax::ratesOf($clientId);
        $id = (int) Capsule::table('tblinvoices')->insertGetId([
            'userid' => $clientId, 'date' => $how['date'], 'duedate' => $how['duedate'], 'status' => $how['status'],
            'taxrate' => $how['taxrate'] ?? $rate, 'taxrate2' => $how['taxrate2'] ?? $rate2, 'paymentmethod' => $how['paymentmethod'],
            'notes' => $how['notes'] ?? '', 'created_at' => Clock::timestamp(), 'updated_at' => Clock::timestamp(),
        ]);
        foreach ($lines as $line) {
            self::addLine($id, $clientId, $line + ['paymentmethod' => $how['paymentmethod']]);
        }
        self::announce($id, $clientId, $how);

        return $id;
    }

    /**
     * @param array{type: string, relid: int, description: string, amount: string, taxed: bool, duedate: string,
     *              paymentmethod: string} $line
     */
    public static function addLine(int $id, int $clientId, array $line): void
    {
        Capsule::table('tblinvoiceitems')->insert([
            'invoiceid' => $id, 'userid' => $clientId, 'type' => $line['type'], 'relid' => $line['relid'], 'notes' => '',
            'description' => $line['description'], 'amount' => Cents::print(Cents::parse($line['amount'])), 'taxed' => (int) $line['taxed'],
            'duedate' => $line['duedate'], 'paymentmethod' => $line['paymentmethod'],
        ]);
    }

    /** Writes subtotal, taxes and total from the lines. */
    public static function recalculate(int $id): void
    {
        $invoice = self::row($id);
        $lines = Capsule::table('tblinvoiceitems')->where('invoiceid', $id)->orderBy('id')->get(['amount', 'taxed'])
            ->map(static fn (object $row): array => ['cents' => Cents::parse($row->amount), 'taxed' => (int) $row->taxed === 1])->all();
        $split = Tax::split($lines, (string) $invoice->taxrate, (string) $invoice->taxrate2);
        $gross = array_sum($split);
        $total = self::totalIsNet() ? $gross - Cents::parse($invoice->credit) : $gross;
        Capsule::table('tblinvoices')->where('id', $id)->update([
            'subtotal' => Cents::print($split['subtotal']), 'tax' => Cents::print($split['tax']), 'tax2' => Cents::print($split['tax2']),
            'total' => Cents::print($total), 'updated_at' => Clock::timestamp(),
        ]);
    }

    /** What is still due, in hundredths: everything billed, less applied credit, less payments. */
    public static function balance(int $id): int
    {
        $invoice = self::row($id);
        $billed = Cents::parse($invoice->subtotal) + Cents::parse($invoice->tax) + Cents::parse($invoice->tax2);
        $due = $billed - Cents::parse($invoice->credit);
        foreach (Capsule::table('tblaccounts')->where('invoiceid', $id)->get(['amountin', 'amountout']) as $payment) {
            $due += Cents::parse($payment->amountout) - Cents::parse($payment->amountin);
        }

        return $due;
    }

    public static function find(int $id): ?object
    {
        return Capsule::table('tblinvoices')->where('id', $id)->first();
    }

    /** Issued invoices of 9.x are immutable: only a Draft may change. */
    public static function mayEdit(object $invoice): bool
    {
        return Panel::profile() < 9 || $invoice->status === 'Draft';
    }

    private static function row(int $id): object
    {
        return self::find($id) ?? throw new \LogicException("no invoice $id");
    }

    private static function totalIsNet(): bool
    {
        return match (Assumptions::value('invoice.total')) {
            'net' => true,
            'gross' => false,
            default => Panel::profile() < 9,
        };
    }

    private static function announce(int $id, int $clientId, array $how): void
    {
        $vars = ['source' => $how['source'], 'user' => $how['source'] === 'adminarea' ? (int) ($_SESSION['adminid'] ?? 1) : 'system',
            'invoiceid' => $id, 'status' => $how['status']];
        $credit = $how['autocredit'] && $how['status'] === 'Unpaid' && Config::get('AutomaticCreditUse', 'on') === 'on';
        self::recalculate($id);
        if ($credit && Assumptions::is('autocredit.when', 'before-InvoiceCreation')) {
            Credit::applyAvailable($id);
        }
        $last = (int) Capsule::table('tblinvoiceitems')->max('id');
        Hooks::run('InvoiceCreation', $vars);
        if (Panel::profile() >= 9 && $how['status'] !== 'Draft' && Assumptions::is('invoice9.creation-lines', 'ignored')) {
            Capsule::table('tblinvoiceitems')->where('invoiceid', $id)->where('id', '>', $last)->delete();
        }
        self::recalculate($id);
        if ($credit && Assumptions::is('autocredit.when', 'after-InvoiceCreation')) {
            Credit::applyAvailable($id);
        }
        Hooks::run('InvoiceCreationPreEmail', $vars);
        $how['email'] && Log::email('Invoice Created', $clientId, $id);
        if ($how['status'] !== 'Draft') {
            Hooks::run('InvoiceCreated', $vars);
        }
        if ($how['status'] === 'Unpaid') {
            Payments::closeIfSettled($id);
        }
    }
}
