<?php

/** Invoices, taxes, automatic credit, the two writes of AddCredit, the day of the cron, both product lines. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Tax;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

class BillingTest extends SandboxTestCase
{
    public function testInvoicingFiresTheDocumentedHooksInOrder(): void
    {
        $this->nobodyPays();
        $this->service(1, '2026-03-10');
        $first = count(Hooks::fired());
        Cron::run();
        $fired = array_values(array_diff(array_slice(Hooks::fired(), $first), ['EmailPreSend', 'LogActivity']));
        self::assertSame(['PreCronJob', 'PreInvoicingGenerateInvoiceItems', 'InvoiceCreation', 'InvoiceCreationPreEmail', 'InvoiceCreated',
            'AfterInvoicingGenerateInvoiceItems', 'DailyCronJobPreEmail', 'DailyCronJob', 'AfterCronJob'], $fired);
        $line = localAPI('GetInvoice', ['invoiceid' => 1])['items']['item'][0];
        self::assertSame(['Hosting', 1, 'Web Starter - a.example.com (10/03/2026 - 09/04/2026)', '10.00'],
            [$line['type'], $line['relid'], $line['description'], $line['amount']]);
    }

    public function testTheDailyWorkIsDoneOnceADay(): void
    {
        self::assertTrue(Cron::run()['daily']);
        Clock::travel('2026-03-01T23:59:59Z');
        self::assertFalse(Cron::run()['daily']);
        Clock::travel('2026-03-02T00:00:00Z');
        self::assertTrue(Cron::run()['daily']);
    }

    public function testTheDayIsTheOneOfTheCronsTimeZone(): void
    {
        $before = date_default_timezone_get();
        Assumptions::set('cron.timezone', 'America/Sao_Paulo');
        try {
            Clock::travel('2026-03-02T02:00:00Z');
            self::assertTrue(Cron::run()['daily']);
            self::assertSame('2026-03-01', Clock::date());
            Clock::travel('2026-03-02T03:00:00Z');
            self::assertTrue(Cron::run()['daily']);
        } finally {
            date_default_timezone_set($before);
        }
    }

    public function testPreCronJobCanBeMadeToRunAfterInvoicing(): void
    {
        Assumptions::set('cron.order', 'PreCronJob-after-invoicing');
        Cron::run();
        self::assertSame('PreInvoicingGenerateInvoiceItems', Hooks::fired()[0]);
    }

    /** @return array<string, array{string}> */
    public static function creditTimes(): array
    {
        return ['after' => ['after-InvoiceCreation'], 'before' => ['before-InvoiceCreation']];
    }

    /** @dataProvider creditTimes */
    public function testAvailableCreditIsUsedOnANewRecurringInvoice(string $when): void
    {
        Assumptions::set('autocredit.when', $when);
        $this->nobodyPays();
        $this->service(2, '2026-03-10');
        $this->credit(2, '4.25');
        Cron::run();
        $invoice = localAPI('GetInvoice', ['invoiceid' => 1]);
        self::assertSame(['10.00', '2.00', '4.25', '7.75', 'Unpaid'],
            [$invoice['subtotal'], $invoice['tax'], $invoice['credit'], $invoice['balance'], $invoice['status']]);
        $row = localAPI('GetCredits', ['clientid' => 2])['credits']['credit'][1];
        self::assertSame(['Credit Applied to Invoice #1', '-4.25', '0.00'], [$row['description'], $row['amount'], $this->balance(2)]);
    }

    public function testCreditThatCoversEverythingPaysWithoutAddInvoicePayment(): void
    {
        $this->nobodyPays();
        $id = $this->service(1, '2026-03-10');
        $this->credit(1, '50.00');
        Cron::run();
        self::assertSame('Paid', localAPI('GetInvoice', ['invoiceid' => 1])['status']);
        self::assertNotContains('AddInvoicePayment', Hooks::fired());
        self::assertContains('InvoicePaid', Hooks::fired());
        self::assertSame('40.00', $this->balance(1));
        self::assertSame('2026-04-10', (string) Capsule::table('tblhosting')->where('id', $id)->value('nextduedate'));
    }

    public function testCreditAddedAfterGenerationWaits(): void
    {
        $this->nobodyPays();
        $this->service(1, '2026-03-10');
        Cron::run();
        $this->credit(1, '3.00');
        self::assertSame('0.00', localAPI('GetInvoice', ['invoiceid' => 1])['credit']);
    }

    public function testClientsPayAfterTheSetDays(): void
    {
        $this->service(1, '2026-03-10');
        self::assertSame(['daily' => true, 'invoices' => 1, 'paid' => 0], Cron::run());
        Clock::travel('2026-03-04T06:00:00Z');
        self::assertSame(1, Cron::run()['paid']);
        self::assertSame('Paid', localAPI('GetInvoice', ['invoiceid' => 1])['status']);
    }

    /** @return array<string, array{string, string, list<array{cents: int, taxed: bool}>, array{int, int}}> last: subtotal and tax */
    public static function taxes(): array
    {
        $taxed = static fn (int $cents): array => ['cents' => $cents, 'taxed' => true];
        $three = array_fill(0, 3, $taxed(333));

        return [
            'exclusive on the sum' => ['Exclusive', '', $three, [999, 200]],
            'exclusive per line' => ['Exclusive', 'on', $three, [999, 201]],
            'inclusive on the sum' => ['Inclusive', '', $three, [832, 167]],
            'inclusive per line' => ['Inclusive', 'on', $three, [831, 168]],
            'untaxed lines bear none' => ['Exclusive', '', [['cents' => 500, 'taxed' => false], $taxed(100)], [600, 20]],
            'a negative line takes tax back' => ['Exclusive', '', [$taxed(1000), $taxed(-250)], [750, 150]],
        ];
    }

    /** @dataProvider taxes */
    public function testTaxIsExclusiveOrInclusivePerLineOrOnTheSum(string $type, string $perLine, array $lines, array $expected): void
    {
        Config::set('TaxType', $type);
        Config::set('TaxPerLineItem', $perLine);
        $split = Tax::split($lines, '20.000', '0.000');
        self::assertSame($expected, [$split['subtotal'], $split['tax']]);
    }

    public function testAnExemptClientPaysNoTax(): void
    {
        self::assertSame(['0.000', '0.000'], Tax::ratesOf(1));
        self::assertSame(['20.000', '0.000'], Tax::ratesOf(2));
    }

    /** @return array<string, array{string, int, string}> what is written when the process dies between the two writes */
    public static function orders(): array
    {
        return ['log first' => ['log-first', 1, '0.00'], 'balance first' => ['balance-first', 0, '5.00']];
    }

    /** @dataProvider orders */
    public function testAddCreditIsTwoWritesInEitherOrder(string $order, int $rows, string $balance): void
    {
        Assumptions::set('addcredit.order', $order);
        \Makegood\Run\Probe::$stopAt = 'addcredit.between';
        try {
            $this->credit(1, '5.00');
            self::fail('the probe did not stop the call');
        } catch (\DomainException) {
            self::assertSame([$rows, $balance], [Capsule::table('tblcredit')->count(), $this->balance(1)]);
        } finally {
            \Makegood\Run\Probe::$stopAt = null;
        }
    }

    public function testTheTwoProductLinesDifferInTotalAndInWhatMayBeEdited(): void
    {
        $make = fn (): int => (int) localAPI('CreateInvoice', ['userid' => 1, 'itemdescription1' => 'Work', 'itemamount1' => '10.00',
            'autoapplycredit' => true])['invoiceid'];
        $line = ['newitemdescription' => ['Less'], 'newitemamount' => ['-1.00'], 'newitemtaxed' => [false]];
        $this->credit(1, '4.00');
        $eight = $make();
        self::assertSame('6.00', localAPI('GetInvoice', ['invoiceid' => $eight])['total']);
        localAPI('UpdateInvoice', ['invoiceid' => $eight] + $line);
        self::assertSame('5.00', localAPI('GetInvoice', ['invoiceid' => $eight])['balance']);

        Assumptions::set('profile', '9');
        $this->credit(1, '4.00');
        $nine = $make();
        $issued = localAPI('GetInvoice', ['invoiceid' => $nine]);
        self::assertSame(['10.00', '6.00'], [$issued['total'], $issued['balance']]);
        $draft = (int) localAPI('CreateInvoice', ['userid' => 1, 'draft' => true])['invoiceid'];
        self::assertSame('success', localAPI('UpdateInvoice', ['invoiceid' => $draft] + $line)['result']);
        $this->expectException(UndocumentedUse::class);
        localAPI('UpdateInvoice', ['invoiceid' => $nine] + $line);
    }

    public function testLinesAddedInsideInvoiceCreationCountIn8AndByAssumptionIn9(): void
    {
        $this->nobodyPays();
        add_hook('InvoiceCreation', 1, static function (array $vars): void {
            Capsule::table('tblinvoiceitems')->insert(['invoiceid' => $vars['invoiceid'], 'userid' => 1, 'type' => '', 'relid' => 0,
                'description' => 'Less', 'amount' => '-2.00', 'taxed' => 0, 'duedate' => '2026-03-10', 'paymentmethod' => '', 'notes' => '']);
        });
        $balances = [];
        foreach ([['8', 'kept'], ['9', 'kept'], ['9', 'ignored']] as [$profile, $lines]) {
            Assumptions::set('profile', $profile);
            Assumptions::set('invoice9.creation-lines', $lines);
            $id = localAPI('CreateInvoice', ['userid' => 1, 'itemdescription1' => 'Work', 'itemamount1' => '10.00'])['invoiceid'];
            $balances[] = localAPI('GetInvoice', ['invoiceid' => $id])['balance'];
        }
        self::assertSame(['8.00', '8.00', '10.00'], $balances);
    }
}
