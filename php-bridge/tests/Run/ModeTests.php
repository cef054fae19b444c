<?php

/** Dry run and live, there and back: nothing is recorded or posted too early, nothing is lost, nothing goes out twice. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Desk\UnableToDo;
use Makegood\Instant;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Installation;
use Makegood\Run\Mode;
use Makegood\Run\Probe;
use Makegood\Tests\Support\PanelBut;
use Makegood\Tests\Support\World;

abstract class ModeTests extends RunTestCase
{
    private const LATER = '2026-04-04T06:05:00Z';

    public function testInDryRunWhatIsFinalIsAPreviewAndIsComputedOnce(): void
    {
        $world = $this->dry();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T06:00:00Z');
        $first = $world->run(self::SETTLED);
        self::assertSame([1, 0, 0, []], [$world->desk->totals()['confirmed'], $first->entries, $first->postings, $first->problems]);
        $preview = $world->ledger->settlements->of('17', '2026-03');
        $result = json_decode($preview['answer'], true)['results'][0];
        self::assertSame([false, true, '1.00'], [$preview['final'], $result['final'], $result['posting']], 'computed when it was due, but not decided');
        $world->run(self::LATER);
        self::assertSame($preview, $world->ledger->settlements->of('17', '2026-03'), 'not computed again');

        $world->desk->goLive('2026-03', 'admin:1');
        self::assertSame([1, 1], (static fn ($s): array => [$s->entries, $s->postings])($world->run(self::LATER)));
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertTrue($world->ledger->settlements->of('17', '2026-03')['final']);
        self::assertSame(0, $world->run(self::LATER)->newItems());
    }

    public function testEvidenceThatChangesInDryRunChangesThePreview(): void
    {
        $world = $this->dry();
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $world->outage($sources, '2026-03-10T00:00:00Z', '2026-03-10T03:00:00Z');
        $world->run(self::LATER);
        self::assertSame('2.50', json_decode($world->ledger->settlements->of('17', '2026-03')['answer'], true)['results'][0]['posting']);
        $world->desk->goLive('2026-03', 'admin:1');
        $world->run(self::LATER);
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted'], $world->entries());
    }

    public function testMonthsBeforeTheFirstAreNeverDecided(): void
    {
        $world = $this->dry();
        $sources = $world->twoMonitors();
        $world->desk->goLive('2026-04', 'admin:1');
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        self::assertSame(0, $world->run(self::SETTLED)->newItems());
        $world->outage($sources, '2026-04-10T12:00:00Z', '2026-04-10T17:00:00Z');
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame(['17 2026-04 1 2.50 accountCredit posted'], $world->entries());
        self::assertFalse($world->ledger->settlements->of('17', '2026-03')['final']);
        self::assertSame(0, $world->run('2026-05-05T06:00:00Z')->newItems());
    }

    public function testDryAndLiveInTurns(): void
    {
        $world = $this->dry();
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $world->desk->goLive('2026-03', 'admin:1');
        $world->run(self::SETTLED);
        $settled = $world->ledger->settlements->of('17', '2026-03');

        $world->desk->goDry('admin:1');
        $world->outage($sources, '2026-03-10T00:00:00Z', '2026-03-10T03:00:00Z');
        $world->outage($sources, '2026-04-10T12:00:00Z', '2026-04-10T14:00:00Z');
        $computed = 0;
        Probe::install(static function (string $name) use (&$computed): void {
            $computed += (int) ($name === 'settle.computed');
        });
        $world->run('2026-05-04T06:00:00Z');
        $world->run('2026-05-04T06:01:00Z');
        Probe::install(null);
        self::assertSame(1, $computed, 'the preview of April');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertSame($settled, $world->ledger->settlements->of('17', '2026-03'), 'what was settled stays settled');
        self::assertFalse($world->ledger->settlements->of('17', '2026-04')['final']);

        $world->desk->goLive('2026-03', 'admin:1');
        $world->run('2026-05-04T06:05:00Z');
        self::assertSame([
            '17 2026-03 1 1.00 accountCredit posted', '17 2026-03 2 1.50 accountCredit posted', '17 2026-04 1 1.00 accountCredit posted',
        ], $world->entries());
        self::assertSame('3.50', $world->panel->balance('5'));
        $this->assertCarryChain();
        self::assertSame(0, $world->run('2026-05-05T06:00:00Z')->newItems());
        self::assertSame(['mode.live', 'mode.dry', 'mode.live'], array_column(array_filter(
            $world->ledger->events->recent(100),
            static fn (array $row): bool => str_starts_with($row['type'], 'mode.') && json_decode((string) $row['data'], true)['by'] === 'admin:1',
        ), 'type'));
    }

    public function testWhatWasDecidedWaitsWhileInDryRunAndGoesOutOnce(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Probe::install(static fn (string $name) => $name === 'record.committed' ? throw new \DomainException('died') : null);
        try {
            $world->run(self::SETTLED);
        } catch (\DomainException) {
        }
        Probe::install(null);
        $world->desk->goDry('admin:1');
        $world->desk->setLimits(0, [], 'admin:1');
        self::assertSame([0, 0], (static fn ($s): array => [$s->newItems(), $s->held])($world->run(self::LATER)), 'nobody is asked about what does not go out');
        self::assertSame(['17 2026-03 1 1.00 accountCredit pending'], $world->entries());
        $world->desk->setLimits(null, [], 'admin:1');
        $world->desk->goLive('2026-05', 'admin:1');
        self::assertSame(1, $world->run(self::LATER)->postings, 'it was decided: the first month does not matter');
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testDryRunThatComesBetweenTheLookAndTheClaimPostsNothing(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Probe::install(static function (string $name) use ($world): void {
            if ($name === 'claim.before') {
                Mode::dry($world->ledger);
            }
        });
        self::assertSame([0, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run(self::SETTLED)));
        self::assertSame(['0', 'pending'], [(string) $world->ledger->postings->byId('1')['attempt'], $world->ledger->postings->byId('1')['state']]);
    }

    public function testDryRunThatComesWhileItIsDecidedMakesItAPreview(): void
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $dry = static function (string $name) use ($world): void {
            if ($name === 'settle.computed') {
                Mode::dry($world->ledger);
            }
        };
        Probe::install($dry);
        self::assertSame(0, $world->run(self::SETTLED)->entries);
        self::assertFalse($world->ledger->settlements->of('17', '2026-03')['final']);
        Probe::install(null);
        $world->desk->goLive('2026-03', 'admin:1');
        $world->run(self::LATER);
        $settled = $world->ledger->settlements->of('17', '2026-03');
        $world->outage($sources, '2026-03-10T00:00:00Z', '2026-03-10T03:00:00Z');
        Probe::install($dry);
        $world->run(self::LATER);
        self::assertSame($settled, $world->ledger->settlements->of('17', '2026-03'), 'what was settled stays settled');
    }

    /** @dataProvider recoveries */
    public function testInDryRunOneOnlyFindsOutWhatBecameOfAClaim(bool $isBooked, string $state, string $balance): void
    {
        $world = $this->claimed();
        if ($isBooked) {
            $world->panel->addCredit('5', '1.00', $world->ledger->postings->byId('1')['marker'] . ' SLA credit');
        }
        $world->desk->goDry('admin:1');
        self::assertSame(1, $world->run(self::LATER)->recovered);
        self::assertSame([$state, $balance], [$world->ledger->postings->byId('1')['state'], $world->panel->balance('5')]);
    }

    /** @return array<string, array{bool, string, string}> */
    public static function recoveries(): array
    {
        return ['it was booked' => [true, 'posted', '1.00'], 'it came to nothing' => [false, 'pending', '0.00']];
    }

    public function testPreviewsOfADryRunDoNotKeepAPolicyFromBeingAssigned(): void
    {
        $world = $this->dry();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $hash = $world->desk->putPolicy(strtr(World::POLICY, ['"10"' => '"20"']), 'admin:1');
        $world->desk->assign('product', '1', $hash, Instant::ms('2026-03-01T00:00:00Z'), 'admin:1');
        $world->run(self::LATER);
        self::assertSame('2.00', json_decode($world->ledger->settlements->of('17', '2026-03')['answer'], true)['results'][0]['posting']);
        $world->desk->goLive('2026-03', 'admin:1');
        $world->run(self::LATER);
        $world->desk->goDry('admin:1');
        $this->expectException(UnableToDo::class);
        $world->desk->assign('service', '17', $hash, Instant::ms('2026-03-01T00:00:00Z'), 'admin:1');
    }

    /** @dataProvider firstMonths */
    public function testTheFirstMonthIsAMonthOfTheLastYear(string $period, bool $isTaken): void
    {
        $world = $this->dry();
        $world->clock(self::SETTLED);
        try {
            $world->desk->goLive($period, 'admin:1');
        } catch (UnableToDo) {
        }
        $mode = Mode::of($world->ledger);
        self::assertSame($isTaken ? [true, $period] : [false, null], [$mode->isLive(), $mode->from()]);
        self::assertSame($isTaken ? 'https://billing.example.com/' : null, Installation::known($world->ledger));
    }

    /** @return array<string, array{string, bool}> */
    public static function firstMonths(): array
    {
        return [
            'this month' => ['2026-04', true],
            'next month' => ['2026-05', true],
            'twelve months back' => ['2025-04', true],
            'thirteen months back' => ['2025-03', false],
            'no month 13' => ['2026-13', false],
            'no month 00' => ['2026-00', false],
            'a day' => ['2026-04-01', false],
            'one digit' => ['2026-4', false],
            'a line end' => ["2026-04\n", false],
            'nothing' => ['', false],
        ];
    }

    public function testAnInstallationThatIsElsewherePostsNothingUntilAPersonSaysWhatItIs(): void
    {
        $world = $this->company();
        $world->run('2026-03-01T06:00:00Z');
        self::assertSame('https://billing.example.com/', Installation::known($world->ledger), 'the first live run remembers it');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->panel->installationUrl = 'https://staging.example.com/';
        $summary = $world->run(self::SETTLED);
        self::assertSame([1, 0, 1], [$summary->entries, $summary->postings, count($summary->problems)]);
        self::assertStringStartsWith('installation: Nothing is posted: this panel is at https://staging.example.com/', $summary->problems[0]);
        self::assertStringContainsString('dry run', (string) $world->desk->health()['paused']);
        self::assertCount(1, $world->desk->health()['problems']);

        $world->desk->goDry('admin:1');
        self::assertSame([null, []], [$world->desk->health()['paused'], $world->desk->health()['problems']], 'a copy that posts nothing is none to warn of');
        self::assertSame([0, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run(self::LATER)));
        Mode::live($world->ledger, null);
        self::assertCount(1, $world->run(self::LATER)->problems);

        $world->desk->confirmInstallation('admin:1');
        self::assertSame([null, []], [$world->desk->health()['paused'], $world->desk->health()['problems']]);
        self::assertSame([1, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run(self::LATER)));
        $event = $world->ledger->events->since('0', 'installation.confirmed')[0];
        self::assertSame(
            ['by' => 'admin:1', 'url' => 'https://staging.example.com/', 'before' => 'https://billing.example.com/'],
            json_decode((string) $event['data'], true),
        );
    }

    public function testAnAddressThatIsNotKnownIsNotCompared(): void
    {
        $world = $this->company();
        $world->panel->installationUrl = '';
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T06:00:00Z');
        self::assertNull(Installation::known($world->ledger));
        $world->panel->installationUrl = 'https://billing.example.com/';
        $world->run('2026-03-06T06:00:00Z');
        $world->panel->installationUrl = '';
        self::assertSame(1, $world->run(self::SETTLED)->postings);
        self::assertSame('https://billing.example.com/', Installation::known($world->ledger));
    }

    public function testAnAddressThatCannotBeReadPostsNothing(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T06:00:00Z');
        $world->clock(self::SETTLED);
        $unread = new PanelBut($world->panel, ['installationUrl' => static fn () => throw new UnableToRead('no settings')]);
        self::assertSame([1, 0, ['installation: no settings']], (static fn ($s): array => [$s->entries, $s->postings, $s->problems])($world->runWith($unread, $world->engine)));
        self::assertSame([1, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run()));
        self::assertSame([], $world->desk->health()['problems']);
    }

    public function testAClockThatGoesBackUndoesNoDecision(): void
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $world->outage($sources, '2026-03-10T00:00:00Z', '2026-03-10T03:00:00Z');
        $world->run('2026-04-01T06:00:00Z');
        self::assertTrue($world->ledger->settlements->of('17', '2026-03')['final'], 'March was decided, and no policy may be put under it');
        $world->run(self::LATER);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', '17 2026-03 2 1.50 accountCredit posted'], $world->entries());
    }

    private function dry(): World
    {
        $world = $this->company();
        Mode::dry($world->ledger);
        return $world;
    }
}
