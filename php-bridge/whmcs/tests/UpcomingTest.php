<?php

/** The invoices that the adapter foresees are those that the panel makes: dates, lines and, added up by the core, every amount. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Engine\Engine;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Billing\Invoices;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class UpcomingTest extends ModuleTestCase
{
    /** Clients 2, 3 and 11 (who pays in JPY) are taxed at 20 %, 1 is exempt, 13 pays in KWD and knows no tax. */
    private const SECOND_RATE = ['level' => 2, 'name' => 'Local', 'country' => 'GB', 'taxrate' => '5.125'];

    /** @return array<string, array{array<string, mixed>, list<array<string, mixed>>}> reason => [client, settings, balance], services */
    public static function clients(): array
    {
        return [
            'no tax, no balance' => [['client' => 13], [['amount' => '3.15']]],
            'KWD has two decimals on an invoice' => [['client' => 13, 'balance' => '1.07'], [['amount' => '3.15'], ['amount' => '18.45']]],
            'JPY with tax that is not whole' => [['client' => 11, 'balance' => '77.70'], [['amount' => '1503.00']]],
            'exclusive, two services of one due date' => [['client' => 2, 'balance' => '3.10'], [['amount' => '9.99'], ['amount' => '0.03']]],
            'exclusive, a cent on each line' => [['client' => 2, 'TaxPerLineItem' => 'on'], [['amount' => '0.03'], ['amount' => '0.03'], ['amount' => '0.03']]],
            'the same on the sum' => [['client' => 2], [['amount' => '0.03'], ['amount' => '0.03'], ['amount' => '0.03']]],
            'inclusive' => [['client' => 3, 'TaxType' => 'Inclusive'], [['amount' => '9.99'], ['amount' => '0.03']]],
            'inclusive, per line' => [['client' => 3, 'TaxType' => 'Inclusive', 'TaxPerLineItem' => 'on'], [['amount' => '9.99'], ['amount' => '0.03']]],
            'two rates' => [['client' => 2, 'second' => true, 'balance' => '5.00'], [['amount' => '10.00'], ['amount' => '33.33']]],
            'two rates, inclusive' => [['client' => 2, 'second' => true, 'TaxType' => 'Inclusive'], [['amount' => '10.00'], ['amount' => '33.33']]],
            'exempt' => [['client' => 1, 'balance' => '2.00'], [['amount' => '10.00']]],
            'tax is off' => [['client' => 2, 'TaxEnabled' => ''], [['amount' => '10.00']]],
            'the balance is not used' => [['client' => 2, 'AutomaticCreditUse' => '', 'balance' => '50.00'], [['amount' => '10.00']]],
            'the balance lasts for more than one' => [['client' => 1, 'balance' => '25.00'], [['amount' => '10.00']]],
            'a product without tax beside one with' => [['client' => 2, 'untaxed' => 4], [['amount' => '10.00'], ['amount' => '3.00', 'packageid' => 4]]],
            'a year and a month' => [['client' => 2], [['amount' => '110.00', 'billingcycle' => 'Annually'], ['amount' => '10.00']]],
            'other due dates' => [['client' => 2, 'balance' => '13.00'], [['amount' => '10.00', 'nextinvoicedate' => '2026-03-20'], ['amount' => '10.00']]],
            'overdue' => [['client' => 2], [['amount' => '10.00', 'nextinvoicedate' => '2026-02-10']]],
            'the end of the month' => [['client' => 2], [['amount' => '10.00', 'nextinvoicedate' => '2026-03-31']]],
            'suspended, too' => [['client' => 2], [['amount' => '10.00', 'domainstatus' => 'Suspended']]],
            'free, one-time, without a price, over' => [['client' => 2], [['amount' => '10.00'], ['amount' => '0.00'], ['billingcycle' => 'Free Account'],
                ['billingcycle' => 'One Time'], ['domainstatus' => 'Terminated'], ['domainstatus' => 'Pending'], ['domainstatus' => 'Cancelled']]],
        ];
    }

    /**
     * @dataProvider clients
     *
     * @param array<string, mixed>       $how
     * @param list<array<string, mixed>> $services
     */
    public function testWhatIsForeseenIsWhatThePanelMakes(array $how, array $services): void
    {
        $client = (int) $how['client'];
        $this->prepare($client, $how, $services);
        $panel = new WhmcsPanel();
        $foreseen = $panel->upcomingInvoices((string) $client);
        self::assertNotSame([], $foreseen);
        $preview = $this->preview($panel, (string) $client, $foreseen);
        $made = $this->make($client, $foreseen);
        self::assertSame(
            array_map(static fn (UpcomingInvoice $invoice): array => [$invoice->createdOn, $invoice->dueOn, array_map(
                static fn (UpcomingLine $line): array => [$line->label, explode('/', $line->id)[1]],
                $invoice->lines,
            )], $foreseen),
            array_map(static fn (array $invoice): array => [$invoice['date'], $invoice['duedate'], $invoice['lines']], $made),
        );
        self::assertSame($preview, array_column($made, 'amounts'));
    }

    /** @return array<string, array{array<string, string>, bool}> settings (the panel documents none of these names) => whether the balance is used */
    public static function balanceSettings(): array
    {
        return [
            'as installed' => [[], true], 'off' => [['AutomaticCreditUse' => ''], false], 'the other way round' => [['NoAutoApplyCredit' => 'on'], false],
            'the other way round, off' => [['NoAutoApplyCredit' => ''], true], 'no such setting' => [['AutomaticCreditUse' => null], true],
        ];
    }

    /**
     * @dataProvider balanceSettings
     *
     * @param array<string, ?string> $settings
     */
    public function testWhetherTheBalanceIsUsed(array $settings, bool $used): void
    {
        foreach ($settings as $name => $value) {
            $value === null ? Capsule::table('tblconfiguration')->where('setting', $name)->delete() : Config::set($name, $value);
        }
        self::assertSame($used, (new WhmcsPanel())->invoicing('2')->useBalance);
    }

    public function testAnInvoiceThatIsThereIsNotForeseenAgain(): void
    {
        $this->service(['userid' => 2, 'nextinvoicedate' => '2026-03-10']);
        Generator::run('autogen', 2);
        self::assertSame(['2026-04-10', '2026-05-10'], array_column((new WhmcsPanel())->upcomingInvoices('2'), 'dueOn'));
    }

    public function testNoInvoiceIsForeseenInPart(): void
    {
        $this->service(['userid' => 2, 'nextinvoicedate' => '2026-03-10']);
        $this->service(['userid' => 2, 'nextinvoicedate' => '2026-04-10', 'billingcycle' => 'Annually']);
        $this->service(['userid' => 2, 'nextinvoicedate' => '2026-05-10', 'billingcycle' => 'Quarterly']);
        self::assertSame(
            [['2026-03-10', 1], ['2026-04-10', 2]],
            array_map(static fn (UpcomingInvoice $invoice): array => [$invoice->dueOn, count($invoice->lines)], (new WhmcsPanel())->upcomingInvoices('2')),
            'the month\'s third bill of the first service would be missing in that of May',
        );
    }

    public function testWithoutADateForInvoicesTheDueDateCounts(): void
    {
        $this->service(['userid' => 2, 'nextinvoicedate' => '0000-00-00', 'nextduedate' => '2026-03-20']);
        $this->service(['userid' => 2, 'nextinvoicedate' => '0000-00-00', 'nextduedate' => '0000-00-00']);
        self::assertSame(['2026-03-20', '2026-04-20'], array_column((new WhmcsPanel())->upcomingInvoices('2'), 'dueOn'));
    }

    public function testTheDayIsThePanels(): void
    {
        $this->service(['userid' => 2, 'nextinvoicedate' => '2026-03-10']);
        Clock::travel('2026-03-01T23:30:00Z');
        date_default_timezone_set('Asia/Tokyo');
        Config::set('CreateInvoiceDaysBefore', '10');
        self::assertSame(['2026-03-02', '2026-03-31'], array_column((new WhmcsPanel())->upcomingInvoices('2'), 'createdOn'));
        date_default_timezone_set('America/Sao_Paulo');
        Config::set('CreateInvoiceDaysBefore', '0');
        self::assertSame(['2026-03-10', '2026-04-10'], array_column((new WhmcsPanel())->upcomingInvoices('2'), 'createdOn'));
    }

    /** @param array<string, mixed> $how @param list<array<string, mixed>> $services */
    private function prepare(int $client, array $how, array $services): void
    {
        isset($how['second']) && Capsule::table('tbltax')->insert(self::SECOND_RATE);
        isset($how['untaxed']) && Capsule::table('tblproducts')->where('id', $how['untaxed'])->update(['tax' => 0]);
        foreach (array_intersect_key($how, array_flip(['TaxType', 'TaxPerLineItem'])) as $setting => $value) {
            Config::set($setting, $value);
        }
        // An invoice of before: the rates are read from it.
        $before = $this->service(['userid' => $client, 'nextinvoicedate' => '2026-03-01', 'amount' => '1.00']);
        Generator::run('autogen', $client);
        Capsule::table('tblhosting')->where('id', $before)->delete();
        foreach (array_intersect_key($how, array_flip(['TaxEnabled', 'AutomaticCreditUse'])) as $setting => $value) {
            Config::set($setting, $value);
        }
        Capsule::table('tblclients')->where('id', $client)->update(['credit' => $how['balance'] ?? '0.00']);
        foreach ($services as $columns) {
            $this->service($columns + ['userid' => $client, 'nextinvoicedate' => '2026-03-15']);
        }
    }

    /**
     * @param list<UpcomingInvoice> $foreseen
     *
     * @return list<array<string, string>> as the core adds them up
     */
    private function preview(WhmcsPanel $panel, string $client, array $foreseen): array
    {
        $engine = Engine::at(ShippedModule::directory() . '/engine');
        $invoicing = $panel->invoicing($client);
        $answer = $engine->call([
            'contract' => Engine::CONTRACT, 'command' => 'previewInvoice', 'currency' => $panel->currency($client), 'scale' => $invoicing->scale,
            'balance' => $panel->balance($client), 'useBalance' => $invoicing->useBalance, 'tax' => $invoicing->tax,
            'invoices' => array_map(static fn (UpcomingInvoice $invoice): array => ['id' => $invoice->id, 'credits' => [], 'lines' => array_map(
                static fn (UpcomingLine $line): array => ['id' => $line->id, 'amount' => $line->amount, 'taxed' => $line->taxed],
                $invoice->lines,
            )], $foreseen),
        ]);

        return array_map(static fn (array $invoice): array => [
            'subtotal' => $invoice['subtotal'], 'tax' => $invoice['taxes'][0]['amount'] ?? '0.00', 'tax2' => $invoice['taxes'][1]['amount'] ?? '0.00',
            'used' => $invoice['balanceUsed'], 'due' => $invoice['due'],
        ], $answer['invoices']);
    }

    /**
     * The panel's own invoicing, each day until all that was foreseen is there.
     *
     * @param list<UpcomingInvoice> $foreseen
     *
     * @return list<array{date: string, duedate: string, lines: list<array{string, string}>, amounts: array<string, string>}>
     */
    private function make(int $client, array $foreseen): array
    {
        $last = (int) Capsule::table('tblinvoices')->max('id');
        foreach (array_unique(array_column($foreseen, 'createdOn')) as $day) {
            Clock::travel($day . 'T06:00:00Z');
            do {
                $created = Generator::run('autogen', $client)['created'];
            } while ($created > 0 && $day === '2026-03-01'); // what is overdue: a bill each time
        }
        $made = [];
        foreach (Capsule::table('tblinvoices')->where('id', '>', $last)->orderBy('date')->orderBy('duedate')->get() as $row) {
            $lines = Capsule::table('tblinvoiceitems')->where('invoiceid', $row->id)->orderBy('id')->get(['description', 'relid'])
                ->map(static fn (object $line): array => [(string) $line->description, (string) $line->relid])->all();
            // Whether the total is net of applied credit differs (8.x, 9.x); the balance does not.
            $made[] = ['date' => (string) $row->date, 'duedate' => (string) $row->duedate, 'lines' => $lines, 'amounts' => [
                'subtotal' => (string) $row->subtotal, 'tax' => (string) $row->tax, 'tax2' => (string) $row->tax2, 'used' => (string) $row->credit,
                'due' => Cents::print(Invoices::balance((int) $row->id)),
            ]];
        }

        return $made;
    }
}
