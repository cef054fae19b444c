<?php

/** CreateInvoice, UpdateInvoice, GenInvoices, AddInvoicePayment, GetInvoice, GetInvoices, GetTransactions, UpdateTransaction. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Billing\Invoices;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;
use WHMCS\View\Formatter\Price;

final class Invoicing
{
    private const TRANSACTION = ['id', 'userid', 'currency', 'gateway', 'date', 'description', 'amountin', 'fees', 'amountout', 'rate',
        'transid', 'invoiceid', 'refundid'];

    private const MONEY = ['subtotal', 'credit', 'tax', 'tax2', 'total', 'taxrate', 'taxrate2'];

    public static function create(array $in): array
    {
        $client = Input::client($in['userid'] ?? null);
        $draft = Input::flag($in['draft'] ?? false) || ($in['status'] ?? '') === 'Draft';
        if ($draft && Input::flag($in['sendinvoice'] ?? false)) {
            throw new Refused('Cannot create and send a draft invoice in a single API request. Please create and send separately.');
        }
        $status = $draft ? 'Draft' : (string) ($in['status'] ?? 'Unpaid');
        $date = (string) ($in['date'] ?? Clock::date());
        $due = (string) ($in['duedate'] ?? $date);
        $id = Invoices::create((int) $client->id, self::newLines($in, $due), [
            'source' => 'api', 'status' => $status, 'date' => $date, 'duedate' => $due, 'notes' => (string) ($in['notes'] ?? ''),
            'paymentmethod' => (string) ($in['paymentmethod'] ?? $client->defaultgateway),
            'email' => Input::flag($in['sendinvoice'] ?? false),
            'autocredit' => Input::flag($in['autoapplycredit'] ?? false),
        ] + array_map('strval', array_intersect_key($in, ['taxrate' => 1, 'taxrate2' => 1])));

        return ['invoiceid' => (string) $id, 'status' => (string) Invoices::find($id)?->status];
    }

    /** New lines, deleted lines, status, notes and publishing; the rest of the documented parameters is not simulated. */
    public static function update(array $in): array
    {
        $invoice = self::invoice($in);
        $simulated = ['invoiceid', 'status', 'notes', 'publish', 'newitemdescription', 'newitemamount', 'newitemtaxed', 'deletelineids'];
        if (array_diff(array_keys($in), $simulated) !== []) {
            throw new UndocumentedUse('UpdateInvoice: not simulated: ' . implode(', ', array_diff(array_keys($in), $simulated)));
        }
        $id = (int) $invoice->id;
        $lines = array_intersect_key($in, array_flip(['newitemdescription', 'newitemamount', 'newitemtaxed', 'deletelineids']));
        if ($lines !== [] && !Invoices::mayEdit($invoice)) {
            throw new Refused('an issued invoice of 9.x is immutable');
        }
        Capsule::table('tblinvoiceitems')->where('invoiceid', $id)->whereIn('id', (array) ($in['deletelineids'] ?? []))->delete();
        foreach ((array) ($in['newitemdescription'] ?? []) as $i => $text) {
            Invoices::addLine($id, (int) $invoice->userid, [
                'type' => '',
                'relid' => 0,
                'description' => $text,
                'amount' => (string) $in['newitemamount'][$i],
                'taxed' => Input::flag($in['newitemtaxed'][$i] ?? false),
                'duedate' => $invoice->duedate,
                'paymentmethod' => $invoice->paymentmethod,
            ]);
        }
        if (Input::flag($in['publish'] ?? false)) {
            $invoice->status === 'Draft' || throw new Refused('Invoice must be in Draft status to be published');
            $in['status'] = 'Unpaid';
        }
        $changes = array_intersect_key($in, ['status' => 1, 'notes' => 1]);
        $changes === [] || Capsule::table('tblinvoices')->where('id', $id)->update($changes);
        Invoices::recalculate($id);

        return ['invoiceid' => (string) $id];
    }

    public static function generate(array $in): array
    {
        $client = isset($in['clientid']) ? (int) Input::client($in['clientid'])->id : null;
        if (!empty($in['domainids']) || !empty($in['addonids'])) {
            throw new UndocumentedUse('GenInvoices: domains and addons are not simulated');
        }
        $services = isset($in['serviceids']) ? array_map('intval', (array) $in['serviceids']) : null;
        $made = Generator::run('api', $client, $services, !Input::flag($in['noemails'] ?? false));

        return ['numcreated' => (string) $made['created']] + ($made['created'] > 0 ? ['latestinvoiceid' => (string) $made['latest']] : []);
    }

    public static function addPayment(array $in): array
    {
        $invoice = self::invoice($in);
        if ($invoice->status === 'Cancelled') {
            throw new Refused('It is not possible to add a payment to an invoice that is Cancelled');
        }
        foreach (['transid', 'gateway'] as $name) {
            isset($in[$name]) || throw new Refused("$name is missing");
        }
        $cents = isset($in['amount']) ? Input::cents($in['amount']) : max(0, Invoices::balance((int) $invoice->id));
        $fees = Input::cents($in['fees'] ?? '0');
        if ($cents === null || $fees === null) {
            throw new Refused('amount or fees is not an amount');
        }
        $date = (string) ($in['date'] ?? Clock::timestamp());
        Payments::add((int) $invoice->id, $cents, (string) $in['transid'], (string) $in['gateway'], $date, $fees);

        return [];
    }

    public static function get(array $in): array
    {
        $invoice = self::invoice($in);
        $id = (int) $invoice->id;
        $items = Capsule::table('tblinvoiceitems')->where('invoiceid', $id)->orderBy('id')->get()->map(self::item(...))->all();
        $payments = self::payments(['invoiceid' => $id]);
        $dates = ['date', 'duedate', 'datepaid', 'lastcaptureattempt' => 'last_capture_attempt'];

        return ['invoiceid' => $id, 'userid' => (int) $invoice->userid]
            + Answer::strings($invoice, ['invoicenum', ...$dates, ...self::MONEY, 'status', 'paymentmethod', 'notes'])
            + [
                'balance' => Cents::print(Invoices::balance($id)),
                'ccgateway' => false,
                'items' => ['item' => $items],
                // Documented so: the empty string when there are none.
                'transactions' => $payments === [] ? '' : ['transaction' => $payments],
            ];
    }

    public static function list(array $in): array
    {
        $query = Capsule::table('tblinvoices');
        isset($in['userid']) && $query->where('userid', Input::id($in['userid']));
        if (($in['status'] ?? '') === 'Overdue') {
            $query->where('status', 'Unpaid')->where('duedate', '<', Clock::date());
        } elseif (isset($in['status'])) {
            $query->where('status', (string) $in['status']);
        }
        $columns = ['id', 'userid', 'date', 'duedate', 'total', 'status', 'invoicenum', 'subtotal', 'credit', 'tax'];
        $order = $in['orderby'] ?? 'id';
        in_array($order, $columns, true) || throw new UndocumentedUse("GetInvoices: orderby $order is not simulated");
        $total = $query->count();
        $start = Input::id($in['limitstart'] ?? 0);
        $query->orderBy($order, ($in['order'] ?? 'asc') === 'desc' ? 'desc' : 'asc');
        $rows = $query->skip($start)->take(Input::id($in['limitnum'] ?? 25))->get();

        return Answer::page($total, $start, $rows->map(self::listed(...))->all(), 'invoices', 'invoice');
    }

    public static function transactions(array $in): array
    {
        $rows = self::payments($in);

        return Answer::page(count($rows), 0, $rows, 'transactions', 'transaction');
    }

    /** Of what it may change only the description and the number of the refunded transaction; no error is documented. */
    public static function updateTransaction(array $in): array
    {
        $other = array_diff(array_keys($in), ['transactionid', 'description', 'refundid']);
        $other === [] || throw new UndocumentedUse('UpdateTransaction: not simulated: ' . implode(', ', $other));
        $id = Input::id($in['transactionid'] ?? null);
        Capsule::table('tblaccounts')->where('id', $id)->exists() || throw new Refused("there is no transaction $id");
        Capsule::table('tblaccounts')->where('id', $id)->update(array_intersect_key($in, ['description' => 1, 'refundid' => 1]));

        return ['transactionid' => (string) $id];
    }

    /**
     * Lines from itemdescription1, itemamount1, itemtaxed1 and so on.
     *
     * @return list<array{type: string, relid: int, description: string, amount: string, taxed: bool, duedate: string}>
     */
    private static function newLines(array $in, string $due): array
    {
        $lines = [];
        foreach (array_keys($in) as $name) {
            if (preg_match('/^itemdescription(\d+)$/D', (string) $name, $found) === 1) {
                $n = $found[1];
                $lines[(int) $n] = [
                    'type' => '',
                    'relid' => 0,
                    'description' => (string) $in[$name],
                    'duedate' => $due,
                    'amount' => (string) ($in["itemamount$n"] ?? '0.00'),
                    'taxed' => Input::flag($in["itemtaxed$n"] ?? false),
                ];
            }
        }
        ksort($lines);

        return array_values($lines);
    }

    private static function invoice(array $in): object
    {
        return Invoices::find(Input::id($in['invoiceid'] ?? null)) ?? throw new Refused('Invoice ID Not Found');
    }

    /** @return array<string, int|string> */
    private static function item(object $row): array
    {
        return ['id' => (int) $row->id, 'relid' => (int) $row->relid, 'taxed' => (int) $row->taxed]
            + Answer::strings($row, ['type', 'description', 'amount']);
    }

    /** @return array<string, mixed> */
    private static function listed(object $row): array
    {
        $client = Capsule::table('tblclients')->where('id', $row->userid)->first(['firstname', 'lastname', 'companyname', 'currency']);
        $currency = Price::currency(null, (int) $client->currency);

        return array_merge((array) $row, Answer::strings($row, self::MONEY), [
            'firstname' => $client->firstname,
            'lastname' => $client->lastname,
            'companyname' => $client->companyname,
            'currencycode' => $currency['code'],
            'currencyprefix' => $currency['prefix'],
            'currencysuffix' => $currency['suffix'],
        ]);
    }

    /** @return list<array<string, string>> */
    private static function payments(array $in): array
    {
        $query = Capsule::table('tblaccounts')->orderBy('id');
        foreach (['invoiceid' => 'invoiceid', 'clientid' => 'userid', 'transid' => 'transid'] as $name => $column) {
            isset($in[$name]) && $query->where($column, $in[$name]);
        }

        return $query->get()->map(static fn (object $row): array => Answer::strings($row, self::TRANSACTION))->all();
    }
}
