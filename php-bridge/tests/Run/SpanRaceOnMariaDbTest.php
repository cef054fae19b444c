<?php

/** A hook and a run that see one change at the same moment, each on its own connection. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Ledger\Ledger;
use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\Settings;
use Makegood\Run\SpanSync;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnMariaDb;
use Makegood\Tests\Support\PanelBut;

final class SpanRaceOnMariaDbTest extends DatabaseTestCase
{
    use OnMariaDb;

    private const START = 1772323200000;

    public function testTheRunSeesWhatAHookWroteAfterItsTransactionBegan(): void
    {
        $panel = new InMemoryPanel($this->connect(), self::START);
        $panel->services['17'] = new ServiceFacts('17', '5', '1', '1', 'active', 'USD', '10.00', 1, null, 'x');
        $hook = $this->ledger();
        (new SpanSync($hook, new Settings()))->run($panel);
        $panel->services['17'] = new ServiceFacts('17', '5', '1', '2', 'active', 'USD', '10.00', 1, null, 'x');
        $panel->nowMs = self::START + 60_000;
        $run = Ledger::ofPanel(new PanelBut($panel, ['transactional' => static function (callable $work) use ($panel, $hook): mixed {
            return $panel->transactional(static function () use ($work, $panel, $hook): mixed {
                $panel->pdo()->query('SELECT COUNT(*) FROM mod_makegood_spans')->fetchAll(); // from here on it reads a snapshot
                SpanSync::observe($hook, $panel->services['17'], $panel->now() - 1000);
                return $work();
            });
        }]));
        (new SpanSync($run, new Settings()))->run($panel);
        self::assertSame(
            [['1', self::START + 59_000], ['2', null]],
            array_map(
                static fn (array $row): array => [$row['server'], $row['to_ms'] === null ? null : (int) $row['to_ms']],
                $hook->spans->ofService('17', 0, PHP_INT_MAX),
            ),
        );
    }
}
