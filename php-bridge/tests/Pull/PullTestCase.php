<?php

/** A company whose monitors have a history that a server on this machine tells. */

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Instant;
use Makegood\Run\Probe;
use Makegood\Run\RunSummary;

use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\Monitors;
use Makegood\Tests\Support\World;

abstract class PullTestCase extends DatabaseTestCase
{
    /** All of March's spans are there, and the first night is over. */
    protected const START = '2026-03-01T00:00:00Z';
    protected const SETTLED = '2026-04-04T06:00:00Z';
    protected static Monitors $monitors;
    protected World $world;

    public static function setUpBeforeClass(): void
    {
        self::$monitors = new Monitors();
    }

    public static function tearDownAfterClass(): void
    {
        self::$monitors->stop();
    }

    protected function setUp(): void
    {
        self::$monitors->set(['checks' => [], 'outages' => [], 'pages' => (object) [], 'limits' => (object) [], 'faults' => [], 'keys' => Monitors::KEYS]);
        self::$monitors->forgetLog();
        $this->world = new World($this->connect(), $this->temporaryDirectory(), null, self::$monitors->http());
        $this->clock(self::START);
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        unset($this->world);
    }

    /** The panel, the monitors and the limits have one clock here. */
    protected function clock(string $iso): void
    {
        $this->world->clock($iso);
        self::$monitors->clock($iso);
    }

    protected function night(string $iso): RunSummary
    {
        $this->clock($iso);
        return $this->world->run();
    }

    /** @return array<string, mixed> */
    protected function source(string $id): array
    {
        return (array) $this->world->ledger->sources->byId($id);
    }

    /** @return list<string> `target state kind at precision`, in the order of time */
    protected function observations(): array
    {
        $rows = $this->world->ledger->db->rows('SELECT target, state, kind, at_ms, precision_word FROM mod_makegood_observations ORDER BY at_ms, target, id');
        return array_map(static fn (array $row): string => implode(' ', [
            $row['target'], $row['state'], $row['kind'], Instant::iso((int) $row['at_ms']), $row['precision_word'],
        ]), $rows);
    }

    /** @return list<string> `status from to`, in the order of time */
    protected function outages(): array
    {
        return array_map(static fn (array $row): string => implode(' ', [
            $row['status'], Instant::iso((int) $row['from_ms']), Instant::iso((int) $row['to_ms']),
        ]), $this->world->ledger->db->rows('SELECT * FROM mod_makegood_outages ORDER BY from_ms'));
    }
}
