<?php

/** Each monitor's history: what is asked, in which pages, and that every edge of the script comes out, once. */

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Instant;
use Makegood\Tests\Support\Monitors;
use Makegood\Tests\Support\OnSqlite;

final class HistoryTest extends PullTestCase
{
    use OnSqlite;

    private const NOW = '2026-03-01T03:00:00Z';
    /** Three checks; outages of all sizes, one that two checks have at once, one that goes on. */
    private const OUTAGES = [
        ['801', '2025-12-05T00:00:00Z', '2025-12-05T00:00:40Z'], ['801', '2026-01-01T23:50:00Z', '2026-01-02T00:10:00Z'],
        ['802', '2026-01-01T23:50:00Z', '2026-01-02T00:10:00Z'], ['801', '2026-02-10T12:00:00Z', '2026-02-10T14:00:00Z'],
        ['802', '2026-02-11T12:00:00Z', '2026-02-13T14:00:00Z'], ['801', '2026-02-20T01:00:00Z', '2026-02-20T01:02:00Z'],
        ['803', '2026-02-28T22:00:00Z', null],
    ];

    /** @return array<string, array{string, string, array<string, int>, string, int}> vendor, key, pages, target of check `%s`, requests */
    public static function vendors(): array
    {
        return [
            'Pingdom: the list, then each check' => ['pingdom', 'pingdom', [], '%s', 4],
            'UptimeRobot: 7 incidents, 50 a page' => ['uptimerobot', 'uptimerobot', [], '%s', 1],
            'UptimeRobot: 7 incidents by cursor, 2 a page' => ['uptimerobot', 'uptimerobot', ['uptimerobot' => 2], '%s', 4],
            'UptimeRobot: a key that version 3 does not know is asked of version 2' => ['uptimerobot', 'uptimerobotOld', [], '%s', 2],
            'StatusCake: the list, then each check' => ['statuscake', 'statuscake', [], 'https://web%s.example.com', 4],
            'StatusCake: lists of 2 (2 pages), periods of 3 (8 of 801 in 3 pages, 4 of 802 in 2, 1 of 803)'
                => ['statuscake', 'statuscake', ['statuscakeChecks' => 2, 'statuscake' => 3], 'https://web%s.example.com', 8],
            'updown.io: the list, then each check' => ['updown', 'updown', [], '%s', 4],
            'Better Stack: 50 a page' => ['better-stack', 'betterstack', [], '%s', 1],
            'Better Stack: 2 a page' => ['better-stack', 'betterstack', ['betterstack' => 2], '%s', 4],
        ];
    }

    /** @dataProvider vendors @param array<string, int> $pages */
    public function testEveryEdgeIsFoundOnce(string $vendor, string $key, array $pages, string $target, int $requests): void
    {
        self::$monitors->checks([['id' => '801'], ['id' => '802'], ['id' => '803']]);
        self::$monitors->outages(self::OUTAGES);
        self::$monitors->set(['pages' => (object) $pages]);
        $source = $this->world->source($vendor);
        $this->world->account($source, Monitors::KEYS[$key]);
        $this->night(self::NOW);
        self::assertNull($this->source($source)['pull_problem']);
        $edges = [];
        foreach (self::OUTAGES as [$check, $from, $to]) {
            $edges[] = sprintf("$target down state %s exact", $check, $from);
            $edges[] = $to === null ? null : sprintf("$target up state %s exact", $check, $to);
        }
        $edges = array_filter($edges);
        $found = array_values(array_filter($this->observations(), static fn (string $seen): bool => str_contains($seen, ' exact') && !str_contains($seen, 'reminder')));
        sort($edges);
        sort($found);
        self::assertSame($edges, $found);
        self::assertCount($requests, self::$monitors->log(), 'requests');
        self::assertSame([], array_filter(self::$monitors->log(), static fn (array $entry): bool => $entry['status'] !== 200 && $key !== 'uptimerobotOld'));
        $this->night('2026-03-01T03:05:00Z');
        self::assertCount($requests, self::$monitors->log(), 'once a night');
    }

    public function testPrometheusIsAskedInPiecesThatShareASample(): void
    {
        self::$monitors->checks([['id' => 'a:1']]);
        // The second begins between the pieces' last and first sample of their own: 11 000 samples after the beginning.
        self::$monitors->outages([['a:1', '2026-02-10T12:00:00Z', '2026-02-10T12:05:00Z'], ['a:1', '2025-12-08T18:19:00Z', '2025-12-08T18:20:00Z']]);
        $source = $this->world->source('prometheus');
        $this->world->account($source, 'key-of-prometheus', ['url' => 'https://prometheus.example.com/']);
        $this->night('2026-03-01T03:00:37Z');
        self::assertNull($this->source($source)['pull_problem']);
        $ranges = array_map(static function (array $entry): array {
            parse_str((string) parse_url($entry['url'], PHP_URL_QUERY), $asked);
            return [(int) $asked['start'], (int) $asked['end'], (int) $asked['step']];
        }, self::$monitors->log());
        // 90 days of minutes are 129 600 steps; 10 999 steps are 11 000 points: 12 pieces.
        self::assertCount(12, $ranges);
        foreach ($ranges as $i => [$start, $end, $step]) {
            self::assertSame([0, 0, 60], [$start % 60, $end % 60, $step]);
            self::assertLessThanOrEqual(11_000, intdiv($end - $start, $step) + 1);
            self::assertSame($i === 0 ? $start : $ranges[$i - 1][1], $start, 'no gap');
        }
        self::assertSame(Instant::ms('2026-03-01T03:00:00Z'), 1000 * $ranges[11][1]);
        $target = 'probe_success{instance="a:1",job="blackbox"}';
        $down = array_values(array_filter($this->observations(), static fn (string $seen): bool => str_contains($seen, ' down state')));
        self::assertSame(["$target down state 2025-12-08T18:19:00Z checkTime", "$target down state 2026-02-10T12:00:00Z checkTime"], $down);
        self::assertContains("$target up state 2025-12-08T18:20:00Z checkTime", $this->observations());
    }

    public function testAnAnswerOfPrometheusThatIsTooLargeIsAskedInHalves(): void
    {
        self::$monitors->checks([['id' => 'a:1']]);
        self::$monitors->outages([['a:1', '2026-02-10T12:00:00Z', '2026-02-10T12:05:00Z']]);
        self::$monitors->faults(['kind' => 'huge', 'at' => 'query_range', 'times' => 1]);
        $source = $this->world->source('prometheus');
        $this->world->account($source, null, ['url' => 'https://prometheus.example.com', 'step' => 600]);
        self::$monitors->set(['keys' => []]); // it asks nobody for a key
        $this->night(self::NOW);
        self::assertNull($this->source($source)['pull_problem']);
        // 12 960 steps of 10 minutes: 2 pieces, the first of them in halves
        self::assertCount(4, self::$monitors->log());
        self::assertSame(3, $this->world->ledger->deliveries->count());
    }

    public function testAFullPageOfUpdownHasANextOneUntilItsEndIsBeforeTheRange(): void
    {
        self::$monitors->checks([['id' => '801']]);
        $first = Instant::ms('2025-12-02T00:00:00Z');
        // Every nine hours ten minutes, 230 times: 100, 100 and 30 on the pages.
        self::$monitors->outages(array_map(static fn (int $i): array => [
            '801', Instant::iso($first + $i * 32_400_000), Instant::iso($first + $i * 32_400_000 + 600_000),
        ], range(0, 229)));
        $source = $this->world->source('updown');
        $this->world->account($source, Monitors::KEYS['updown']);
        $this->night(self::NOW);
        self::assertSame([null, 460, 4], [$this->source($source)['pull_problem'], $this->world->ledger->observations->count(), count(self::$monitors->log())]);
        self::$monitors->forgetLog();
        $this->night('2026-03-02T03:00:00Z');
        self::assertCount(2, self::$monitors->log(), 'the list, and one page that goes back beyond two days');
        self::assertSame(460, $this->world->ledger->observations->count());
    }

    public function testManyTargetsOfPrometheusComeInPiecesThatPhpCanHold(): void
    {
        self::$monitors->checks(array_map(static fn (int $i): array => ['id' => "web$i:9115"], range(1, 20)));
        self::$monitors->outages([['web7:9115', '2026-01-10T12:00:00Z', '2026-01-10T12:30:00Z'], ['web20:9115', '2026-02-28T23:00:00Z', null]]);
        $source = $this->world->source('prometheus');
        $this->world->account($source, 'key-of-prometheus', ['url' => 'https://prometheus.example.com', 'step' => 900]);
        $before = memory_get_peak_usage();
        $this->night(self::NOW);
        self::assertNull($this->source($source)['pull_problem']);
        // 8640 samples of 20 targets, some 20 bytes each, are 3.5 MB: the whole, two halves that are too large as well, four quarters.
        self::assertCount(7, self::$monitors->log());
        $bodies = array_column($this->world->ledger->deliveries->recent(9), 'body');
        self::assertSame([4, true], [count($bodies), max(array_map('strlen', $bodies)) <= 1024 * 1024]);
        self::assertSame([
            'probe_success{instance="web7:9115",job="blackbox"} down state 2026-01-10T12:00:00Z checkTime',
            'probe_success{instance="web7:9115",job="blackbox"} up state 2026-01-10T12:30:00Z checkTime',
            'probe_success{instance="web20:9115",job="blackbox"} down state 2026-02-28T23:00:00Z checkTime',
        ], array_values(array_filter($this->observations(), static fn (string $seen): bool => preg_match('/web7:.* (?:2026-01-10T)|web20:.* down state/', $seen) === 1)));
        self::assertLessThan(40 * 1024 * 1024, memory_get_peak_usage() - $before);
    }

    public function testLogsOfAnOldKeyThatAreTooLargeAreAskedInHalves(): void
    {
        self::$monitors->checks([['id' => '801']]);
        self::$monitors->outages([['801', '2025-12-20T00:00:00Z', '2025-12-20T01:00:00Z'], ['801', '2026-02-20T00:00:00Z', '2026-02-20T01:00:00Z']]);
        self::$monitors->faults(['kind' => 'huge', 'at' => 'getMonitors', 'times' => 1]);
        $source = $this->world->source('uptimerobot');
        $this->world->account($source, Monitors::KEYS['uptimerobotOld']);
        $this->night(self::NOW);
        self::assertSame([null, 4, 2], [$this->source($source)['pull_problem'], $this->world->ledger->observations->count(), $this->world->ledger->deliveries->count()]);
    }

    public function testTheTargetOfStatusCakeIsWhatItsWebhookCallsTheCheck(): void
    {
        self::$monitors->checks([['id' => '801'], ['id' => '802']]);
        $source = $this->world->source('statuscake');
        $this->world->account($source, Monitors::KEYS['statuscake']);
        $this->world->watch($source, 'Web 802', 'server:1');
        $this->night(self::NOW);
        $queries = array_column($this->world->ledger->deliveries->recent(10), 'query');
        self::assertSame(['target=Web%20802', 'target=https%3A%2F%2Fweb801.example.com'], array_map(static fn (string $query): string => explode('&', $query)[2], $queries));
    }

    public function testAnOpenOutageIsAskedForFromItsBeginning(): void
    {
        self::$monitors->checks([['id' => '801']]);
        self::$monitors->outages([['801', '2026-03-02T12:00:00Z', null]]);
        $source = $this->world->source('uptimerobot');
        $this->world->account($source, Monitors::KEYS['uptimerobot']);
        foreach (['02', '03', '04', '05', '06', '07'] as $day) {
            $this->night("2026-03-{$day}T13:00:00Z");
        }
        self::$monitors->outages([['801', '2026-03-02T12:00:00Z', '2026-03-07T18:00:00Z']]);
        $this->night('2026-03-08T03:00:00Z');
        // UptimeRobot lists incidents by their beginning: 48 hours back this one is no longer among them.
        self::assertContains('801 up state 2026-03-07T18:00:00Z exact', $this->observations());
    }
}
