<?php

/** What a refund reads of the panel, row by row, with the traps: coupons, set-up fees, several terms, payments of several invoices, money that went back before. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\Usage;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Credit;
use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Billing\MassPay;
use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Billing\Refunds;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class RefundFactsTest extends ModuleTestCase
{
    /** Buys on 1 February at 6:00, unpaid; the clock goes back to 1 March. @param array<string, mixed> $what */
    private function bought(array $what = [], int $client = 1, string $cycle = 'Monthly', int $product = 1): array
    {
        Clock::travel('2026-02-10T06:00:00Z');
        $bought = Orders::place($client, $product, $cycle, 'shop.example.com', $what + ['price' => '20.00']);
        Clock::travel('2026-03-01T06:00:00Z');

        return $bought;
    }

    private function pay(int $invoice, int $cents, string $gateway = 'sandboxpay', int $fees = 0): string
    {
        Payments::add($invoice, $cents, 'tx-' . $invoice . '-' . $cents, $gateway, '2026-02-10 07:00:00', $fees);

        return (string) Capsule::table('tblaccounts')->max('id');
    }

    /** @return list<array{string, string, string, string, string}> kind, from, to, amount, coupon */
    private function lines(int $service): array
    {
        return array_map(static fn (RefundLine $line): array => [$line->kind, gmdate('Y-m-d', intdiv($line->fromMs, 1000)), gmdate('Y-m-d', intdiv($line->toMs, 1000)), $line->amount, $line->coupon],
            (new WhmcsPanel())->refundLines((string) $service));
    }

    /** @return list<array{string, string, string, string, string, bool}> id, source, amount, returned, charged back, disputed */
    private function payments(int ...$invoices): array
    {
        return array_map(static fn (Payment $payment): array => [$payment->id, $payment->source, $payment->amount, $payment->returned, $payment->chargedBack, $payment->disputed],
            (new WhmcsPanel())->payments(array_map('strval', $invoices)));
    }

    /** @return array<string, array{array<string, mixed>, list<array{string, string, string, string, string}>}> */
    public static function purchases(): array
    {
        $plan = ['plan', '2026-02-10', '2026-03-10', '20', '0'];
        $setup = ['setup', '2026-02-10', '2026-02-10', '10', '0'];

        return [
            'the plan alone' => [[], [$plan]],
            'with a set-up fee' => [['setup' => '10.00'], [$plan, $setup]],
            'a coupon comes off the plan' => [['off' => '5.00', 'setup' => '10.00'], [['plan', '2026-02-10', '2026-03-10', '20', '5'], $setup]],
            'a coupon above the plan comes off the set-up fee, too' => [['off' => '24.50', 'setup' => '10.00'],
                [['plan', '2026-02-10', '2026-03-10', '20', '20'], ['setup', '2026-02-10', '2026-02-10', '10', '4.5']]],
            'a coupon above everything leaves nothing' => [['off' => '99.00'], [['plan', '2026-02-10', '2026-03-10', '20', '20']]],
            'an add-on of a year' => [['addons' => [['name' => 'Backup', 'price' => '24.00', 'cycle' => 'Annually']]], [$plan, ['addOn', '2026-02-10', '2027-02-10', '24', '0']]],
            'an add-on bought once' => [['addons' => [['name' => 'Migration', 'price' => '50.00', 'cycle' => 'One Time']]], [$plan, ['addOn', '2026-02-10', '2026-02-10', '50', '0']]],
            'the domain' => [['domainPrice' => '12.00'], [$plan, ['domain', '2026-02-10', '2027-02-10', '12', '0']]],
        ];
    }

    protected function restsOn(): array
    {
        return ['setup.line' => 'own', 'terminate.addons' => 'kept', 'terminate.status' => 'Terminated', 'reversal.row' => 'refundid'];
    }

    /**
     * @dataProvider purchases
     *
     * @param list<array{string, string, string, string, string}> $lines
     */
    public function testWhatWasBought(array $what, array $lines): void
    {
        $bought = $this->bought($what);
        self::assertSame($lines, $this->lines($bought['service']));
    }

    public function testWhatWasSoldIsToldByNumberAndName(): void
    {
        Capsule::table('tblproducts')->where('id', 1)->update(['name' => 'Web &amp; Mail']);
        $bought = $this->bought(['setup' => '10.00', 'domainPrice' => '12.00', 'addons' => [['name' => 'Backup', 'price' => '2.00', 'addonid' => 7], ['name' => 'Theme &quot;Sea&quot;', 'price' => '40.00', 'cycle' => 'One Time']]]);
        self::assertSame([['product:1', 'Web & Mail'], [null, null], ['addon:7', 'Backup'], [null, 'Theme "Sea"'], [null, null]],
            array_map(static fn (RefundLine $line): array => [$line->item, $line->name], (new WhmcsPanel())->refundLines((string) $bought['service'])));
    }

    public function testASetUpFeeWithinTheHostingLineIsPartOfThePlan(): void
    {
        Assumptions::set('setup.line', 'included');
        self::assertSame([['plan', '2026-02-10', '2026-03-10', '30', '0']], $this->lines($this->bought(['setup' => '10.00'])['service']));
    }

    public function testADomainOfAnotherNameIsAnotherThing(): void
    {
        $bought = $this->bought(['domainPrice' => '12.00']);
        Capsule::table('tblinvoiceitems')->where('type', 'DomainRegister')->update(['description' => 'Domain Registration - myshop.example.com - 1 Year/s (10/02/2026 - 09/02/2027)']);
        self::assertSame(['plan'], array_column($this->lines($bought['service']), 0));
    }

    public function testTermsThatAreOverDoNotCountButTheLastOneStays(): void
    {
        $bought = $this->bought(['setup' => '10.00']);
        $this->pay($bought['invoice'], 3000);
        Clock::travel('2026-03-05T06:00:00Z');
        Generator::run('autogen', 1);
        self::assertSame([['plan', '2026-02-10', '2026-03-10', '20', '0'], ['plan', '2026-03-10', '2026-04-10', '20', '0'], ['setup', '2026-02-10', '2026-02-10', '10', '0']],
            $this->lines($bought['service']), 'the coming term is invoiced: it is there, unpaid');
        self::assertNotContains('renewal', (new WhmcsPanel())->refundFacts((string) $bought['service']));
        $this->pay((int) Capsule::table('tblinvoices')->max('id'), 2000);
        Clock::travel('2026-03-20T06:00:00Z');
        self::assertSame([['plan', '2026-03-10', '2026-04-10', '20', '0']], $this->lines($bought['service']), 'nor the set-up fee of the first');
        self::assertContains('renewal', (new WhmcsPanel())->refundFacts((string) $bought['service']));
        Clock::travel('2026-06-01T06:00:00Z');
        self::assertSame([['plan', '2026-03-10', '2026-04-10', '20', '0']], $this->lines($bought['service']));
        Capsule::table('tblinvoices')->update(['status' => 'Cancelled']);
        self::assertSame([], $this->lines($bought['service']));
    }

    public function testAFirstPeriodThatIsNoWholeMonthHasItsDays(): void
    {
        $bought = $this->bought();
        Capsule::table('tblinvoiceitems')->update(['description' => 'Web Starter - shop.example.com (10/02/2026 - 14/03/2026)']);
        self::assertSame([['plan', '2026-02-10', '2026-03-15', '20', '0']], $this->lines($bought['service']));
    }

    public function testAnUpgradePaysForTheRestOfTheTerm(): void
    {
        $bought = $this->bought();
        foreach (['Pending', 'Completed'] as $state) {
            $upgrade = (int) Capsule::table('tblupgrades')->insertGetId(['relid' => $bought['service'], 'type' => 'package', 'status' => $state]);
            $invoice = (int) localAPI('CreateInvoice', ['userid' => 1, 'date' => '2026-02-20', 'itemdescription1' => 'Upgrade', 'itemamount1' => '7.50'])['invoiceid'];
            Capsule::table('tblinvoiceitems')->where('invoiceid', $invoice)->update(['type' => 'Upgrade', 'relid' => $upgrade]);
        }
        self::assertSame([['plan', '2026-02-10', '2026-03-10', '20', '0'], ['other', '2026-02-20', '2026-03-10', '7.5', '0']], $this->lines($bought['service']));
    }

    public function testPricesOfTheListAndTaxOfTheInvoice(): void
    {
        $bought = $this->bought(['price' => '110.00'], 2, 'Annually');
        $line = (new WhmcsPanel())->refundLines((string) $bought['service'])[0];
        self::assertSame(['110', '10', ['mode' => 'exclusive', 'rates' => ['20']]], [$line->listPrice, $line->monthlyPrice, $line->tax]);
        Capsule::table('tblpricing')->where('relid', 1)->where('currency', 1)->update(['monthly' => '-1.00']);
        self::assertNull((new WhmcsPanel())->refundLines((string) $bought['service'])[0]->monthlyPrice, 'not sold by the month');
        Capsule::table('tblhosting')->where('id', $bought['service'])->update(['qty' => 3]);
        self::assertSame('330', (new WhmcsPanel())->refundLines((string) $bought['service'])[0]->listPrice);
    }

    /** @return array<string, array{int, string, string, bool}> client, price, as told, whether it can be read */
    public static function currencies(): array
    {
        return ['yen' => [11, '1500.00', '1500', true], 'yen with decimals' => [11, '1500.50', '', false], 'dinars' => [13, '3.15', '3.15', true]];
    }

    /** @dataProvider currencies */
    public function testCurrenciesOfOtherDecimals(int $client, string $price, string $told, bool $isAmount): void
    {
        $bought = $this->bought(['price' => $price], $client);
        $invoice = $bought['invoice'];
        Payments::add($invoice, 100, 't', 'sandboxpay', '2026-02-10 07:00:00');
        $isAmount || $this->expectException(UnableToRead::class);
        self::assertSame($told, (new WhmcsPanel())->refundLines((string) $bought['service'])[0]->amount);
        self::assertSame('1', (new WhmcsPanel())->payments([(string) $invoice])[0]->amount);
    }

    public function testAPartlyPaidInvoiceAndTwoPayments(): void
    {
        $invoice = $this->bought()['invoice'];
        self::assertSame([], $this->payments($invoice));
        [$first, $second] = [$this->pay($invoice, 500, 'sandboxpay', 25), $this->pay($invoice, 300, 'banktransfer')];
        self::assertSame([[$first, 'cash', '5', '0', '0', false], [$second, 'cash', '3', '0', '0', false]], $this->payments($invoice));
        Addons::configure('makegood', ['gateway_refunds' => 'sandboxpay, paypal'], [1]);
        $payments = (new WhmcsPanel())->payments([(string) $invoice]);
        self::assertSame(['sandboxpay', '0.25', null], [$payments[0]->method, $payments[0]->fee, $payments[0]->refundableUntilMs]);
        self::assertSame($payments[1]->atMs, $payments[1]->refundableUntilMs, 'this gateway is not named: a person does it');
    }

    public function testMoneyThatWentBackBefore(): void
    {
        $invoice = $this->bought()['invoice'];
        [$first, $second] = [$this->pay($invoice, 1200), $this->pay($invoice, 800)];
        Refunds::refund((int) $second, '3.00', false, false, 'by hand');
        self::assertSame([[$first, 'cash', '12', '0', '0', false], [$second, 'cash', '8', '3', '0', false]], $this->payments($invoice));
        $out = ['userid' => 1, 'gateway' => '', 'date' => '2026-02-12 00:00:00', 'description' => 'Refund', 'amountin' => '0.00', 'fees' => '0.00', 'transid' => 'r', 'refundid' => 0, 'invoiceid' => $invoice];
        Capsule::table('tblaccounts')->insert(['amountout' => '11.00'] + $out);
        self::assertSame([[$first, 'cash', '12', '11', '0', false], [$second, 'cash', '8', '3', '0', false]], $this->payments($invoice), 'of which payment it was is not said');
        Capsule::table('tblaccounts')->insert(['amountout' => '2.50'] + $out);
        self::assertSame([[$first, 'cash', '12', '12', '0', false], [$second, 'cash', '8', '4.5', '0', false]], $this->payments($invoice), 'the rest counts against the next');
        Capsule::table('tblaccounts')->insert(['amountout' => '99.00'] + $out);
        self::assertSame([[$first, 'cash', '12', '12', '0', false], [$second, 'cash', '8', '8', '0', false]], $this->payments($invoice), 'never more than it brought');
    }

    public function testMoreBackThanOnePaymentBrought(): void
    {
        $invoice = $this->bought()['invoice'];
        [$first, $second] = [$this->pay($invoice, 1200), $this->pay($invoice, 800)];
        Capsule::table('tblaccounts')->insert(['userid' => 1, 'gateway' => '', 'date' => '2026-02-12 00:00:00', 'description' => 'Refund', 'amountin' => '0.00', 'fees' => '0.00', 'amountout' => '9.00',
            'transid' => 'r', 'refundid' => (int) $second, 'invoiceid' => $invoice]);
        self::assertSame([[$first, 'cash', '12', '1', '0', false], [$second, 'cash', '8', '8', '0', false]], $this->payments($invoice));
    }

    public function testARefundThatNamesOnlyThePayment(): void
    {
        $invoice = $this->bought()['invoice'];
        $paid = $this->pay($invoice, 2000);
        Capsule::table('tblaccounts')->insert(['userid' => 0, 'gateway' => '', 'date' => '2026-02-12 00:00:00', 'description' => 'Refund', 'amountin' => '0.00', 'fees' => '0.00', 'amountout' => '9.00',
            'transid' => 'r', 'refundid' => (int) $paid, 'invoiceid' => 0]);
        self::assertSame([[$paid, 'cash', '20', '9', '0', false]], $this->payments($invoice));
    }

    public function testLedgerRowsOf9AreNoMoney(): void
    {
        $invoice = $this->bought()['invoice'];
        $paid = $this->pay($invoice, 2000);
        Capsule::table('tblaccounts')->insert(['userid' => 1, 'gateway' => '', 'date' => '2026-02-12 00:00:00', 'description' => 'Credit Note', 'amountin' => '4.00', 'fees' => '0.00', 'amountout' => '4.00',
            'transid' => '', 'refundid' => 0, 'invoiceid' => $invoice, 'type' => 'invoice_billing_adjustment_credit']);
        self::assertSame([[$paid, 'cash', '20', '0', '0', false]], $this->payments($invoice));
        Capsule::connection()->statement('ALTER TABLE tblaccounts DROP COLUMN type');
        self::assertSame('20', $this->payments($invoice)[0][2], '8.x has no such column');
    }

    /** @return array<string, array{string}> */
    public static function reversals(): array
    {
        return ['named' => ['refundid'], 'not named' => ['plain'], 'negative money in' => ['negative']];
    }

    /** @dataProvider reversals */
    public function testAPaymentThatTheBankTookBack(string $how): void
    {
        Assumptions::set('reversal.row', $how);
        $invoice = $this->bought()['invoice'];
        $paid = $this->pay($invoice, 2000);
        Refunds::reverse((int) $paid);
        self::assertSame([[$paid, 'cash', '20', '0', '20', false]], $this->payments($invoice));
    }

    public function testAnInvoiceInCollectionsWhosePaymentIsStillThereIsDisputed(): void
    {
        $invoice = $this->bought()['invoice'];
        $paid = $this->pay($invoice, 2000);
        Capsule::table('tblinvoices')->where('id', $invoice)->update(['status' => 'Collections']);
        self::assertSame([[$paid, 'cash', '20', '0', '0', true]], $this->payments($invoice));
    }

    public function testAccountCreditThatWasUsed(): void
    {
        Credit::book(1, 400, 'an earlier credit', '2026-02-01');
        $invoice = $this->bought()['invoice'];
        Credit::apply($invoice, 1, 400);
        $paid = $this->pay($invoice, 1600);
        self::assertSame([[$paid, 'cash', '16', '0', '0', false], ["credit:$invoice", 'accountCredit', '4', '0', '0', false]], $this->payments($invoice));
    }

    public function testPaidTogetherWithAnotherInvoice(): void
    {
        [$one, $other] = [$this->bought()['invoice'], $this->bought(['price' => '30.00'])['invoice']];
        Credit::book(1, 500, 'an earlier credit', '2026-02-01');
        Credit::apply($one, 1, 500);
        $container = MassPay::container(1, [$one, $other]);
        $paid = $this->pay($container, 4500);
        self::assertSame(['Paid', 'Paid'], Capsule::table('tblinvoices')->whereIn('id', [$one, $other])->pluck('status')->all());
        self::assertSame([["massPay:$container/$one", 'cash', '15', '0', '0', false], ["credit:$one", 'accountCredit', '5', '0', '0', false]], $this->payments($one));
        self::assertSame([["massPay:$container/$other", 'cash', '30', '0', '0', false]], $this->payments($other));
        Addons::configure('makegood', ['gateway_refunds' => 'sandboxpay'], [1]);
        $part = (new WhmcsPanel())->payments([(string) $other])[0];
        self::assertSame([$part->atMs, 'sandboxpay'], [$part->refundableUntilMs, $part->method], 'a part cannot be split off at the gateway');
        Refunds::refund((int) $paid, '20.00', false, false, 'by hand');
        self::assertSame(['15', '15'], [$this->payments($one)[0][2], $this->payments($one)[0][3]], 'of which part it was, nobody can say');
        self::assertSame('20', $this->payments($other)[0][3]);
    }

    public function testPaidTogetherInPartByCredit(): void
    {
        [$one, $other] = [$this->bought(['price' => '10.00'])['invoice'], $this->bought(['price' => '20.00'])['invoice']];
        $container = MassPay::container(1, [$one, $other]);
        Credit::book(1, 1000, 'an earlier credit', '2026-02-01');
        Credit::apply($container, 1, 1000);
        $this->pay($container, 2000);
        // 10 × 20 ÷ 30 = 6.66…: rounded down
        self::assertSame([["massPay:$container/$one", 'cash', '6.66', '0', '0', false], ["massPayCredit:$container/$one", 'accountCredit', '3.34', '0', '0', false]], $this->payments($one));
    }

    public function testAPaymentInAnotherCurrencyCannotBeRead(): void
    {
        $invoice = $this->bought()['invoice'];
        $this->pay($invoice, 2000);
        Capsule::table('tblaccounts')->update(['currency' => 2]);
        $this->expectException(UnableToRead::class);
        $this->payments($invoice);
    }

    public function testArrearsAreWhatThePanelSaysIsOpen(): void
    {
        $panel = new WhmcsPanel();
        $invoice = $this->bought([], 2)['invoice'];
        Payments::add($invoice, 500, 't', 'sandboxpay', '2026-02-10 07:00:00');
        self::assertSame([['invoice:' . $invoice, '19']], array_map(static fn (object $arrear): array => [$arrear->id, $arrear->amount], $panel->arrears('2', [])), '20.00 and tax of 4.00, less 5.00');
        self::assertSame([], $panel->arrears('2', [(string) $invoice]));
        self::assertSame([], $panel->arrears('1', []));
        Capsule::table('tblinvoices')->where('id', $invoice)->update(['duedate' => '2026-03-01']);
        self::assertSame([], $panel->arrears('2', []), 'due today');
        $this->expectException(UnableToRead::class);
        $panel->arrears('987654', []);
    }

    public function testUsageIsInGigabytesAndOnlyOfWhatHasALimit(): void
    {
        $id = (string) $this->bought()['service'];
        self::assertSame([], (new WhmcsPanel())->usage($id));
        localAPI('UpdateClientProduct', ['serviceid' => (int) $id, 'bwlimit' => 102400, 'bwusage' => 123001, 'disklimit' => 0, 'diskusage' => 77]);
        self::assertEquals([new Usage('traffic', '100', '120.118164062', 'GB')], (new WhmcsPanel())->usage($id), '123001 ÷ 1024 = 120.1181640625');
    }

    public function testTheCardSaysWhatTheClientKnows(): void
    {
        $bought = $this->bought(['addons' => [['name' => 'Backup', 'price' => '2.00']]]);
        $card = (new WhmcsPanel())->card((string) $bought['service']);
        self::assertSame(['shop.example.com', 'Web Starter', 'active', '2026-02-10T06:00:00'], [$card->name, $card->product, $card->state, gmdate('Y-m-d\TH:i:s', intdiv((int) $card->orderedMs, 1000))]);
        self::assertContains(['Add-on', 'Backup'], $card->configuration);
        $customer = (new WhmcsPanel())->customer('2');
        self::assertSame(['2025-03-01', 'GB', true], [$customer->since, $customer->country, $customer->isCompany]);
        self::assertFalse((new WhmcsPanel())->customer('4')->isCompany);
    }

    public function testWhatThePanelKnowsOfThePurchase(): void
    {
        $bought = $this->bought(['status' => 'Pending']);
        $facts = static fn (): array => (new WhmcsPanel())->refundFacts((string) $bought['service']);
        self::assertSame(['overdue', 'notStarted'], $facts());
        $this->pay($bought['invoice'], 2000);
        Capsule::table('tblorders')->update(['status' => 'Fraud']);
        Capsule::table('tblinvoices')->update(['invoicenum' => '2026-17']);
        self::assertSame(['failedOrder', 'notStarted', 'invoiced'], $facts());
        Capsule::table('tblorders')->update(['status' => 'Active']);
        Capsule::table('tblhosting')->update(['domainstatus' => 'Active']);
        self::assertSame(['activated', 'invoiced'], $facts(), 'it was set up once, nobody knows when');
    }

    /** @return array<string, array{string, string, string}> state after ModuleTerminate, its add-ons, what the add-on is then */
    public static function endings(): array
    {
        return ['add-ons stay' => ['Terminated', 'kept', 'Cancelled'], 'add-ons go, too' => ['Terminated', 'terminated', 'Terminated'], 'another word' => ['Cancelled', 'kept', 'Cancelled']];
    }

    /** @dataProvider endings */
    public function testEndingAService(string $state, string $addOns, string $then): void
    {
        Assumptions::set('terminate.status', $state);
        Assumptions::set('terminate.addons', $addOns);
        $bought = $this->bought(['addons' => [['name' => 'Backup', 'price' => '2.00']]]);
        $panel = new WhmcsPanel();
        $panel->cancelService((string) $bought['service'], 'makegood refund 1');
        self::assertSame([$state, $then], [Capsule::table('tblhosting')->where('id', $bought['service'])->value('domainstatus'), Capsule::table('tblhostingaddons')->value('status')]);
        self::assertTrue($panel->isCancelled((string) $bought['service']));
    }

    public function testAServiceWithoutAServerIsCancelledByItsState(): void
    {
        Capsule::table('tblproducts')->where('id', 1)->update(['servertype' => '']);
        $id = (string) $this->bought()['service'];
        (new WhmcsPanel())->cancelService($id, 'makegood refund 1');
        self::assertSame('Cancelled', Capsule::table('tblhosting')->where('id', $id)->value('domainstatus'));
    }

    public function testAServerThatSaysNoEndsNothing(): void
    {
        $bought = $this->bought(['addons' => [['name' => 'Backup', 'price' => '2.00']]]);
        Config::set('SandboxServer', 'connection refused');
        try {
            (new WhmcsPanel())->cancelService((string) $bought['service'], 'makegood refund 1');
            self::fail('not refused');
        } catch (UnableToPost) {
            self::assertFalse((new WhmcsPanel())->isCancelled((string) $bought['service']));
            self::assertSame('Active', Capsule::table('tblhostingaddons')->value('status'));
        }
        Config::set('SandboxServer', '');
        (new WhmcsPanel())->cancelService((string) $bought['service'], 'makegood refund 1');
        self::assertTrue((new WhmcsPanel())->isCancelled((string) $bought['service']));
    }

    public function testAnEndedServiceWhoseAddOnsRunIsNotDone(): void
    {
        $bought = $this->bought(['addons' => [['name' => 'Backup', 'price' => '2.00']]]);
        localAPI('ModuleTerminate', ['serviceid' => $bought['service']]);
        self::assertFalse((new WhmcsPanel())->isCancelled((string) $bought['service']));
        Config::set('SandboxServer', 'it is asked no more');
        (new WhmcsPanel())->cancelService((string) $bought['service'], 'makegood refund 1');
        self::assertTrue((new WhmcsPanel())->isCancelled((string) $bought['service']));
    }
}
