<?php

/** The adapter keeps the contract of all panels. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Rows;
use Makegood\Panel\LineFacts;
use Makegood\Panel\Panel;
use Makegood\Tests\Panel\LinesContract;
use Makegood\Tests\Panel\PanelContractTest;

class FossbillingPanelContractTest extends PanelContractTest
{
    use LinesContract;
    use WithPanel;

    private ?Panel $panel = null;

    protected function panel(): Panel
    {
        return $this->panel ??= $this->app()->panel();
    }

    protected function aClient(): string
    {
        return (string) Rows::id(Rows::make('Client', ['role' => 'client', 'status' => 'active', 'first_name' => 'Nia', 'last_name' => 'New',
            'email' => bin2hex(random_bytes(4)) . '@example.com', 'country' => 'US', 'currency' => 'USD', 'tax_exempt' => 0]));
    }

    protected function aService(string $clientId): string
    {
        return $this->order(['client_id' => (int) $clientId]);
    }

    protected function anInvoice(string $clientId): string
    {
        $this->sql("DELETE FROM tax WHERE country = 'DE'");
        $this->sql("INSERT INTO tax (level, name, country, taxrate) VALUES (1, 'VAT', 'DE', '19')");
        $this->sql("UPDATE client SET country = 'DE' WHERE id = ?", [$clientId]);

        return $this->draft([['title' => 'Hosting', 'price' => '30.00', 'taxed' => 1]], (int) $clientId);
    }

    protected function becomes(string $invoiceId, string $state): void
    {
        $invoices = $this->di()['mod_service']('Invoice');
        match ($state) {
            LineFacts::UNPAID => $invoices->approveInvoice($this->invoice($invoiceId), []),
            LineFacts::PAID => $invoices->markAsPaid($this->invoice($invoiceId), false, true),
            LineFacts::REFUNDED => $invoices->refundInvoice($this->invoice($invoiceId)),
            LineFacts::CANCELLED => $this->sql("UPDATE invoice SET status = 'canceled' WHERE id = ?", [$invoiceId]), // with its event the line would be gone
            'deleted' => $invoices->deleteInvoiceByAdmin($this->invoice($invoiceId)),
        };
    }

    protected function due(string $invoiceId): string
    {
        return sprintf('%.2f', $this->di()['mod_service']('Invoice')->getTotalWithTax($this->invoice($invoiceId)));
    }

    protected function deletesLine(string $invoiceId, string $itemId): void
    {
        $this->di()['api_admin']->invoice_item_delete(['id' => $itemId]);
    }
}
