<?php

/** The adapter on its own: what it reads from the panel's tables, in the contract's forms. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Panel\Charge;
use Makegood\Panel\MaintenanceWindow;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Staff;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class AdapterTest extends ModuleTestCase
{
    public function testServicesAreReadInTheContractsForms(): void
    {
        $id = $this->service(['amount' => '25.50', 'billingcycle' => 'Semi-Annually', 'domain' => 'a &amp; b.example.com']);
        $facts = $this->facts($id);
        self::assertSame(['1', '1', '1', 'active', 'USD', '25.5', 6], [
            $facts->clientId, $facts->productId, $facts->server, $facts->state, $facts->currency, $facts->recurringAmount, $facts->recurringMonths,
        ]);
        self::assertSame('Web Starter - a & b.example.com', $facts->label);
        self::assertSame(1767225600000, $facts->sinceMs);
    }

    /** @return array<string, array{string, string}> */
    public static function states(): array
    {
        return [
            'Active' => ['Active', 'active'], 'Suspended' => ['Suspended', 'suspended'], 'Pending' => ['Pending', 'pending'],
            'Terminated' => ['Terminated', 'ended'], 'Cancelled' => ['Cancelled', 'ended'], 'Fraud' => ['Fraud', 'ended'],
            'Completed' => ['Completed', 'ended'],
        ];
    }

    /** @dataProvider states */
    public function testStates(string $stored, string $state): void
    {
        self::assertSame($state, $this->facts($this->service(['domainstatus' => $stored]))->state);
    }

    public function testAFullPanelIsReadInBlocks(): void
    {
        for ($i = 0; $i < 501; ++$i) {
            $this->service(['domain' => "s$i.example.com"]);
        }
        $ids = array_map(static fn (ServiceFacts $facts): int => (int) $facts->id, [...(new WhmcsPanel())->services()]);
        self::assertCount(501, $ids);
        self::assertSame($ids, array_values(array_unique($ids)));
    }

    public function testPaidLinesCarryTheirOwnTax(): void
    {
        $exclusive = $this->service(['userid' => 2, 'nextinvoicedate' => '2026-03-01']);
        $inclusive = $this->service(['userid' => 3, 'nextinvoicedate' => '2026-03-01']);
        Generator::run('autogen', 2);
        Config::set('TaxType', 'Inclusive');
        Generator::run('autogen', 3);
        Config::set('TaxType', 'Exclusive');
        self::assertSame([], (new WhmcsPanel())->charges($exclusive), 'an unpaid line is no charge');
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        $this->assertCharge($exclusive, '2026-03-01', 1, '10', ['mode' => 'exclusive', 'rates' => ['20']]);
        $this->assertCharge($inclusive, '2026-03-01', 1, '10', ['mode' => 'inclusive', 'rates' => ['20']]);
    }

    /** @return array<string, array{list<string>, list<string>}> amounts of promotion lines, amounts of charges */
    public static function promotions(): array
    {
        return [
            'half' => [['-5.00'], ['5']], 'free' => [['-10.00'], ['0']], 'two' => [['-0.10', '-0.20'], ['9.7']], 'more than the price' => [['-10.01'], []],
        ];
    }

    /**
     * @dataProvider promotions
     *
     * @param list<string> $promotions
     * @param list<string> $charged
     */
    public function testAPromotionIsPartOfThePrice(array $promotions, array $charged): void
    {
        $id = $this->service(['nextinvoicedate' => '2026-03-01']);
        $other = $this->service(['nextinvoicedate' => '2026-03-01']);
        Generator::run('autogen', 1);
        $invoice = (int) Capsule::table('tblinvoices')->value('id');
        foreach ($promotions as $amount) {
            $this->line($invoice, $id, 'PromoHosting', $amount, '0000-00-00', 'Promotion: SPRING');
        }
        $this->line($invoice, $id, 'Upgrade', '77.00', '2026-03-01', 'the same number, another thing');
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        self::assertSame($charged, array_column((new WhmcsPanel())->charges($id), 'amount'));
        self::assertSame(['10'], array_column((new WhmcsPanel())->charges($other), 'amount'), 'the other service of the same invoice');
    }

    public function testTwoPeriodsOnOneInvoiceAreTwoCharges(): void
    {
        $id = $this->service(['nextinvoicedate' => '2026-03-01']);
        Generator::run('autogen', 1);
        $invoice = (int) Capsule::table('tblinvoices')->value('id');
        $this->line($invoice, $id, 'Hosting', '12.00', '2026-04-01', 'Web (01/04/2026 - 30/04/2026)');
        $this->line($invoice, $id, 'PromoHosting', '-2.00', '2026-04-01', 'Promotion');
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        self::assertSame(
            [['2026-03-01', '10'], ['2026-04-01', '10']],
            array_map(static fn (Charge $charge): array => [$charge->from, $charge->amount], (new WhmcsPanel())->charges($id)),
        );
    }

    public function testAPriceThatTheCurrencyCannotHaveIsNone(): void
    {
        $id = $this->service(['userid' => 11, 'amount' => '1039.50', 'nextinvoicedate' => '2026-03-01']);
        Generator::run('autogen', 11);
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        $charge = (new WhmcsPanel())->charges($id)[0];
        self::assertSame(['1039.5', false], [$charge->amount, $charge->usable]);
        self::assertSame([null, '1039.5'], [$this->facts($id)->recurringAmount, $this->facts($id)->unusablePrice]);
        $hungarian = (int) Capsule::table('tblcurrencies')->insertGetId(['code' => 'HUF', 'prefix' => '', 'suffix' => '', 'format' => 4, 'rate' => '360.00000']);
        Capsule::table('tblclients')->where('id', 11)->update(['currency' => $hungarian]);
        self::assertTrue((new WhmcsPanel())->charges($id)[0]->usable, 'forints have fillér in ISO 4217');
        self::assertSame(['1039.5', null], [$this->facts($id)->recurringAmount, $this->facts($id)->unusablePrice]);
    }

    public function testAClientsCurrencyIsRead(): void
    {
        $panel = new WhmcsPanel();
        self::assertSame(['USD', 'JPY', 'KWD'], [$panel->currency('1'), $panel->currency('11'), $panel->currency('13')]);
        Capsule::table('tblclients')->where('id', 1)->update(['currency' => 99]);
        self::assertSame('XXX', $panel->currency('1'), 'a currency that is gone is no currency');
        $this->expectException(UnableToRead::class);
        $panel->currency('99');
    }

    public function testAnExemptClientsLineBearsNoTax(): void
    {
        $id = $this->service(['nextinvoicedate' => '2026-03-01']);
        Generator::run('autogen', 1);
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        $this->assertCharge($id, '2026-03-01', 1, '10', null);
    }

    public function testTheRecurringPriceBearsTheRatesOfTheClientsLastTaxedInvoice(): void
    {
        $id = $this->service(['userid' => 2, 'nextinvoicedate' => '2026-03-01']);
        self::assertNull($this->facts($id)->tax, 'no invoice yet: nothing is known of rates');
        Generator::run('autogen', 2);
        self::assertSame(['mode' => 'exclusive', 'rates' => ['20']], $this->facts($id)->tax);
        Capsule::table('tblclients')->where('id', 2)->update(['taxexempt' => 1]);
        self::assertNull($this->facts($id)->tax);
        Capsule::table('tblclients')->where('id', 2)->update(['taxexempt' => 0]);
        Capsule::table('tblproducts')->where('id', 1)->update(['tax' => 0]);
        self::assertNull($this->facts($id)->tax);
    }

    public function testScheduledIssuesOfServersAreMaintenanceInLocalTime(): void
    {
        date_default_timezone_set('America/Sao_Paulo');
        $id = Staff::scheduleMaintenance(2, '2026-03-14 01:00:00', '2026-03-14 03:00:00', 'Disks &amp; fans');
        Capsule::table('tblnetworkissues')->insert(['startdate' => '2026-03-15 01:00:00', 'enddate' => null, 'title' => 'No server', 'type' => 'System',
            'server' => 0, 'status' => 'Scheduled', 'description' => '', 'lastupdate' => '2026-03-01 00:00:00']);
        $windows = [...(new WhmcsPanel())->maintenance()];
        self::assertEquals([new MaintenanceWindow('issue:' . $id, 'server:2', 1773460800000, 1773468000000, 'Disks & fans')], $windows);
    }

    public function testIssuesOfEveryStatusAreToldUntilTheyAreLongOver(): void
    {
        $ids = [];
        foreach (['Scheduled', 'In Progress', 'Resolved', 'Resolved'] as $i => $status) {
            $ids[] = Staff::scheduleMaintenance(2, '2026-02-14 01:00:00', '2026-02-14 03:00:00', 'Disks');
            Capsule::table('tblnetworkissues')->where('id', $ids[$i])->update(['status' => $status,
                'lastupdate' => ['2024-01-01 00:00:00', '2024-01-01 00:00:00', '2026-02-14 02:30:00', '2025-11-01 00:00:00'][$i]]);
        }
        $told = array_map(
            static fn (MaintenanceWindow $window): array => [$window->id, $window->scheduled, $window->closedMs],
            [...(new WhmcsPanel())->maintenance()],
        );
        self::assertSame([["issue:$ids[0]", true, null], ["issue:$ids[1]", false, null], ["issue:$ids[2]", false, 1771036200000]], $told);
    }

    public function testCapabilitiesNameTheCurrenciesOfWhichThePanelBooksLess(): void
    {
        foreach (['HUF', 'HRK', 'USDT'] as $code) {
            Capsule::table('tblcurrencies')->insert(['code' => $code, 'prefix' => '', 'suffix' => '', 'format' => 4, 'rate' => '360.00000']);
        }
        self::assertSame([
            'routes' => ['accountCredit'],
            'postableScale' => [['currency' => 'HUF', 'scale' => 0], ['currency' => 'JPY', 'scale' => 0], ['currency' => 'KWD', 'scale' => 2]],
        ], (new WhmcsPanel())->capabilities());
    }

    public function testACurrencyThatIsNoneStopsNobodyElse(): void
    {
        $id = (int) Capsule::table('tblcurrencies')->insertGetId(['code' => 'USDT', 'prefix' => '', 'suffix' => '', 'format' => 1, 'rate' => '1.00000']);
        Capsule::table('tblclients')->where('id', 2)->update(['currency' => $id]);
        Capsule::table('tblclients')->where('id', 3)->update(['currency' => 99]);
        $services = [$this->service(['userid' => 1]), $this->service(['userid' => 2]), $this->service(['userid' => 3])];
        self::assertSame(['USD', 'XXX', 'XXX'], array_map(fn (string $service): string => $this->facts($service)->currency, $services));
    }

    /** @return array<string, array{string, string}> */
    public static function bookable(): array
    {
        return ['third decimal is zero' => ['0.370', '0.37'], 'whole' => ['120', '120.00'], 'two decimals' => ['1.50', '1.50']];
    }

    /** @dataProvider bookable */
    public function testCreditIsBookedToTheDigit(string $amount, string $inThePanel): void
    {
        $panel = new WhmcsPanel();
        $panel->addCredit('13', $amount, 'makegood:x');
        self::assertSame($inThePanel, $panel->balance('13'));
        self::assertSame($inThePanel, $panel->creditRows('13', '0')[0]->amount);
        self::assertSame('2026-03-01', Capsule::table('tblcredit')->value('date'));
    }

    /** @return array<string, array{string, string}> */
    public static function refused(): array
    {
        return [
            'a third decimal that counts' => ['13', '0.375'], 'negative' => ['13', '-1.00'], 'zero' => ['13', '0.00'], 'unknown client' => ['99', '1.00'],
            'comma' => ['13', '1,50'],
        ];
    }

    /** @dataProvider refused */
    public function testWhatCannotBeBookedIsRefusedAndChangesNothing(string $client, string $amount): void
    {
        try {
            (new WhmcsPanel())->addCredit($client, $amount, 'makegood:x');
            self::fail('it was booked');
        } catch (UnableToPost) {
            self::assertSame(0, Capsule::table('tblcredit')->count());
        }
    }

    /** @return array<string, array{?string, string}> SystemURL as stored, the installation's address */
    public static function addresses(): array
    {
        return [
            'as it should be' => ['https://billing.example.com/', 'https://billing.example.com/'],
            'no slash' => ['https://billing.example.com', 'https://billing.example.com/'],
            'in a folder, slashes' => ['https://billing.example.com/whmcs//', 'https://billing.example.com/whmcs/'],
            'case counts in the path only' => [' HTTPS://Billing.Example.COM:8443/Billing/ ', 'https://billing.example.com:8443/Billing/'],
            'no scheme' => ['Billing.example.com/A', 'billing.example.com/A/'],
            'empty' => ['', ''], 'only slashes' => ['//', ''], 'no such setting' => [null, ''],
        ];
    }

    /** @dataProvider addresses */
    public function testTheInstallationsAddress(?string $stored, string $address): void
    {
        $stored === null ? Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->delete() : Config::set('SystemURL', $stored);
        self::assertSame($address, (new WhmcsPanel())->installationUrl());
    }

    public function testThePanelsClockIsTheModules(): void
    {
        Clock::travel('2026-03-05T00:00:00.250Z');
        self::assertSame(1772668800250, (new WhmcsPanel())->now());
    }

    private function line(int $invoice, string $service, string $type, string $amount, string $due, string $description): void
    {
        Capsule::table('tblinvoiceitems')->insert(['invoiceid' => $invoice, 'userid' => 1, 'type' => $type, 'relid' => (int) $service, 'amount' => $amount,
            'duedate' => $due, 'description' => $description, 'taxed' => 1, 'notes' => '']);
    }

    private function facts(string $id): ServiceFacts
    {
        foreach ((new WhmcsPanel())->services() as $facts) {
            if ($facts->id === $id) {
                return $facts;
            }
        }
        self::fail('service ' . $id . ' is not listed');
    }

    /** @param array{mode: string, rates: list<string>}|null $tax */
    private function assertCharge(string $service, string $from, int $months, string $amount, ?array $tax): void
    {
        $charges = (new WhmcsPanel())->charges($service);
        self::assertCount(1, $charges);
        self::assertMatchesRegularExpression('/^invoice:\d+\/\d+$/D', $charges[0]->id);
        self::assertEquals(new Charge($charges[0]->id, $from, $months, $amount, $tax), $charges[0]);
    }
}
