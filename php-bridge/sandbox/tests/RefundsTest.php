<?php

/** Orders, payments of several invoices, money back in each way, and what the bank takes back. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\GatewayDeath;
use MakegoodSandbox\Billing\Gateways;
use MakegoodSandbox\Billing\MassPay;
use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Billing\Refunds;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

class RefundsTest extends SandboxTestCase
{
    /** @return array{int, int} invoice, its payment of 20.00 */
    private function paid(): array
    {
        $invoice = Orders::place(1, 1, 'Monthly', 'a.example.com', ['price' => '20.00', 'gateway' => 'sandboxpay'])['invoice'];
        Payments::add($invoice, 2000, 'card-1', 'sandboxpay', Clock::timestamp());

        return [$invoice, (int) Capsule::table('tblaccounts')->max('id')];
    }

    public function testAnOrderHasALineForEachThing(): void
    {
        $bought = Orders::place(2, 1, 'Annually', 'b.example.com', ['price' => '120.00', 'setup' => '10.00', 'off' => '12.00', 'code' => 'SPRING', 'domainPrice' => '15.00',
            'addons' => [['name' => 'Backup', 'price' => '2.00']]]);
        $items = localAPI('GetInvoice', ['invoiceid' => $bought['invoice']])['items']['item'];
        self::assertSame(['Hosting 120.00', 'Setup 10.00', 'PromoHosting -12.00', 'DomainRegister 15.00', 'Addon 2.00'], array_map(static fn (array $item): string => $item['type'] . ' ' . $item['amount'], $items));
        $order = localAPI('GetOrders', ['id' => $bought['order']])['orders']['order'][0];
        self::assertSame(['2026-03-01 06:00:00', 'SPRING', $bought['invoice'], '162.00'], [$order['date'], $order['promocode'], $order['invoiceid'], $order['amount']]);
        self::assertSame([[2, '2025-03-01']], array_map(static fn (array $one): array => [$one['id'], $one['datecreated']], localAPI('GetClients', ['search' => 'bea@example'])['clients']['client']));
    }

    public function testAnAddOnIsInvoicedWithItsService(): void
    {
        $bought = Orders::place(1, 1, 'Monthly', 'a.example.com', ['addons' => [['name' => 'Backup', 'price' => '2.00']]]);
        Payments::add($bought['invoice'], 1200, 't', 'banktransfer', Clock::timestamp());
        localAPI('GenInvoices', ['clientid' => 1]);
        self::assertSame(1, Capsule::table('tblinvoices')->count(), 'not due yet');
        Clock::travel('2026-03-20T06:00:00Z');
        localAPI('GenInvoices', ['clientid' => 1]);
        self::assertSame(['Backup (01/04/2026 - 30/04/2026)'], Capsule::table('tblinvoiceitems')->where('type', 'Addon')->where('invoiceid', '<>', $bought['invoice'])->pluck('description')->all());
    }

    public function testChildrenOfAMassPaymentAreSettledByCredit(): void
    {
        $children = [Orders::place(1, 1, 'Monthly', 'a.example.com')['invoice'], Orders::place(1, 2, 'Monthly', 'b.example.com')['invoice']];
        $container = MassPay::container(1, $children);
        Payments::add($container, 3500, 't', 'banktransfer', Clock::timestamp());
        self::assertSame(['Paid', 'Paid', 'Paid'], Capsule::table('tblinvoices')->orderBy('id')->pluck('status')->all());
        self::assertSame(['10.00', '25.00'], Capsule::table('tblinvoices')->whereIn('id', $children)->orderBy('id')->pluck('credit')->all());
        self::assertSame([$container], Capsule::table('tblaccounts')->pluck('invoiceid')->map(static fn (mixed $id): int => (int) $id)->all(), 'they show no payment');
        self::assertSame('0.00', $this->balance(1));
    }

    public function testMoneyThroughTheGateway(): void
    {
        [$invoice, $payment] = $this->paid();
        self::assertSame('success', Refunds::refund($payment, '5.00', true, false, 'ours'));
        self::assertSame(['Paid', [['accountid' => $payment, 'amount' => '5.00']]], [(string) Capsule::table('tblinvoices')->where('id', $invoice)->value('status'), Gateways::bank()]);
        self::assertNotContains('InvoiceRefunded', Hooks::fired());
        self::assertSame('error', Refunds::refund($payment, '15.01', true, false, ''), 'more than is left');
        Assumptions::set('refund.transid', 'given');
        Refunds::refund($payment, '15.00', true, false, 'ours');
        self::assertSame(['Refunded', 'ours'], [(string) Capsule::table('tblinvoices')->where('id', $invoice)->value('status'), (string) Capsule::table('tblaccounts')->orderByDesc('id')->value('transid')]);
        self::assertContains('InvoiceRefunded', Hooks::fired());
        self::assertSame(0, Capsule::table('tblbillingnotes')->count());
    }

    public function testIn9ARefundWritesANote(): void
    {
        Assumptions::set('profile', '9');
        [, $payment] = $this->paid();
        Refunds::refund($payment, '5.00', false, false, 'by hand');
        self::assertSame(['5.00'], Capsule::table('tblbillingnotes')->pluck('total')->all());
        self::assertContains('ManualRefund', Hooks::fired());
    }

    public function testMoneyToTheBalance(): void
    {
        [, $payment] = $this->paid();
        Refunds::refund($payment, '5.00', false, true, '');
        self::assertSame(['5.00', []], [$this->balance(1), Gateways::bank()]);
    }

    /** @return array<string, array{string, mixed, int}> mode, answer, payments that left the bank */
    public static function modes(): array
    {
        return ['declined' => ['decline', 'declined', 0], 'error' => ['error', 'error', 0], 'silent' => ['silent', '', 0], 'lost' => ['lost', '', 1]];
    }

    /** @dataProvider modes */
    public function testAGatewayThatDoesNotSayYes(string $mode, string $answer, int $sent): void
    {
        Config::set('SandboxGateway', $mode);
        [, $payment] = $this->paid();
        self::assertSame($answer, Refunds::refund($payment, '5.00', true, false, ''));
        self::assertSame([$sent, 0], [count(Gateways::bank()), Refunds::refunded($payment)]);
    }

    public function testADeathBetweenTheBankAndThePanel(): void
    {
        Config::set('SandboxGateway', 'die');
        [, $payment] = $this->paid();
        try {
            Refunds::refund($payment, '5.00', true, false, '');
            self::fail('it lives');
        } catch (GatewayDeath) {
            self::assertSame([1, 0], [count(Gateways::bank()), Refunds::refunded($payment)]);
        }
    }

    public function testAReversalPutsTheInvoiceIntoCollections(): void
    {
        [$invoice, $payment] = $this->paid();
        Refunds::reverse($payment);
        self::assertSame(['Collections', 2000], [(string) Capsule::table('tblinvoices')->where('id', $invoice)->value('status'), Refunds::refunded($payment)]);
    }

    public function testTerminating(): void
    {
        $service = Orders::place(1, 1, 'Monthly', 'a.example.com')['service'];
        Config::set('SandboxServer', 'connection refused');
        self::assertSame('Server response message', localAPI('ModuleTerminate', ['serviceid' => $service])['message']);
        self::assertContains('AfterModuleTerminateFailed', Hooks::fired());
        Config::set('SandboxServer', '');
        localAPI('ModuleTerminate', ['serviceid' => $service]);
        self::assertSame('Terminated', (string) Capsule::table('tblhosting')->where('id', $service)->value('domainstatus'));
        self::assertContains('AfterModuleTerminate', Hooks::fired());
    }

    public function testATransactionChangesOnlyInWhatIsSimulated(): void
    {
        [, $payment] = $this->paid();
        localAPI('UpdateTransaction', ['transactionid' => $payment, 'description' => 'marked']);
        self::assertSame('marked', (string) Capsule::table('tblaccounts')->value('description'));
        $this->expectException(UndocumentedUse::class);
        localAPI('UpdateTransaction', ['transactionid' => $payment, 'amountin' => '1.00']);
    }
}
