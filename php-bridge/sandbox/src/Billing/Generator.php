<?php

/** Makes the invoices of services that fall due, one per client and due date, a set number of days ahead. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Hooks;
use WHMCS\Database\Capsule;

final class Generator
{
    /**
     * @param string         $source autogen for cron, api for GenInvoices
     * @param list<int>|null $services only these
     *
     * @return array{created: int, latest: int}
     */
    public static function run(string $source, ?int $clientId = null, ?array $services = null, bool $email = true): array
    {
        Hooks::run('PreInvoicingGenerateInvoiceItems');
        [$created, $latest] = [0, 0];
        foreach (self::due($clientId, $services) as $group) {
            $latest = self::invoice($group, $source, $email);
            ++$created;
        }
        Hooks::run('AfterInvoicingGenerateInvoiceItems');

        return ['created' => $created, 'latest' => $latest];
    }

    /** Clients pay what has lain unpaid for the set number of days; an empty setting means that nobody pays. */
    public static function clientsPay(): int
    {
        $days = Config::get('SandboxClientsPayAfterDays');
        if ($days === '') {
            return 0;
        }
        $until = (new \DateTimeImmutable(Clock::date()))->modify('-' . (int) $days . ' days')->format('Y-m-d');
        $paid = 0;
        foreach (Capsule::table('tblinvoices')->where('status', 'Unpaid')->where('date', '<=', $until)->orderBy('id')->pluck('id') as $id) {
            Payments::add((int) $id, max(0, Invoices::balance((int) $id)), 'sandbox-' . $id, 'banktransfer', Clock::timestamp());
            ++$paid;
        }

        return $paid;
    }

    /** @return list<non-empty-list<object>> services to bill, grouped */
    private static function due(?int $clientId, ?array $services): array
    {
        $ahead = (int) Config::get('CreateInvoiceDaysBefore', '14');
        $until = (new \DateTimeImmutable(Clock::date()))->modify("+$ahead days")->format('Y-m-d');
        $query = Capsule::table('tblhosting')->whereIn('domainstatus', ['Active', 'Suspended'])->where('nextinvoicedate', '<=', $until)
            ->where('nextinvoicedate', '<>', '0000-00-00')->orderBy('userid')->orderBy('nextinvoicedate')->orderBy('id');
        $clientId === null || $query->where('userid', $clientId);
        $services === null || $query->whereIn('id', $services);
        $groups = [];
        foreach ($query->get() as $service) {
            if (Cycle::months((string) $service->billingcycle) !== null && Cents::parse($service->amount) > 0) {
                $groups[$service->userid . '|' . $service->nextinvoicedate][] = $service;
            }
        }

        return array_values($groups);
    }

    /** Add-ons that fall due on their service's day. @return list<array{type: string, relid: int, amount: string, duedate: string, description: string, taxed: bool}> */
    private static function addOns(int $service, string $due): array
    {
        $lines = [];
        foreach (Capsule::table('tblhostingaddons')->where('hostingid', $service)->where('status', 'Active')->where('nextinvoicedate', $due)->orderBy('id')->get() as $addon) {
            $months = Cycle::months((string) $addon->billingcycle);
            if ($months !== null) {
                $lines[] = ['type' => 'Addon', 'relid' => (int) $addon->id, 'amount' => (string) $addon->recurring, 'duedate' => $due,
                    'description' => $addon->name . ' ' . Cycle::span($due, $months), 'taxed' => (int) $addon->tax === 1];
                Capsule::table('tblhostingaddons')->where('id', $addon->id)->update(['nextinvoicedate' => Cycle::after($due, $months)]);
            }
        }

        return $lines;
    }

    /** @param non-empty-list<object> $services of one client and one due date */
    private static function invoice(array $services, string $source, bool $email): int
    {
        $due = (string) $services[0]->nextinvoicedate;
        $lines = [];
        foreach ($services as $service) {
            $months = (int) Cycle::months((string) $service->billingcycle);
            $product = Capsule::table('tblproducts')->where('id', $service->packageid)->first(['name', 'tax']);
            $lines[] = ['type' => 'Hosting', 'relid' => (int) $service->id, 'amount' => (string) $service->amount, 'duedate' => $due,
                'description' => "$product->name - $service->domain " . Cycle::span($due, $months), 'taxed' => (int) $product->tax === 1];
            // Moved before the hooks run: a service is never billed twice for one period.
            Capsule::table('tblhosting')->where('id', $service->id)->update(['nextinvoicedate' => Cycle::after($due, $months)]);
            array_push($lines, ...self::addOns((int) $service->id, $due));
        }

        return Invoices::create((int) $services[0]->userid, $lines, ['source' => $source, 'status' => 'Unpaid', 'date' => Clock::date(),
            'duedate' => $due, 'paymentmethod' => (string) $services[0]->paymentmethod, 'autocredit' => true, 'email' => $email]);
    }
}
