<?php

/** What policies of schema 2 ask of the panel: billing day, flags, add-ons, what credit paid, what was given back. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Panel\Charge;
use MakegoodSandbox\Billing\Credit;
use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Billing\Payments;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class TermsTest extends ModuleTestCase
{
    /** @return array<string, array{string, string, string, ?int}> cycle, next due date, ordered on, day */
    public static function days(): array
    {
        return [
            'as billed' => ['Monthly', '2026-04-15', '2026-01-15', 15],
            'ordered on another day' => ['Monthly', '2026-04-01', '2026-01-15', 1],
            'the last of a short month' => ['Monthly', '2026-02-28', '2026-01-31', 31],
            'the last, ordered earlier in the month' => ['Monthly', '2026-02-28', '2026-01-12', 28],
            'yearly' => ['Annually', '2027-03-09', '2026-03-09', 9],
            'once' => ['One Time', '2026-04-15', '2026-01-15', null],
            'no date' => ['Monthly', '0000-00-00', '2026-01-15', null],
        ];
    }

    /** @dataProvider days */
    public function testBillingDay(string $cycle, string $due, string $ordered, ?int $day): void
    {
        $id = $this->service(['billingcycle' => $cycle, 'nextduedate' => $due, 'regdate' => $ordered]);
        self::assertSame($day, (new WhmcsPanel())->billingDay($id));
    }

    public function testFlags(): void
    {
        self::assertSame([], (new WhmcsPanel())->flags());
        [$asked, $gone, $late, $cheap, $fine] = [$this->service(), $this->service(['domainstatus' => 'Cancelled']), $this->service(['userid' => 2, 'nextinvoicedate' => '2026-02-20']),
            $this->service(['userid' => 3, 'nextinvoicedate' => '2026-03-10']), $this->service(['userid' => 5, 'nextinvoicedate' => '2026-03-01'])];
        Capsule::table('tblcancelrequests')->insert(['date' => '2026-02-24 21:27:04', 'relid' => (int) $asked, 'reason' => '', 'type' => 'End of Billing Period']);
        foreach ([2, 3, 5] as $client) {
            Generator::run('autogen', $client);
        }
        $this->line((int) Capsule::table('tblinvoices')->where('userid', 3)->value('id'), $cheap, 'PromoHosting', '-2.00');
        self::assertEquals([$asked => ['cancelled'], $gone => ['cancelled'], $late => ['unpaid'], $cheap => ['discounted']], (new WhmcsPanel())->flags(), "not $fine, which is due today");
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        Capsule::table('tblhosting')->where('id', $cheap)->update(['nextinvoicedate' => '2026-03-11']);
        Generator::run('autogen', 3);
        self::assertEquals([$asked => ['cancelled'], $gone => ['cancelled']], (new WhmcsPanel())->flags(), 'paid; the promotion is over');
    }

    public function testLinesOfAddOns(): void
    {
        $id = $this->service(['nextinvoicedate' => '2026-03-01']);
        $other = $this->service(['nextinvoicedate' => '2026-03-01']);
        $addon = (int) Capsule::table('tblhostingaddons')->insertGetId(['hostingid' => (int) $id, 'userid' => 1, 'name' => 'Backup', 'recurring' => '5.00', 'billingcycle' => 'Annually', 'status' => 'Active']);
        Generator::run('autogen', 1);
        $invoice = (int) Capsule::table('tblinvoices')->value('id');
        $this->line($invoice, (string) $addon, 'Addon', '5.00');
        $panel = new WhmcsPanel();
        self::assertSame([], $panel->addOns($id), 'unpaid');
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);
        $line = (int) Capsule::table('tblinvoiceitems')->where('type', 'Addon')->value('id');
        self::assertEquals([new Charge("invoice:$invoice/$line", '2026-03-01', 12, '5', null, true, Charge::ADD_ON)], $panel->addOns($id));
        self::assertSame([], $panel->addOns($other));
        self::assertSame(['10'], array_column($panel->charges($id), 'amount'), 'the plan alone');
    }

    /** @return array<string, array{string, list<string>}> credit of the invoice's 20.00, cash of its two lines of 10.00 each */
    public static function credits(): array
    {
        return ['none' => ['0.00', []], 'all' => ['20.00', ['0', '0']], 'half' => ['10.00', ['5', '5']], 'a third, rounded down' => ['6.67', ['6.66', '6.66']], 'more than all' => ['25.00', ['0', '0']]];
    }

    /**
     * @dataProvider credits
     *
     * @param list<string> $cash
     */
    public function testWhatWasNotPaidByCredit(string $credit, array $cash): void
    {
        [$one, $two] = [$this->service(['nextinvoicedate' => '2026-03-01']), $this->service(['nextinvoicedate' => '2026-03-01'])];
        Generator::run('autogen', 1);
        Capsule::table('tblinvoices')->update(['status' => 'Paid', 'credit' => $credit]);
        $panel = new WhmcsPanel();
        self::assertSame($cash, [...array_values($panel->cash($one)), ...array_values($panel->cash($two))]);
        self::assertSame($cash === [] ? [] : [$panel->charges($one)[0]->id], array_keys($panel->cash($one)));
        Capsule::table('tblinvoiceitems')->insert(['invoiceid' => 99, 'userid' => 1, 'type' => 'Invoice', 'relid' => (int) Capsule::table('tblinvoices')->value('id'), 'amount' => '20.00',
            'duedate' => '2026-03-01', 'description' => 'Invoice #1', 'taxed' => 0, 'notes' => '']);
        self::assertSame([], $panel->cash($one), 'paid together with others: nothing is known');
    }

    public function testCreditThatThePanelItselfUsed(): void
    {
        Credit::book(1, 400, 'an earlier credit', '2026-02-01');
        $id = $this->service(['nextinvoicedate' => '2026-03-01']);
        Generator::run('autogen', 1);
        $invoice = (int) Capsule::table('tblinvoices')->value('id');
        Payments::add($invoice, 600, 't1', 'banktransfer', '2026-03-01 06:00:00');
        self::assertSame(['6'], array_values((new WhmcsPanel())->cash($id)));
    }

    public function testRefunds(): void
    {
        [$id, $panel] = [$this->service(['nextinvoicedate' => '2026-03-01']), new WhmcsPanel()];
        Generator::run('autogen', 1);
        $invoice = (int) Capsule::table('tblinvoices')->value('id');
        Payments::add($invoice, 1000, 't1', 'banktransfer', '2026-03-01 06:00:00');
        $charge = $panel->charges($id)[0]->id;
        self::assertNull($panel->refunded($charge));
        foreach (['1.50', '0.75'] as $out) {
            Capsule::table('tblaccounts')->insert(['userid' => 1, 'gateway' => '', 'date' => '2026-03-02 00:00:00', 'description' => 'Refund', 'amountin' => '0.00', 'fees' => '0.00', 'amountout' => $out,
                'transid' => 'r', 'invoiceid' => $invoice, 'refundid' => 1]);
        }
        self::assertSame('2.25', $panel->refunded($charge));
        $this->line($invoice, $id, 'PromoHosting', '-1.00');
        self::assertSame('2.25', $panel->refunded($charge), 'a promotion is of the same service');
        $this->line($invoice, '77', 'Hosting', '10.00');
        self::assertNull($panel->refunded($charge), 'of which line it was, nobody can say');
        Capsule::table('tblinvoices')->update(['status' => 'Refunded']);
        self::assertSame('10', $panel->refunded($charge), 'all of it');
        foreach (["invoice:$invoice/999", 'invoice:x/1', '7/1', ''] as $none) {
            self::assertNull($panel->refunded($none));
        }
    }

    private function line(int $invoice, string $relid, string $type, string $amount): void
    {
        Capsule::table('tblinvoiceitems')->insert(['invoiceid' => $invoice, 'userid' => 1, 'type' => $type, 'relid' => (int) $relid, 'amount' => $amount,
            'duedate' => '2026-03-01', 'description' => $type === 'Addon' ? 'Backup (01/03/2026 - 28/02/2027)' : 'x', 'taxed' => 0, 'notes' => '']);
    }
}
