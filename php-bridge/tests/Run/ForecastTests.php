<?php

/** The law of forecasts: what is shown before is what cron records, to the last digit, if nothing else happens. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Instant;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Deadline;
use Makegood\Run\Forecasting;
use Makegood\Run\Mode;
use Makegood\Run\Problems;
use Makegood\Run\RunSummary;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\PanelBut;
use Makegood\Tests\Support\World;

abstract class ForecastTests extends RunTestCase
{
    /** A cap that bites, minimum payouts above single credits: order and carry-over decide what is posted when. */
    protected const TIGHT = '{"schema":1,"name":"Tight","zone":"Europe/Berlin","maintenance":{"rule":"excluded"},'
        . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.99","percent":"5"},{"below":"99.5","percent":"25"},{"below":"98","percent":"80"}]},'
        . '"cap":{"percent":"40"},"minimumPayout":[{"currency":"USD","amount":"2.00"},{"currency":"JPY","amount":"150"},{"currency":"KWD","amount":"0.900"}]}';
    protected const BEFORE = '2026-04-03T00:00:00Z';
    private const CURRENCIES = ['1' => 'USD', '2' => 'JPY', '3' => 'KWD'];
    private const PRICES = ['USD' => ['9.99', '3.33', '24.90'], 'JPY' => ['1503', '777', '98'], 'KWD' => ['3.335', '0.999', '12.340']];

    /** @return array<string, array{int}> */
    public static function seeds(): array
    {
        return array_combine(range(1, 5), array_map(static fn (int $seed): array => [$seed], range(1, 5)));
    }

    /** @dataProvider seeds */
    public function testWhatIsForecastIsWhatCronRecords(int $seed): void
    {
        mt_srand($seed);
        $world = $this->hosts();
        Mode::live($world->ledger, null);
        self::assertSame([], $world->run(self::BEFORE)->problems);
        $forecast = $this->forecast();
        self::assertNotSame([], $forecast);
        self::assertSame([], $this->entriesByKey(), 'nothing is due');
        $world->run(self::SETTLED);
        $march = $this->entriesByKey();
        self::assertSame(self::ofPeriods($forecast, ['2026-02', '2026-03']), $march);
        self::assertSame(self::ofPeriods($forecast, ['2026-04']), $this->forecast(), 'what remains is as it was');
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame($forecast, $this->entriesByKey());
        self::assertSame([], $this->rows(), 'nothing is undecided any more');
        $this->assertCarryChain();
    }

    /** @dataProvider seeds */
    public function testADryRunShowsWhatGoingLiveRecords(int $seed): void
    {
        mt_srand($seed);
        $world = $this->hosts();
        Mode::dry($world->ledger);
        $world->run(self::BEFORE);
        $world->run('2026-05-04T06:00:00Z');
        $forecast = $this->forecast();
        self::assertSame([], $world->entries());
        Mode::live($world->ledger, null);
        $world->run('2026-05-04T06:05:00Z');
        self::assertSame($forecast, $this->entriesByKey());
    }

    public function testMonthsBeforeTheFirstLiveOneAreNotForecast(): void
    {
        mt_srand(1);
        $world = $this->hosts();
        Mode::dry($world->ledger);
        $world->run(self::BEFORE);
        self::assertNotSame([], self::ofPeriods($this->forecast(), ['2026-03']));
        Mode::live($world->ledger, '2026-04');
        $world->run(self::BEFORE);
        $forecast = $this->forecast();
        self::assertSame([], self::ofPeriods($forecast, ['2026-02', '2026-03']));
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame($forecast, $this->entriesByKey());
    }

    public function testItIsMadeAgainOnlyForWhomSomethingChanged(): void
    {
        mt_srand(2);
        $world = $this->hosts();
        Mode::live($world->ledger, null);
        $world->run(self::BEFORE);
        $made = $this->made();
        self::assertSame(['1', '2', '3'], array_map('strval', array_keys($made)));
        $world->run('2026-04-03T06:00:00Z');
        $world->run('2026-04-03T06:00:00Z');
        self::assertSame($made, $this->made());
        $problems = new RunSummary();
        $unread = new PanelBut($world->panel, ['charges' => static fn () => throw new UnableToRead('nobody needs to be asked')]);
        $now = ++$world->panel->nowMs;
        (new Forecasting($world->ledger, $unread, $world->engine, new Problems($world->ledger, $problems, $now), $now))->run(Deadline::in(1_000));
        self::assertSame([], $problems->problems, 'nothing is even gathered');
        // Server 3 is client 3's alone.
        $world->outage($this->sources, '2026-04-02T00:00:00Z', '2026-04-02T20:00:00Z', '803');
        $world->run('2026-04-03T07:00:00Z');
        self::assertSame([$made['1'], $made['2'], Instant::ms('2026-04-03T07:00:00Z')], array_values($this->made()));
    }

    public function testWhatTheCoreAnswersIsItsAnswerToThatRequest(): void
    {
        mt_srand(3);
        $world = $this->hosts();
        $world->run(self::BEFORE);
        foreach ($this->rows() as $row) {
            self::assertSame((string) $row['answer'], $world->engine->bytes((string) $row['request']));
            $results = Engine::decode((string) $row['answer'])['results'];
            self::assertNotContains(false, array_column($results, 'final'));
            self::assertSame((int) $row['as_of_ms'], max(array_map(static fn (array $result): int => Instant::ms($result['dueAt']), $results)));
        }
    }

    public function testItGoesOnWhereItRanOutOfTime(): void
    {
        mt_srand(4);
        $world = $this->hosts();
        $world->run(self::BEFORE);
        $all = $this->forecast();
        foreach (self::CURRENCIES as $client => $currency) {
            $world->ledger->forecasts->forget((string) $client, $currency);
        }
        $world->ledger->meta->forget('forecasting');
        for ($run = 1; $run <= 3; $run++) {
            $this->hurried();
            self::assertCount($run, $this->rows(), 'a client each time');
        }
        self::assertSame($all, $this->forecast());
        $made = $this->made();
        $this->hurried();
        self::assertSame($made, $this->made());
    }

    /** Each time is another instant. */
    public function testAClientOfWhomItFailedIsTriedAgain(): void
    {
        $world = $this->company();
        $world->service('18', '5', '1');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock('2026-03-05T00:00:00Z');
        $core = $world->engine;
        $isBroken = true;
        $world->engine = Engine::over(new FakeTransport(static function (string $request) use ($core, &$isBroken): string {
            $isForecast = str_contains($request, '"id":"17"') && str_contains($request, '"id":"18"');
            return $isForecast && $isBroken ? throw new EngineFailure('trapped') : $core->bytes($request);
        }));
        $summary = $world->run();
        $isBroken = false;
        self::assertSame([['forecast/5: internal: trapped'], []], [$summary->problems, $world->ledger->forecasts->ofClient('5')]);
        self::assertSame([], $world->run('2026-03-05T00:05:00Z')->problems);
        self::assertCount(1, $world->ledger->forecasts->ofClient('5'));
        self::assertSame([], $world->desk->health()['problems']);
    }

    private function hurried(): void
    {
        $this->world->panel->nowMs += 60_000;
        $now = $this->world->panel->nowMs;
        $problems = new Problems($this->world->ledger, new RunSummary(), $now);
        (new Forecasting($this->world->ledger, $this->world->panel, $this->world->engine, $problems, $now))->run(Deadline::in(0));
    }

    /** @var list<string> */
    private array $sources = [];

    /** Three clients in three currencies with several services on three servers, and two months of outages of every size. */
    private function hosts(): World
    {
        $world = $this->world;
        $world->panel->capabilities['postableScale'] = [['currency' => 'KWD', 'scale' => 2]];
        foreach (self::CURRENCIES as $client => $currency) {
            foreach (range(0, mt_rand(2, 4)) as $i) {
                // Ids whose order as text is not that of their numbers.
                $tax = [null, ['mode' => 'exclusive', 'rates' => ['19']], ['mode' => 'inclusive', 'rates' => ['7.5']]][mt_rand(0, 2)];
                $server = $i === 0 ? (string) $client : (string) mt_rand(1, 2);
                $world->service((string) ($client + 8 * $i + 3 * $client * $i), (string) $client, $server, self::PRICES[$currency][mt_rand(0, 2)], $currency, $tax);
            }
        }
        $world->policy(self::TIGHT);
        $this->sources = [$world->source('pingdom'), $world->source('uptimerobot')];
        foreach (['801' => 'server:1', '802' => 'server:2', '803' => 'server:3'] as $target => $subject) {
            foreach ($this->sources as $source) {
                $world->watch($source, (string) $target, $subject);
            }
        }
        foreach (['2026-03-02', '2026-03-09', '2026-03-17', '2026-03-28', '2026-04-01'] as $day) {
            foreach (['801', '802', '803'] as $target) {
                if (mt_rand(0, 3) > 0) {
                    $minutes = [5, 26, 90, 300, 1_300][mt_rand(0, 4)];
                    $from = Instant::ms($day . 'T01:00:00Z') + mt_rand(0, 100) * 1_000;
                    $world->outage($this->sources, Instant::iso($from), Instant::iso($from + $minutes * 60_000), $target);
                }
            }
        }
        $world->outage($this->sources, '2026-03-31T18:00:00Z', '2026-03-31T23:30:00Z', '803'); // over the month's edge in the policy's zone
        return $world;
    }

    /** @return list<array<string, mixed>> */
    private function rows(): array
    {
        return iterator_to_array($this->world->ledger->forecasts->all(), false);
    }

    /** @return array<string, int> client => when its forecast was made */
    private function made(): array
    {
        return array_map('intval', array_column($this->rows(), 'made_ms', 'client_id'));
    }

    /** @return array<string, list<string>> service/period => what would be recorded, of all that has an adjustment */
    private function forecast(): array
    {
        $forecast = [];
        foreach ($this->rows() as $row) {
            foreach (Engine::decode((string) $row['answer'])['results'] as $result) {
                if ($result['adjustment'] !== null) {
                    $forecast[$result['service'] . '/' . $result['period']] = self::line($row['client_id'], $result);
                }
            }
        }
        ksort($forecast);
        return $forecast;
    }

    /** @return array<string, list<string>> the same of what was recorded, by the ledger's own columns */
    private function entriesByKey(): array
    {
        $entries = [];
        foreach ($this->world->ledger->entries->recent(1000) as $row) {
            $posting = $this->world->ledger->postings->ofEntry((string) $row['id'])[0]['amount'] ?? null;
            $entries[$row['service_id'] . '/' . $row['period']] = array_map('strval', [
                $row['client_id'], $row['currency'], $row['n'], $row['net'], $row['tax'], $row['gross'], $row['rate'], $row['route'], $posting ?? 'none',
                $row['carry_before'], $row['carry_after'], $row['revision'],
            ]);
        }
        ksort($entries);
        return $entries;
    }

    /** @param array<string, mixed> $result @return list<string> */
    private static function line(mixed $client, array $result): array
    {
        $adjustment = $result['adjustment'];
        return array_map('strval', [
            $client, $result['currency'], $adjustment['n'], $adjustment['net'], $adjustment['tax'], $adjustment['gross'], $adjustment['rate'], $result['route'],
            $result['posting'] ?? 'none', $result['carryBefore'], $result['carryAfter'], $result['revision'],
        ]);
    }

    /** @param array<string, list<string>> $lines @param list<string> $periods @return array<string, list<string>> */
    private static function ofPeriods(array $lines, array $periods): array
    {
        return array_filter($lines, static fn (string $key): bool => in_array(explode('/', $key)[1], $periods, true), ARRAY_FILTER_USE_KEY);
    }
}
