<?php

/** The panel in memory that takes credit as lines of invoices passes both parts of the contract. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\InMemoryLinePanel;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;

final class InMemoryLinePanelTest extends PanelContractTest
{
    use LinesContract;

    private ?InMemoryLinePanel $panel = null;
    private int $lastId = 0;

    protected function panel(): Panel
    {
        return $this->panel ??= new InMemoryLinePanel(new \PDO('sqlite::memory:'), 1772323200000);
    }

    protected function aClient(): string
    {
        $id = (string) ++$this->lastId;
        $this->panel();
        $this->panel->addClient($id);
        return $id;
    }

    protected function aService(string $clientId): string
    {
        $id = (string) ++$this->lastId;
        $this->panel->upcoming[$clientId] = array_map(static fn (string $due, string $created): UpcomingInvoice => new UpcomingInvoice($due, $created, $due, [
            new UpcomingLine('service/' . $id . '/' . $due, 'Hosting', '10.00', true),
        ]), ['2026-04-15', '2026-03-15'], ['2026-04-01', '2026-03-01']);
        $this->panel->services[$id] = new ServiceFacts($id, $clientId, '1', '1', 'active', 'USD', '10.00', 1, null, 'Hosting');
        return $id;
    }

    protected function anInvoice(string $clientId): string
    {
        return $this->panel->newInvoice($clientId, [['30.00']], '19');
    }

    protected function becomes(string $invoiceId, string $state): void
    {
        $state === 'deleted' ? $this->panel->deleteInvoice($invoiceId) : $this->panel->become($invoiceId, $state);
    }

    protected function due(string $invoiceId): string
    {
        return $this->panel->total($invoiceId);
    }

    protected function deletesLine(string $invoiceId, string $itemId): void
    {
        $this->panel->deleteItem($itemId);
    }
}
