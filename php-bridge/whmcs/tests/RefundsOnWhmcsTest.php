<?php

/** The adapter keeps the contract of all panels that know refunds. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Panel\Panel;
use Makegood\Tests\Panel\RefundsContractTest;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Billing\Refunds as BankRefunds;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class RefundsOnWhmcsTest extends RefundsContractTest
{
    use WithPanel;

    private ?WhmcsPanel $panel = null;

    protected function restsOn(): array
    {
        return ['setup.line' => 'own', 'refund.answer' => 'word', 'refund.transid' => 'gateway', 'terminate.addons' => 'kept'];
    }

    protected function panel(): Panel
    {
        Assumptions::set('refund.function', 'present');
        Addons::configure('makegood', ['gateway_refunds' => 'sandboxpay'], [1]);

        return $this->panel ??= new WhmcsPanel();
    }

    protected function aPurchase(): array
    {
        $client = (int) Capsule::table('tblclients')->insertGetId(['firstname' => 'Nia', 'lastname' => 'New', 'email' => 'nia@example.com', 'country' => 'US', 'status' => 'Active',
            'currency' => 1, 'credit' => '0.00', 'notes' => '', 'datecreated' => '2026-01-31']);
        Clock::travel('2026-02-01T06:00:00Z');
        $bought = Orders::place($client, 1, 'Annually', 'nia.example.com', ['price' => '120.00', 'setup' => '10.00', 'gateway' => 'sandboxpay']);
        Payments::add($bought['invoice'], 13000, 'card-1', 'sandboxpay', Clock::timestamp());
        Clock::travel('2026-03-01T06:00:00Z');

        return ['client' => (string) $client, 'service' => (string) $bought['service'], 'invoice' => (string) $bought['invoice'],
            'payment' => (string) Capsule::table('tblaccounts')->where('invoiceid', $bought['invoice'])->value('id')];
    }

    protected function anOverdueInvoice(string $clientId): string
    {
        return (string) localAPI('CreateInvoice', ['userid' => (int) $clientId, 'status' => 'Unpaid', 'date' => '2026-02-01', 'duedate' => '2026-02-10',
            'itemdescription1' => 'Support', 'itemamount1' => '15.00', 'itemtaxed1' => false])['invoiceid'];
    }

    protected function isReversed(string $paymentId): bool
    {
        BankRefunds::reverse((int) $paymentId);

        return true;
    }

    protected function gatewayRefuses(): void
    {
        Config::set('SandboxGateway', 'decline');
    }
}
