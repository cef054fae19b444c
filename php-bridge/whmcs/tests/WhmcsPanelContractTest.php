<?php

/** The adapter keeps the contract of all panels. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Panel\Panel;
use Makegood\Tests\Panel\PanelContractTest;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

class WhmcsPanelContractTest extends PanelContractTest
{
    use WithPanel;

    private ?WhmcsPanel $panel = null;

    protected function panel(): Panel
    {
        return $this->panel ??= new WhmcsPanel();
    }

    protected function aClient(): string
    {
        return (string) Capsule::table('tblclients')->insertGetId([
            'firstname' => 'Nia', 'lastname' => 'New', 'email' => 'nia@example.com', 'country' => 'US', 'status' => 'Active', 'currency' => 1,
            'credit' => '0.00', 'notes' => '',
        ]);
    }

    protected function aService(string $clientId): string
    {
        return $this->service(['userid' => (int) $clientId]);
    }
}
