<?php

/** Several invoices paid at once: a container of lines that name them holds the transaction, the children are settled by credit. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use WHMCS\Database\Capsule;

final class MassPay
{
    /** @param list<int> $invoices unpaid ones of the client @return int the container's id */
    public static function container(int $clientId, array $invoices, string $gateway = 'banktransfer'): int
    {
        $lines = array_map(static fn (int $id): array => ['type' => 'Invoice', 'relid' => $id, 'amount' => Cents::print(Invoices::balance($id)), 'taxed' => false,
            'duedate' => Clock::date(), 'description' => "Invoice #$id"], $invoices);

        return Invoices::create($clientId, $lines, ['source' => 'adminarea', 'status' => 'Unpaid', 'date' => Clock::date(), 'duedate' => Clock::date(),
            'paymentmethod' => $gateway, 'autocredit' => false, 'email' => false, 'taxrate' => '0.000', 'taxrate2' => '0.000']);
    }

    /** Once the container is paid: what each child owed becomes credit and is used on it at once. */
    public static function settleChildren(int $containerId): void
    {
        $clientId = (int) Invoices::find($containerId)?->userid;
        foreach (Capsule::table('tblinvoiceitems')->where('invoiceid', $containerId)->where('type', 'Invoice')->orderBy('id')->get(['relid', 'amount']) as $line) {
            Credit::book($clientId, Cents::parse($line->amount), "Mass Invoice Payment Credit for Invoice #$line->relid", Clock::date());
            Credit::apply((int) $line->relid, $clientId, Cents::parse($line->amount));
            Payments::closeIfSettled((int) $line->relid);
        }
    }
}
