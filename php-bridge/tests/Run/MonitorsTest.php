<?php

/** A monitor's settings, mappings, announced windows and signs of life, from the desk to what the core decides. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\Issue;
use Makegood\Panel\ServerStatus;
use Makegood\Tests\Support\OnSqlite;

final class MonitorsTest extends RunTestCase
{
    use OnSqlite;

    private const MAPPING = '{"schema":1,"name":"Mine","items":null,"target":["/check"],"state":{"at":["/status"],'
        . '"words":[{"word":"DOWN","state":"down"},{"word":"OK","state":"up"}],"other":"refuse"},"time":{"at":["/since"],"form":"epochSeconds","precision":"exact"}}';

    public function testALateStartMovesTheOutageBackAndASettledMonthStays(): void
    {
        $world = $this->company();
        $pair = $world->twoMonitors();
        $world->outage($pair, '2026-03-04T12:05:00Z', '2026-03-04T14:00:00Z');
        $world->outage($pair, '2026-04-04T12:05:00Z', '2026-04-04T14:00:00Z');
        $world->run('2026-04-05T00:00:00Z');
        foreach ($pair as $source) {
            $world->desk->monitors->set($source, ['startDelayMs' => 300_000, 'endDelayMs' => 60_000], 'admin:1');
        }
        $world->run('2026-04-06T00:00:00Z');
        self::assertSame([
            '2026-03-04T12:05:00Z..2026-03-04T14:00:00Z confirmed quorum',
            '2026-04-04T12:00:00Z..2026-04-04T13:59:00Z confirmed quorum',
        ], $this->outages());
        $world->run('2026-04-06T00:05:00Z');
        self::assertCount(2, $this->outages(), 'the moved one was rewritten, not added');
    }

    public function testAnOutageInTheFirstMinutesOfANewMonthStaysWithTheSettingsOfBefore(): void
    {
        $world = $this->company();
        $pair = $world->twoMonitors();
        $world->run('2026-04-05T00:00:00Z');
        foreach ($pair as $source) {
            $world->desk->monitors->set($source, ['startDelayMs' => 300_000], 'admin:1');
        }
        $world->outage($pair, '2026-04-01T00:01:00Z', '2026-04-01T02:00:00Z');
        $world->run('2026-04-06T00:00:00Z');
        self::assertSame(['2026-04-01T00:01:00Z..2026-04-01T02:00:00Z confirmed quorum'], $this->outages(), 'nothing of March is touched');
    }

    public function testWeightsAndLevelsAreAsked(): void
    {
        $world = $this->company();
        $pair = $world->twoMonitors();
        $world->desk->monitors->set($pair[0], ['level' => 'own', 'weight' => 2], 'admin:1');
        $world->desk->monitors->set($pair[1], ['level' => 'own'], 'admin:1');
        $world->desk->monitors->setLevels('*', ['thirdParty' => 1], 'admin:1');
        $world->outage($pair, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T14:00:00Z review level'], $this->outages());
        $world->desk->monitors->setLevels('server:1', ['thirdParty' => 0], 'admin:1');
        $world->run('2026-03-05T00:05:00Z');
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T14:00:00Z confirmed quorum'], $this->outages());
    }

    public function testASilentMonitorCannotVetoAndWhatItsHistoryProvesLaterCounts(): void
    {
        $world = $this->company();
        $pair = $world->twoMonitors();
        $world->desk->monitors->set($pair[1], ['expectEveryMs' => 300_000], 'admin:1');
        $world->outage([$pair[0]], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T14:00:00Z review silent'], $this->outages());
        self::assertSame([$pair[1]], array_column($world->desk->health()['silent'], 'source'));
        $world->ledger->pulls->add($pair[1], Instant::ms('2026-03-04T00:00:00Z'), Instant::ms('2026-03-05T00:00:00Z'), $world->panel->now());
        $world->run('2026-03-05T00:05:00Z');
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T14:00:00Z unconfirmed quorum'], $this->outages());
        self::assertSame([], $world->ledger->cases->openOf('server:1'));
    }

    public function testAMonitorThatSpeaksOfOtherChecksIsAlive(): void
    {
        $world = $this->company();
        $pair = $world->twoMonitors();
        $world->desk->monitors->set($pair[1], ['expectEveryMs' => 3_600_000], 'admin:1');
        foreach (['11:30', '12:20', '13:10', '13:50'] as $time) {
            $world->message($pair[1], '802', 'up', "2026-03-04T$time:00Z");
        }
        $world->outage([$pair[0]], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T14:00:00Z unconfirmed quorum'], $this->outages());
    }

    public function testAPolledVoteExpires(): void
    {
        $world = $this->company();
        $pair = $world->twoMonitors();
        foreach ($pair as $source) {
            $world->desk->monitors->set($source, ['expiresAfterMs' => 600_000], 'admin:1');
            foreach (['12:00', '12:10', '12:20'] as $time) {
                $world->message($source, '801', 'down', "2026-03-04T$time:00Z");
            }
        }
        $world->run('2026-03-04T15:00:00Z');
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T12:20:00Z confirmed quorum'], $this->outages());
    }

    public function testAMappingIsCheckedByTheCoreAndReadsWhatCameBeforeIt(): void
    {
        $world = $this->company();
        $source = $world->source('mapped');
        $world->watch($source, 'web', 'server:1');
        $world->ledger->deliveries->add($source, Instant::ms('2026-03-04T12:00:05Z'), 'application/json', '', '{"check":"web","status":"DOWN","since":1772625600}');
        $world->run('2026-03-04T12:05:00Z');
        self::assertSame('mapping_missing', json_decode($world->ledger->deliveries->recent(1)[0]['problem'], true)['code']);
        foreach (['{"schema":1}', str_replace('"down"', '"dwon"', self::MAPPING)] as $bad) {
            try {
                $world->desk->monitors->addMapping($bad, 'admin:1');
                self::fail('taken');
            } catch (CoreRefused $refusal) {
                self::assertSame([], $world->ledger->mappings->all());
            }
        }
        $world->desk->monitors->set($source, ['mapping' => $world->desk->monitors->addMapping(self::MAPPING, 'admin:1')], 'admin:1');
        $world->run('2026-03-04T12:10:00Z');
        self::assertSame('observed', $world->ledger->deliveries->recent(1)[0]['state']);
        self::assertSame(['2026-03-04T12:00:00Z..2026-03-04T12:10:00Z review singleMonitor'], $this->outages());
    }

    public function testATableIsLookedAtBeforeItIsKept(): void
    {
        $world = $this->company();
        $source = $world->source('csv');
        foreach (['', 'nothing of the kind', "target,state,at\n", "target,state,at\nweb,gone,2026-03-04T12:00:00Z\n", "\xff\xfet"] as $bad) {
            try {
                $world->desk->monitors->uploadCsv($source, $bad, 'admin:1');
                self::fail('kept ' . $bad);
            } catch (UnableToDo) {
                self::assertSame(0, $world->ledger->deliveries->count());
            }
        }
        $said = $world->desk->monitors->uploadCsv($source, "\xEF\xBB\xBFtarget,state,at\nweb,down,2026-03-04T12:00:00Z\nweb,gone,2026-03-04T13:00:00Z\n", 'admin:1');
        self::assertSame([1, true], [$said['observations'], $said['problem'] !== null]);
        $world->run('2026-03-05T00:00:00Z');
        self::assertSame('partial', $world->ledger->deliveries->recent(1)[0]['state']);
        self::assertSame(1, $world->ledger->observations->count());
    }

    public function testAnOutageEnteredByHandIsAVoiceWhereItSpeaksAndNowhereElse(): void
    {
        $world = $this->company();
        [$one] = [$world->source('pingdom')];
        $world->watch($one, '801', 'server:1');
        $world->desk->trustSource($one, true, 'admin:1');
        $world->outage([$one], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock('2026-03-10T12:00:00Z');
        $world->desk->monitors->manualOutage('server:1', Instant::ms('2026-03-08T12:00:00Z'), Instant::ms('2026-03-08T13:00:00Z'), 'Switch broke', 'admin:1');
        $world->run();
        self::assertSame([
            '2026-03-04T12:00:00Z..2026-03-04T14:00:00Z confirmed trusted',
            '2026-03-08T12:00:00Z..2026-03-08T13:00:00Z unconfirmed quorum',
        ], $this->outages(), 'the trusted monitor confirms alone as before');
        $this->expectException(UnableToDo::class);
        $world->desk->monitors->manualOutage('server:1', Instant::ms('2026-03-11T12:00:00Z'), null, '', 'admin:1');
    }

    public function testAStatusPagesMaintenanceFollowsTheMappingAndItsOwnAnnouncement(): void
    {
        $world = $this->company();
        $page = $world->source('statuspage');
        $windows = new \Makegood\Run\StatusWindows($world->ledger);
        $window = ['reference' => 'm1', 'target' => 'c1', 'title' => 'Kernel', 'from' => '2026-03-20T01:00:00Z', 'to' => '2026-03-20T05:00:00Z', 'announcedAt' => '2026-03-10T00:00:00Z'];
        $windows->take($page, $window, Instant::ms('2026-03-10T00:01:00Z'));
        self::assertSame([], $this->windows());
        $world->watch($page, 'c1', 'server:1');
        $world->run('2026-03-12T00:00:00Z');
        self::assertSame(['2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-10T00:00:00Z statuspage'], $this->windows());
        $windows->take($page, ['to' => '2026-03-20T09:00:00Z'] + $window, Instant::ms('2026-03-20T04:00:00Z'));
        self::assertSame([
            '2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-10T00:00:00Z statuspage',
            '2026-03-20T01:00:00Z..2026-03-20T09:00:00Z since 2026-03-20T04:00:00Z statuspage',
        ], $this->windows(), 'what was added was announced when it was added');
        $pair = $world->twoMonitors();
        $world->outage($pair, '2026-03-14T12:00:00Z', '2026-03-14T14:00:00Z');
        $world->run('2026-03-15T00:00:00Z');
        self::assertSame(['2026-03-14T12:00:00Z..2026-03-14T14:00:00Z confirmed quorum'], $this->outages());
        self::assertStringContainsString('"votes":2', Json::encode(['votes' => count($world->ledger->targets->watching()['server:1'])]), 'the page does not vote');
        $world->desk->mapTarget((string) $world->ledger->targets->of($page, hash('sha256', 'c1'))['id'], 'server:2', 'admin:1');
        $world->run('2026-03-16T00:00:00Z');
        self::assertSame([], $this->windows());
        self::assertCount(2, $this->windows('server:2'));
    }

    public function testWhatThePanelKnowsIsToldWhenItChangesAndVotesOnlyOnceMapped(): void
    {
        $world = $this->company();
        $at = static fn (string $time): int => Instant::ms("2026-03-04T$time:00Z");
        $tell = function (?bool $up, string $time) use ($world, $at): int {
            $world->panel->servers = [new ServerStatus('1', 'web1', $up, $at($time))];
            $world->run("2026-03-04T$time:00Z");
            return $world->ledger->deliveries->count();
        };
        $world->panel->issues = [new Issue('3', 'Power', 'Server', 'Investigating', '1', $at('11:00'), null, $at('11:05'))];
        self::assertSame([1, 1, 2, 3, 4], [$tell(true, '12:00'), $tell(true, '12:30'), $tell(true, '13:00'), $tell(false, '13:05'), $tell(false, '13:10')]);
        self::assertSame([], $this->outages());
        self::assertSame(['panel', 'panel'], [$world->ledger->sources->all()[0]['vendor'], $world->ledger->sources->all()[0]['independence_group']]);
        $world->watch('1', '1', 'server:1');
        $tell(true, '13:20');
        self::assertSame(['2026-03-04T13:05:00Z..2026-03-04T13:20:00Z review singleMonitor'], $this->outages(), 'the issue is evidence, no vote');
        self::assertSame(5, $world->ledger->deliveries->count());
        self::assertSame([], array_filter($world->ledger->deliveries->recent(9), static fn (array $row): bool => $row['problem'] !== null));
    }

    /** @return list<string> */
    private function outages(): array
    {
        return array_map(
            static fn (array $row): string => Instant::iso((int) $row['from_ms']) . '..' . Instant::iso((int) $row['to_ms']) . ' ' . $row['status'] . ' ' . $row['reason'],
            array_reverse($this->world->ledger->outages->recent(99)),
        );
    }

    /** @return list<string> */
    private function windows(string $subject = 'server:1'): array
    {
        return array_map(
            static fn (array $row): string => Instant::iso((int) $row['from_ms']) . '..' . Instant::iso((int) $row['to_ms']) . ' since '
                . Instant::iso((int) $row['announced_ms']) . ' ' . $row['origin'],
            $this->world->ledger->maintenance->touching([$subject], 0, PHP_INT_MAX),
        );
    }
}
