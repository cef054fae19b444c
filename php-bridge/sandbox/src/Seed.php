<?php

/** The demonstration company: 4 servers, 15 clients, 40 services, and the paid invoices that cover March 2026. Always the same. */

declare(strict_types=1);

namespace MakegoodSandbox;

use MakegoodSandbox\Billing\Cycle;
use MakegoodSandbox\Billing\Generator;
use WHMCS\Database\Capsule;

final class Seed
{
    /** Moves from server 1 to server 2 in mid-month. */
    public const MOVED_SERVICE = 5;
    public const MOVED_FROM = 1;
    public const MOVED_TO = 2;
    public const MOVED_AT = '2026-03-16T12:00:00Z';

    /** Does not pay in time: suspended for three days. */
    public const SUSPENDED_SERVICE = 7;
    public const SUSPENDED_FROM = '2026-03-19T00:00:00Z';
    public const SUSPENDED_TO = '2026-03-22T00:00:00Z';

    /** Invoiced while the panel's tax setting was Inclusive; all others were invoiced under Exclusive, which is in force now. */
    public const INCLUSIVE_CLIENT = 6;
    public const TAXED_CLIENTS = [2, 3, 6, 10, 11];
    public const EXEMPT_CLIENT = 1;

    private const FIRST_DAY = '2025-03-15';
    private const LAST_DAY = '2026-02-28';

    /** Fills an empty panel; does nothing when there are clients already. */
    public static function run(): void
    {
        if (Capsule::table('tblclients')->exists()) {
            return;
        }
        SeedData::insert();
        self::services();
        self::history();
    }

    /** An admin moves the service, at the given time of the sandbox. */
    public static function performMove(string $at = self::MOVED_AT): void
    {
        self::at($at, static fn () => Staff::moveService(self::MOVED_SERVICE, self::MOVED_TO));
    }

    public static function performSuspension(string $at = self::SUSPENDED_FROM): void
    {
        self::at($at, static fn () => Staff::suspend(self::SUSPENDED_SERVICE, 'Overdue on Payment'));
    }

    public static function endSuspension(string $at = self::SUSPENDED_TO): void
    {
        self::at($at, static fn () => Staff::unsuspend(self::SUSPENDED_SERVICE));
    }

    private static function at(string $instant, callable $work): void
    {
        Clock::travel($instant);
        try {
            $work();
        } finally {
            Clock::travel(null);
        }
    }

    /**
     * 40 services by a fixed pattern: server and product by position, every sixth one annual, two due on the 10th.
     *
     * @return array<int, array{client: int, server: int, product: int, yearly: bool, start: string}> id → service
     */
    public static function pattern(): array
    {
        $servers = [1, 1, 2, 3, 1, 2, 1, 3, 2, 4];
        $annual = ['2025-04-01', '2025-06-15', '2025-08-01', '2025-10-01', '2025-12-15', '2026-02-01'];
        $services = [];
        for ($id = 1; $id <= 40; ++$id) {
            $server = $servers[($id - 1) % 10];
            $product = match ($server) {
                3 => 3,
                4 => 4,
                default => $id % 2 === 0 ? 2 : 1,
            };
            $yearly = $id % 6 === 0;
            $start = $yearly ? $annual[intdiv($id, 6) - 1] : (in_array($id, [9, 23], true) ? '2026-02-10' : '2026-03-01');
            $services[$id] = ['client' => ($id - 1) % 15 + 1, 'server' => $server, 'product' => $product, 'yearly' => $yearly, 'start' => $start];
        }

        return $services;
    }

    private static function services(): void
    {
        foreach (self::pattern() as $id => ['client' => $client, 'server' => $server, 'product' => $product, 'yearly' => $yearly, 'start' => $start]) {
            $currency = (int) Capsule::table('tblclients')->where('id', $client)->value('currency');
            $price = (string) Capsule::table('tblpricing')->where('type', 'product')->where('relid', $product)->where('currency', $currency)
                ->value($yearly ? 'annually' : 'monthly');
            $name = sprintf('site%02d', $id);
            Capsule::table('tblhosting')->insert(['id' => $id, 'userid' => $client, 'orderid' => $id, 'packageid' => $product,
                'server' => $server, 'regdate' => Cycle::after($start, -12), 'domain' => "$name.example.com", 'username' => $name,
                'paymentmethod' => 'banktransfer', 'firstpaymentamount' => $price, 'amount' => $price,
                'billingcycle' => $yearly ? 'Annually' : 'Monthly', 'nextduedate' => $start, 'nextinvoicedate' => $start,
                'domainstatus' => 'Active', 'qty' => 1, 'notes' => '']);
        }
    }

    /** Invoicing and payments of the year before, day by day, through the panel's own code. */
    private static function history(): void
    {
        for ($day = new \DateTimeImmutable(self::FIRST_DAY); $day->format('Y-m-d') <= self::LAST_DAY; $day = $day->modify('+1 day')) {
            self::at($day->format('Y-m-d') . 'T06:00:00Z', static function () use ($day): void {
                $until = $day->modify('+14 days')->format('Y-m-d');
                if (Capsule::table('tblhosting')->where('nextinvoicedate', '<=', $until)->exists()) {
                    Config::set('TaxType', 'Inclusive');
                    Generator::run('autogen', self::INCLUSIVE_CLIENT, null, false);
                    Config::set('TaxType', 'Exclusive');
                    Generator::run('autogen', null, null, false);
                }
                Generator::clientsPay();
            });
        }
    }
}
