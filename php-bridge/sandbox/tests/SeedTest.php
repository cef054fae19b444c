<?php

/** The demonstration company: its size, its currencies and taxes, and paid lines that cover March 2026. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Hooks;
use MakegoodSandbox\Seed;
use WHMCS\Database\Capsule;

class SeedTest extends SandboxTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Capsule::table('tblclients')->delete();
        foreach (['tblcurrencies', 'tbltax', 'tblservers', 'tblproducts', 'tblpricing'] as $table) {
            Capsule::table($table)->delete();
        }
        \MakegoodSandbox\Clock::travel(null);
        putenv('SANDBOX_NOW=2026-03-01T00:00:00Z');
        Seed::run();
    }

    protected function tearDown(): void
    {
        putenv('SANDBOX_NOW');
        parent::tearDown();
    }

    public function testTheCompanyIsAsPromised(): void
    {
        self::assertSame([4, 15, 40, 4], array_map(static fn (string $table): int => Capsule::table($table)->count(),
            ['tblservers', 'tblclients', 'tblhosting', 'tblproducts']));
        self::assertSame(['USD', 'BRL', 'JPY', 'KWD'], Capsule::table('tblcurrencies')->orderBy('id')->pluck('code')->all());
        $cycles = Capsule::table('tblhosting')->orderBy('billingcycle')->distinct()->pluck('billingcycle')->all();
        self::assertSame(['Annually', 'Monthly'], $cycles);
        self::assertSame(0, Capsule::table('tblinvoices')->where('status', '<>', 'Paid')->count());
    }

    public function testEveryServiceHasPaidLinesForTheWholeOfMarch(): void
    {
        foreach (Capsule::table('tblhosting')->get() as $service) {
            $covered = [];
            foreach (Capsule::table('tblinvoiceitems')->where('type', 'Hosting')->where('relid', $service->id)->get() as $line) {
                self::assertSame(1, preg_match('#\((\d\d)/(\d\d)/(\d{4}) - (\d\d)/(\d\d)/(\d{4})\)$#', $line->description, $d));
                self::assertSame((string) $line->duedate, "$d[3]-$d[2]-$d[1]");
                $covered[] = ["$d[3]-$d[2]-$d[1]", "$d[6]-$d[5]-$d[4]"];
            }
            foreach (range(1, 31) as $day) {
                $date = sprintf('2026-03-%02d', $day);
                $lines = array_filter($covered, static fn (array $c): bool => $c[0] <= $date && $date <= $c[1]);
                self::assertCount(1, $lines, "service $service->id on $date");
            }
        }
    }

    public function testTaxesAreExclusiveButForOneClientInclusive(): void
    {
        $invoice = static fn (int $client): object
            => Capsule::table('tblinvoices')->where('userid', $client)->where('duedate', '2026-03-01')->first();
        [$exclusive, $inclusive, $exempt] = array_map($invoice, [2, Seed::INCLUSIVE_CLIENT, Seed::EXEMPT_CLIENT]);
        self::assertSame(['60.00', '12.00'], [(string) $exclusive->subtotal, (string) $exclusive->tax]);
        self::assertSame(['8.33', '1.67'], [(string) $inclusive->subtotal, (string) $inclusive->tax]);
        self::assertSame(['45.00', '0.00'], [(string) $exempt->subtotal, (string) $exempt->tax]);
    }

    public function testTheMoveAndTheSuspensionFireTheDocumentedHooks(): void
    {
        Seed::performMove();
        Seed::performSuspension();
        $expected = ['PreAdminServiceEdit', 'AdminServiceEdit', 'PreModuleSuspend', 'AfterModuleSuspend'];
        self::assertSame($expected, array_values(array_intersect(Hooks::fired(), $expected)));
        self::assertSame([2, 'Suspended'], [(int) Capsule::table('tblhosting')->where('id', Seed::MOVED_SERVICE)->value('server'),
            Capsule::table('tblhosting')->where('id', Seed::SUSPENDED_SERVICE)->value('domainstatus')]);
        Seed::endSuspension();
        self::assertSame('Active', Capsule::table('tblhosting')->where('id', Seed::SUSPENDED_SERVICE)->value('domainstatus'));
    }
}
