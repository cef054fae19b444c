<?php

/** Only what is touched is judged again, it comes out as from the whole history, and settings leave settled months alone. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Run\Stretches;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;

final class ConfirmingTest extends RunTestCase
{
    use OnSqlite;

    private const HOUR_MS = 3_600_000;
    private const JUNE = '2026-06-20T06:00:00Z';
    private const COLUMNS = ['obs_key', 'source_id', 'target', 'target_hash', 'state', 'kind', 'at_ms', 'precision_word'];

    /** @dataProvider seeds */
    public function testPieceByPieceItComesOutAsFromTheWholeHistory(int $seed): void
    {
        mt_srand($seed);
        $world = $this->company();
        $sources = $this->monitors(2 + $seed % 2, $seed % 3 === 0);
        $observations = $this->story($sources);
        shuffle($observations);
        $now = Instant::ms('2026-03-20T00:00:00Z');
        foreach ($observations as $i => $observation) {
            $this->hear($observation, $i);
            if (mt_rand(0, 3) === 0) {
                $world->panel->nowMs = $now += mt_rand(0, 3 * self::HOUR_MS);
                self::assertSame([], $world->run()->problems);
            }
        }
        $world->panel->nowMs = $now + mt_rand(0, 48) * self::HOUR_MS;
        $world->run();
        self::assertSame($this->whole(), $this->stored());
    }

    /** @return array<string, array{int}> */
    public static function seeds(): array
    {
        return array_combine(range(1, 24), array_map(static fn (int $seed): array => [$seed], range(1, 24)));
    }

    public function testAMonitorThatIsSwitchedOffLaterTakesNothingBack(): void
    {
        [$world, [$one]] = $this->paidMarch();
        $world->clock(self::JUNE);
        $world->desk->enableSource($one, false, 'admin:1');
        $this->assertMarchStands();
    }

    public function testAMonitorThatWatchesAnotherServerLaterPaysNobodyForMarch(): void
    {
        [$world] = $this->paidMarch();
        $world->service('18', '6', '2');
        $world->clock(self::JUNE);
        foreach ($world->ledger->targets->all() as $row) {
            $world->desk->mapTarget((string) $row['id'], 'server:2', 'admin:1');
        }
        $this->assertMarchStands();
    }

    public function testASecondMonitorTakesNothingBackFromATrustedOne(): void
    {
        $world = $this->company();
        $only = $world->source('pingdom');
        $world->desk->trustSource($only, true, 'admin:1');
        $world->watch($only, '801', 'server:1');
        $world->outage([$only], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $world->outage([$only], '2026-06-05T12:00:00Z', '2026-06-05T14:00:00Z');
        $world->clock(self::JUNE);
        $world->run();
        self::assertSame(['confirmed', 'confirmed'], $this->statuses());
        $world->watch($world->source('uptimerobot'), '801', 'server:1');
        $this->assertMarchStands();
        self::assertSame(['unconfirmed', 'confirmed'], $this->statuses(), 'June is not settled: now it takes two');
    }

    public function testALateTrustPaysNothingForMarch(): void
    {
        $world = $this->company();
        $only = $world->source('pingdom');
        $world->watch($only, '801', 'server:1');
        $world->outage([$only], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $world->desk->trustSource($only, true, 'admin:1');
        $world->run(self::JUNE);
        self::assertSame([], $world->entries());
        self::assertSame(1, $world->ledger->cases->countOpen(), 'the question of March stays open');
    }

    public function testLateEvidenceIsJudgedByThoseWhoWatchedThen(): void
    {
        [$world, [$one, $other]] = $this->paidMarch();
        $world->clock(self::JUNE);
        $world->desk->enableSource($other, false, 'admin:1');
        $world->run();
        $world->message($one, '801', 'up', '2026-03-04T13:00:00Z', self::JUNE); // nothing that the other said is forgotten
        $world->message($one, '801', 'down', '2026-03-04T13:00:30Z', self::JUNE);
        $world->run();
        self::assertSame(['confirmed', 'confirmed'], $this->statuses());
        $this->assertMarchStands();
    }

    public function testALoneMonitorThatStaysDownAfterAConfirmedOutageIsLookedAtWhenItsVoteGoesStale(): void
    {
        $world = $this->company();
        [$one, $other] = $world->twoMonitors();
        $world->message($one, '801', 'down', '2026-03-04T12:00:00Z');
        $world->outage([$other], '2026-03-04T12:05:00Z', '2026-03-04T13:00:00Z');
        $world->run('2026-03-04T14:00:00Z');
        self::assertSame(0, $world->ledger->cases->countOpen());
        self::assertSame(1, $world->run('2026-03-05T13:00:00Z')->review);
        self::assertSame('stale', $world->ledger->cases->all(1, 'open')[0]['reason']);
        self::assertSame(0, $world->run('2026-03-05T14:00:00Z')->newItems());
    }

    public function testALongHistoryIsNotSentAgain(): void
    {
        $world = $this->company();
        $sources = $this->monitors(2, false);
        $from = Instant::ms('2026-03-01T00:00:00Z');
        $world->ledger->transaction(function () use ($sources, $from): void {
            for ($i = 0; $i < 6000; $i++) {
                $this->hear([$sources[$i % 2], $i % 4 < 2 ? 'down' : 'up', 'state', $from + intdiv($i, 2) * 60_000], $i);
            }
        });
        $sizes = [];
        $engine = Engine::over(new FakeTransport(static function (string $request) use (&$sizes): string {
            $sent = json_decode($request, true);
            if ($sent['command'] === 'confirm') {
                $sizes[] = count($sent['observations']);
            }
            return Core::engine()->bytes($request);
        }));
        $world->clock('2026-03-10T00:00:00Z');
        $world->runWith($world->panel, $engine);
        self::assertSame(6000, array_sum($sizes));
        self::assertLessThanOrEqual(5000, max($sizes), 'what a PHP of 128 MB computes with ease');
        self::assertSame($this->whole(), $this->stored());
        $sizes = [];
        $this->hear([$sources[0], 'down', 'state', $from + 3002 * 60_000], 6000);
        $world->runWith($world->panel, $engine);
        self::assertSame([1], $sizes);
    }

    public function testRemindersThatChangeNothingAreLeftOut(): void
    {
        mt_srand(7);
        $left = 0;
        for ($round = 0; $round < 40; $round++) {
            $rows = [];
            $at = Instant::ms('2026-01-01T00:00:00Z');
            for ($i = 0; $i < 60; $i++) {
                $at += [60_000, 20 * self::HOUR_MS, 24 * self::HOUR_MS, 25 * self::HOUR_MS][mt_rand(0, 3)];
                [$state, $kind] = [['down', 'state'], ['down', 'reminder'], ['down', 'reminder'], ['up', 'state']][mt_rand(0, 3)];
                $rows[] = array_combine(self::COLUMNS, ["k$i", 1 + mt_rand(0, 1), '801', 'h', $state, $kind, $at, 'exact']);
            }
            $thin = Stretches::thin($rows);
            $left += count($thin);
            self::assertSame($this->ask($rows, $at), $this->ask($thin, $at));
        }
        self::assertLessThan(40 * 60, $left);
    }

    /** @return array{World, array{string, string}} two monitors saw the March outage, it was paid */
    private function paidMarch(): array
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        return [$world, $sources];
    }

    private function assertMarchStands(): void
    {
        $this->world->run(self::JUNE);
        self::assertSame(0, $this->world->run()->newItems());
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $this->world->entries());
    }

    /** @return list<string> newest outage first */
    private function statuses(): array
    {
        return array_column($this->world->ledger->outages->recent(10), 'status');
    }

    /** @return list<string> sources that watch server:1 */
    private function monitors(int $count, bool $trusted): array
    {
        $sources = [];
        for ($i = 0; $i < $count; $i++) {
            $sources[] = $id = $this->world->source('pingdom', 'group ' . $i);
            $this->world->desk->trustSource($id, $trusted, 'admin:1');
            $this->world->watch($id, '801', 'server:1');
        }
        return $sources;
    }

    /** @param list<string> $sources @return list<array{string, string, string, int}> source, state, kind, at */
    private function story(array $sources): array
    {
        $observations = [];
        foreach ($sources as $source) {
            $at = Instant::ms('2026-03-02T00:00:00Z');
            for ($i = 0; $i < 14; $i++) {
                $at += [5 * 60_000, 30 * 60_000, 3 * self::HOUR_MS, 24 * self::HOUR_MS, 60 * self::HOUR_MS][mt_rand(0, 4)];
                $observations[] = [$source, ...[['down', 'state'], ['down', 'state'], ['down', 'reminder'], ['up', 'state'], ['up', 'state']][mt_rand(0, 4)], $at];
            }
        }
        return $observations;
    }

    /** @param array{string, string, string, int} $observation */
    private function hear(array $observation, int $delivery): void
    {
        [$source, $state, $kind, $at] = $observation;
        $this->world->ledger->observations->add([
            'key' => "$source/801/$at/$state/$kind", 'source' => $source, 'target' => '801', 'state' => $state, 'kind' => $kind, 'atMs' => $at,
            'precision' => 'exact',
        ], (string) ($delivery + 1));
    }

    /** @return list<string> what the core says about all that was ever heard */
    private function whole(): array
    {
        $rows = $this->world->ledger->db->rows('SELECT * FROM mod_makegood_observations');
        return $this->ask($rows, $this->world->panel->nowMs, $this->world->ledger->sources->all());
    }

    /**
     * @param list<array<string, mixed>> $rows
     * @param list<array<string, mixed>>|null $sources
     * @return list<string>
     */
    private function ask(array $rows, int $nowMs, ?array $sources = null): array
    {
        $sources ??= [['id' => 1, 'independence_group' => 'a', 'trusted' => 0], ['id' => 2, 'independence_group' => 'b', 'trusted' => 0]];
        $answer = Core::engine()->call([
            'contract' => 1, 'command' => 'confirm', 'asOf' => Instant::iso($nowMs),
            'subject' => 'server:1', 'quorum' => null, 'staleAfterMs' => null,
            'sources' => array_map(static fn (array $row): array => [
                'id' => (string) $row['id'], 'group' => $row['independence_group'], 'enabled' => true, 'trusted' => (bool) $row['trusted'],
            ], $sources),
            'observations' => array_map(static fn (array $row): array => [
                'key' => $row['obs_key'], 'source' => (string) $row['source_id'], 'target' => $row['target'], 'state' => $row['state'], 'kind' => $row['kind'],
                'at' => Instant::iso((int) $row['at_ms']), 'precision' => $row['precision_word'],
            ], $rows),
            'decisions' => [],
        ]);
        return array_map(static fn (array $outage): string => implode(' ', [
            Instant::ms($outage['from']), Instant::ms($outage['to']), $outage['status'], $outage['reason'], (int) $outage['open'],
        ]), $answer['outages']);
    }

    /** @return list<string> */
    private function stored(): array
    {
        return array_map(
            static fn (array $row): string => implode(' ', [$row['from_ms'], $row['to_ms'], $row['status'], $row['reason'], $row['open']]),
            $this->world->ledger->db->rows('SELECT * FROM mod_makegood_outages ORDER BY from_ms'),
        );
    }
}
