<?php

/** A fresh panel for each test, with the module activated and role 1 let in; the clock stands still. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Run\Probe;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Installer;
use MakegoodSandbox\Panel;
use MakegoodSandbox\SeedData;
use MakegoodSandbox\Shared\Directories;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

trait WithPanel
{
    /** Activation proves the engine, most of a test's time: once for each class is enough. */
    private static bool $isProved = false;

    /** sqlite or mariadb */
    protected static function database(): string
    {
        return 'sqlite';
    }

    /** @return array<string, string> what these tests assume, also where all else is turned the other way; a row about the other way says so itself */
    protected function restsOn(): array
    {
        return [];
    }

    protected function setUp(): void
    {
        Directories::remove(ShippedModule::home() . '/makegood-data');
        Assumptions::reset();
        foreach ($this->restsOn() as $assumption => $word) {
            Assumptions::set($assumption, $word);
        }
        date_default_timezone_set('UTC');
        Clock::travel('2026-03-01T06:00:00Z');
        $_SESSION = ['adminid' => 1];
        $_POST = $_GET = [];
        $_SERVER['REQUEST_METHOD'] = 'GET';
        Installer::install(ShippedModule::root(), null, static::database(), true);
        Panel::boot(ShippedModule::root());
        SeedData::insert();
        self::$isProved ? $this->activateUnproved() : $this->activate();
        Clock::lend();
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        Capsule::connection()->disconnect();
        gc_collect_cycles(); // what still points at a connection keeps it open, and a server takes 151
        Clock::travel(null);
        Clock::useRoot(null);
        Assumptions::reset();
        date_default_timezone_set('UTC');
    }

    protected function activate(): void
    {
        self::assertSame('success', Addons::activate('makegood')['status']);
        Addons::configure('makegood', [], [1]);
        self::$isProved = true;
    }

    /** What `activate` leaves behind. */
    private function activateUnproved(): void
    {
        Addons::has('makegood', 'activate');
        (new App())->ledger()->migrate();
        Addons::switchOn('makegood');
        Addons::configure('makegood', [], [1]);
    }

    /** A service of client 1 (USD, exempt from tax) unless told otherwise. @param array<string, mixed> $columns */
    protected function service(array $columns = []): string
    {
        return (string) Capsule::table('tblhosting')->insertGetId($columns + [
            'userid' => 1, 'packageid' => 1, 'server' => 1, 'domain' => 'a.example.com', 'regdate' => '2026-01-01', 'amount' => '10.00',
            'billingcycle' => 'Monthly', 'nextduedate' => '2026-04-01', 'nextinvoicedate' => '2026-04-01', 'domainstatus' => 'Active',
            'paymentmethod' => 'banktransfer', 'qty' => 1, 'notes' => '',
        ]);
    }
}
