<?php

/** What people see, decide and cause. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Instant;
use Makegood\Panel\UnableToPost;
use Makegood\Tests\Support\PanelBut;

abstract class ReviewTests extends RunTestCase
{
    public function testOneMonitorsFalseAlarmMovesNothingUntilAPersonAccepts(): void
    {
        $world = $this->company();
        [$pingdom] = $world->twoMonitors();
        $world->outage([$pingdom], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $summary = $world->run(self::SETTLED);
        self::assertSame([0, 1, 0, 0], [$summary->confirmed, $summary->refused, $summary->review, $summary->entries]);
        self::assertSame(1, $world->desk->totals()['refused']);

        $world->desk->acceptOutageByHand((string) $world->ledger->outages->recent(1)[0]['id'], 'admin:1', 'seen by staff');
        self::assertSame(1, $world->run()->postings);
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testTheOnlyMonitorsOutageWaitsForOneClick(): void
    {
        $world = $this->company();
        $only = $world->source('pingdom');
        $world->watch($only, '801', 'server:1');
        $world->outage([$only], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->outage([$only], '2026-03-06T12:00:00Z', '2026-03-06T14:00:00Z');
        $summary = $world->run(self::SETTLED);
        self::assertSame([2, 0], [$summary->review, $summary->entries]);
        self::assertSame(0, $world->run()->newItems(), 'the cases are there already');

        [$first, $second] = $world->ledger->cases->all(10, 'open');
        $world->desk->acceptCase((string) $first['id'], 'admin:1');
        $world->desk->refuseCase((string) $second['id'], 'admin:1', 'test of the monitor');
        self::assertSame([1, 1, 0], (static fn ($s): array => [$s->entries, $s->postings, $s->review])($world->run()));
        self::assertSame('1.00', $world->panel->balance('5'));
        self::assertSame(0, $world->run()->newItems());
        $this->expectException(\Makegood\Engine\CoreRefused::class);
        $world->desk->refuseCase((string) $first['id'], 'admin:2');
    }

    public function testACaseIsWithdrawnWhenItsEvidenceChanges(): void
    {
        $world = $this->company();
        $only = $world->source('pingdom');
        $world->watch($only, '801', 'server:1');
        $world->outage([$only], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        $old = $world->ledger->cases->all(10, 'open')[0];
        $world->message($only, '801', 'up', '2026-03-04T13:00:00Z');
        self::assertSame(1, $world->run('2026-03-05T01:00:00Z')->review);
        self::assertSame('withdrawn', $world->ledger->cases->byId((string) $old['id'])['state']);
        $open = $world->ledger->cases->all(10, 'open');
        self::assertSame([(string) Instant::ms('2026-03-04T13:00:00Z')], array_map(static fn (array $row): string => (string) $row['to_ms'], $open));
        $this->expectException(\Makegood\Desk\UnableToDo::class);
        $world->desk->acceptCase((string) $old['id'], 'admin:1');
    }

    public function testMessagesWithoutATimeAreReceivedTimeAndWait(): void
    {
        $world = $this->company();
        foreach ($world->twoMonitors() as $source) {
            $world->message($source, '801', 'down', null, '2026-03-04T12:00:00Z');
            $world->message($source, '801', 'up', null, '2026-03-04T14:00:00Z');
        }
        $summary = $world->run(self::SETTLED);
        self::assertSame([4, 0, 1, 0], [$summary->observations, $summary->confirmed, $summary->review, $summary->entries]);
        $case = $world->ledger->cases->all(1, 'open')[0];
        self::assertSame('receivedTime', $case['reason']);
        $world->desk->acceptCase((string) $case['id'], 'admin:1');
        self::assertSame(1, $world->run()->postings);
    }

    public function testWithoutARouteThePostingStaysForAPerson(): void
    {
        $world = $this->company();
        $world->panel->capabilities['routes'] = [];
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $summary = $world->run(self::SETTLED);
        self::assertSame([1, 0, 1], [$summary->entries, $summary->postings, $summary->review]);
        self::assertSame(['17 2026-03 1 1.00 review review'], $world->entries());
        $world->panel->capabilities['routes'] = ['accountCredit'];
        self::assertSame(0, $world->run()->newItems());
        $world->desk->refuseCase((string) $world->ledger->cases->all(1, 'open')[0]['id'], 'admin:1');
        self::assertSame(1, $world->run()->postings);
    }

    public function testAClientReadsWhyInTheirOwnCredits(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $credits = $world->desk->creditsOfClient('5');
        self::assertSame(['1.00', 'posted', 'Hosting 17'], [$credits[0]['gross'], $credits[0]['state'], $credits[0]['label']]);
        $keys = array_column($credits[0]['steps'], 'key');
        self::assertSame(['period', 'policy', 'serviceTime', 'outage'], array_slice($keys, 0, 4));
        self::assertContains('posting', $keys);
        self::assertSame([], $world->desk->creditsOfClient('6'));
        self::assertArrayNotHasKey('request', $credits[0]);
    }

    public function testAnUnknownMessageIsKeptAndShown(): void
    {
        $world = $this->company();
        [$pingdom] = $world->twoMonitors();
        $world->ledger->deliveries->add($pingdom, $world->panel->now(), 'application/json', '', "{\"check_id\":\xff");
        $world->ledger->deliveries->add($pingdom, $world->panel->now(), 'application/json', '', '');
        self::assertSame([2, 0], (static fn ($s): array => [$s->deliveries, $s->observations])($world->run()));
        foreach ($world->ledger->deliveries->recent(2) as $row) {
            self::assertSame('unknown', $row['state']);
            self::assertStringStartsWith('payload_', json_decode((string) $row['problem'], true)['code']);
        }
    }

    public function testMaintenanceAddedByHandWithItsAnnouncement(): void
    {
        $world = $this->company();
        $world->clock('2026-03-10T00:00:00Z');
        $window = [Instant::ms('2026-03-04T11:00:00Z'), Instant::ms('2026-03-04T15:00:00Z')];
        $world->desk->addMaintenance('server:1', $window[0], $window[1], Instant::ms('2026-03-04T10:00:00Z'), 'late', 'admin:1');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-11T00:00:00Z');
        self::assertSame(1, $world->desk->totals()['confirmed'], 'announced one hour before: counted');
        $world->desk->addMaintenance('server:1', $window[0], $window[1], Instant::ms('2026-03-01T10:00:00Z'), 'in time', 'admin:1');
        self::assertSame(0, $world->run(self::SETTLED)->entries);
    }

    public function testAPanelThatLosesItsRouteKeepsWhatIsDecidedWaiting(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $world->runWith(new PanelBut($world->panel, ['addCredit' => static fn () => throw new UnableToPost('busy')]), $world->engine);
        $world->panel->capabilities['routes'] = [];
        self::assertSame(0, $world->run()->postings);
        self::assertSame('pending', $world->ledger->postings->byId('1')['state']);
        $world->panel->capabilities['routes'] = ['accountCredit'];
        self::assertSame(1, $world->run()->postings);
    }

    public function testEvidenceAheadOfTheClockIsLookedAtWhenItsTimeHasCome(): void
    {
        $world = $this->company();
        foreach ($world->twoMonitors() as $source) {
            $world->message($source, '801', 'down', '2026-03-04T12:03:00Z', '2026-03-04T12:00:00Z');
        }
        $world->run('2026-03-04T12:01:00Z');
        self::assertSame([], $world->ledger->outages->recent(1));
        $world->run('2026-03-04T12:10:00Z');
        self::assertSame('confirmed', $world->ledger->outages->recent(1)[0]['status']);
    }
}
