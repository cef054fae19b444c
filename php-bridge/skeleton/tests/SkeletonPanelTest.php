<?php

/** The skeleton keeps the contract of all panels. Copy this class, say how your panel gets a client and a service, and see what is missing. */

declare(strict_types=1);

namespace Makegood\Skeleton\Tests;

use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Skeleton\PanelApi;
use Makegood\Skeleton\SkeletonPanel;
use Makegood\Tests\Panel\PanelContractTest;

final class SkeletonPanelTest extends PanelContractTest
{
    private \PDO $pdo;

    protected function setUp(): void
    {
        $this->pdo = new \PDO('sqlite::memory:', null, null, [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
        (new PanelApi($this->pdo))->install();
    }

    protected function panel(): Panel
    {
        return new SkeletonPanel($this->pdo, 'https://billing.example.com/');
    }

    protected function aClient(): string
    {
        $this->pdo->exec("INSERT INTO panel_clients (currency, credit) VALUES ('USD', '0.00')");
        return (string) $this->pdo->lastInsertId();
    }

    protected function aService(string $clientId): string
    {
        $due = gmdate('Y-m-d', intdiv($this->panel()->now(), 1000) + 86_400);
        $this->pdo->prepare("INSERT INTO panel_services (client_id, product_id, server_id, status, name, amount, months, next_due) VALUES (?, 1, 1, 'Active', 'Hosting', '10.00', 1, ?)")
            ->execute([$clientId, $due]);
        return (string) $this->pdo->lastInsertId();
    }

    public function testAWordForAStateThatIsNotKnownStopsTheReading(): void
    {
        $this->aService($this->aClient());
        $this->pdo->exec("UPDATE panel_services SET status = 'Fraud'");
        $this->expectException(UnableToRead::class);
        iterator_to_array($this->panel()->services());
    }

    public function testOnlyPaidLinesAreCharges(): void
    {
        $service = $this->aService($this->aClient());
        $this->pdo->exec("INSERT INTO panel_invoices (id, client_id, status) VALUES (1, 1, 'Paid'), (2, 1, 'Unpaid')");
        $this->pdo->exec("INSERT INTO panel_invoice_lines (id, invoice_id, service_id, from_day, months, amount) VALUES (5, 1, $service, '2026-02-01', 1, '10.00'), (6, 2, $service, '2026-03-01', 1, '10.00')");
        $charges = $this->panel()->charges($service);
        self::assertSame(['5'], array_column($charges, 'id'));
        self::assertSame(['2026-02-01', 1, '10.00'], [$charges[0]->from, $charges[0]->months, $charges[0]->amount]);
    }
}
