<?php

/** The adapter keeps the contract of all panels that know refunds. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Rows;
use Makegood\Panel\Panel;
use Makegood\Tests\Panel\RefundsContractTest;
use MakegoodSandbox\Clock;

class RefundsOnFossbillingTest extends RefundsContractTest
{
    use WithPanel;

    private ?Panel $panel = null;

    protected function panel(): Panel
    {
        return $this->panel ??= $this->app()->panel();
    }

    protected function aPurchase(): array
    {
        Clock::travel('2026-02-01T06:00:00Z');
        $client = Rows::id(Rows::make('Client', ['role' => 'client', 'status' => 'active', 'first_name' => 'Nia', 'last_name' => 'New', 'email' => bin2hex(random_bytes(4)) . '@example.com',
            'country' => 'US', 'currency' => 'USD', 'tax_exempt' => 0]));
        $order = $this->order(['client_id' => $client, 'period' => '1Y', 'price' => '120.00', 'activated_at' => '2026-02-01 06:00:00', 'expires_at' => '2027-02-01 06:00:00']);
        $invoice = $this->draft([
            ['title' => 'Web Starter', 'price' => '120.00', 'type' => 'order', 'rel_id' => $order, 'task' => 'activate', 'period' => '1Y', 'status' => 'executed'],
            ['title' => 'Setup fee for Web Starter', 'price' => '10.00', 'quantity' => 1],
        ], $client);
        $invoices = $this->di()['mod_service']('Invoice');
        $invoices->approveInvoice($this->invoice($invoice), []);
        $invoices->markAsPaid($this->invoice($invoice), false, false);
        Clock::travel('2026-03-01T06:00:00Z');

        return ['client' => (string) $client, 'service' => $order, 'invoice' => $invoice, 'payment' => 'invoice:' . $invoice];
    }

    protected function anOverdueInvoice(string $clientId): string
    {
        $invoice = $this->draft([['title' => 'Support', 'price' => '15.00']], (int) $clientId);
        $this->di()['mod_service']('Invoice')->approveInvoice($this->invoice($invoice), []);
        $this->sql("UPDATE invoice SET due_at = '2026-02-10 00:00:00' WHERE id = ?", [$invoice]);

        return $invoice;
    }
}
