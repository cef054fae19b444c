<?php

/** A company on a panel that takes credit as lines of invoices, and one client who is owed something. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\InMemoryLinePanel;
use Makegood\Run\Attaching;
use Makegood\Tests\Support\World;

abstract class LineTestCase extends RunTestCase
{
    protected InMemoryLinePanel $panel;
    protected string $data;

    protected function setUp(): void
    {
        $pdo = $this->connect();
        $this->panel = new InMemoryLinePanel($pdo, 0);
        $this->data = $this->temporaryDirectory();
        $this->world = new World($pdo, $this->data, panel: $this->panel);
        $this->panel->beforeApproval = fn (string $id) => $this->attaching()->to($id);
    }

    protected function tearDown(): void
    {
        unset($this->panel);
        parent::tearDown();
    }

    protected function attaching(?Ledger $ledger = null): Attaching
    {
        return new Attaching($ledger ?? $this->world->ledger, $this->panel, fn (): Engine => $this->world->engine, $this->data);
    }

    /** One client who is owed 1.00 for March, which waits for an invoice. */
    protected function owing(): World
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $summary = $world->run(self::SETTLED);
        self::assertSame([1, 0, []], [$summary->entries, $summary->postings, $summary->problems]);
        self::assertSame(['17 2026-03 1 1.00 invoiceLine ready'], $world->entries());
        return $world;
    }

    /** @return list<string> `n invoice gross state reason` */
    protected function parts(): array
    {
        return array_map(
            static fn (array $row): string => trim(implode(' ', [$row['n'], $row['panel_invoice'], $row['gross'], $row['state'], $row['reason']])),
            $this->world->ledger->lines->ofPostings(['1'])['1'] ?? [],
        );
    }
}
