<?php

/** A panel of its own for each test; the clock stands still. SQLite, or MariaDB in the classes that say so. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Installer;
use MakegoodSandbox\Panel;
use MakegoodSandbox\SeedData;
use MakegoodSandbox\Shared\Directories;
use PHPUnit\Framework\TestCase;
use WHMCS\Database\Capsule;

abstract class SandboxTestCase extends TestCase
{
    protected string $root;

    protected function setUp(): void
    {
        $this->root = sys_get_temp_dir() . '/sandbox-' . bin2hex(random_bytes(6));
        Assumptions::reset();
        Clock::travel('2026-03-01T06:00:00Z');
        $_SESSION = $_POST = $_GET = [];
        Installer::install($this->root, null, $this->database(), true);
        Panel::boot($this->root);
        SeedData::insert();
    }

    protected function tearDown(): void
    {
        if (is_dir($this->root)) {
            Capsule::connection()->disconnect();
        }
        Clock::travel(null);
        Clock::useRoot(null);
        Assumptions::reset();
        Directories::remove($this->root);
    }

    /** sqlite or mariadb */
    protected function database(): string
    {
        return 'sqlite';
    }

    /** A monthly service due on a day, with the price of a line in the client's currency. */
    protected function service(int $clientId, string $due, string $amount = '10.00', string $cycle = 'Monthly'): int
    {
        return (int) Capsule::table('tblhosting')->insertGetId(['userid' => $clientId, 'packageid' => 1, 'server' => 1,
            'domain' => 'a.example.com', 'amount' => $amount, 'billingcycle' => $cycle,
            'nextduedate' => $due, 'nextinvoicedate' => $due, 'domainstatus' => 'Active',
            'paymentmethod' => 'banktransfer', 'qty' => 1, 'notes' => '']);
    }

    protected function credit(int $clientId, string $amount, string $description = 'for a test'): array
    {
        return localAPI('AddCredit', ['clientid' => $clientId, 'description' => $description, 'amount' => $amount]);
    }

    protected function nobodyPays(): void
    {
        Config::set('SandboxClientsPayAfterDays', '');
    }

    protected function balance(int $clientId): string
    {
        return (string) Capsule::table('tblclients')->where('id', $clientId)->value('credit');
    }
}
