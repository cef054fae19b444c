<?php

/** A small hosting company in the sandbox: five clients with four currencies, nine services, three servers, terms and monitors. */

declare(strict_types=1);

namespace MakegoodFaults;

use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Run\Mode;
use WHMCS\Database\Capsule;

final class Company
{
    /** The one secret of every source; only its digest is stored. */
    public const SECRET = '00000000000000000000000000000000000000000000000000000000000000aa';

    private const CURRENCIES = [1 => 'USD', 2 => 'BRL', 3 => 'JPY', 4 => 'KWD'];
    private const CLIENTS = [1 => 1, 2 => 2, 3 => 3, 4 => 4, 5 => 1];

    /** service => client, server, amount, cycle, next due date; the first is invoiced in the very cron that posts */
    private const SERVICES = [
        1 => [1, 1, '10.00', 'Monthly', '2026-04-19'], 2 => [1, 1, '24.90', 'Monthly', '2026-09-01'], 3 => [1, 2, '110.00', 'Annually', '2026-09-01'],
        4 => [2, 1, '49.90', 'Monthly', '2026-09-01'], 5 => [2, 2, '119.90', 'Monthly', '2026-09-01'], 6 => [3, 1, '1500.00', 'Monthly', '2026-09-01'],
        7 => [4, 1, '7.65', 'Monthly', '2026-09-01'], 8 => [4, 2, '18.45', 'Monthly', '2026-09-01'], 9 => [5, 3, '60.00', 'Monthly', '2026-09-01'],
    ];

    private const POLICY = '{"schema":1,"name":"Standard hosting","zone":"UTC","maintenance":{"rule":"counted"},'
        . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99.5","percent":"25"}]}}';

    /** vendor, independence group, targets by subject */
    private const SOURCES = [
        ['pingdom', 'pingdom', ['803318' => 'server:1', '803319' => 'server:2']],
        ['uptime-kuma', 'office', ['29' => 'server:1', '30' => 'server:2']],
        ['uptimerobot', 'uptimerobot', ['779912345' => 'server:3']],
    ];

    /** Rows of the panel itself. */
    public static function seedPanel(): void
    {
        foreach (self::CURRENCIES as $id => $code) {
            Capsule::table('tblcurrencies')->insert(['id' => $id, 'code' => $code, 'format' => 1, 'rate' => '1.00000', 'default' => (int) ($id === 1)]);
        }
        foreach ([1, 2, 3] as $id) {
            Capsule::table('tblservers')->insert(['id' => $id, 'name' => "web$id", 'hostname' => "web$id.example.com", 'accesshash' => '']);
        }
        Capsule::table('tblproducts')->insert(['id' => 1, 'type' => 'hostingaccount', 'gid' => 1, 'name' => 'Hosting', 'description' => '',
            'paytype' => 'recurring', 'tax' => 1, 'configoption1' => '', 'configoption24' => '']);
        foreach (self::CLIENTS as $id => $currency) {
            Capsule::table('tblclients')->insert(['id' => $id, 'uuid' => "client-$id", 'firstname' => 'Client', 'lastname' => (string) $id,
                'email' => "client$id@example.com", 'country' => 'US', 'status' => 'Active', 'currency' => $currency, 'credit' => '0.00', 'notes' => '']);
        }
        foreach (self::SERVICES as $id => [$client, $server, $amount, $cycle, $due]) {
            Capsule::table('tblhosting')->insert(['id' => $id, 'userid' => $client, 'orderid' => $id, 'packageid' => 1, 'server' => $server,
                'regdate' => '2025-09-01', 'domain' => "site$id.example.com", 'paymentmethod' => 'banktransfer', 'firstpaymentamount' => $amount,
                'amount' => $amount, 'billingcycle' => $cycle, 'nextduedate' => $due, 'nextinvoicedate' => $due, 'domainstatus' => 'Active',
                'username' => "site$id", 'qty' => 1, 'notes' => '']);
        }
        self::paidInvoice();
    }

    /** Client 2 is taxed: its March was paid with 20 % on top. */
    private static function paidInvoice(): void
    {
        Capsule::table('tblinvoices')->insert(['id' => 1, 'userid' => 2, 'date' => '2026-02-15', 'duedate' => '2026-03-01',
            'datepaid' => '2026-02-20 10:00:00', 'subtotal' => '169.80', 'tax' => '33.96', 'total' => '203.76', 'taxrate' => '20.000',
            'status' => 'Paid', 'paymentmethod' => 'banktransfer', 'notes' => '']);
        foreach ([4 => '49.90', 5 => '119.90'] as $service => $amount) {
            Capsule::table('tblinvoiceitems')->insert(['invoiceid' => 1, 'userid' => 2, 'type' => 'Hosting', 'relid' => $service,
                'description' => "Hosting - site$service.example.com (01/03/2026 - 31/03/2026)", 'amount' => $amount, 'taxed' => 1,
                'duedate' => '2026-03-01', 'notes' => '']);
        }
    }

    /** Rows of the module that an operator would make on its pages. */
    public static function seedLedger(Ledger $ledger, int $nowMs): void
    {
        Mode::live($ledger, null);
        $hash = $ledger->policies->put(self::POLICY, 'Standard hosting', $nowMs);
        $ledger->assignments->add('product', '1', $hash, 1_735_689_600_000, 'admin:1', $nowMs);
        foreach (self::SOURCES as [$vendor, $group, $targets]) {
            $source = $ledger->sources->add($vendor, $vendor, $group, SecretCheck::digest(self::SECRET), $nowMs);
            foreach ($targets as $target => $subject) {
                $ledger->targets->seen($source, (string) $target, "watch $target", null);
                $ledger->targets->map((string) self::targetId($ledger, $source, (string) $target), $subject);
            }
        }
    }

    private static function targetId(Ledger $ledger, string $source, string $target): string
    {
        foreach ($ledger->targets->all() as $row) {
            if ((string) $row['source_id'] === $source && $row['target'] === $target) {
                return (string) $row['id'];
            }
        }
        throw new \LogicException("target $target was not stored");
    }
}
