<?php

/** The company that the tests of whole runs share. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Run\Probe;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\World;

abstract class RunTestCase extends DatabaseTestCase
{
    protected const SETTLED = '2026-04-04T06:00:00Z';
    protected World $world;

    protected function setUp(): void
    {
        $this->world = new World($this->connect(), $this->temporaryDirectory());
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        unset($this->world); // PHPUnit keeps the test, and with it a connection to the server
    }

    /** One client, one service on server 1, the policy bound to its product. */
    protected function company(): World
    {
        $this->world->service('17', '5', '1');
        $this->world->policy();
        return $this->world;
    }

    /** A posting whose owner died right after the claim. */
    protected function claimed(): World
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Probe::install(static fn (string $name) => $name === 'claim.committed' ? throw new \DomainException('died') : null);
        try {
            $world->run(self::SETTLED);
        } catch (\DomainException) {
        }
        Probe::install(null);
        self::assertSame('posting', $world->ledger->postings->byId('1')['state']);
        return $world;
    }

    /** In the order of revisions each entry's carry begins where the one before left it, and nothing is lost on the way. */
    protected function assertCarryChain(): void
    {
        $carry = [];
        foreach (array_reverse($this->world->ledger->entries->recent(1000)) as $entry) {
            $account = $entry['client_id'] . $entry['currency'];
            $before = $carry[$account] ?? 0;
            self::assertSame($before, $this->units($entry['carry_before']), 'entry ' . $entry['id']);
            $posted = array_sum(array_map(fn (array $row): int => $this->units($row['amount']), $this->world->ledger->postings->ofEntry((string) $entry['id'])));
            $carry[$account] = $this->units($entry['carry_after']);
            self::assertSame($before + $this->units($entry['gross']), $posted + $carry[$account], 'entry ' . $entry['id']);
        }
        self::assertNotSame([], $carry);
    }

    /** @param list<array<string, mixed>> $fold */
    protected function hundredths(array $fold): int
    {
        return intdiv(array_sum(array_map(fn (array $row): int => $this->units($row['gross']), $fold)), 10);
    }

    /** Thousandths, for checking sums. */
    protected function units(string $decimal): int
    {
        preg_match('/^(-?)(\d+)(?:\.(\d+))?$/D', $decimal, $m);
        return (int) ($m[1] . $m[2] . str_pad($m[3] ?? '', 3, '0'));
    }
}
