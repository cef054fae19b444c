<?php

/** The adapter keeps the contract of all panels. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Rows;
use Makegood\Panel\Panel;
use Makegood\Tests\Panel\PanelContractTest;

class FossbillingPanelContractTest extends PanelContractTest
{
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
}
