<?php

/** What the night finds, through whole runs to the entries: differences, never a second credit. */

declare(strict_types=1);

namespace Makegood\Tests\Pull;

use Makegood\Instant;
use Makegood\Run\Mode;
use Makegood\Tests\Support\Monitors;
use Makegood\Tests\Support\World;

abstract class ReconcileTests extends PullTestCase
{
    /** 120 minutes of March: 99.73 %, 10 % of 10.00. */
    private const FIRST = ['801', '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z'];
    /** 180 minutes more: 300 of 44640, 99.33 %, 25 %. */
    private const SECOND = ['801', '2026-03-10T03:00:00Z', '2026-03-10T06:00:00Z'];
    /** @var array{string, string} */
    private array $sources;

    /** One client, one service on server 1, watched by Pingdom and UptimeRobot. @param bool $keys whether their history is asked for */
    private function company(bool $keys): World
    {
        $this->world->service('17', '5', '1');
        $this->world->policy();
        $this->sources = $this->world->twoMonitors();
        self::$monitors->checks([['id' => '801']]);
        if ($keys) {
            $this->keys();
        }
        return $this->world;
    }

    private function keys(): void
    {
        $this->world->account($this->sources[0], Monitors::KEYS['pingdom']);
        $this->world->account($this->sources[1], Monitors::KEYS['uptimerobot']);
    }

    /** @param list<string> $days */
    private function nights(string $month, array $days): void
    {
        foreach ($days as $day) {
            $summary = $this->night("$month-{$day}T03:00:00Z");
            self::assertSame([], $summary->problems);
        }
    }

    /** @return array{int, int} what the next two nights add: new items, confirmed outages */
    private function nextNights(string $first, string $second): array
    {
        [$one, $two] = [$this->night($first), $this->night($second)];
        return [$one->newItems() + $two->newItems(), $one->confirmed + $two->confirmed];
    }

    public function testTheNightRepairsAMissingRecoveryAndAMissedOutageBeforeTheMonthIsSettled(): void
    {
        $world = $this->company(true);
        $this->night('2026-03-02T03:00:00Z');
        // Of the first outage no recovery arrived, of the second nothing at all.
        foreach ($this->sources as $source) {
            $world->message($source, '801', 'down', self::FIRST[1]);
        }
        $this->clock('2026-03-04T15:00:00Z');
        $world->run();
        self::$monitors->outages([self::FIRST, self::SECOND]);
        $this->nights('2026-03', ['05', '06', '07', '08', '09', '10', '11', '12', '20', '31']);
        self::assertSame([
            'confirmed 2026-03-04T12:00:00Z 2026-03-04T14:00:00Z', 'confirmed 2026-03-10T03:00:00Z 2026-03-10T06:00:00Z',
        ], $this->outages());
        self::assertSame([0, []], [$world->ledger->cases->countOpen(), $world->entries()]);
        $this->night(self::SETTLED);
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted'], $world->entries());
        self::assertSame([0, 0], $this->nextNights('2026-04-05T03:00:00Z', '2026-04-06T03:00:00Z'));
        self::assertSame(['2.50', 1], [$world->panel->balance('5'), count($world->panel->creditRows('5', '0'))]);
    }

    public function testASettledMonthIsCorrectedByTheDifferenceOnce(): void
    {
        $world = $this->company(false);
        $world->outage($this->sources, self::FIRST[1], self::FIRST[2]);
        $this->night(self::SETTLED);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        $before = $world->ledger->entries->byId('1');

        self::$monitors->outages([self::FIRST, self::SECOND]);
        $this->keys();
        $late = $this->night('2026-04-05T03:00:00Z');
        self::assertSame([1, 1, []], [$late->confirmed, $late->entries, $late->problems]);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', '17 2026-03 2 1.50 accountCredit posted'], $world->entries());
        self::assertEquals($before, $world->ledger->entries->byId('1'));
        self::assertSame([0, 0], $this->nextNights('2026-04-06T03:00:00Z', '2026-04-07T03:00:00Z'));
        self::assertSame(['2.50', 2], [$world->panel->balance('5'), count($world->panel->creditRows('5', '0'))]);
    }

    public function testARecoveryThatWasEarlierTakesBackTheDifferenceOnce(): void
    {
        $world = $this->company(false);
        $world->outage($this->sources, self::FIRST[1], '2026-03-04T17:00:00Z'); // 300 minutes, as the webhooks had it
        $this->night(self::SETTLED);
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted'], $world->entries());
        self::$monitors->outages([self::FIRST]);
        $this->keys();
        $this->night('2026-04-05T03:00:00Z');
        self::assertSame('17 2026-03 2 -1.50 carry carried', $world->entries()[1]);
        self::assertSame([0, 0], $this->nextNights('2026-04-06T03:00:00Z', '2026-04-07T03:00:00Z'));
        self::assertSame(['-1.50', '2.50'], [$world->ledger->clients->state('5', 'USD')['carry'], $world->panel->balance('5')]);
    }

    /** @return array<string, array{string, string}> the history's edges, where the webhooks said 12:00:00 to 14:00:00 */
    public static function seconds(): array
    {
        return [
            'a little shorter' => ['2026-03-04T12:00:03Z', '2026-03-04T13:59:52Z'],
            'a little longer' => ['2026-03-04T11:59:55Z', '2026-03-04T14:00:09Z'],
            'a little later' => ['2026-03-04T12:00:20Z', '2026-03-04T14:00:20Z'],
            'a little earlier' => ['2026-03-04T11:59:40Z', '2026-03-04T13:59:40Z'],
        ];
    }

    /** @dataProvider seconds */
    public function testSecondsOfDifferenceMakeNoSecondOutageAndNoEntry(string $from, string $to): void
    {
        $world = $this->company(false);
        $world->outage($this->sources, self::FIRST[1], self::FIRST[2]);
        $this->night(self::SETTLED);
        self::$monitors->outages([['801', $from, $to]]);
        $this->keys();
        $this->night('2026-04-05T03:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertSame(['1.00', 0], [$world->panel->balance('5'), $world->ledger->cases->countOpen()]);
        // A down after the recovery that was sent (by seconds) would be an outage of its own.
        self::assertCount(1, $this->outages());
        self::assertSame([0, 0], $this->nextNights('2026-04-06T03:00:00Z', '2026-04-07T03:00:00Z'));
    }

    public function testTimesOfReceptionGiveWayToTheHistorysOwn(): void
    {
        $world = $this->world;
        $world->service('17', '5', '1');
        $world->policy();
        self::$monitors->checks([['id' => '801']]);
        [$cake, $pingdom] = [$world->source('statuscake'), $world->source('pingdom')];
        $world->watch($cake, 'https://web801.example.com', 'server:1');
        $world->watch($pingdom, '801', 'server:1');
        $world->outage([$pingdom], self::FIRST[1], self::FIRST[2]);
        foreach (['Down' => '2026-03-04T12:00:40Z', 'Up' => '2026-03-04T14:00:30Z'] as $state => $at) {
            $form = http_build_query(['URL' => 'https://web801.example.com', 'Name' => 'Web 801', 'Status' => $state, 'StatusCode' => 0]);
            $world->ledger->deliveries->add($cake, Instant::ms($at), 'application/x-www-form-urlencoded', '', $form);
        }
        $this->night('2026-03-04T15:00:00Z');
        self::assertSame(1, $world->ledger->cases->countOpen(), 'when it really began nobody knows yet');
        self::$monitors->outages([self::FIRST]);
        $world->account($cake, Monitors::KEYS['statuscake']);
        $this->night('2026-03-05T03:00:00Z');
        self::assertSame([0, ['confirmed 2026-03-04T12:00:00Z 2026-03-04T14:00:00Z']], [$world->ledger->cases->countOpen(), $this->outages()]);
        $this->night(self::SETTLED);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
    }

    public function testAnOutageThatGoesOnStaysOpenAndEndsWhenTheHistorySaysSo(): void
    {
        $world = $this->company(true);
        $this->night('2026-03-02T03:00:00Z');
        self::$monitors->outages([['801', '2026-03-04T12:00:00Z', null]]);
        $this->nights('2026-03', ['05', '06', '07', '08', '09']);
        // Each night says that it still goes on: it does not go stale after 24 hours.
        self::assertSame(['confirmed 2026-03-04T12:00:00Z 2026-03-09T03:00:00Z'], $this->outages());
        self::assertSame(0, $world->ledger->cases->countOpen());
        self::$monitors->outages([['801', '2026-03-04T12:00:00Z', '2026-03-09T12:00:00Z']]);
        $this->nights('2026-03', ['10', '11']);
        self::assertSame(['confirmed 2026-03-04T12:00:00Z 2026-03-09T12:00:00Z'], $this->outages());
        $this->night(self::SETTLED);
        // 120 hours: 25 %
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted'], $world->entries());
    }

    public function testTheFirstLookBackShowsOldOutagesAndDecidesNothingBeforeTheFirstMonth(): void
    {
        $this->clock('2026-03-05T12:00:00Z');
        $world = $this->company(true);
        Mode::live($world->ledger, '2026-03');
        self::$monitors->outages([
            ['801', '2025-11-01T00:00:00Z', '2025-11-02T00:00:00Z'], ['801', '2025-12-20T00:00:00Z', '2025-12-20T12:00:00Z'],
            ['801', '2026-02-10T12:00:00Z', '2026-02-11T12:00:00Z'], self::FIRST,
        ]);
        $found = $this->night('2026-03-05T12:00:00Z');
        self::assertSame([3, 0, 0, []], [$found->confirmed, $found->entries, $found->review, $found->problems]);
        self::assertSame([
            'confirmed 2025-12-20T00:00:00Z 2025-12-20T12:00:00Z', 'confirmed 2026-02-10T12:00:00Z 2026-02-11T12:00:00Z',
            'confirmed 2026-03-04T12:00:00Z 2026-03-04T14:00:00Z',
        ], $this->outages());
        self::assertCount(2, $world->ledger->events->since('0', 'pull.lookback'));
        $requests = count(self::$monitors->log());
        $this->night('2026-03-05T12:05:00Z');
        self::assertCount($requests, self::$monitors->log(), 'once');
        $this->night(self::SETTLED);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertSame([0, 0], $this->nextNights('2026-04-05T03:00:00Z', '2026-04-06T03:00:00Z'));
    }

    public function testTheLookBackOfALoneMonitorOpensNoCaseAboutTimeBeforeTheFirstMonth(): void
    {
        $this->clock('2026-03-05T12:00:00Z');
        $world = $this->world;
        $world->service('17', '5', '1');
        $world->policy();
        $source = $world->source('pingdom');
        $world->watch($source, '801', 'server:1');
        self::$monitors->checks([['id' => '801']]);
        self::$monitors->outages([['801', '2026-02-10T12:00:00Z', '2026-02-11T12:00:00Z'], self::FIRST]);
        $world->account($source, Monitors::KEYS['pingdom']);
        $this->night('2026-03-05T12:05:00Z');
        self::assertSame(['review 2026-02-10T12:00:00Z 2026-02-11T12:00:00Z', 'review 2026-03-04T12:00:00Z 2026-03-04T14:00:00Z'], $this->outages());
        self::assertSame(1, $world->ledger->cases->countOpen());
    }
}
