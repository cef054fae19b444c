<?php

/** Whatever breaks, and wherever: never two credits, never a lost one without somebody to look. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\Manifest;
use Makegood\Ledger\Db;
use Makegood\Ledger\LostRace;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Lock;
use Makegood\Run\Probe;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\PanelBut;

abstract class RecoveryTests extends RunTestCase
{
    public function testASecondRunLeavesAtOnceWhileTheFirstIsAtWork(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $second = null;
        Probe::install(function (string $name) use ($world, &$second): void {
            if ($name === 'claim.committed') {
                $lock = new Lock(new Db($this->connect()), null);
                $second = [$lock->take(), $world->run()->ran];
            }
        });
        $summary = $world->run(self::SETTLED);
        self::assertSame([true, 1, [false, false]], [$summary->ran, $summary->postings, $second]);
        Probe::install(null);
        self::assertTrue($world->run()->ran, 'the lock is free again');
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    /** @dataProvider points */
    public function testARunThatDiesAnywhereLeavesOneCredit(string $point): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $died = false;
        Probe::install(static function (string $name) use ($point, &$died): void {
            if ($name === $point && !$died) {
                $died = true;
                throw new \DomainException('died at ' . $name);
            }
        });
        try {
            $world->run(self::SETTLED);
            self::fail('it did not pass ' . $point);
        } catch (\DomainException) {
        }
        $world->run('2026-04-04T06:05:00Z');
        self::assertTrue($died);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertCount(1, $world->panel->creditRows('5', '0'));
        self::assertSame('1.00', $world->panel->balance('5'));
        self::assertSame(0, $world->ledger->cases->countOpen());
    }

    /** @return array<string, array{string}> */
    public static function points(): array
    {
        $points = [
            'drain.normalized', 'drain.observed', 'confirm.outages', 'confirm.case', 'settle.computed', 'record.begin', 'record.entry',
            'record.committed', 'claim.before', 'claim.committed', 'post.before', 'post.returned', 'mark.before', 'mark.committed', 'run.end',
        ];
        return array_combine($points, array_map(static fn (string $point): array => [$point], $points));
    }

    public function testADeathBetweenThePanelsTwoWritesWaitsForAPerson(): void
    {
        $world = $this->claimed();
        $world->panel->betweenWrites = static fn () => throw new \DomainException('died');
        try {
            $world->panel->addCredit('5', '1.00', 'lost');
        } catch (\DomainException) {
        }
        $world->panel->betweenWrites = null;
        $summary = $world->run();
        self::assertSame([1, 1, 0], [$summary->recovered, $summary->review, $summary->postings]);
        self::assertSame(['17 2026-03 1 1.00 accountCredit review'], $world->entries());
        self::assertSame(0, $world->run()->newItems(), 'it is not posted behind the person\'s back');
        $world->desk->acceptCase((string) $world->ledger->cases->all(1, 'open')[0]['id'], 'admin:1');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        $world->run();
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testAPersonWhoSaysThatItIsNotThereHasItPostedAgain(): void
    {
        $world = $this->claimed();
        $world->panel->addCredit('5', '7.00', 'a colleague added this meanwhile');
        $world->run();
        self::assertSame('review', $world->ledger->postings->byId('1')['state']);
        $world->desk->refuseCase((string) $world->ledger->cases->all(1, 'open')[0]['id'], 'admin:1');
        self::assertSame(1, $world->run()->postings);
        self::assertSame('8.00', $world->panel->balance('5'));
        self::assertSame('2', (string) $world->ledger->postings->byId('1')['attempt']);
    }

    public function testACreditThatWasBookedIsFoundAndNotBookedAgain(): void
    {
        $world = $this->claimed();
        $posting = $world->ledger->postings->byId('1');
        $world->panel->addCredit('5', '1.00', $posting['marker'] . ' SLA credit');
        $summary = $world->run();
        self::assertSame([1, 1, 0], [$summary->recovered, $summary->postings, $summary->review]);
        self::assertSame($world->panel->lastCreditId('5'), $world->ledger->postings->byId('1')['panel_ref']);
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testAClaimThatCameToNothingIsPosted(): void
    {
        $world = $this->claimed();
        $summary = $world->run();
        self::assertSame([1, 1], [$summary->recovered, $summary->postings]);
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testAPanelThatSaysNoIsAskedAgainNextTime(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $busy = new PanelBut($world->panel, ['addCredit' => static fn () => throw new UnableToPost('busy')]);
        $no = $world->runWith($busy, $world->engine);
        self::assertSame([1, 0, 0, ['posting/1: busy']], [$no->entries, $no->postings, $no->review, $no->problems]);
        self::assertSame(['17 2026-03 1 1.00 accountCredit pending'], $world->entries());
        self::assertSame([1, []], (static fn ($s): array => [$s->postings, $s->problems])($world->run()));
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testAPanelThatFailsAfterBookingIsBelievedByItsLog(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $late = new PanelBut($world->panel, ['addCredit' => static function (string ...$call) use ($world): never {
            $world->panel->addCredit(...$call);
            throw new \TypeError('a hook of another module broke');
        }]);
        $summary = $world->runWith($late, $world->engine);
        self::assertSame([1, 0], [$summary->postings, $summary->review]);
        self::assertSame(0, $world->run()->newItems());
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    public function testMoneyWithoutARowWaitsForAPerson(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->panel->betweenWrites = static fn () => throw new UnableToPost('half');
        $half = $world->run(self::SETTLED);
        self::assertSame([0, 1], [$half->postings, $half->review]);
        self::assertSame(['17 2026-03 1 1.00 accountCredit review'], $world->entries());
    }

    public function testAHurriedRunMakesProgressAndTheNextGoesOn(): void
    {
        $world = $this->company();
        foreach (['18', '19', '20'] as $id) {
            $world->service($id, '5' . $id, '1');
        }
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        for ($runs = 0; $runs < 12 && count($world->ledger->postings->inState('posted')) < 4; $runs++) {
            $summary = $world->runWith($world->panel, $world->engine, 0);
            self::assertLessThanOrEqual(1, $summary->entries);
        }
        self::assertCount(4, $world->ledger->postings->inState('posted'));
        self::assertSame(0, $world->run()->newItems());
    }

    public function testWithoutAnEngineMessagesAndFactsAreKeptAndNothingIsDecided(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $engines = [null, Engine::at($this->temporaryDirectory()), Engine::over(new FakeTransport(static fn (): never => throw new EngineUnavailable('tracing')))];
        foreach ($engines as $engine) {
            $summary = $world->runWith($world->panel, $engine);
            self::assertSame([0, 0], [$summary->deliveries, $summary->newItems()]);
            self::assertStringStartsWith('engine: ', $summary->problems[0]);
            self::assertCount(4, $world->ledger->deliveries->fresh(10, 100_000));
        }
        self::assertSame('tracing', $world->desk->health()['engine']);
        self::assertSame(1, $world->run()->postings);
        self::assertNull($world->desk->health()['engine']);
    }

    public function testAMessageThatTrapsTheCoreIsSetAsideAndTheOthersCount(): void
    {
        $world = $this->company();
        [$pingdom] = $world->twoMonitors();
        $world->outage([$pingdom], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->ledger->deliveries->add($pingdom, $world->panel->now(), '', '', 'BOOM');
        $world->message($pingdom, '801', 'down', '2026-03-05T12:00:00Z');
        $summary = $world->runWith($world->panel, $this->trapping($world->engine, false));
        self::assertSame([4, 3, []], [$summary->deliveries, $summary->observations, $summary->problems]);
        $row = $world->ledger->deliveries->recent(1, 'unknown')[0];
        self::assertSame('internal', json_decode((string) $row['problem'], true)['code']);
    }

    public function testATrapAfterWhichKnownAnswersComeOutWrongStopsTheRun(): void
    {
        $world = $this->company();
        [$pingdom] = $world->twoMonitors();
        $world->ledger->deliveries->add($pingdom, $world->panel->now(), '', '', 'BOOM');
        $summary = $world->runWith($world->panel, $this->trapping($world->engine, true));
        self::assertSame(0, $summary->deliveries);
        self::assertStringContainsString('wrong answer', $summary->problems[0]);
        self::assertCount(1, $world->ledger->deliveries->fresh(10, 100_000), 'the message waits for a sound engine');
    }

    public function testAnEngineThatGoesWrongAfterDecidingPostsNothing(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $summary = $world->runWith($world->panel, $this->trapping($world->engine, true, '"command":"settle"'));
        self::assertSame([1, 0], [$summary->entries, $summary->postings]);
        self::assertStringContainsString('wrong answer', $summary->problems[0]);
        self::assertSame('0.00', $world->panel->balance('5'));
        self::assertSame(1, $world->run()->postings, 'a sound engine posts it');
    }

    /** The engine, but that it traps on a word, perhaps goes wrong from a word on, and says something else. */
    private function trapping(Engine $engine, bool $spoiled, string $word = 'BOOM', string $trap = 'BOOM', ?\Closure $instead = null): Engine
    {
        $question = '{"contract":1,"command":"describe","known":true}';
        $right = $engine->bytes($question);
        $directory = $this->temporaryDirectory();
        file_put_contents($directory . '/selftest.json', json_encode([['request' => $question, 'sha256' => hash('sha256', $right)]]));
        file_put_contents($directory . '/manifest.json', json_encode([
            'version' => '0', 'contract' => 1, 'sourceHash' => $engine->identity()['sourceHash'], 'wasm' => ['sha256' => str_repeat('a', 64)],
            'php' => ['file' => 'none.php', 'sha256' => '', 'class' => 'None'],
            'phpMore' => ['file' => 'none-more.php', 'sha256' => ''],
        ]));
        $wrong = false;
        $transport = new FakeTransport(static function (string $request) use ($engine, $spoiled, $word, $question, $trap, $instead, &$wrong): string {
            $wrong = $wrong || ($spoiled && str_contains($request, $word));
            if (str_contains($request, $trap)) {
                throw new EngineFailure('unreachable');
            }
            $answer = $engine->bytes($request);
            return $wrong && $request === $question ? '{"ok":true}' : ($instead === null ? $answer : $instead($answer));
        });
        return Engine::over($transport, Manifest::read($directory));
    }

    public function testTwoDecidersCollideInsteadOfAddingUp(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $raced = 0;
        Probe::install(static function (string $name) use ($world, &$raced): void {
            if ($name === 'settle.computed' && $raced++ === 0) {
                $world->ledger->clients->advance('5', 'USD', 0, '0.00'); // another decider was faster
            }
        });
        $summary = $world->run(self::SETTLED);
        self::assertSame([2, 1], [$raced, $summary->entries], 'evaluated again from what is true now');
        self::assertSame(1, (int) $world->ledger->entries->byId('1')['revision']);
    }

    public function testARaceThatIsAlwaysLostEndsAndTellsSo(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Probe::install(static fn (string $name) => $name === 'record.begin' ? throw new LostRace('always') : null);
        $summary = $world->run(self::SETTLED);
        self::assertSame([0, ['race/17/2026-03: always']], [$summary->entries, $summary->problems]);
        self::assertSame([], $world->entries());
    }

    public function testAUnitThatCannotBeSettledDoesNotHoldUpTheOthers(): void
    {
        $world = $this->company();
        $world->service('16', '9', '1', '10.00', 'ZZZ');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $summary = $world->run(self::SETTLED);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertCount(1, $summary->problems);
        self::assertStringContainsString('settle/16/2026-03: unknown_currency', $summary->problems[0]);
        $events = static fn (): int => count(array_filter($world->ledger->events->recent(100), static fn (array $row): bool => $row['type'] === 'problem'));
        self::assertSame(1, $events());
        $world->run();
        self::assertSame(1, $events(), 'told again in the summary, not in the events');
    }

    public function testAPanelThatCannotBeReadSettlesNothing(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        $broken = new PanelBut($world->panel, ['services' => static fn () => throw new UnableToRead('the table is locked')]);
        $world->clock(self::SETTLED);
        $summary = $world->runWith($broken, $world->engine);
        self::assertSame([0, ['panel: the table is locked']], [$summary->entries, $summary->problems]);
        self::assertNull($world->ledger->spans->openOf('17')['to_ms'], 'no service was taken for ended');
    }

    public function testAnAmountIsNotPostedInAnotherCurrency(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->panel->currencies['5'] = 'EUR';
        $summary = $world->run(self::SETTLED);
        self::assertSame([1, 0, 1], [$summary->entries, $summary->postings, $summary->review]);
        $case = $world->ledger->cases->all(1, 'open')[0];
        self::assertSame(['posting', 'currency'], [$case['kind'], $case['reason']]);
        $world->desk->refuseCase((string) $case['id'], 'admin:1', 'post it all the same');
        self::assertSame([0, 1], (static fn ($s): array => [$s->postings, $s->review])($world->run()), 'not even then');
        $world->panel->currencies['5'] = 'USD';
        $world->desk->refuseCase((string) $world->ledger->cases->all(1, 'open')[0]['id'], 'admin:1');
        self::assertSame(1, $world->run()->postings);
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    /** @dataProvider refusals */
    public function testAPostingThatNeverWorksComesToAPersonInTheEnd(string $method, \Closure $instead): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $broken = new PanelBut($world->panel, [$method => $instead]);
        for ($run = 1; $run <= 4; $run++) {
            self::assertSame(0, $world->runWith($broken, $world->engine)->review);
            self::assertSame('pending', $world->ledger->postings->byId('1')['state']);
        }
        self::assertSame(1, $world->runWith($broken, $world->engine)->review);
        self::assertSame(['17 2026-03 1 1.00 accountCredit review'], $world->entries());
        self::assertSame([0, []], (static fn ($s): array => [$s->newItems(), $s->problems])($world->runWith($broken, $world->engine)));
        $world->desk->refuseCase((string) $world->ledger->cases->all(1, 'open')[0]['id'], 'admin:1');
        self::assertSame(1, $world->run()->postings);
        self::assertSame('1.00', $world->panel->balance('5'));
    }

    /** @return array<string, array{string, \Closure}> */
    public static function refusals(): array
    {
        return [
            'the panel says no' => ['addCredit', static fn () => throw new UnableToPost('the client is closed')],
            'its books cannot be read' => ['balance', static fn () => throw new UnableToRead('the table is broken')],
            'its code is broken' => ['currency', static fn () => throw new \TypeError('of another module')],
        ];
    }

    public function testAClaimThatCannotBeFoundOutComesToAPersonInTheEnd(): void
    {
        $world = $this->claimed();
        $broken = new PanelBut($world->panel, ['creditRows' => static fn () => throw new UnableToRead('the table is broken')]);
        for ($run = 1; $run <= 3; $run++) {
            self::assertSame(0, $world->runWith($broken, $world->engine)->review);
        }
        self::assertSame(1, $world->runWith($broken, $world->engine)->review);
        self::assertSame('unclear', $world->ledger->cases->all(1, 'open')[0]['reason']);
    }

    public function testWhatWasTakenBackBeforeItWasPostedWaitsForAPerson(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $world->runWith(new PanelBut($world->panel, ['capabilities' => static function () use ($world): array {
            static $asked = 0; // the route is lost between deciding and posting
            return ['routes' => $asked++ === 0 ? ['accountCredit'] : []] + $world->panel->capabilities();
        }]), $world->engine);
        self::assertSame(['17 2026-03 1 1.00 accountCredit pending'], $world->entries());
        $world->ledger->entries->add(['n' => 2, 'gross' => '-1.00', 'net' => '-1.00', 'route' => 'carry', 'state' => 'carried', 'revision' => 1]
            + array_diff_key((array) $world->ledger->entries->byId('1'), ['id' => 0]));
        $summary = $world->run();
        self::assertSame([0, 1], [$summary->postings, $summary->review]);
        self::assertSame('corrected', $world->ledger->cases->all(1, 'open')[0]['reason']);
        $world->desk->refuseCase((string) $world->ledger->cases->all(1, 'open')[0]['id'], 'admin:1', 'post it, the carry will take it back');
        self::assertSame(1, $world->run()->postings, 'a person\'s word');
    }

    public function testWhateverBreaksInOneServiceOrInTheFactsTheEarlierOnesArePosted(): void
    {
        $world = $this->company();
        $world->service('16', '9', '1');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $zone = static fn () => throw new \TypeError('offsets');
        $once = new PanelBut($world->panel, ['offsets' => static function (string $name, int $from, int $to) use ($world, $zone): array {
            static $asked = 0;
            return $asked++ === 0 ? $zone() : $world->panel->offsets($name, $from, $to);
        }]);
        $summary = $world->runWith($once, $world->engine);
        self::assertSame([1, 1], [$summary->entries, $summary->postings]);
        self::assertSame(['settle/16/2026-03: TypeError: offsets'], $summary->problems);
        self::assertSame(1, $world->run()->entries);

        $world->ledger->postings->move('1', 'posted', 'pending');
        $services = new PanelBut($world->panel, ['services' => static fn () => throw new \TypeError('facts')]);
        $summary = $world->runWith($services, $world->engine);
        self::assertSame([1, ['panel: TypeError: facts']], [$summary->postings, $summary->problems]);
    }

    public function testARunThatEndsAtOneServiceLeavesTheCursorAtTheNext(): void
    {
        $world = $this->company();
        $world->service('16', '9', '1');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $gone = static function (): never {
            $lost = new \PDOException('server has gone away');
            $lost->errorInfo = ['HY000', 2006, 'gone'];
            throw $lost;
        };
        try {
            $world->runWith(new PanelBut($world->panel, ['offsets' => $gone]), $world->engine);
            self::fail('it went on without a connection');
        } catch (\PDOException) {
            self::assertSame('17/2026-03', $world->ledger->meta->get('settle_cursor'));
        }
        self::assertSame(2, $world->run()->postings);
    }

    public function testNothingIsFinalWhileMessagesWait(): void
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        foreach ($sources as $source) {
            $world->message($source, '801', 'down', '2026-03-04T12:00:00Z');
        }
        for ($i = 0; $i < 196; $i++) {
            $world->message($sources[0], '999', 'up', '2026-03-04T12:30:00Z');
        }
        foreach ($sources as $source) {
            $world->message($source, '801', 'up', '2026-03-04T14:00:00Z');
        }
        foreach ($sources as $source) {
            $world->message($source, '801', 'down', '2026-03-10T12:00:00Z');
            $world->message($source, '801', 'up', '2026-03-10T15:00:00Z');
        }
        $world->clock(self::SETTLED);
        $first = $world->runWith($world->panel, $world->engine, 0);
        self::assertSame([200, 1, 0], [$first->deliveries, $first->confirmed, $first->entries]);
        self::assertSame(1, $world->run()->entries);
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted'], $world->entries());
    }

    public function testNothingIsFinalForAServiceWhoseMonitorsCouldNotBeJudged(): void
    {
        $world = $this->company();
        $world->service('18', '6', '2');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->outage($world->twoMonitors('service:17'), '2026-03-09T12:00:00Z', '2026-03-09T15:00:00Z');
        $world->outage($world->twoMonitors('server:2'), '2026-03-09T12:00:00Z', '2026-03-09T14:00:00Z');
        $world->clock(self::SETTLED);
        $engine = $this->trapping($world->engine, false, 'BOOM', '"subject":"service:17"');
        $summary = $world->runWith($world->panel, $engine);
        self::assertSame(['18 2026-03 1 1.00 accountCredit posted'], $world->entries());
        self::assertCount(1, $summary->problems);
        $world->run();
        self::assertSame('17 2026-03 1 2.50 accountCredit posted', $world->entries()[1]);
    }

    public function testWhatAnUnsoundEngineDecidedIsComputedAgainBeforeItIsPosted(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->clock(self::SETTLED);
        $wrong = static fn (string $answer): string => str_replace('"posting":"1.00"', '"posting":"9.00"', $answer);
        $summary = $world->runWith($world->panel, $this->trapping($world->engine, true, '"command":"settle"', 'BOOM', $wrong));
        self::assertSame([1, 0], [$summary->entries, $summary->postings]);
        $next = $world->run();
        self::assertSame([0, 1], [$next->postings, $next->review]);
        self::assertSame('engine', $world->ledger->cases->all(1, 'open')[0]['reason']);
        self::assertSame('0.00', $world->panel->balance('5'));
        self::assertSame(0, $world->run()->newItems());
    }

    public function testALostRaceIsOverWhenItIsWon(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Probe::install(static fn (string $name) => $name === 'record.begin' ? throw new LostRace('always') : null);
        $world->run(self::SETTLED);
        Probe::install(null);
        self::assertSame(['always'], $world->desk->health()['problems']);
        $world->run();
        self::assertSame([], $world->desk->health()['problems']);
    }

    public function testAMessageThatBreaksTheBridgeIsSetAsideAndTheOthersCount(): void
    {
        $world = $this->company();
        [$pingdom] = $world->twoMonitors();
        $world->message($pingdom, '801', 'down', '2026-03-04T12:00:00Z');
        $world->message($pingdom, '802', 'down', '2026-03-04T12:00:00Z');
        $answer = static fn (string $answer): string => str_replace('"target":"801"', '"target":null', $answer);
        $world->runWith($world->panel, $this->trapping($world->engine, false, 'BOOM', 'BOOM', $answer));
        self::assertSame([1, 1], [count($world->ledger->deliveries->recent(9, 'unknown')), count($world->ledger->deliveries->recent(9, 'observed'))]);
    }
}
