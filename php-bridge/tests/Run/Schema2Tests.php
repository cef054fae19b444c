<?php

/** What policies of schema 2 ask for, each fact from where it is known to the credit that it makes, through the compiled core. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\Charge;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\Evidence;
use Makegood\Run\SettleRequests;
use Makegood\Run\SpanSync;
use Makegood\Run\Settings;
use Makegood\Tests\Support\World;

abstract class Schema2Tests extends RunTestCase
{
    /** 10 % below 99.9: two hours of March are 0.269 % of it, half an hour 0.067 %. */
    private const TIERS = ['family' => 'uptimeTiers', 'tiers' => [['below' => '99.9', 'percent' => '10']]];
    private const OUTAGE = ['2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z'];
    private const DAY = 86_400_000;

    /** @param array<string, mixed> $members */
    private function company2(array $members, ?array $schedule = null): World
    {
        $this->world->service('17', '5', '1');
        $this->world->policy(self::document($members, $schedule));
        return $this->world;
    }

    /** @param array<string, mixed> $members */
    private static function document(array $members, ?array $schedule = null): string
    {
        return Json::encode(['schema' => 2, 'name' => 'Standard'] + $members + ['zone' => 'UTC', 'schedule' => $schedule ?? self::TIERS]);
    }

    /** The outage, seen and understood, before its month is due. */
    private function seen(): void
    {
        $this->world->outage($this->world->twoMonitors(), ...self::OUTAGE);
        $this->world->run('2026-03-05T06:00:00Z');
    }

    /** @return array<string, array{array<string, mixed>, ?array<string, mixed>, callable(World): void, string, string}> members, schedule, what is known, the credit, the wrong credit that it catches */
    public static function facts(): array
    {
        $parts = ['family' => 'components', 'stack' => 'sum', 'of' => [
            ['name' => 'network', 'schedule' => ['family' => 'flat', 'share' => ['percent' => '50'], 'below' => '99.9']],
            ['name' => 'power', 'schedule' => ['family' => 'flat', 'share' => ['percent' => '20'], 'below' => '99.9']],
        ]];
        $describe = static fn (?string $component, ?string $affected, ?string $reported): \Closure => static fn (World $world) => $world->desk->terms
            ->describeOutage('1', $component, $affected, $reported === null ? null : Instant::ms($reported), 'admin:1');
        $excuse = static fn (string $kind, string $to): \Closure => static fn (World $world) => $world->desk->terms
            ->excuse('17', $kind, Instant::ms(self::OUTAGE[0]), Instant::ms($to), 'by their own script', 'admin:1');
        $nothing = static function (): void {
        };
        $line = static fn (World $world) => $world->panel->charges['17'][] = new Charge('7/1', '2026-03-01', 1, '10.00', null);
        return [
            'nothing is known' => [[], null, $nothing, '1.00', ''],
            'no component' => [[], $parts, $nothing, '', '7.00'],
            'a component' => [[], $parts, $describe('power', null, null), '2.00', '7.00'],
            'a quarter was affected' => [['counting' => ['affected' => 'share']], null, $describe(null, '25', null), '', '1.00'],
            'half was affected' => [['counting' => ['affected' => 'share']], null, $describe(null, '50', null), '1.00', ''],
            'never reported' => [['counting' => ['clock' => 'report']], null, $nothing, '', '1.00'],
            'reported after half an hour' => [['counting' => ['clock' => 'report']], null, $describe(null, null, '2026-03-04T12:30:00Z'), '1.00', ''],
            'reported when it was nearly over' => [['counting' => ['clock' => 'report']], null, $describe(null, null, '2026-03-04T13:45:00Z'), '', '1.00'],
            'excused in part' => [['counting' => ['excuses' => ['client']]], null, $excuse('client', '2026-03-04T13:30:00Z'), '', '1.00'],
            'excused for a little' => [['counting' => ['excuses' => ['client']]], null, $excuse('client', '2026-03-04T12:30:00Z'), '1.00', ''],
            'an excuse that the policy does not take' => [['counting' => ['excuses' => ['abuse']]], null, $excuse('client', '2026-03-04T13:30:00Z'), '1.00', ''],
            'an excuse taken back' => [['counting' => ['excuses' => ['client']]], null, static function (World $world) use ($excuse): void {
                $excuse('client', '2026-03-04T13:30:00Z')($world);
                $world->desk->terms->withdrawExcuse('1', 'admin:1');
            }, '1.00', ''],
            'a chargeback' => [['forfeits' => ['chargeback']], null, static fn (World $world) => $world->desk->terms->flag('17', 'chargeback', Instant::ms('2026-03-05T00:00:00Z'), null, 'admin:1'), '', '1.00'],
            'a chargeback that the policy forgives' => [['forfeits' => ['unpaid']], null, static fn (World $world) => $world->desk->terms->flag('17', 'chargeback', Instant::ms('2026-03-05T00:00:00Z'), null, 'admin:1'), '1.00', ''],
            'cancelled, says the panel' => [['forfeits' => ['cancelled']], null, static fn (World $world) => $world->panel->flags['17'] = ['cancelled'], '', '1.00'],
            'another service is cancelled' => [['forfeits' => ['cancelled']], null, static fn (World $world) => $world->panel->flags['18'] = ['cancelled'], '1.00', ''],
            'most of the line was refunded' => [[], null, static function (World $world) use ($line): void {
                $line($world);
                $world->panel->refunds['7/1'] = '9.60';
            }, '0.40', '1.00'],
            'another line was refunded' => [[], null, static function (World $world) use ($line): void {
                $line($world);
                $world->panel->charges['17'][] = new Charge('8/1', '2026-04-01', 1, '10.00', null);
                $world->panel->refunds['8/1'] = '10.00';
            }, '1.00', '0.00'],
            'the line of the month before is the base, and was refunded' => [['fee' => ['base' => 'before']], null, static function (World $world) use ($line): void {
                $line($world);
                $world->panel->charges['17'][] = new Charge('6/1', '2026-02-01', 1, '20.00', null);
                $world->panel->refunds['6/1'] = '19.90';
            }, '0.10', '1.00'],
            'paid by credit in part' => [['fee' => ['base' => 'cash']], null, static function (World $world) use ($line): void {
                $line($world);
                $world->panel->cash['7/1'] = '4.00';
            }, '0.40', '1.00'],
            'paid by credit, but the whole price counts' => [[], null, static function (World $world) use ($line): void {
                $line($world);
                $world->panel->cash['7/1'] = '4.00';
            }, '1.00', '0.40'],
            'with an add-on' => [[], null, static fn (World $world) => $world->panel->addOns['17'][] = new Charge('7/2', '2026-03-01', 1, '5.00', null, true, Charge::ADD_ON), '1.50', '1.00'],
            'an add-on that does not count' => [['fee' => ['addOns' => false]], null, static fn (World $world) => $world->panel->addOns['17'][] = new Charge('7/2', '2026-03-01', 1, '5.00', null, true, Charge::ADD_ON), '1.00', '1.50'],
        ];
    }

    /**
     * @dataProvider facts
     *
     * @param array<string, mixed> $members
     * @param array<string, mixed>|null $schedule
     */
    public function testAFactBecomesACredit(array $members, ?array $schedule, callable $know, string $credit, string $wrong): void
    {
        $world = $this->company2($members, $schedule);
        $this->seen();
        $know($world);
        $world->run('2026-03-20T06:00:00Z');
        $world->run(self::SETTLED);
        self::assertSame($credit === '' ? [] : ["17 2026-03 1 $credit accountCredit posted"], $world->entries(), $wrong === '' ? '' : 'not ' . $wrong);
        self::assertSame([], $world->run('2026-04-05T06:00:00Z')->problems);
        self::assertSame(0, $world->run('2026-04-06T06:00:00Z')->newItems(), 'and it stays so');
    }

    private const CLAIM = ['claim' => ['windowMs' => 30 * self::DAY, 'from' => 'period']];

    public function testAClaimOfTheClient(): void
    {
        $world = $this->company2(self::CLAIM);
        $this->seen();
        self::assertSame(
            ['gross' => '1.00', 'currency' => 'USD', 'until' => '2026-05-01T00:00:00Z', 'isTime' => false, 'final' => false],
            $world->desk->claims->open('17', '2026-03', '5'),
        );
        self::assertNull($world->desk->claims->open('17', '2026-03', '6'), 'somebody else\'s month');
        self::assertNull($world->desk->claims->open('17', '2026-04', '5'));
        $world->run(self::SETTLED);
        self::assertSame([], $world->entries(), 'nobody asked');
        $world->clock('2026-04-20T10:00:00Z');
        $this->refused('nothing to claim', fn () => $world->desk->claims->claim('17', '2026-03', '6', 'client:6'));
        $world->desk->claims->claim('17', '2026-03', '5', 'client:5');
        $this->refused('nothing to claim', fn () => $world->desk->claims->claim('17', '2026-03', '5', 'client:5'));
        $world->run('2026-04-20T10:05:00Z');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
        $world->desk->claims->withdraw('1', 'admin:1');
        $world->run('2026-04-21T10:05:00Z');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', '17 2026-03 2 -1.00 carry carried'], $world->entries(), 'a mistake is taken back by a difference');
        self::assertSame('-1.00', $world->ledger->clients->state('5', 'USD')['carry']);
    }

    /** @return array<string, array{string, string, string}> what staff do, when, credit */
    public static function decisions(): array
    {
        return [
            'accepted' => ['acceptCase', '2026-04-22T10:00:00Z', '1.00'],
            'accepted after the time for claims, which was kept' => ['acceptCase', '2026-05-09T10:00:00Z', '1.00'],
            'refused' => ['refuseCase', '2026-04-22T10:00:00Z', ''],
        ];
    }

    /** @dataProvider decisions */
    public function testAClaimThatStaffDecideAbout(string $decide, string $at, string $credit): void
    {
        $world = $this->company2(self::CLAIM);
        $this->refused('no such rule', fn () => $world->desk->claims->setRule('sometimes', 'admin:1'));
        $world->desk->claims->setRule('decided', 'admin:1');
        $this->seen();
        $world->run(self::SETTLED);
        $world->clock('2026-04-20T10:00:00Z');
        $world->desk->claims->claim('17', '2026-03', '5', 'client:5');
        $this->refused('nothing to claim', fn () => $world->desk->claims->claim('17', '2026-03', '5', 'client:5'));
        $case = $world->ledger->cases->ofClaim('17', '2026-03');
        self::assertSame(['claim', 'open', 'client:5'], [$case['kind'], $case['state'], (string) $case['opened_by']]);
        $world->run('2026-04-20T10:05:00Z');
        self::assertSame([[], []], [$world->entries(), $world->ledger->claims->of('17', '2026-03')], 'nobody has decided');
        try {
            $world->desk->acceptCase((string) $case['id'], 'client:5');
            self::fail('a client decided about their own claim');
        } catch (CoreRefused $refused) {
            self::assertStringContainsString('not_allowed', $refused->getMessage() . $refused->summary());
        }
        $world->clock($at);
        $world->desk->{$decide}((string) $case['id'], 'admin:1', 'looked at');
        $world->run(Instant::iso(Instant::ms($at) + 300_000));
        self::assertSame($credit === '' ? [] : ["17 2026-03 1 $credit accountCredit posted"], $world->entries());
        self::assertSame($credit === '' ? [] : [Instant::ms('2026-04-20T10:00:00Z')], $world->ledger->claims->of('17', '2026-03'), 'as of when the client asked');
        $this->refused('nothing to claim', fn () => $world->desk->claims->claim('17', '2026-03', '5', 'client:5'));
        self::assertSame('looked at', (string) $world->ledger->cases->ofClaim('17', '2026-03')['note']);
    }

    /** @return array<string, array{string, string}> when the ticket came, credit */
    public static function tickets(): array
    {
        return [
            'before the month' => ['2026-02-28T23:59:59Z', ''],
            'in the month' => ['2026-03-04T15:00:00Z', '1.00'],
            'at the last moment' => ['2026-05-01T00:00:00Z', '1.00'],
            'too late' => ['2026-05-01T00:00:01Z', ''],
        ];
    }

    /** @dataProvider tickets */
    public function testAClaimEnteredForTheClient(string $at, string $credit): void
    {
        $world = $this->company2(self::CLAIM);
        $this->refused('nothing to claim', fn () => $world->desk->claims->enter('17', '2026-03', Instant::ms('2026-03-01T00:00:00Z'), null, 'admin:1'));
        $this->seen();
        $this->refused('future', fn () => $world->desk->claims->enter('17', '2026-03', Instant::ms('2026-03-09T00:00:00Z'), null, 'admin:1'));
        $world->run('2026-05-10T06:00:00Z');
        self::assertNull($world->desk->claims->open('17', '2026-03', '5'), 'too late for the client');
        $world->desk->claims->enter('17', '2026-03', Instant::ms($at), 'ticket 4711', 'admin:1');
        $world->run('2026-05-10T06:05:00Z');
        self::assertSame($credit === '' ? [] : ["17 2026-03 1 $credit accountCredit posted"], $world->entries());
    }

    public function testWhatIsGivenByItselfCannotBeClaimed(): void
    {
        $world = $this->company2([]);
        $this->seen();
        self::assertNull($world->desk->claims->open('17', '2026-03', '5'));
        $this->refused('without a claim', fn () => $world->desk->claims->enter('17', '2026-03', Instant::ms('2026-03-04T15:00:00Z'), null, 'admin:1'));
    }

    public function testMonthsThatBeginOnTheBillingDay(): void
    {
        $world = $this->world;
        $world->panel->billingDays['17'] = 10;
        $world->clock('2026-02-01T00:00:00Z');
        $world->service('17', '5', '1');
        $world->policy(self::document(['period' => 'anniversary', 'zone' => 'Europe/Berlin']));
        $sources = $world->twoMonitors();
        $world->outage($sources, ...self::OUTAGE); // in 10 February to 10 March: 2 of 672 hours
        $world->outage($sources, '2026-03-09T22:30:00Z', '2026-03-10T00:30:00Z'); // half an hour in this one, one and a half in the next
        $world->run('2026-03-12T22:59:00Z');
        self::assertSame([], $world->entries(), 'three days after 10 March in Berlin');
        $world->panel->billingDays['17'] = 25;
        $world->run('2026-03-12T23:00:00Z');
        self::assertSame(['17 2026-02 1 1.00 accountCredit posted'], $world->entries());
        $world->run('2026-04-12T22:00:00Z');
        self::assertSame(['17 2026-02 1 1.00 accountCredit posted', '17 2026-03 1 1.00 accountCredit posted'], $world->entries(), 'the day of another invoice moves no month');
        $result = json_decode((string) $world->ledger->entries->byId('2')['answer'], true)['results'][0];
        self::assertSame(['2026-03-09T23:00:00Z', '2026-04-09T22:00:00Z', 5_400_000], [$result['from'], $result['to'], $result['downtimeMs']]);
        self::assertSame(10, $world->ledger->anchors->of('17'));
    }

    /** @return array<string, array{array<string, mixed>, ?array<string, mixed>, string, bool}> members, schedule, month, whether what is not judged yet may change it */
    public static function windows(): array
    {
        $year = ['family' => 'rollingYear', 'tiers' => [['below' => '99.97', 'percent' => '10']]];
        return [
            'a billing month reaches to 9 April' => [['period' => 'anniversary'], null, '2026-03', true],
            'a calendar month does not' => [[], null, '2026-03', false],
            'the month of the move' => [[], null, '2026-04', true],
            'long after it' => [[], null, '2026-06', false],
            'but a year looks back' => [[], $year, '2026-06', true],
        ];
    }

    /**
     * @dataProvider windows
     *
     * @param array<string, mixed> $members
     * @param array<string, mixed>|null $schedule
     */
    public function testNothingIsFinalBeforeAllThatIsLookedAtWasJudged(array $members, ?array $schedule, string $period, bool $mayChange): void
    {
        $world = $this->world;
        $world->panel->billingDays['17'] = 10;
        // On server 2 from 5 to 7 April, and its monitors' messages cannot be judged.
        foreach (['2026-02-01' => '1', '2026-04-05' => '2', '2026-04-07' => '1'] as $day => $server) {
            $world->clock($day . 'T00:00:00Z');
            $world->service('17', '5', $server);
            (new SpanSync($world->ledger, new Settings()))->run($world->panel);
        }
        $world->policy(self::document($members, $schedule));
        $request = (new SettleRequests($world->ledger, $world->panel))->build('17', $period);
        self::assertSame(!$mayChange, (new Evidence($world->ledger, true, ['server:2']))->isComplete('17', $request->windowMs));
        self::assertTrue((new Evidence($world->ledger, true, ['server:3']))->isComplete('17', $request->windowMs));
    }

    public function testACapOverAYear(): void
    {
        $world = $this->world;
        $world->clock('2026-02-01T00:00:00Z');
        $this->company2(['caps' => [['per' => 'year', 'amounts' => [['currency' => 'USD', 'amount' => '1.70']]]]]);
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-02-04T12:00:00Z', '2026-02-04T14:00:00Z');
        $world->run('2026-03-04T06:00:00Z');
        $world->outage($sources, ...self::OUTAGE);
        $world->run(self::SETTLED);
        self::assertSame(['17 2026-02 1 1.00 accountCredit posted', '17 2026-03 1 0.70 accountCredit posted'], $world->entries());
        $entry = json_decode((string) $world->ledger->entries->byId('2')['request'], true);
        self::assertSame(['year' => '1.00'], $entry['services'][0]['given']);
        $world->outage($sources, '2027-03-04T12:00:00Z', '2027-03-04T14:00:00Z');
        $world->run('2027-04-04T06:00:00Z');
        self::assertSame('17 2027-03 1 1.00 accountCredit posted', $world->entries()[2], 'a year later it is free again');
    }

    public function testACapOverAClientsServices(): void
    {
        $world = $this->company2(['caps' => [['per' => 'client', 'amounts' => [['currency' => 'USD', 'amount' => '2.50']]]]]);
        $world->service('18', '5', '1', '20.00');
        $world->service('19', '6', '1', '30.00');
        $this->seen();
        $forecast = json_decode((string) $world->ledger->forecasts->ofClient('5')[0]['answer'], true)['results'];
        self::assertSame(['1.00', '1.50'], array_column(array_column($forecast, 'entitlement'), 'gross'));
        $world->run(self::SETTLED);
        $expected = ['17 2026-03 1 1.00 accountCredit posted', '18 2026-03 1 1.50 accountCredit posted', '19 2026-03 1 2.50 accountCredit posted'];
        self::assertSame($expected, $world->entries());
        foreach (['2026-04-05T06:00:00Z', '2026-04-06T06:00:00Z', '2026-04-07T06:00:00Z'] as $at) {
            self::assertSame(0, $world->run($at)->newItems(), 'both know of each other, and stay as they are');
        }
    }

    /** @return array<string, array{array<string, mixed>, array<string, mixed>, callable(World): void, string}> what binds March, April, what the panel knows of April, the entry of April */
    public static function asksMoreThanTheMonthBefore(): array
    {
        $line = static fn (World $world) => $world->panel->charges['17'][] = new Charge('8/1', '2026-04-01', 1, '10.00', null);
        return [
            'add-ons' => [['fee' => ['addOns' => false]], [], static fn (World $world) => $world->panel->addOns['17'][] = new Charge('8/2', '2026-04-01', 1, '5.00', null, true, Charge::ADD_ON), '1.50'],
            'cash' => [[], ['fee' => ['base' => 'cash']], static function (World $world) use ($line): void {
                $line($world);
                $world->panel->cash['8/1'] = '4.00';
            }, '0.40'],
        ];
    }

    /**
     * Both months are asked for in one run, the one that asks for less first.
     *
     * @dataProvider asksMoreThanTheMonthBefore
     *
     * @param array<string, mixed> $first
     * @param array<string, mixed> $then
     */
    public function testAMonthGetsWhatItsOwnPolicyAsksFor(array $first, array $then, callable $know, string $credit): void
    {
        $world = $this->company2($first);
        $world->desk->assign('product', '1', $world->desk->putPolicy(self::document(['name' => 'Then'] + $then), 'admin:1'), Instant::ms('2026-04-01T00:00:00Z'), 'admin:1');
        $sources = $world->twoMonitors();
        $world->outage($sources, ...self::OUTAGE);
        $world->outage($sources, '2026-04-06T12:00:00Z', '2026-04-06T14:00:00Z');
        $know($world);
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', "17 2026-04 1 $credit accountCredit posted"], $world->entries());
        self::assertSame(0, $world->run('2026-05-05T06:00:00Z')->newItems());
    }

    public function testAPolicyThatBindsTheNextMonthDoesNotSayWhichLineCounts(): void
    {
        $world = $this->company2([]);
        $hash = $world->desk->putPolicy(self::document(['name' => 'Then', 'fee' => ['base' => 'before'], 'settleDelayMs' => 30 * self::DAY]), 'admin:1');
        $world->desk->assign('product', '1', $hash, Instant::ms('2026-03-10T00:00:00Z'), 'admin:1');
        $world->panel->charges['17'][] = new Charge('7/1', '2026-03-01', 1, '10.00', null);
        $world->panel->charges['17'][] = new Charge('6/1', '2026-02-01', 1, '10.00', null);
        $world->panel->refunds['7/1'] = '9.60';
        $this->seen();
        $world->run(self::SETTLED);
        self::assertSame(['17 2026-03 1 0.40 accountCredit posted'], $world->entries());
    }

    public function testTheLineOfAMonthThatBeganLateIsTheOneThatCoversItsBeginning(): void
    {
        $world = $this->world;
        foreach (['2026-02-01T00:00:00Z' => 'active', '2026-02-28T12:00:00Z' => 'suspended', '2026-03-10T00:00:00Z' => 'active'] as $at => $state) {
            $world->clock($at);
            $world->service('17', '5', '1');
            $world->panel->services['17'] = new ServiceFacts('17', '5', '1', '1', $state, 'USD', '10.00', 1, null, 'Hosting 17');
            (new SpanSync($world->ledger, new Settings()))->run($world->panel);
        }
        $world->policy(self::document([]));
        $world->panel->charges['17'][] = new Charge('8/1', '2026-03-10', 1, '10.00', null);
        $world->panel->refunds['8/1'] = '9.60';
        $world->outage($world->twoMonitors(), '2026-03-14T12:00:00Z', '2026-03-14T14:00:00Z');
        $world->run(self::SETTLED);
        self::assertSame(['17 2026-03 1 0.40 accountCredit posted'], $world->entries(), 'not that of 1 March, when it was suspended');
    }

    public function testACapThatIsEachServicesOwnSettlesAtOnce(): void
    {
        // 8 % of the service's own fee, of all that the client gets: 0.72 for the first, 0.80 for the second.
        $world = $this->world;
        $world->service('17', '5', '1', '9.00');
        $world->service('18', '5', '1', '10.00');
        $world->policy(self::document(['counting' => ['excuses' => ['forceMajeure']], 'caps' => [['per' => 'client', 'percent' => '8']]]));
        $this->seen();
        $world->run(self::SETTLED);
        $expected = ['17 2026-03 1 0.72 accountCredit posted', '18 2026-03 1 0.08 accountCredit posted'];
        self::assertSame($expected, $world->entries());
        foreach (['2026-04-05T06:00:00Z', '2026-04-06T06:00:00Z', '2026-04-07T06:00:00Z'] as $at) {
            self::assertSame(0, $world->run($at)->newItems(), 'who was first stays so, or they would hand it to each other for ever');
        }
        $world->desk->terms->excuse('17', 'forceMajeure', Instant::ms(self::OUTAGE[0]), Instant::ms(self::OUTAGE[1]), null, 'admin:1');
        $world->run('2026-04-08T06:00:00Z');
        $world->run('2026-04-09T06:00:00Z');
        self::assertSame([...$expected, '17 2026-03 2 -0.72 carry carried', '18 2026-03 2 0.72 carry carried'], $world->entries(), 'what the first one gives back is the other\'s');
    }

    public function testARollingYearLooksAtNothingTwice(): void
    {
        $world = $this->world;
        $world->clock('2026-01-01T00:00:00Z');
        // 0.03 % of 8760 hours are 2 h 37 min 41 s
        $this->company2([], ['family' => 'rollingYear', 'tiers' => [['below' => '99.97', 'percent' => '10']]]);
        $sources = $world->twoMonitors();
        foreach (['2026-01' => '02', '2026-02' => '03', '2026-03' => '04', '2026-04' => '05'] as $month => $next) {
            $world->outage($sources, $month . '-04T12:00:00Z', $month . '-04T14:00:00Z');
            $world->run('2026-' . $next . '-04T06:00:00Z');
        }
        // January 2 h: nothing. February 4 h: something, and both are used. March 2 h, April 4 h likewise.
        self::assertSame(['17 2026-02 1 1.00 accountCredit posted', '17 2026-04 1 1.00 accountCredit posted'], $world->entries());
        $used = json_decode((string) $world->ledger->entries->byId('2')['request'], true)['services'][0]['used'];
        self::assertSame([
            ['from' => '2026-01-04T12:00:00Z', 'to' => '2026-01-04T14:00:00Z'], ['from' => '2026-02-04T12:00:00Z', 'to' => '2026-02-04T14:00:00Z'],
        ], $used);
        self::assertSame(0, $world->run('2026-05-05T06:00:00Z')->newItems());
        self::assertSame(0, $world->run('2026-05-06T06:00:00Z')->newItems());
    }

    public function testFromTheBillingMonthToTheCalendarMonthNothingIsPaidTwice(): void
    {
        $world = $this->world;
        $world->clock('2026-02-01T00:00:00Z');
        $world->panel->billingDays['17'] = 10;
        $world->service('17', '5', '1');
        $world->policy(self::document(['period' => 'anniversary']));
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-04-03T12:00:00Z', '2026-04-03T14:00:00Z');
        $world->outage($sources, '2026-04-20T12:00:00Z', '2026-04-20T12:30:00Z');
        $hash = $world->desk->putPolicy(self::document([]), 'admin:1');
        $world->ledger->assignments->add('product', '1', $hash, Instant::ms('2026-04-01T00:00:00Z'), 'admin:1', 0);
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries(), '10 March to 10 April, and of April half an hour is left');
    }

    public function testAServiceIsProlonged(): void
    {
        $world = $this->company2(['expiresAfterMs' => 90 * self::DAY], ['family' => 'extension', 'unitMs' => 3_600_000, 'round' => 'up', 'factor' => '12', 'per' => 'period', 'beyondMs' => 0]);
        $sources = $world->twoMonitors();
        $world->outage($sources, ...self::OUTAGE);
        $world->run('2026-03-05T06:00:00Z');
        self::assertSame([], $world->ledger->extensions->recent(10), 'not before it is decided');
        self::assertSame(1, $world->run(self::SETTLED)->review);
        $rows = fn (): array => array_map(static fn (array $row): string => $row['n'] . ' ' . $row['ms'] / 3_600_000 . ' h ' . $row['state'], $world->ledger->extensions->of('17', '2026-03'));
        self::assertSame(['1 24 h open'], $rows());
        self::assertSame([[], '0.00'], [$world->entries(), $world->panel->balance('5')]);
        $world->outage($sources, '2026-03-06T12:00:00Z', '2026-03-06T12:10:00Z');
        $world->run('2026-04-05T06:00:00Z');
        self::assertSame(['1 24 h withdrawn', '2 36 h open'], $rows());
        $world->desk->terms->prolonged('2', 'due date moved', 'admin:1');
        $this->refused('not open', fn () => $world->desk->terms->prolonged('2', null, 'admin:1'));
        $world->outage($sources, '2026-03-07T12:00:00Z', '2026-03-07T13:10:00Z');
        $world->run('2026-04-06T06:00:00Z');
        self::assertSame(['1 24 h withdrawn', '2 36 h done', '3 12 h open'], $rows(), 'four units by now, three of them done');
        self::assertSame(0, $world->run('2026-04-07T06:00:00Z')->newItems());
    }

    public function testAMonthIsJudgedByWhatWasSoWhenItBecameDue(): void
    {
        $world = $this->company2(['forfeits' => ['cancelled', 'chargeback']]);
        $this->seen();
        $world->run(self::SETTLED);
        $world->panel->flags['17'] = ['cancelled'];
        self::assertSame(0, $world->run('2026-04-10T06:00:00Z')->newItems(), 'cancelled later');
        self::assertSame([1, 'panel'], [(int) $world->ledger->flags->byId('1')['id'], $world->ledger->flags->byId('1')['origin']]);
        $world->desk->terms->flag('17', 'chargeback', Instant::ms('2026-04-02T00:00:00Z'), null, 'admin:1');
        $world->run('2026-04-11T06:00:00Z');
        self::assertSame('17 2026-03 2 -1.00 carry carried', $world->entries()[1], 'what was so already is counted against it');
        $world->desk->terms->lift('2', true, 'admin:1');
        $world->run('2026-04-12T06:00:00Z');
        self::assertSame('17 2026-03 3 1.00 carry carried', $world->entries()[2], 'a mistake: as if it had never been');
        $world->panel->flags = [];
        $world->run('2026-04-13T06:00:00Z');
        self::assertSame(Instant::ms('2026-04-13T06:00:00Z'), (int) $world->ledger->flags->byId('1')['to_ms']);
    }

    public function testAPolicyOfSchema1AsksForNothing(): void
    {
        $world = $this->world;
        $world->service('17', '5', '1');
        $world->policy();
        $this->seen();
        $world->panel->charges['17'][] = new Charge('7/1', '2026-03-01', 1, '10.00', null);
        $build = fn (): string => (new SettleRequests($world->ledger, $world->panel))->build('17', '2026-03')->text($world->panel->now(), $world->panel->capabilities(), ['revision' => 0, 'carry' => '0'], []);
        $before = $build();
        $terms = $world->desk->terms;
        $terms->excuse('17', 'client', Instant::ms(self::OUTAGE[0]), Instant::ms(self::OUTAGE[1]), null, 'admin:1');
        $terms->flag('17', 'chargeback', Instant::ms(self::OUTAGE[0]), null, 'admin:1');
        $terms->describeOutage('1', 'network', '50', Instant::ms(self::OUTAGE[1]), 'admin:1');
        $world->ledger->claims->add('17', '2026-03', Instant::ms(self::OUTAGE[1]), null, 'client:5', 0);
        $world->ledger->anchors->keep('17', 10, 0);
        $world->panel->addOns['17'][] = new Charge('7/2', '2026-03-01', 1, '5.00', null, true, Charge::ADD_ON);
        [$world->panel->flags, $world->panel->cash, $world->panel->refunds, $world->panel->billingDays] = [['17' => ['cancelled']], ['7/1' => '1.00'], ['7/1' => '9.00'], ['17' => 10]];
        (new SpanSync($world->ledger, new Settings()))->run($world->panel);
        self::assertSame($before, $build());
        $hash = $world->desk->putPolicy(self::document([]), 'admin:1');
        $world->desk->assign('product', '1', $hash, Instant::ms('2026-04-01T00:00:00Z'), 'admin:1');
        $later = json_decode($build(), true);
        self::assertSame(array_keys(json_decode($before, true)['services'][0]), array_keys($later['services'][0]), 'a later policy asks for nothing in this month');
        self::assertSame(json_decode($before, true)['outages'], $later['outages']);
        $world->desk->assign('service', '17', $hash, Instant::ms('2026-01-01T00:00:00Z'), 'admin:1');
        self::assertNotSame($later['outages'], json_decode($build(), true)['outages']);
    }

    /** @return array<string, array{callable(World): mixed, string}> */
    public static function mistakes(): array
    {
        $at = Instant::ms(self::OUTAGE[0]);
        return [
            'an excuse of no service' => [static fn (World $world) => $world->desk->terms->excuse('99', 'client', $at, $at + 1, null, 'admin:1'), 'no such service'],
            'an excuse of no kind' => [static fn (World $world) => $world->desk->terms->excuse('17', 'bad luck', $at, $at + 1, null, 'admin:1'), 'not known'],
            'an excuse of no length' => [static fn (World $world) => $world->desk->terms->excuse('17', 'client', $at, $at, null, 'admin:1'), 'end after'],
            'no excuse' => [static fn (World $world) => $world->desk->terms->withdrawExcuse('9', 'admin:1'), 'no such excuse'],
            'no flag' => [static fn (World $world) => $world->desk->terms->flag('17', 'ugly', $at, null, 'admin:1'), 'not known'],
            'a flag to come' => [static fn (World $world) => $world->desk->terms->flag('17', 'chargeback', $at + 90 * self::DAY, null, 'admin:1'), 'future'],
            'nothing to lift' => [static fn (World $world) => $world->desk->terms->lift('9', false, 'admin:1'), 'no such flag'],
            'no outage' => [static fn (World $world) => $world->desk->terms->describeOutage('9', null, '5', null, 'admin:1'), 'not there any more'],
            'more than all' => [static fn (World $world) => $world->desk->terms->describeOutage('1', null, '100.1', null, 'admin:1'), 'from 0 to 100'],
            'a component with a line break' => [static fn (World $world) => $world->desk->terms->describeOutage('1', "a\nb", null, null, 'admin:1'), 'plain text'],
            'reported tomorrow' => [static fn (World $world) => $world->desk->terms->describeOutage('1', null, null, $at + 90 * self::DAY, 'admin:1'), 'future'],
            'no claim' => [static fn (World $world) => $world->desk->claims->withdraw('9', 'admin:1'), 'no such claim'],
        ];
    }

    /** @dataProvider mistakes */
    public function testAMistakeIsRefused(callable $do, string $why): void
    {
        $this->company2([]);
        $this->seen();
        $this->refused($why, fn () => $do($this->world));
    }

    private function refused(string $why, callable $do): void
    {
        try {
            $do();
        } catch (UnableToDo $unable) {
            self::assertStringContainsStringIgnoringCase($why, $unable->getMessage());
            return;
        }
        self::fail('it was done');
    }
}
