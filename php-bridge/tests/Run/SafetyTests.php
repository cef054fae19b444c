<?php

/** Holds and limits: what a person holds back stays back, what is above a limit waits for a person, and then goes out once. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Limits;
use Makegood\Run\Probe;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\PanelBut;
use Makegood\Tests\Support\World;

abstract class SafetyTests extends RunTestCase
{
    private const LATER = '2026-04-04T06:05:00Z';
    /** service => client, currency, amount: an outage of two hours is a tenth of it */
    private const THREE = ['17' => ['5', 'USD', '10.00'], '18' => ['6', 'USD', '10.00'], '19' => ['7', 'USD', '10.00']];
    private const TWO_OF_ONE = ['17' => ['5', 'USD', '10.00'], '18' => ['5', 'USD', '10.00']];
    private const MIXED = ['17' => ['5', 'USD', '10.00'], '18' => ['6', 'EUR', '90.00'], '19' => ['7', 'JPY', '5000']];

    /**
     * @dataProvider limits
     * @param array<string, array{string, string, string}> $services
     * @param array<string, string> $amounts
     */
    public function testLimits(array $services, ?int $clients, array $amounts, int $held): void
    {
        $world = $this->hosting($services);
        $world->desk->setLimits($clients, $amounts, 'admin:1');
        $summary = $world->run(self::SETTLED);
        self::assertSame([], $summary->problems);
        self::assertSame(count($services), $summary->entries, 'decided they are, in any case');
        self::assertSame([$held, count($services) - $held, $held > 0 ? 1 : 0], [$summary->held, $summary->postings, $summary->review]);
        self::assertSame($held, $world->ledger->postings->countHeldInRuns());
        self::assertCount($held > 0 ? 1 : 0, $world->ledger->events->since('0', 'run.held'));
    }

    /** @return array<string, array{array<string, array{string, string, string}>, ?int, array<string, string>, int}> */
    public static function limits(): array
    {
        return [
            'none' => [self::THREE, null, [], 0],
            'amount: equal is not above' => [self::THREE, null, ['USD' => '3.00'], 0],
            'amount: a cent above, all of them wait' => [self::THREE, null, ['USD' => '2.99'], 3],
            'amount: none of its currency waits' => [self::THREE, null, ['EUR' => '0.00'], 0],
            'amount: another currency is not added' => [self::MIXED, null, ['USD' => '1.00'], 0],
            'amount: one currency above holds the others, too' => [self::MIXED, null, ['USD' => '1.00', 'EUR' => '8.99'], 3],
            'amount: no decimals' => [self::MIXED, null, ['JPY' => '500'], 0],
            'amount: no decimals, one above' => [self::MIXED, null, ['JPY' => '499'], 3],
            'clients: equal is not above' => [self::THREE, 3, [], 0],
            'clients: one above' => [self::THREE, 2, [], 3],
            'clients: two services of one are one' => [self::TWO_OF_ONE, 1, [], 0],
            'clients: across currencies' => [self::MIXED, 2, [], 3],
            'clients: nobody without a word' => [self::TWO_OF_ONE, 0, [], 2],
            'both: either is enough' => [self::THREE, 3, ['USD' => '2.99'], 3],
        ];
    }

    /** @dataProvider windows */
    public function testWhatWentOutInTheDayBeforeCounts(string $second, int $held): void
    {
        $world = $this->hosting(self::TWO_OF_ONE);
        $world->desk->setLimits(null, ['USD' => '2.99'], 'admin:1');
        self::assertSame(2, $world->run(self::SETTLED)->postings);
        $this->secondOutage($world);
        $summary = $world->run($second);
        self::assertSame([$held, 1 - $held], [$summary->held, $summary->postings]);
    }

    /** @return array<string, array{string, int}> */
    public static function windows(): array
    {
        return [
            'minutes later' => [self::LATER, 1],
            'a day later, to the millisecond' => ['2026-04-05T06:00:00Z', 1],
            'a millisecond after that' => ['2026-04-05T06:00:00.001Z', 0],
        ];
    }

    public function testWhatAPersonLetThroughDoesNotCount(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(null, ['USD' => '2.00'], 'admin:1');
        $world->run(self::SETTLED);
        $world->desk->acceptCase($this->case($world), 'admin:1');
        $this->secondOutage($world);
        self::assertSame([4, 0], (static fn ($s): array => [$s->postings, $s->held])($world->run(self::LATER)));
    }

    public function testWhatAPersonLetThroughDoesNotHoldUpWhatWaitsWithIt(): void
    {
        $world = $this->hosting(self::THREE);
        $this->secondOutage($world);
        $world->desk->holdLine('27', '2026-03', 'admin:1');
        $world->desk->setLimits(null, ['USD' => '2.00'], 'admin:1');
        self::assertSame(3, $world->run(self::SETTLED)->held);
        $world->desk->acceptCase($this->case($world), 'admin:1');
        $world->desk->releaseLine('27', '2026-03', 'admin:1');
        self::assertSame([4, 0], (static fn ($s): array => [$s->postings, $s->held])($world->run(self::LATER)));
    }

    public function testARunThatIsReleasedGoesOutOnce(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $summary = $world->run(self::SETTLED);
        $case = $world->ledger->cases->byId($this->case($world));
        $run = (string) $world->ledger->runs->recent(1)[0]['id'];
        self::assertSame(['run', 'aboveLimits', $run], [$case['kind'], $case['reason'], (string) $case['run_id']]);
        self::assertSame(1, $summary->newItems() - $summary->entries);
        self::assertSame([0, 0], (static fn ($s): array => [$s->newItems(), $s->held])($world->run(self::LATER)), 'it waits, and nobody is asked twice');

        $world->desk->acceptCase((string) $case['id'], 'admin:1', 'a real outage');
        self::assertSame([3, 0, []], (static fn ($s): array => [$s->postings, $s->held, $s->problems])($world->run(self::LATER)));
        self::assertSame(['1.00', '1.00', '1.00'], array_map($world->panel->balance(...), ['5', '6', '7']));
        self::assertSame(0, $world->run(self::LATER)->newItems());
        $this->expectException(CoreRefused::class);
        $world->desk->refuseCase((string) $case['id'], 'admin:2');
    }

    public function testOfARunThatIsRefusedEachLineWaitsForItsOwnRelease(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $world->desk->holdLine('18', '2026-03', 'admin:2', 'mine');
        $world->desk->setLimits(1, [], 'admin:1');
        $world->run(self::SETTLED);
        $world->desk->refuseCase($this->case($world), 'admin:1');
        self::assertSame(
            ['18 admin:2 mine', '17 admin:1 refused with run 1', '19 admin:1 refused with run 1'],
            array_map(static fn (array $row): string => implode(' ', [$row['service_id'], $row['held_by'], $row['note']]), $world->ledger->holds->active()),
        );
        self::assertSame([3, 0], [$world->desk->health()['heldLines'], $world->desk->health()['heldRuns']]);
        self::assertSame(0, $world->run(self::LATER)->newItems());
        $world->desk->releaseLine('17', '2026-03', 'admin:1');
        self::assertSame([1, 0], (static fn ($s): array => [$s->postings, $s->held])($world->run(self::LATER)), 'a person has judged it: no limit');
        self::assertSame(['1.00', '0.00', '0.00'], array_map($world->panel->balance(...), ['5', '6', '7']));
        self::assertSame(
            ['hold' => 3, 'release' => 1, 'limits' => 2],
            array_map(static fn (string $type): int => count($world->ledger->events->since('0', $type)), ['hold' => 'hold', 'release' => 'release', 'limits' => 'limits']),
        );
    }

    public function testALineIsHeldBeforeItIsDecidedAndGoesOutWhenItIsReleased(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->holdLine('17', '2026-03', 'admin:1', 'the client is in dispute');
        $summary = $world->run(self::SETTLED);
        self::assertSame([3, 2, 0], [$summary->entries, $summary->postings, $summary->held]);
        self::assertSame('17 2026-03 1 1.00 accountCredit pending', $world->entries()[0]);
        $world->desk->releaseLine('17', '2026-03', 'admin:1');
        self::assertSame(1, $world->run(self::LATER)->postings);
        self::assertSame('1.00', $world->panel->balance('5'));
        self::assertSame(0, $world->run(self::LATER)->newItems());
    }

    public function testALineThatIsHeldIsNotCountedAgainstTheLimits(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $world->desk->holdLine('17', '2026-03', 'admin:1');
        self::assertSame([2, 0], (static fn ($s): array => [$s->postings, $s->held])($world->run(self::SETTLED)));
    }

    public function testAHoldThatComesBetweenTheLookAndTheClaimCounts(): void
    {
        $world = $this->hosting(self::TWO_OF_ONE);
        Probe::install(static function (string $name) use ($world): void {
            if ($name === 'claim.before' && !$world->ledger->holds->isHeld('17', '2026-03')) {
                $world->desk->holdLine('17', '2026-03', 'admin:1');
            }
        });
        self::assertSame([1, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run(self::SETTLED)));
        self::assertSame(['17 2026-03 1 1.00 accountCredit pending', '18 2026-03 1 1.00 accountCredit posted'], $world->entries());
        Probe::install(null);
        $world->desk->releaseLine('17', '2026-03', 'admin:1');
        self::assertSame(1, $world->run(self::LATER)->postings);
        self::assertSame('2.00', $world->panel->balance('5'));
    }

    public function testAPersonIsToldWhenItIsTooLateToHold(): void
    {
        $world = $this->hosting(self::TWO_OF_ONE);
        $said = [];
        Probe::install(function (string $name) use ($world, &$said): void {
            if ($name === 'post.before') {
                $said[] = $this->refusal(static fn () => $world->desk->holdLine('17', '2026-03', 'admin:1'));
            }
        });
        $world->run(self::SETTLED);
        self::assertSame(array_fill(0, 2, 'It is too late: this credit has gone out already.'), $said);
        self::assertSame([], $world->ledger->holds->active());
        foreach ([['17', '2026-4'], ['17', '2026-13'], ['99', '2026-04'], ['', '2026-04']] as [$service, $period]) {
            self::assertSame('There is no such service and month.', $this->refusal(static fn () => $world->desk->holdLine($service, $period, 'admin:1')));
        }
        self::assertSame('This line is not held.', $this->refusal(static fn () => $world->desk->releaseLine('17', '2026-04', 'admin:1')));
        $world->desk->holdLine('17', '2026-04', 'admin:1');
        self::assertSame('This line is held already.', $this->refusal(static fn () => $world->desk->holdLine('17', '2026-04', 'admin:1')));
        self::assertSame('The note is too long.', $this->refusal(static fn () => $world->desk->holdLine('18', '2026-04', 'admin:1', str_repeat('x', 2001))));
    }

    public function testWhatWasLetThroughStillHasToFit(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $world->run(self::SETTLED);
        $world->desk->acceptCase($this->case($world), 'admin:1');
        $world->panel->currencies['5'] = 'EUR';
        self::assertSame([2, 1], (static fn ($s): array => [$s->postings, $s->review])($world->run(self::LATER)));
        self::assertSame(['currency', '0.00'], [$world->ledger->cases->all(9, 'open')[0]['reason'], $world->panel->balance('5')]);
    }

    /** @dataProvider deaths */
    public function testARunThatDiesWhileItHoldsLeavesAllOfItOrNothing(string $point, int $held, int $cases): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $this->dieAt($point, static fn () => $world->run(self::SETTLED));
        self::assertSame([$held, $cases], [$world->ledger->postings->countHeldInRuns(), $world->ledger->cases->countOpen()]);
        $world->run(self::LATER);
        $world->run(self::LATER);
        self::assertSame([3, 1], [$world->ledger->postings->countHeldInRuns(), $world->ledger->cases->countOpen()]);
        $world->desk->acceptCase($this->case($world), 'admin:1');
        self::assertSame(3, $world->run(self::LATER)->postings);
    }

    /** @return array<string, array{string, int, int}> point, postings held then, cases then */
    public static function deaths(): array
    {
        return ['before' => ['held.before', 0, 0], 'half way' => ['held.marked', 0, 0], 'done' => ['held.committed', 3, 1]];
    }

    /** @dataProvider words */
    public function testADecisionThatDiesHalfWayIsNone(string $word, int $posted): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $world->run(self::SETTLED);
        $decide = fn () => $word === 'accept' ? $world->desk->acceptCase($this->case($world), 'admin:1') : $world->desk->refuseCase($this->case($world), 'admin:1');
        $this->dieAt('case.decided', $decide);
        self::assertSame([3, 1, 0], [$world->ledger->postings->countHeldInRuns(), $world->ledger->cases->countOpen(), $world->ledger->holds->count()]);
        $decide();
        self::assertSame($posted, $world->run(self::LATER)->postings);
        self::assertSame(3 - $posted, $world->ledger->holds->count());
    }

    /** @return array<string, array{string, int}> */
    public static function words(): array
    {
        return ['accepted' => ['accept', 3], 'refused' => ['refuse', 0]];
    }

    public function testASecondRunLeavesAtOnceWhileTheFirstHolds(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(2, [], 'admin:1');
        $ran = null;
        Probe::install(static function (string $name) use ($world, &$ran): void {
            if ($name === 'held.before') {
                $ran = $world->run()->ran;
            }
        });
        self::assertSame([3, false], [$world->run(self::SETTLED)->held, $ran]);
        self::assertSame(1, $world->ledger->cases->countOpen());
    }

    public function testWhatOneRunHoldsInTwoBatchesIsOneQuestionUnlessTheFirstWasDecided(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(0, [], 'admin:1');
        $this->dieAt('record.committed', static fn () => $world->run(self::SETTLED));
        $summary = $world->run(self::LATER);
        self::assertSame([3, 1, 1], [$summary->held, $summary->review, $world->ledger->cases->countOpen()], 'one was left by the dead run, two are new');
        $world->desk->acceptCase($this->case($world), 'admin:1');
        self::assertSame(3, $world->run(self::LATER)->postings);
    }

    public function testAPersonWhoAnswersBetweenTheTwoBatchesIsAskedAgainAboutTheSecond(): void
    {
        $world = $this->hosting(self::THREE);
        $world->desk->setLimits(0, [], 'admin:1');
        $this->dieAt('record.committed', static fn () => $world->run(self::SETTLED));
        $isFirst = true;
        Probe::install(function (string $name) use ($world, &$isFirst): void {
            if ($name === 'held.committed' && $isFirst) {
                $isFirst = false;
                $world->desk->acceptCase($this->case($world), 'admin:1');
            }
        });
        $summary = $world->run(self::LATER);
        self::assertSame([3, 2], [$summary->held, $summary->review]);
        self::assertSame([1, 2], [$world->ledger->cases->countOpen(), $world->ledger->postings->countHeldInRuns()]);
    }

    /** @dataProvider broken */
    public function testLimitsThatCannotBeJudgedLetNothingThrough(\Closure $answer, string $problem): void
    {
        $world = $this->hosting(self::TWO_OF_ONE);
        $world->desk->setLimits(50, [], 'admin:1');
        $world->clock(self::SETTLED);
        $engine = Engine::over(new FakeTransport(static fn (string $request): ?string => str_contains($request, '"command":"checkOutgoing"')
            ? $answer($request) : Core::engine()->bytes($request)));
        $summary = $world->runWith($world->panel, $engine);
        self::assertSame([2, 0, 0], [$summary->entries, $summary->postings, $summary->held]);
        self::assertStringStartsWith($problem, $summary->problems[0]);
        $world->desk->setLimits(null, [], 'admin:1');
        self::assertSame([2, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run()));
        self::assertSame([], $world->desk->health()['problems'], 'without limits there is nothing to be judged');
    }

    /** @return array<string, array{\Closure, string}> */
    public static function broken(): array
    {
        return [
            'refused' => [static fn (): string => '{"ok":false,"errors":[{"code":"amount_overflow","message":"Too much.","help":"","path":""}]}', 'limits: amount_overflow'],
            'trapped' => [static fn () => throw new EngineFailure('unreachable'), 'limits: internal'],
        ];
    }

    public function testAPostingOfWhichNobodyKnowsYetCountsAsGone(): void
    {
        $world = $this->hosting(self::THREE);
        $this->dieAt('claim.committed', static fn () => $world->run(self::SETTLED));
        $world->desk->setLimits(2, [], 'admin:1');
        $unread = new PanelBut($world->panel, ['creditRows' => static fn () => throw new UnableToRead('busy')]);
        self::assertSame([0, 2], (static fn ($s): array => [$s->postings, $s->held])($world->runWith($unread, $world->engine)));
    }

    /** @dataProvider strange */
    public function testLimitsAreJudgedByTheCoreBeforeTheyAreKept(?int $clients, array $amounts, string $code): void
    {
        $world = $this->company();
        try {
            $world->desk->setLimits($clients, $amounts, 'admin:1');
            self::fail('taken');
        } catch (CoreRefused $refused) {
            self::assertSame($code, $refused->errorCode);
        }
        self::assertSame(Limits::NONE, Limits::of($world->ledger));
    }

    /** @return array<string, array{?int, array<string, mixed>, string}> */
    public static function strange(): array
    {
        return [
            'an amount below zero' => [null, ['USD' => '-1.00'], 'invalid_amount'],
            'too many decimals' => [null, ['USD' => '1.001'], 'invalid_amount'],
            'no amount' => [null, ['USD' => ''], 'invalid_amount'],
            'no currency' => [null, ['XXY' => '1'], 'unknown_currency'],
            'a number' => [null, ['USD' => 5], 'wrong_type'],
            'clients below zero' => [-1, [], 'invalid_limit'],
        ];
    }

    public function testLimitsAreKeptAsTheyWereGivenAndTakenAway(): void
    {
        $world = $this->company();
        $world->desk->setLimits(50, ['USD' => '500.00', 'JPY' => '90000'], 'admin:1');
        $limits = ['clients' => 50, 'amounts' => [['currency' => 'USD', 'amount' => '500.00'], ['currency' => 'JPY', 'amount' => '90000']]];
        self::assertSame([$limits, $limits], [Limits::of($world->ledger), $world->desk->health()['limits']]);
        $world->desk->setLimits(null, [], 'admin:1');
        self::assertSame([Limits::NONE, null], [Limits::of($world->ledger), $world->ledger->meta->get('limits')]);
    }

    /** @param array<string, array{string, string, string}> $services all on server 1, which was down for two hours */
    private function hosting(array $services): World
    {
        foreach ($services as $id => [$client, $currency, $amount]) {
            $this->world->service((string) $id, $client, '1', $amount, $currency);
        }
        $this->world->service('27', '8', '2');
        $this->world->policy();
        $sources = $this->world->twoMonitors();
        array_map(fn (string $source) => $this->world->watch($source, '802', 'server:2'), $sources);
        $this->world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        return $this->world;
    }

    /** Of server 2, where one more client is: messages that come late. */
    private function secondOutage(World $world): void
    {
        $sources = array_map('strval', array_column($world->ledger->sources->all(), 'id'));
        $world->outage($sources, '2026-03-09T12:00:00Z', '2026-03-09T14:00:00Z', '802');
    }

    private function case(World $world): string
    {
        return (string) $world->ledger->cases->all(1, 'open')[0]['id'];
    }

    private function dieAt(string $point, callable $work): void
    {
        Probe::install(static fn (string $name) => $name === $point ? throw new \DomainException('died') : null);
        try {
            $work();
            self::fail('it did not pass ' . $point);
        } catch (\DomainException) {
        }
        Probe::install(null);
    }

    private function refusal(callable $work): string
    {
        try {
            $work();
        } catch (UnableToDo $refusal) {
            return $refusal->getMessage();
        }
        return 'done';
    }
}
