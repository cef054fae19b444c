<?php

/** What a refund reads of the panel, with the traps: promotions, set-up fees, groups, ways of paying, refunds that are documents, currencies. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Assumptions;
use FossSandbox\Profile;
use FossSandbox\Purchases;
use FossSandbox\Rows;
use Makegood\Panel\Panel;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use MakegoodSandbox\Clock;

class RefundFactsTest extends ModuleTestCase
{
    private function panel(): Panel
    {
        return $this->app()->panel();
    }

    /** Buys on 10 February at 6:00; the clock goes back to 1 March. @param array<string, mixed> $what @return array{order: string, invoice: string, addOns: list<string>} */
    private function bought(array $what = []): array
    {
        Clock::travel('2026-02-10T06:00:00Z');
        $bought = Purchases::place($what['client'] ?? 1, 1, $what['period'] ?? '1M', $what + ['price' => '20.00']);
        Clock::travel('2026-03-01T06:00:00Z');

        return ['order' => (string) $bought['order'], 'invoice' => (string) $bought['invoice'], 'addOns' => array_map('strval', $bought['addOns'])];
    }

    private function paid(string $invoice, string $way = 'hand'): void
    {
        Clock::travel('2026-02-10T06:30:00Z');
        Purchases::pay((int) $invoice, $way);
        Clock::travel('2026-03-01T06:00:00Z');
    }

    /** @return list<array{string, string, string, string, string}> kind, from, to, amount, coupon */
    private function lines(string $order): array
    {
        return array_map(static fn (RefundLine $line): array => [$line->kind, gmdate('Y-m-d H', intdiv($line->fromMs, 1000)), gmdate('Y-m-d H', intdiv($line->toMs, 1000)), $line->amount, $line->coupon],
            $this->panel()->refundLines($order));
    }

    /** @return list<array{string, string, string, string}> id, source, amount, returned */
    private function payments(string $invoice): array
    {
        return array_map(static fn (Payment $payment): array => [$payment->id, $payment->source, $payment->amount, $payment->returned], $this->panel()->payments([$invoice]));
    }

    /** @return array<string, array{array<string, mixed>, list<array{string, string, string, string, string}>}> */
    public static function purchases(): array
    {
        $plan = ['plan', '2026-02-10 06', '2026-03-10 06', '20', '0'];
        $setup = ['setup', '2026-02-10 06', '2026-02-10 06', '10', '0'];

        return [
            'the plan alone' => [[], [$plan]],
            'with a set-up fee' => [['setup' => '10.00'], [$plan, $setup]],
            'a promotion' => [['off' => '5.00', 'setup' => '10.00'], [['plan', '2026-02-10 06', '2026-03-10 06', '20', '5'], $setup]],
            'a promotion above the price' => [['off' => '25.00'], [['plan', '2026-02-10 06', '2026-03-10 06', '20', '20']]],
            'by the week' => [['period' => '2W'], [['plan', '2026-02-10 06', '2026-02-24 06', '20', '0']]],
            'three pieces' => [['quantity' => 3], [['plan', '2026-02-10 06', '2026-03-10 06', '60', '0']]],
            'an add-on of a year' => [['addOns' => [['title' => 'Backup', 'price' => '24.00', 'period' => '1Y']]], [$plan, ['addOn', '2026-02-10 06', '2027-02-10 06', '24', '0']]],
            'a domain and a licence' => [['addOns' => [['title' => 'a.example', 'price' => '12.00', 'period' => '1Y', 'service_type' => 'domain'], ['title' => 'Panel', 'price' => '7.00', 'period' => '1M', 'service_type' => 'license']]],
                [$plan, ['domain', '2026-02-10 06', '2026-02-10 06', '12', '0'], ['licence', '2026-02-10 06', '2026-02-10 06', '7', '0']]],
        ];
    }

    /**
     * @dataProvider purchases
     *
     * @param list<array{string, string, string, string, string}> $lines
     */
    public function testWhatWasBought(array $what, array $lines): void
    {
        $bought = $this->bought($what);
        $this->paid($bought['invoice']);
        self::assertSame($lines, $this->lines($bought['order']));
    }

    public function testAnAddOnComesBackWithItsOrderAndNeverAlone(): void
    {
        $bought = $this->bought(['addOns' => [['title' => 'Backup', 'price' => '24.00', 'period' => '1Y']]]);
        $this->paid($bought['invoice']);
        self::assertSame(['plan', 'addOn'], array_column($this->lines($bought['order']), 0));
        self::assertSame([], $this->panel()->refundLines($bought['addOns'][0]), 'else it would be paid back twice');
    }

    public function testASecondPlanFromTheSameCartIsAServiceOfItsOwn(): void
    {
        $bought = $this->bought(['addOns' => [['title' => 'Mail', 'price' => '3.00', 'period' => '1M', 'product' => 4, 'service_type' => 'hosting']]]);
        $this->paid($bought['invoice']);
        self::assertSame([['plan', '20'], ['plan', '3']], array_map(fn (string $order): array => [$this->lines($order)[0][0], $this->lines($order)[0][3]], [$bought['order'], $bought['addOns'][0]]));
        self::assertCount(1, $this->lines($bought['order']));
        $this->panel()->cancelService($bought['order'], 'Refund 1');
        self::assertSame('active', $this->sql('SELECT status FROM client_order WHERE id = ?', [$bought['addOns'][0]])[0]['status']);
        self::assertNotContains(['Add-on', 'Mail'], $this->panel()->card($bought['order'])->configuration);
    }

    /** @return array<string, array{string}> */
    public static function setupLines(): array
    {
        return ['a set-up fee beside the order' => ['custom'], 'a set-up fee that is a line of the order' => ['order']];
    }

    /** @dataProvider setupLines */
    public function testWhatWasSoldIsToldByNumberAndName(string $setup): void
    {
        Assumptions::set('setup.line', $setup);
        $this->sql('UPDATE product SET is_addon = 1 WHERE id = 3');
        $bought = $this->bought(['title' => 'Web Starter a.example.com', 'setup' => '10.00', 'addOns' => [['title' => 'Theme made to order', 'price' => '40.00', 'product' => 3]]]);
        $this->paid($bought['invoice']);
        self::assertSame([['product:1', 'Web Starter a.example.com'], [null, null], ['product:3', 'Theme made to order']],
            array_map(static fn (RefundLine $line): array => [$line->item, $line->name], $this->panel()->refundLines($bought['order'])));
    }

    public function testASetUpFeeThatIsALineOfTheOrder(): void
    {
        Assumptions::set('setup.line', 'order');
        $bought = $this->bought(['setup' => '10.00']);
        $this->paid($bought['invoice']);
        self::assertSame(['plan', 'setup'], array_column($this->lines($bought['order']), 0));
    }

    public function testAFeeBesideTwoOrdersIsThatOfTheOneThatItNames(): void
    {
        $bought = $this->bought(['title' => 'Web Starter a.example.com', 'setup' => '10.00']);
        $other = $this->order(['title' => 'Mail']);
        Rows::make('InvoiceItem', ['invoice_id' => (int) $bought['invoice'], 'type' => 'order', 'rel_id' => $other, 'task' => 'activate', 'title' => 'Mail', 'price' => '3.00', 'quantity' => 1, 'period' => '1M', 'taxed' => 0, 'charged' => 0]);
        $this->paid($bought['invoice']);
        self::assertSame(['plan', 'setup'], array_column($this->lines($bought['order']), 0));
        self::assertSame(['plan'], array_column($this->lines($other), 0));
    }

    public function testTermsThatAreOverDoNotCountButTheLastOneStays(): void
    {
        $bought = $this->bought(['setup' => '10.00']);
        $this->paid($bought['invoice']);
        $renewal = (string) Rows::id($this->di()['mod_service']('Invoice')->generateForOrder(Rows::load('ClientOrder', (int) $bought['order'])));
        self::assertSame(['plan', 'setup'], array_column($this->lines($bought['order']), 0), 'a draft is nothing yet');
        $this->di()['mod_service']('Invoice')->approveInvoice($this->invoice($renewal), []);
        self::assertSame([['plan', '2026-02-10 06', '2026-03-10 06', '20', '0'], ['plan', '2026-03-10 06', '2026-04-10 06', '20', '0'], ['setup', '2026-02-10 06', '2026-02-10 06', '10', '0']], $this->lines($bought['order']));
        self::assertNotContains('renewal', $this->panel()->refundFacts($bought['order']));
        Purchases::pay((int) $renewal, 'hand');
        Clock::travel('2026-03-20T06:00:00Z');
        self::assertSame([['plan', '2026-03-10 06', '2026-04-10 06', '20', '0']], $this->lines($bought['order']));
        self::assertContains('renewal', $this->panel()->refundFacts($bought['order']));
        Clock::travel('2026-06-20T06:00:00Z');
        self::assertSame([['plan', '2026-03-10 06', '2026-04-10 06', '20', '0']], $this->lines($bought['order']));
    }

    public function testPricesOfTheListAndTaxOfTheInvoice(): void
    {
        $bought = $this->bought(['client' => 2, 'period' => '1Y', 'price' => '100.00', 'quantity' => 2]);
        $this->paid($bought['invoice']);
        $line = $this->panel()->refundLines($bought['order'])[0];
        self::assertSame(['mode' => 'exclusive', 'rates' => ['20']], $line->tax);
        self::assertSame(Profile::is('main') ? [null, null] : ['220', '20'], [$line->listPrice, $line->monthlyPrice], '110.00 a year, 10.00 a month, two pieces');
        self::assertSame([['invoice:' . $bought['invoice'], 'cash', '240', '0']], $this->payments($bought['invoice']), 'with tax');
    }

    /** @return array<string, array{string, ?string}> way of paying, id and source of what was received; {i}: invoice, {t}: transaction */
    public static function ways(): array
    {
        return ['by hand' => ['hand', 'invoice:{i} cash'], 'by a gateway' => ['gateway', 'transaction:{t} cash'], 'by a gateway through the balance' => ['throughBalance', 'transaction:{t} cash'],
            'from the balance' => ['balance', 'balance:{i} accountCredit']];
    }

    /** @dataProvider ways */
    public function testWaysOfPaying(string $way, string $told): void
    {
        $bought = $this->bought();
        self::assertSame([], $this->payments($bought['invoice']), 'unpaid');
        $this->paid($bought['invoice'], $way);
        $transaction = (string) ($this->sql('SELECT MAX(id) AS id FROM `transaction`')[0]['id'] ?? '');
        [$id, $source] = explode(' ', strtr($told, ['{i}' => $bought['invoice'], '{t}' => $transaction]));
        self::assertSame([[$id, $source, '20', '0']], $this->payments($bought['invoice']));
        $payment = $this->panel()->payments([$bought['invoice']])[0];
        self::assertSame($source === 'cash' ? $payment->atMs : null, $payment->refundableUntilMs);
    }

    public function testATransactionOfLessThanTheInvoice(): void
    {
        $bought = $this->bought();
        $this->paid($bought['invoice'], 'throughBalance');
        $this->sql("UPDATE `transaction` SET amount = '12.50'");
        $id = (string) $this->sql('SELECT MAX(id) AS id FROM `transaction`')[0]['id'];
        self::assertSame([['transaction:' . $id, 'cash', '12.5', '0'], ['balance:' . $bought['invoice'], 'accountCredit', '7.5', '0']], $this->payments($bought['invoice']));
        $this->sql("UPDATE `transaction` SET status = 'received'");
        self::assertSame([['balance:' . $bought['invoice'], 'accountCredit', '20', '0']], $this->payments($bought['invoice']), 'one that was not processed');
        $this->sql("UPDATE `transaction` SET status = 'processed', currency = 'EUR'");
        $this->expectException(UnableToRead::class);
        $this->payments($bought['invoice']);
    }

    public function testOurOwnCreditOnTheInvoiceIsAccountCredit(): void
    {
        $bought = $this->bought(['client' => 2, 'draft' => true]);
        $this->panel()->addLine($bought['invoice'], 'sla:0123456789abcdef', '4.50', true, 'SLA credit 2026-01');
        $this->di()['mod_service']('Invoice')->approveInvoice($this->invoice($bought['invoice']), []);
        $this->paid($bought['invoice']);
        // 20.00 and 4.00 of tax; with the line 15.50 and 3.10
        self::assertSame([['invoice:' . $bought['invoice'], 'cash', '18.6', '0'], ['sla:' . $bought['invoice'], 'accountCredit', '5.4', '0']], $this->payments($bought['invoice']));
        self::assertSame([['plan', '2026-02-10 06', '2026-03-10 06', '20', '0']], $this->lines($bought['order']), 'no coupon');
    }

    public function testARefundByDocumentIsAllOfIt(): void
    {
        $bought = $this->bought();
        $this->paid($bought['invoice']);
        $this->di()['mod_service']('Invoice')->refundInvoice($this->invoice($bought['invoice']));
        self::assertSame([['invoice:' . $bought['invoice'], 'cash', '20', '20']], $this->payments($bought['invoice']));
        self::assertSame([['plan', '2026-02-10 06', '2026-03-10 06', '20', '0']], $this->lines($bought['order']), 'the document\'s own lines are none');
    }

    public function testYenHaveNoDecimals(): void
    {
        $bought = $this->bought(['client' => 11, 'price' => '1500.00']);
        $this->paid($bought['invoice']);
        self::assertSame('1500', $this->panel()->refundLines($bought['order'])[0]->amount);
        $this->sql("UPDATE invoice_item SET price = '1500.50' WHERE invoice_id = ?", [$bought['invoice']]);
        $this->expectException(UnableToRead::class);
        $this->panel()->refundLines($bought['order']);
    }

    public function testArrears(): void
    {
        $bought = $this->bought(['client' => 2]);
        self::assertSame([['invoice:' . $bought['invoice'], '24']], array_map(static fn (object $arrear): array => [$arrear->id, $arrear->amount], $this->panel()->arrears('2', [])));
        self::assertSame([], $this->panel()->arrears('2', [$bought['invoice']]));
        $this->sql('UPDATE invoice SET approved = 0');
        self::assertSame([], $this->panel()->arrears('2', []), 'a draft');
        $this->expectException(UnableToRead::class);
        $this->panel()->arrears('987654', []);
    }

    public function testWhatThePanelKnowsOfThePurchase(): void
    {
        $bought = $this->bought(['status' => 'pending_setup', 'client' => 2]);
        self::assertSame(['overdue', 'notStarted'], $this->panel()->refundFacts($bought['order']));
        $this->paid($bought['invoice']);
        $this->sql("UPDATE client_order SET status = 'failed_setup' WHERE id = ?", [$bought['order']]);
        self::assertSame(['failedOrder', 'notStarted', 'invoiced'], $this->panel()->refundFacts($bought['order']));
        $customer = $this->panel()->customer('2');
        self::assertSame(['GB', true], [$customer->country, $customer->isCompany]);
        self::assertSame([], $this->panel()->usage($bought['order']));
    }

    public function testTheCard(): void
    {
        $bought = $this->bought(['addOns' => [['title' => 'Backup', 'price' => '24.00', 'period' => '1Y']]]);
        $card = $this->panel()->card($bought['order']);
        self::assertSame(['a.example.com', 'Web Starter', 'active', 1770703200000], [$card->name, $card->product, $card->state, $card->activatedMs]);
        self::assertContains(['Add-on', 'Backup'], $card->configuration);
        $this->panel()->cancelService($bought['order'], 'makegood refund 1');
        self::assertSame(Clock::now() * 1000, $this->panel()->card($bought['order'])->terminatedMs);
    }

    public function testTheWholeGroupEnds(): void
    {
        $bought = $this->bought(['addOns' => [['title' => 'Backup', 'price' => '24.00', 'period' => '1Y']]]);
        $other = $this->order();
        $this->panel()->cancelService($bought['order'], 'makegood refund 1');
        self::assertSame(['canceled', 'canceled', 'active'], array_map(fn (string $id): string => (string) $this->sql('SELECT status FROM client_order WHERE id = ?', [$id])[0]['status'], [$bought['order'], $bought['addOns'][0], $other]));
        $again = $this->di()['mod_service']('Order');
        $again->uncancelFromOrder(Rows::load('ClientOrder', (int) $bought['addOns'][0]));
        self::assertFalse($this->panel()->isCancelled($bought['order']), 'an add-on runs again');
    }

    public function testAnOrderThatWasNeverSetUp(): void
    {
        $bought = $this->bought(['status' => 'pending_setup']);
        $this->panel()->cancelService($bought['order'], 'makegood refund 1');
        self::assertTrue($this->panel()->isCancelled($bought['order']));
        try {
            $this->panel()->cancelService('987654', 'makegood refund 1');
            self::fail('ended nobody');
        } catch (UnableToPost $failure) {
            self::assertStringContainsString('987654', $failure->getMessage());
        }
    }
}
