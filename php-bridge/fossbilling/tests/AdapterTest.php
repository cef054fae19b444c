<?php

/** What the adapter reads out of the panel's rows: prices, taxes, periods, refunds, what was paid in cash. Figures are worked out by hand. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Rows;
use Makegood\Panel\Charge;
use Makegood\Panel\ServiceFacts;

class AdapterTest extends ModuleTestCase
{
    /** Client 4 of the demonstration company is a British one: 20 % of tax. */
    private const TAXED = 4;

    /**
     * @dataProvider orders
     *
     * @param array<string, mixed> $columns
     * @param array<string, mixed> $expected
     */
    public function testAnOrderAsAService(array $columns, array $expected): void
    {
        $facts = $this->facts($this->order($columns));
        foreach ($expected as $name => $value) {
            self::assertSame($value, $facts->$name, $name);
        }
    }

    /** @return array<string, array{array<string, mixed>, array<string, mixed>}> */
    public static function orders(): array
    {
        return [
            'as it is made' => [[], ['clientId' => '1', 'productId' => '1', 'server' => '1', 'state' => 'active', 'currency' => 'USD', 'recurringAmount' => '10',
                'recurringMonths' => 1, 'tax' => null, 'label' => 'Web Starter - a.example.com', 'sinceMs' => 1767225600000, 'unusablePrice' => null]],
            'three units a year' => [['quantity' => 3, 'period' => '1Y', 'price' => '109.95'], ['recurringAmount' => '329.85', 'recurringMonths' => 12]],
            'a discount that comes back' => [['promo_recurring' => 1, 'discount' => '2.50'], ['recurringAmount' => '7.5']],
            'a discount of the first invoice alone' => [['promo_recurring' => 0, 'discount' => '2.50'], ['recurringAmount' => '10']],
            'a discount above the price' => [['promo_recurring' => 1, 'discount' => '99.00'], ['recurringAmount' => '0']],
            'by weeks: no price by the month' => [['period' => '1W'], ['recurringAmount' => null, 'recurringMonths' => null, 'unusablePrice' => null]],
            'without a period' => [['period' => null], ['recurringAmount' => null, 'recurringMonths' => null]],
            'cents of a yen' => [['currency' => 'JPY', 'price' => '1500.50'], ['currency' => 'JPY', 'recurringAmount' => null, 'unusablePrice' => '1500.5']],
            'a currency that is none' => [['currency' => 'BTC2'], ['currency' => 'XXX']],
            'suspended' => [['status' => 'suspended'], ['state' => 'suspended']],
            'cancelled' => [['status' => 'canceled'], ['state' => 'ended']],
            'not set up yet' => [['status' => 'pending_setup'], ['state' => 'pending']],
            'a renewal that failed' => [['status' => 'failed_renew'], ['state' => 'active']],
            'not hosting: no server' => [['service_type' => 'custom'], ['server' => null, 'label' => 'Web Starter']],
            'the title says the domain already' => [['title' => 'Web Starter A.example.com'], ['label' => 'Web Starter A.example.com']],
        ];
    }

    public function testTaxIsThatOfTheClientsCountry(): void
    {
        $this->sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = ?", [self::TAXED]);
        $id = $this->order(['client_id' => self::TAXED]);
        self::assertSame(['mode' => 'exclusive', 'rates' => ['20']], $this->facts($id)->tax);
        $this->sql('UPDATE client SET tax_exempt = 1 WHERE id = ?', [self::TAXED]);
        self::assertNull($this->facts($id)->tax);
        $this->sql('UPDATE client SET tax_exempt = 0 WHERE id = ?', [self::TAXED]);
        $this->sql("INSERT INTO tax (level, name, country, state, taxrate) VALUES (1, 'Kent', 'gb', 'Kent', '7.50'), (1, 'All', '', '', '5')");
        self::assertSame(['20'], $this->facts($id)->tax['rates'] ?? null, 'the country comes before what is for all');
        $this->sql("UPDATE client SET state = 'Kent' WHERE id = ?", [self::TAXED]);
        self::assertSame(['7.5'], $this->facts($id)->tax['rates'] ?? null, 'the state comes before the country');
        $this->sql("UPDATE client SET country = 'FR', state = NULL WHERE id = ?", [self::TAXED]);
        self::assertSame(['5'], $this->facts($id)->tax['rates'] ?? null);
        $this->sql("UPDATE setting SET value = '0' WHERE param = 'tax_enabled'");
        self::assertNull($this->facts($id)->tax);
    }

    public function testWhatWasPaid(): void
    {
        $this->sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = ?", [self::TAXED]);
        $id = $this->order(['client_id' => self::TAXED, 'expires_at' => '2026-03-10 00:00:00', 'quantity' => 2]);
        self::assertSame([], $this->app()->panel()->charges($id));
        $invoice = $this->renewed($id);
        self::assertSame([], $this->app()->panel()->charges($id), 'not paid yet');
        $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) VALUES (?, 'custom', ?, 'Promotion', '-1.25', 1, 1)", [$invoice, $id]);
        $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) VALUES (?, 'custom', NULL, 'Set-up', '5.00', 1, 0)", [$invoice]);
        $this->paid($invoice);
        $charges = $this->app()->panel()->charges($id);
        self::assertCount(1, $charges);
        self::assertSame(['2026-03-10', 1, '18.75', ['mode' => 'exclusive', 'rates' => ['20']], true, Charge::PLAN], [
            $charges[0]->from, $charges[0]->months, $charges[0]->amount, $charges[0]->tax, $charges[0]->usable, $charges[0]->kind,
        ], '2 × 10.00 − 1.25, from the day that the order ran out');
        self::assertSame([], $this->app()->panel()->charges($this->order()), 'another order');
        self::assertNull($this->app()->panel()->refunded($charges[0]->id));
        $this->di()['mod_service']('Invoice')->refundInvoice($this->invoice($invoice));
        self::assertSame('22.5', $this->app()->panel()->refunded($charges[0]->id), '18.75 and 20 % of it');
        self::assertCount(1, $this->app()->panel()->charges($id), 'the refund\'s own lines are no charges');
    }

    public function testCashIsWhatNoCreditPaid(): void
    {
        $id = $this->order(['expires_at' => '2026-03-10 00:00:00']);
        $invoice = $this->renewed($id);
        $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) VALUES (?, 'custom', NULL, 'Set-up', '20.00', 1, 0)", [$invoice]);
        $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) VALUES (?, 'custom', 'sla:0123456789abcdef', 'Credit', '-4.00', 1, 0)", [$invoice]);
        $this->paid($invoice);
        $charge = $this->app()->panel()->charges($id)[0];
        self::assertSame('10', $charge->amount, 'our credit is no part of the price');
        // 26.00 of 30.00 were paid: of the order's 10.00 that is 8.666…, rounded down.
        self::assertSame([$charge->id => '8.66'], $this->app()->panel()->cash($id));
        $this->sql("INSERT INTO client_balance (client_id, type, rel_id, amount, description) VALUES (1, 'invoice', ?, '-26.00', 'Payment for invoice #1 using account credit.')", [$invoice]);
        self::assertSame([$charge->id => '0'], $this->app()->panel()->cash($id), 'the balance paid the invoice');
        self::assertSame([], $this->app()->panel()->cash($this->order()));
    }

    public function testAddOnsAreWhatTheCartSoldAsAddOns(): void
    {
        $this->sql('UPDATE product SET is_addon = 1 WHERE id = 3');
        $inCart = ['group_id' => 'g1', 'expires_at' => '2026-03-10 00:00:00'];
        $master = $this->order($inCart);
        $addOn = $this->order($inCart + ['group_master' => 0, 'price' => '3.00', 'product_id' => 3]);
        $plan = $this->order($inCart + ['group_master' => 0, 'price' => '20.00', 'product_id' => 2]);
        $domain = $this->order($inCart + ['group_master' => 0, 'price' => '12.00', 'product_id' => 2, 'service_type' => 'domain']);
        foreach ([$master, $addOn, $plan, $domain] as $order) {
            $this->paid($this->renewed($order));
        }
        $charges = $this->app()->panel()->addOns($master);
        self::assertSame([['3', Charge::ADD_ON]], array_map(static fn (Charge $charge): array => [$charge->amount, $charge->kind], $charges), 'neither the other plan nor the domain');
        self::assertSame([], $this->app()->panel()->addOns($addOn));
    }

    public function testTerms(): void
    {
        $panel = $this->app()->panel();
        self::assertSame(10, $panel->billingDay($this->order(['expires_at' => '2026-03-10 00:00:00'])));
        self::assertSame(31, $panel->billingDay($this->order(['expires_at' => '2026-02-28 00:00:00', 'activated_at' => '2026-01-31 00:00:00'])), 'a short month');
        self::assertNull($panel->billingDay($this->order(['period' => '1W'])));
        self::assertNull($panel->billingDay('987654'));
        $gone = $this->order(['status' => 'canceled']);
        $cheap = $this->order(['promo_recurring' => 1, 'discount' => '1.00']);
        $late = $this->order(['expires_at' => '2026-02-20 00:00:00']);
        $this->di()['mod_service']('Invoice')->approveInvoice($this->invoice($this->renewed($late)), []);
        $flags = $panel->flags();
        self::assertSame([['cancelled'], ['discounted'], ['unpaid']], [$flags[$gone] ?? null, $flags[$cheap] ?? null, $flags[$late] ?? null]);
    }

    public function testTheNextInvoicesOfSeveralOrders(): void
    {
        $monthly = $this->order(['expires_at' => '2026-03-10 00:00:00']);
        $same = $this->order(['expires_at' => '2026-03-10 00:00:00', 'price' => '3.10']);
        $yearly = $this->order(['expires_at' => '2026-04-15 00:00:00', 'period' => '1Y', 'price' => '100.00']);
        $this->order(['expires_at' => '2026-03-11 00:00:00', 'status' => 'suspended']);
        $this->order(['expires_at' => '2026-03-11 00:00:00', 'invoice_option' => 'no-invoice']);
        $invoices = $this->app()->panel()->upcomingInvoices('1');
        self::assertSame([
            ['2026-03-10', '2026-03-01', '2026-03-10', "service/$monthly/2026-03-10", '10.00'],
            ["2026-03-10/$same", '2026-03-01', '2026-03-10', "service/$same/2026-03-10", '3.10'],
            ['2026-04-10', '2026-03-27', '2026-04-10', "service/$monthly/2026-04-10", '10.00'],
            ["2026-04-10/$same", '2026-03-27', '2026-04-10', "service/$same/2026-04-10", '3.10'],
            ['2026-04-15', '2026-04-01', '2026-04-15', "service/$yearly/2026-04-15", '100.00'],
        ], array_map(static fn (object $i): array => [$i->id, $i->createdOn, $i->dueOn, $i->lines[0]->id, $i->lines[0]->amount], $invoices));
        $this->renewed($monthly);
        self::assertNotContains("service/$monthly/2026-03-10", array_map(static fn (object $i): string => $i->lines[0]->id, $this->app()->panel()->upcomingInvoices('1')), 'that one is made');
    }

    public function testWhoPaysFromTheBalance(): void
    {
        $panel = $this->app()->panel();
        self::assertFalse($panel->paysFromBalance('1'), 'no orders');
        $this->order(['expires_at' => '2026-03-10 00:00:00']);
        $this->order(['expires_at' => '2026-06-10 00:00:00', 'price' => '1.00']);
        $panel->addCredit('1', '9.99', 'not enough');
        self::assertFalse($panel->paysFromBalance('1'), 'the next invoice counts, not the cheapest');
        $panel->addCredit('1', '0.01', 'enough');
        self::assertTrue($panel->paysFromBalance('1'));
        $this->sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = 1");
        self::assertFalse($panel->paysFromBalance('1'), 'with its tax it comes to 12.00');
        $panel->addCredit('1', '2.00', 'with tax');
        self::assertTrue($panel->paysFromBalance('1'));
        $this->di()['api_admin']->extension_config_save(['ext' => 'mod_makegood', 'balance' => 'never']);
        self::assertFalse($this->app()->panel()->paysFromBalance('1'), 'switched off');
    }

    public function testTheBalanceHasNoFloats(): void
    {
        $panel = $this->app()->panel();
        for ($i = 0; $i < 3; ++$i) {
            $panel->addCredit('1', '0.10', 'a tenth');
        }
        self::assertSame('0.30', $panel->balance('1'));
        $this->sql("INSERT INTO client_balance (client_id, type, amount, description) VALUES (1, 'invoice', '-0.35', 'more than there was')");
        self::assertSame('-0.05', $panel->balance('1'));
        self::assertSame('-0.35', $panel->creditRows('1', '0')[3]->amount);
    }

    private function facts(string $id): ServiceFacts
    {
        foreach ($this->app()->panel()->services() as $facts) {
            if ($facts->id === $id) {
                return $facts;
            }
        }
        self::fail('order ' . $id . ' is not listed');
    }

    /** @return string the draft that renews an order */
    private function renewed(string $order): string
    {
        return (string) Rows::id($this->di()['mod_service']('Invoice')->generateForOrder(Rows::load('ClientOrder', $order)));
    }

    private function paid(string $invoice): void
    {
        $this->di()['mod_service']('Invoice')->markAsPaid($this->invoice($invoice), false, false);
    }
}
