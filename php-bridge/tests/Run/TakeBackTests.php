<?php

/** A payment is reversed: what of its credit is unspent goes back, once, and by the rules of every posting. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\Charge;
use Makegood\Panel\InMemoryRefundPanel;
use Makegood\Panel\RefundLine;
use Makegood\Panel\Reversal;
use Makegood\Run\Mode;
use Makegood\Run\Probe;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\World;

abstract class TakeBackTests extends DatabaseTestCase
{
    private const STAFF = 'admin:1';
    private const LATER = '2026-04-10T12:00:00Z';
    protected World $world;
    private InMemoryRefundPanel $panel;

    protected function setUp(): void
    {
        $pdo = $this->connect();
        $this->panel = new InMemoryRefundPanel($pdo, 0);
        $this->world = new World($pdo, $this->temporaryDirectory(), null, null, $this->panel);
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        unset($this->world, $this->panel);
    }

    public function testAPersonIsAskedAndWhatIsUnspentGoesBack(): void
    {
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        self::assertSame(['asked', '2.50'], [$this->state('1'), $this->panel->balance('5')], 'nobody has decided');
        $seen = $this->world->desk->reversals->preview('1');
        self::assertSame([[['id' => '17/2026-03', 'amount' => '2.50']], '17.50'], [$seen['taken'], $seen['owed']]);
        self::assertSame(1, $this->world->desk->health()['review'] ?? 1);
        $this->world->desk->reversals->accept('1', self::STAFF, 'card 4711');
        self::assertSame('2.50', $this->panel->balance('5'), 'cron takes');
        $this->world->run();
        self::assertSame(['taken', '17.50', '0.00'], [$this->state('1'), $this->row('1')['owed'], $this->panel->balance('5')]);
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted', '17 B000001 1 -2.50 accountCredit posted'], $this->world->entries());
        $rows = $this->panel->creditRows('5', '0');
        self::assertSame('-2.50', $rows[1]->amount);
        self::assertStringContainsString(' Payment reversed, credit taken back B000001, service 17', $rows[1]->description);
        $entry = $this->world->ledger->entries->byId('2');
        self::assertSame($entry['answer'], $this->world->engine->bytes((string) $entry['request']), 'it can be replayed');
        $this->world->run();
        self::assertSame('0.00', $this->panel->balance('5'), 'once');
        $this->expectException(UnableToDo::class);
        $this->world->desk->reversals->refuse('1', self::STAFF);
    }

    public function testWhatIsRefusedStays(): void
    {
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->desk->reversals->refuse('1', self::STAFF);
        $this->world->run();
        self::assertSame(['refused', '2.50'], [$this->state('1'), $this->panel->balance('5')]);
    }

    /** @return iterable<string, array{string, string, string, string, string}> spent, reversed; state, balance, owed */
    public static function amounts(): iterable
    {
        yield 'partly spent: the rest goes back' => ['1.00', '20.00', 'taken', '0.00', '18.50'];
        yield 'all spent: nothing, and it says what is owed' => ['2.50', '20.00', 'nothing', '0.00', '20.00'];
        yield 'a partial reversal takes no more than itself' => ['0', '0.75', 'taken', '1.75', '0.00'];
        yield 'an account in debt' => ['4.00', '20.00', 'nothing', '-1.50', '20.00'];
    }

    /** @dataProvider amounts */
    public function testNeverMoreThanThereIsAndThanWasReversed(string $spent, string $reversed, string $state, string $balance, string $owed): void
    {
        $this->world->ledger->meta->put('take_back', 'auto');
        $this->credited();
        $spent === '0' || $this->panel->removeCredit('5', $spent, 'Credit Applied to Invoice #9');
        $this->reversed($reversed);
        $this->world->run(self::LATER);
        $this->world->run();
        self::assertSame([$state, $balance, $owed], [$this->state('1'), $this->panel->balance('5'), $this->row('1')['owed']]);
    }

    public function testAReversalThatIsNoAmountOfItsCurrencyHoldsUpNoOther(): void
    {
        $this->credited();
        $this->reversed('20.00', 'good');
        $this->panel->reversals = [new Reversal('odd', '12', ['12'], null, '5', 'JPY', '0.5', Instant::ms(self::LATER)), ...$this->panel->reversals];
        $problems = $this->world->run(self::LATER)->problems;
        self::assertStringContainsString('no amount in its currency', json_encode($problems, JSON_THROW_ON_ERROR), 'it is told');
        self::assertSame('panel:good', $this->row('1')['ref']);
        self::assertNull($this->world->ledger->reversals->byId('2'));
    }

    public function testTheSameCreditIsNotTakenForTwoReversals(): void
    {
        $this->world->ledger->meta->put('take_back', 'auto');
        $this->credited();
        $this->panel->addCredit('5', '50.00', 'Gift');
        $this->reversed('1.00', 'a');
        $this->reversed('20.00', 'b');
        $this->world->run(self::LATER);
        $this->world->run();
        $this->world->run();
        self::assertSame('50.00', $this->panel->balance('5'), 'what is the client\'s own stays');
        self::assertSame(['taken', 'taken', '18.50'], [$this->state('1'), $this->state('2'), $this->row('2')['owed']]);
        $this->world->run();
        self::assertCount(4, $this->panel->creditRows('5', '0'));
    }

    public function testAReversalOfAPaymentWithoutCreditAsksNobody(): void
    {
        $this->credited();
        $this->reversed('20.00', 'x', '8');
        $this->world->run(self::LATER);
        self::assertSame(['nothing', 0], [$this->state('1'), $this->world->ledger->reversals->countAsked()]);
    }

    public function testSwitchedOffNothingIsAskedAndNothingTaken(): void
    {
        $this->world->desk->reversals->set('off', self::STAFF);
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->run();
        self::assertSame(['off', '2.50'], [$this->state('1'), $this->panel->balance('5')]);
        $this->expectException(UnableToDo::class);
        $this->world->desk->reversals->set('always', self::STAFF);
    }

    public function testDryRunAndHoldsStopIt(): void
    {
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->desk->reversals->accept('1', self::STAFF);
        Mode::dry($this->world->ledger);
        $this->world->run();
        self::assertSame(['accepted', '2.50'], [$this->state('1'), $this->panel->balance('5')]);
        Mode::live($this->world->ledger, null);
        $this->world->desk->holdLine('17', 'B000001', self::STAFF);
        $this->world->run();
        self::assertSame(['taken', '2.50'], [$this->state('1'), $this->panel->balance('5')]);
        $this->world->desk->releaseLine('17', 'B000001', self::STAFF);
        $this->world->run();
        self::assertSame('0.00', $this->panel->balance('5'));
    }

    public function testItCountsTowardsTheLimits(): void
    {
        $this->world->ledger->meta->put('take_back', 'auto');
        $this->credited();
        $this->world->desk->setLimits(null, ['USD' => '2.00'], self::STAFF);
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        self::assertSame('2.50', $this->panel->balance('5'));
        self::assertSame('run', $this->world->ledger->cases->all(10, 'open')[0]['kind']);
        $this->world->desk->acceptCase((string) $this->world->ledger->cases->all(10, 'open')[0]['id'], self::STAFF);
        $this->world->run();
        self::assertSame('0.00', $this->panel->balance('5'));
    }

    public function testWhatWasSpentBetweenDecisionAndRemovalIsNotOverdrawn(): void
    {
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->desk->reversals->accept('1', self::STAFF);
        $this->world->desk->holdLine('17', 'B000001', self::STAFF);
        $this->world->run();
        $this->panel->removeCredit('5', '1.00', 'Credit Applied to Invoice #9');
        $this->world->desk->releaseLine('17', 'B000001', self::STAFF);
        for ($run = 1; $run <= 5; $run++) {
            $this->world->run();
        }
        self::assertSame('1.50', $this->panel->balance('5'));
        self::assertSame(['posting', 'notPosted'], [$this->world->ledger->cases->all(10, 'open')[0]['kind'], $this->world->ledger->cases->all(10, 'open')[0]['reason']]);
    }

    /** @return iterable<string, array{string, bool}> where it dies, whether the panel is asked to do it between its two writes */
    public static function deaths(): iterable
    {
        foreach (['takeBack.before', 'takeBack.entry', 'takeBack.recorded', 'claim.before', 'claim.committed', 'post.before', 'post.returned', 'mark.before', 'mark.committed'] as $point) {
            yield $point => [$point];
        }
    }

    /** @dataProvider deaths */
    public function testADeathNeitherLosesNorDoublesIt(string $point): void
    {
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->desk->reversals->accept('1', self::STAFF);
        $died = false;
        Probe::install(static function (string $name) use ($point, &$died): void {
            if ($name === $point && !$died) {
                $died = true;
                throw new \DomainException('died');
            }
        });
        try {
            $this->world->run();
        } catch (\DomainException) {
        }
        self::assertTrue($died);
        Probe::install(null);
        $this->world->run();
        $this->world->run();
        self::assertSame(['taken', '0.00'], [$this->state('1'), $this->panel->balance('5')]);
        self::assertCount(2, $this->panel->creditRows('5', '0'));
        self::assertCount(2, $this->world->entries());
    }

    public function testADeathBetweenThePanelsTwoWritesIsAPersonsToJudge(): void
    {
        $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->desk->reversals->accept('1', self::STAFF);
        $this->panel->betweenWrites = static fn () => throw new \DomainException('died');
        $this->world->run();
        $this->panel->betweenWrites = null;
        $this->world->run();
        self::assertSame(['0.00', 'review'], [$this->panel->balance('5'), $this->world->ledger->postings->byId('2')['state']]);
    }

    public function testAMonthWhoseCreditWentBackIsNeitherGivenNorTakenASecondTime(): void
    {
        $this->world->ledger->meta->put('take_back', 'auto');
        $sources = $this->credited();
        $this->reversed('20.00');
        $this->world->run(self::LATER);
        $this->world->run();
        self::assertSame('0.00', $this->panel->balance('5'));
        // The outage was none: the month comes out at nothing, and what it gave is taken already.
        foreach ($this->world->ledger->cases->all(10) as $case) {
            self::fail('no case is expected: ' . $case['case_key']);
        }
        foreach ($sources as $source) {
            $this->world->desk->enableSource($source, false, self::STAFF);
        }
        $this->world->desk->addMaintenance('server:1', Instant::ms('2026-03-04T00:00:00Z'), Instant::ms('2026-03-05T00:00:00Z'), Instant::ms('2026-03-01T00:00:00Z'), 'Announced', self::STAFF);
        $this->world->run();
        $answer = Json::decode((string) $this->world->ledger->settlements->of('17', '2026-03')['answer']);
        self::assertStringContainsString('"-2.50"', Json::encode($answer), 'the core would take it back');
        self::assertSame(['17 2026-03 1 2.50 accountCredit posted', '17 B000001 1 -2.50 accountCredit posted'], $this->world->entries());
        self::assertSame('0', rtrim((string) $this->world->ledger->clients->state('5', 'USD')['carry'], '.0') ?: '0');
    }

    public function testStaffSayItWhereThePanelDoesNot(): void
    {
        $this->credited();
        $this->panel->refundLines['17'] = [new RefundLine('invoice:7/12', '7', 'plan', 'Hosting', Instant::ms('2026-03-01T00:00:00Z'), Instant::ms('2026-04-01T00:00:00Z'), '10.00')];
        $this->world->clock(self::LATER);
        $desk = $this->world->desk->reversals;
        self::assertSame('asked', $desk->enter('7', '10.00', self::STAFF));
        foreach ([['7', '10.00', UnableToDo::class], ['9', '10.00', UnableToDo::class], ['7', '0.00', UnableToDo::class], ['7', '-1.00', CoreRefused::class], ['7', '1.005', CoreRefused::class]] as [$invoice, $amount, $refused]) {
            try {
                $desk->enter($invoice, $amount, self::STAFF);
                self::fail("$invoice $amount was taken");
            } catch (UnableToDo | CoreRefused $said) {
                self::assertInstanceOf($refused, $said, "$invoice $amount");
            }
        }
        $desk->accept('1', self::STAFF);
        $this->world->run();
        self::assertSame('0.00', $this->panel->balance('5'));
    }

    /** March was out for five hours: 25 % of 10.00 stand on the account. @return array{string, string} the monitors */
    private function credited(): array
    {
        $this->world->service('17', '5', '1');
        $this->panel->charges['17'] = [new Charge('invoice:7/12', '2026-03-01', 1, '10.00', null)];
        $this->world->policy();
        $sources = $this->world->twoMonitors();
        $this->world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T17:00:00Z');
        $this->world->run('2026-04-04T06:00:00Z');
        self::assertSame('2.50', $this->panel->balance('5'));
        return $sources;
    }

    private function reversed(string $amount, string $id = '90', string $invoice = '7'): void
    {
        $this->panel->reversals[] = new Reversal($id, $invoice, [$invoice], '8', '5', 'USD', $amount, Instant::ms('2026-04-09T00:00:00Z'));
    }

    /** @return array<string, mixed> */
    private function row(string $id): array
    {
        return $this->world->ledger->reversals->byId($id);
    }

    private function state(string $id): string
    {
        return (string) $this->row($id)['state'];
    }
}
