<?php

/** The panel in memory is a real adapter: it passes the contract, and it can break between its two writes. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;

final class InMemoryPanelTest extends PanelContractTest
{
    private ?InMemoryPanel $panel = null;
    private int $lastId = 0;

    protected function panel(): Panel
    {
        return $this->panel ??= new InMemoryPanel(new \PDO('sqlite::memory:'), 1772323200000);
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

    public function testABreakBetweenTheWritesLeavesTheBalanceWithoutARow(): void
    {
        $client = $this->aClient();
        $this->panel->betweenWrites = static fn () => throw new \DomainException('died');
        try {
            $this->panel->addCredit($client, '1.00', 'half');
        } catch (\DomainException) {
        }
        self::assertSame('1.00', $this->panel->balance($client));
        self::assertSame([], $this->panel->creditRows($client, '0'));
    }
}
