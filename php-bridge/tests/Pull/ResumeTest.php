<?php

/** A pull that is cut anywhere goes on without a gap, and keeps the vendors' limits meanwhile. */

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Instant;
use Makegood\Run\Probe;
use Makegood\Tests\Support\Monitors;
use Makegood\Tests\Support\OnSqlite;

final class ResumeTest extends PullTestCase
{
    use OnSqlite;

    private const NOW = '2026-03-05T03:00:00Z';

    /** Every second day of the 90 an hour, of two checks in turn. @return list<array{string, string, string}> */
    private function manyOutages(int $count = 44): array
    {
        $first = Instant::ms('2025-12-06T00:00:00Z');
        return array_map(static fn (int $i): array => [
            $i % 2 === 0 ? '801' : '802', Instant::iso($first + 2 * $i * Instant::DAY_MS), Instant::iso($first + 2 * $i * Instant::DAY_MS + 3_600_000),
        ], range(0, $count - 1));
    }

    /** @return list<string> */
    private function edges(string $target): array
    {
        $edges = [];
        foreach ($this->manyOutages() as [$check, $from, $to]) {
            array_push($edges, sprintf("$target down state %s exact", $check, $from), sprintf("$target up state %s exact", $check, $to));
        }
        sort($edges);
        return $edges;
    }

    /** @return list<string> */
    private function foundEdges(): array
    {
        $found = array_values(array_filter($this->observations(), static fn (string $seen): bool => str_ends_with($seen, ' exact')));
        sort($found);
        return $found;
    }

    private function begin(string $vendor, string $key): string
    {
        self::$monitors->checks([['id' => '801'], ['id' => '802']]);
        self::$monitors->outages($this->manyOutages());
        self::$monitors->set(['pages' => ['uptimerobot' => 5, 'statuscake' => 5, 'betterstack' => 5]]);
        $source = $this->world->source($vendor);
        $this->world->account($source, Monitors::KEYS[$key]);
        return $source;
    }

    /**
     * 44 incidents are 9 pages of 5; the 44 periods of each StatusCake check are 9 pages, too, and one for the list.
     *
     * @return array<string, array{string, string, string, string, int}> vendor, key, target, name of the point, requests when nothing is cut
     */
    public static function cuts(): array
    {
        $cuts = [];
        foreach ([['uptimerobot', 'uptimerobot', '%s', 9], ['better-stack', 'betterstack', '%s', 9], ['statuscake', 'statuscake', 'https://web%s.example.com', 19], ['pingdom', 'pingdom', '%s', 3]] as [$vendor, $key, $target, $requests]) {
            foreach (['pull.answered', 'pull.stored'] as $point) {
                $cuts["$vendor dies at $point of each page"] = [$vendor, $key, $target, $point, $requests];
            }
        }
        return $cuts;
    }

    /** @dataProvider cuts */
    public function testAProcessThatDiesAtAnyPageLeavesNoGap(string $vendor, string $key, string $target, string $point, int $requests): void
    {
        $source = $this->begin($vendor, $key);
        $this->clock(self::NOW);
        // Run n dies at its n-th page: each page is once the last thing that was done, as long as there are so many left.
        $deaths = 0;
        for ($run = 1; $this->source($source)['pull_cursor_ms'] === null; $run++) {
            self::assertLessThan(60, $run);
            self::$monitors->sleep(61_000);
            $left = $run % 3 + 1;
            Probe::install(static function (string $name) use ($point, &$left): void {
                if ($name === $point && --$left === 0) {
                    throw new \DomainException('died');
                }
            });
            try {
                $this->world->run();
            } catch (\DomainException) {
                $deaths++;
                self::assertNull($this->source($source)['pull_problem']);
            }
        }
        Probe::install(null);
        $this->world->run();
        self::assertGreaterThan($requests > 3 ? 3 : 0, $deaths);
        self::assertSame($this->edges($target), $this->foundEdges());
        // Only a page whose answer was not stored is asked for again.
        $again = $point === 'pull.answered' ? $deaths : 0;
        self::assertCount($requests + $again, self::$monitors->log());
        self::assertSame($requests - ($vendor === 'pingdom' || $vendor === 'statuscake' ? 1 : 0), $this->world->ledger->deliveries->count());
        self::assertCount(1, $this->world->ledger->pulls->recent($source, 9));
    }

    public function testAConnectionThatIsCutInTheMiddleOfPagesGoesOnThere(): void
    {
        $source = $this->begin('better-stack', 'betterstack');
        self::$monitors->faults(['kind' => 'cut', 'at' => 'page=4$']);
        $this->night(self::NOW);
        self::assertSame('Better Stack broke off in the middle of its answer.', $this->source($source)['pull_problem']);
        self::assertNull($this->source($source)['pull_cursor_ms']);
        self::assertSame(3, $this->world->ledger->deliveries->count());
        self::$monitors->faults();
        // A new outage meanwhile moves everything on by one: nothing falls between two pages.
        self::$monitors->outages([...$this->manyOutages(), ['801', '2026-03-05T02:00:00Z', '2026-03-05T02:10:00Z']]);
        self::$monitors->forgetLog();
        $this->night('2026-03-05T03:05:00Z');
        self::assertSame([null, []], [$this->source($source)['pull_problem'], array_values(array_diff($this->edges('%s'), $this->foundEdges()))]);
        self::assertStringEndsWith('page=4', self::$monitors->log()[0]['url']);
        $this->night('2026-03-06T03:00:00Z');
        self::assertContains('801 down state 2026-03-05T02:00:00Z exact', $this->observations());
    }

    public function testAChangedKeyBeginsAnew(): void
    {
        $source = $this->begin('better-stack', 'betterstack');
        self::$monitors->faults(['kind' => 'cut', 'at' => 'page=4$']);
        $this->night(self::NOW);
        self::$monitors->faults();
        self::$monitors->forgetLog();
        self::$monitors->set(['keys' => ['betterstack' => 'another-key-entirely']]);
        $this->world->account($source, 'another-key-entirely');
        $this->night('2026-03-05T03:05:00Z');
        self::assertStringEndsWith('page=1', self::$monitors->log()[0]['url']);
        self::assertNull($this->source($source)['pull_problem']);
    }

    /** @return array<string, array{string, string, int, int, int}> vendor, key, the limit of its smallest plan a minute, checks, requests */
    public static function limits(): array
    {
        return [
            'UptimeRobot: 10' => ['uptimerobot', 'uptimerobot', 10, 2, 15],
            'StatusCake: 60, 5 a second' => ['statuscake', 'statuscake', 60, 150, 152],
            'Pingdom: none a minute is documented; 60 are kept' => ['pingdom', 'pingdom', 60, 150, 151],
        ];
    }

    /** @dataProvider limits */
    public function testALimitIsKeptOverManyRuns(string $vendor, string $key, int $limit, int $checks, int $requests): void
    {
        self::$monitors->checks(array_map(static fn (int $i): array => ['id' => (string) (801 + $i)], range(0, $checks - 1)));
        self::$monitors->outages($this->manyOutages());
        self::$monitors->set(['pages' => ['uptimerobot' => 3], 'limits' => [$key => $limit]]);
        $source = $this->world->source($vendor);
        $this->world->account($source, Monitors::KEYS[$key]);
        $this->clock(self::NOW);
        // Runs follow one another at once, as a person who presses the button again and again.
        for ($run = 1; $this->source($source)['pull_cursor_ms'] === null; $run++) {
            self::assertLessThan(300, $run);
            $this->world->run();
            self::assertNull($this->source($source)['pull_problem']);
            self::$monitors->sleep(2_000);
        }
        $log = self::$monitors->log();
        self::assertSame([], array_filter($log, static fn (array $entry): bool => $entry['status'] !== 200), 'the server never had to refuse');
        self::assertCount($requests, $log);
        self::assertLessThanOrEqual($limit, self::$monitors->worst()[$key]);
        self::assertGreaterThan($limit / 2, self::$monitors->worst()[$key], 'nor is the limit left unused');
        $inASecond = array_map(static fn (array $entry): int => count(array_filter($log, static fn (array $other): bool => $other['now'] > $entry['now'] - 1000 && $other['now'] <= $entry['now'])), $log);
        self::assertLessThanOrEqual(5, max($inASecond));
        // The whole range was stored before the cursor moved.
        self::assertSame($vendor === 'uptimerobot' ? 15 : $checks, $this->world->ledger->deliveries->count());
    }

    public function testARunWithHardlyAnyTimeAsksOneQuestionSoThatTheRangeIsReadAfterAll(): void
    {
        $source = $this->begin('better-stack', 'betterstack');
        $this->clock(self::NOW);
        for ($run = 1; $run <= 9; $run++) {
            $this->world->runWith($this->world->panel, $this->world->engine, 100);
            self::assertCount($run, self::$monitors->log());
            self::$monitors->sleep(300_000);
        }
        self::assertNull($this->source($source)['pull_problem']);
        $this->world->run();
        self::assertSame($this->edges('%s'), $this->foundEdges());
        self::assertCount(9, self::$monitors->log());
    }

    public function testWithoutAnEngineTheHistoryIsKeptAndReadLater(): void
    {
        $this->begin('better-stack', 'betterstack');
        $this->clock(self::NOW);
        $summary = $this->world->runWith($this->world->panel, null);
        self::assertSame([9, 0], [$summary->pulled, $summary->deliveries]);
        $this->world->run();
        self::assertSame($this->edges('%s'), $this->foundEdges());
    }
}
