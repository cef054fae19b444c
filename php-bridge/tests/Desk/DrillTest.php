<?php

/** A drill goes the whole real way, tells it truly, and leaves the real ledger, panel and disk as they were. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Clock;
use Makegood\Desk\Drill;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineUnavailable;
use Makegood\Instant;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use Makegood\Run\Lock;
use Makegood\Run\Mode;
use Makegood\Tests\Api\PlainNames;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\PanelBut;
use Makegood\Tests\Support\World;

final class DrillTest extends DatabaseTestCase
{
    use OnSqlite;

    private const MIN12 = 720_000;
    private const H4 = 14_400_000;
    private const NOW = '2026-03-20T10:00:00Z';
    private const WHOLE = ['delivered', 'observed', 'delivered', 'confirmed', 'delivered', 'delivered', 'confirmed', 'settled', 'decided', 'posted'];

    private World $world;
    private \PDO $pdo;
    private string $dataDir;

    protected function setUp(): void
    {
        $this->dataDir = $this->temporaryDirectory();
        $this->pdo = $this->connect();
        $this->world = new World($this->pdo, $this->dataDir);
        $this->world->clock(self::NOW);
        $this->world->service('17', '5', '1');
        $this->world->service('18', '6', '1');
        $this->world->panel->upcoming['5'] = [
            new UpcomingInvoice('2026-04-05', '2026-03-25', '2026-04-05', [new UpcomingLine('service/17/2026-04-05', 'Hosting 17', '10.00', false)]),
            new UpcomingInvoice('2026-05-05', '2026-04-24', '2026-05-05', [new UpcomingLine('service/17/2026-05-05', 'Hosting 17', '10.00', false)]),
        ];
    }

    protected function tearDown(): void
    {
        Clock::set(null);
    }

    public function testShortEnoughStaysWithinThePromise(): void
    {
        $this->world->policy();
        $played = $this->play('17', self::MIN12);
        self::assertSame('12 min stays within the promise of 99.9 %: the month still comes to 99.973118 % availability, so no credit is due.', $played['note']);
        self::assertNull($played['credit']);
        self::assertSame([], $played['preview']['credits']);
        self::assertSame(array_slice(self::WHOLE, 0, -1), array_column($played['story'], 'what'));
        self::assertSame(['99.973118', self::MIN12], [$played['timeline']['availability'], $played['timeline']['downtimeMs']]);
    }

    public function testFourHoursBecomeALineOnTheInvoice(): void
    {
        $this->world->policy();
        $this->world->panel->addCredit('5', '3.10', 'an earlier one');
        $played = $this->play('17', self::H4);
        self::assertSame(['service', 'label', 'client', 'clientLabel', 'currency', 'lengthMs', 'story', 'credit', 'preview', 'timeline', 'note'], array_keys($played));
        self::assertSame(self::WHOLE, array_column($played['story'], 'what'));
        $at = array_map(Instant::ms(...), array_column($played['story'], 'at'));
        self::assertSame($at, (static function (array $sorted): array {
            sort($sorted);
            return $sorted;
        })($at));
        self::assertSame(['drill', '2.50', 'posted', '2.50'], [$played['credit']['entry'], $played['credit']['gross'], $played['credit']['state'], $played['credit']['postings'][0]['amount']]);
        self::assertSame($played['credit']['answer'], Core::engine()->bytes($played['credit']['request']), 'a browser gets the same');
        [$credit] = $played['preview']['credits'];
        self::assertSame(['pending', 'drill', '2.50'], [$credit['state'], $credit['entry'], $credit['booked']['posting']]);
        $invoices = Engine::decode($played['preview']['invoice']['answer'])['invoices'];
        self::assertSame([['3.10', '0.00', '6.90'], ['0.00', '2.50', '7.50']], array_map(
            static fn (array $invoice): array => [$invoice['balanceBefore'], $invoice['credited'], $invoice['due']],
            $invoices,
        ), 'made before and after the day of the decision');
        self::assertSame(['Monitor A', 'Monitor B'], array_column($played['timeline']['lanes'], 'name'));
        self::assertSame([['from' => '2026-03-19T14:00:00Z', 'to' => '2026-03-19T18:00:00Z', 'status' => 'confirmed', 'countedMs' => self::H4]], array_map(
            static fn (array $outage): array => array_intersect_key($outage, ['from' => 1, 'to' => 1, 'status' => 1, 'countedMs' => 1]),
            $played['timeline']['outages'],
        ));
        self::assertNull($played['note']);
    }

    /** @return array<string, array{string, ?string, ?string}> members of a document of schema 2, the credit of four hours, a part of the note */
    public static function full(): array
    {
        $tiers = '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]}';
        return [
            'given by itself' => [$tiers, '1.00', null],
            'on request' => [$tiers . ',"claim":{"windowMs":2592000000,"from":"period"}', null, '1.00 USD could be claimed until 2026-05-01 00:00 UTC'],
            'time instead of money' => ['"schedule":{"family":"extension","unitMs":3600000,"round":"up","factor":"6","per":"period","beyondMs":0}', null, 'prolonged by 1 d, which a person does'],
            'billing months' => [$tiers . ',"period":"anniversary"', '1.00', null],
            'a share of the time' => ['"schedule":{"family":"proportional","below":null}', '0.05', null],
            'parts that nobody named' => ['"schedule":{"family":"components","stack":"sum","of":[{"name":"network",' . $tiers . '}]}', null, 'by this policy nothing is due'],
            'from the report on' => [$tiers . ',"counting":{"clock":"report"}', null, 'stays within the promise of 99.9 %'],
        ];
    }

    /** @dataProvider full */
    public function testPoliciesOfSchema2(string $members, ?string $gross, ?string $note): void
    {
        $this->world->policy('{"schema":2,"name":"Full","zone":"UTC",' . $members . '}');
        $this->world->panel->billingDays['17'] = 10;
        $played = $this->play('17', self::H4);
        self::assertSame($gross, $played['credit']['gross'] ?? null);
        $note === null ? self::assertNull($played['note']) : self::assertStringContainsString($note, (string) $played['note']);
    }

    /** @return array<string, array{ServiceFacts, string, int, array{string, string, string, string, ?string}, string}> facts, policy, length; gross, net, tax, state, first posting; what the note says */
    public static function terms(): array
    {
        $facts = static fn (string $currency, ?string $amount, ?array $tax, ?string $server = '1', string $state = 'active', ?int $since = null): ServiceFacts
            => new ServiceFacts('17', '5', '1', $server, $state, $currency, $amount, 1, $tax, 'Hosting 17', $since);
        $minimum = substr(World::POLICY, 0, -1) . ',"minimumPayout":[{"currency":"USD","amount":"5.00"}]}';
        return [
            'inclusive tax' => [$facts('USD', '12.00', ['mode' => 'inclusive', 'rates' => ['20']]), World::POLICY, self::H4, ['3.00', '2.50', '0.50', 'posted', '3.00'], ''],
            'exclusive tax' => [$facts('USD', '10.00', ['mode' => 'exclusive', 'rates' => ['20']]), World::POLICY, self::H4, ['3.00', '2.50', '0.50', 'posted', '3.00'], ''],
            'yen' => [$facts('JPY', '1000', null), World::POLICY, self::H4, ['250', '250', '0', 'posted', '250'], ''],
            'dinar, booked in hundredths' => [$facts('KWD', '1.500', null), World::POLICY, self::H4, ['0.375', '0.375', '0.000', 'posted', '0.370'], ''],
            'no server' => [$facts('USD', '10.00', null, null), World::POLICY, self::H4, ['2.50', '2.50', '0.00', 'posted', '2.50'], ''],
            'suspended now' => [$facts('USD', '10.00', null, '1', 'suspended'), World::POLICY, self::H4, ['2.50', '2.50', '0.00', 'posted', '2.50'], ''],
            'a day' => [$facts('USD', '10.00', null), World::POLICY, 86_400_000, ['2.50', '2.50', '0.00', 'posted', '2.50'], ''],
            'a policy in another zone' => [$facts('USD', '10.00', null), strtr(World::POLICY, ['"UTC"' => '"Pacific/Auckland"']), self::H4, ['2.50', '2.50', '0.00', 'posted', '2.50'], ''],
            'began yesterday: a shorter month, so further below' => [$facts('USD', '10.00', null, '1', 'active', Instant::ms('2026-03-19T00:00:00Z')), strtr(World::POLICY, ['"99.5"' => '"99"']), self::H4, ['2.50', '2.50', '0.00', 'posted', '2.50'], ''],
            'the same with the whole month behind it' => [$facts('USD', '10.00', null), strtr(World::POLICY, ['"99.5"' => '"99"']), self::H4, ['1.00', '1.00', '0.00', 'posted', '1.00'], ''],
            'began this hour' => [$facts('USD', '10.00', null, '1', 'active', Instant::ms('2026-03-20T09:30:00Z')), World::POLICY, self::H4, ['2.50', '2.50', '0.00', 'posted', '2.50'], ''],
            'below the minimum' => [$facts('USD', '10.00', null), $minimum, self::H4, ['2.50', '2.50', '0.00', 'carried', null], '2.50 USD is below the minimum payout of 5.00 USD'],
        ];
    }

    /**
     * @dataProvider terms
     *
     * @param array{string, string, string, string, ?string} $credit
     */
    public function testTermsOfAllKinds(ServiceFacts $facts, string $policy, int $lengthMs, array $credit, string $note): void
    {
        $this->world->panel->services = ['17' => $facts];
        $this->world->panel->capabilities['postableScale'] = [['currency' => 'KWD', 'scale' => 2]];
        $this->world->policy($policy);
        $played = $this->play('17', $lengthMs);
        $got = $played['credit'];
        self::assertSame($credit, [$got['gross'], $got['net'], $got['tax'], $got['state'], $got['postings'][0]['amount'] ?? null]);
        self::assertSame($credit[3] === 'posted', in_array('posted', array_column($played['story'], 'what'), true));
        $note === '' ? self::assertNull($played['note']) : self::assertStringContainsString($note, $played['note']);
        self::assertStringContainsString($facts->server === null ? 'service:17' : 'server:1', $played['story'][3]['text']);
        self::assertSame($lengthMs, $played['timeline']['outages'][0]['countedMs']);
    }

    public function testAnAccountInAnotherCurrencyIsSeenInTheDrillAlready(): void
    {
        $this->world->policy();
        $this->world->panel->currencies['5'] = 'EUR';
        $played = $this->play('17', self::H4);
        self::assertSame(['USD', 'review'], [$played['credit']['currency'], $played['credit']['state']]);
        self::assertStringContainsString('decided in USD, and the client\'s account is in EUR now', $played['note']);
        self::assertNotContains('posted', array_column($played['story'], 'what'));
    }

    public function testAPanelThatCannotBookIsToldOf(): void
    {
        $this->world->policy();
        $this->world->panel->capabilities['routes'] = [];
        $played = $this->play('17', self::H4);
        self::assertSame('review', $played['credit']['state']);
        self::assertStringContainsString('wait for a person', $played['note']);
    }

    /** @return array<string, array{list<array{string, string, string, ?string}>, list<string>}> vendor, name, group, subject of its target `801`; who plays */
    public static function monitors(): array
    {
        return [
            'one alone is not enough' => [[['pingdom', 'Ours', 'a', 'server:1']], ['Monitor A', 'Monitor B']],
            'two of one group are one' => [[['pingdom', 'Ours', 'a', null], ['pingdom', 'Ours too', 'a', null]], ['Monitor A', 'Monitor B']],
            'two of two groups' => [[['uptime-kuma', 'Kuma at home', 'a', null], ['uptimerobot', 'Robot', 'b', null]], ['Kuma at home', 'Robot']],
            'those that watch it first' => [
                [['pingdom', 'Elsewhere', 'a', 'server:9'], ['uptimerobot', 'Robot', 'b', 'server:1'], ['uptime-kuma', 'Kuma', 'c', 'server:1']],
                ['Robot', 'Kuma'],
            ],
        ];
    }

    /**
     * @dataProvider monitors
     *
     * @param list<array{string, string, string, ?string}> $sources
     * @param list<string> $names
     */
    public function testTheOperatorsOwnMonitorsPlayWhereTheyCan(array $sources, array $names): void
    {
        $this->world->policy();
        foreach ($sources as [$vendor, $name, $group, $subject]) {
            ['id' => $id] = $this->world->desk->addSource($vendor, $name, $group, 'admin:1');
            if ($subject !== null) {
                $this->world->watch($id, '801', $subject);
            }
        }
        $played = $this->play('17', self::H4);
        self::assertSame($names, array_column($played['timeline']['lanes'], 'name'));
        self::assertSame('2.50', $played['credit']['gross']);
        self::assertSame($names[0] . ' says that the server:1 is down.', $played['story'][0]['text']);
    }

    /** @return array<string, array{string, string}> first day of the assignment, month that is played */
    public static function beginnings(): array
    {
        return [
            'in force' => ['2026-03-01', '2026-03'],
            'in force within the month' => ['2026-03-02', '2026-04'],
            'in force from the next' => ['2026-04-01', '2026-04'],
        ];
    }

    /** @dataProvider beginnings */
    public function testAPolicyOfTheNextMonthIsPlayedInTheNextMonth(string $day, string $month): void
    {
        $hash = $this->world->desk->putPolicy(World::POLICY, 'admin:1');
        $this->world->desk->assign('service', '17', $hash, Instant::ms($day . 'T00:00:00Z'), 'admin:1');
        $played = $this->play('17', self::H4);
        self::assertSame([$month, '2.50', 'posted'], [$played['timeline']['period'], $played['credit']['gross'], $played['credit']['state']]);
    }

    public function testMaintenanceIsAvoided(): void
    {
        $this->world->policy();
        $this->world->desk->addMaintenance('server:1', Instant::ms('2026-03-18T00:00:00Z'), Instant::ms('2026-03-20T00:00:00Z'), Instant::ms('2026-03-01T00:00:00Z'), 'disks', 'admin:1');
        $this->world->desk->addMaintenance('server:2', Instant::ms('2026-03-01T00:00:00Z'), Instant::ms('2026-03-30T00:00:00Z'), Instant::ms('2026-02-01T00:00:00Z'), 'others', 'admin:1');
        self::assertSame('2026-03-17T14:00:00Z', $this->play('17', self::H4)['timeline']['outages'][0]['from']);
    }

    /** @return array<string, array{string, \Closure(World): void, string}> service, what is wrong, what is said */
    public static function impossible(): array
    {
        $facts = static fn (?string $amount, string $state = 'active', ?string $unusable = null, string $currency = 'USD'): ServiceFacts
            => new ServiceFacts('17', '5', '1', '1', $state, $currency, $amount, $amount === null ? null : 1, null, 'Hosting 17', null, $unusable);
        return [
            'no such service' => ['99', static fn (World $w) => $w->policy(), 'has no service 99'],
            'ended' => ['17', static function (World $w) use ($facts): void {
                $w->policy();
                $w->panel->services['17'] = $facts('10.00', 'ended');
            }, 'has ended'],
            'no policy' => ['17', static fn (World $w) => null, 'No policy is assigned to service 17'],
            'a policy for others' => ['17', static fn (World $w) => $w->policy(World::POLICY, 'product', '2'), 'No policy is assigned to service 17'],
            'a policy in a year' => ['17', static fn (World $w) => $w->desk->assign('product', '1', $w->desk->putPolicy(World::POLICY, 'a'), Instant::ms('2027-03-01T00:00:00Z'), 'a'), 'binds neither this month nor the next'],
            'free' => ['17', static function (World $w) use ($facts): void {
                $w->policy();
                $w->panel->services['17'] = $facts(null);
            }, 'has no recurring price'],
            'a price that is none' => ['17', static function (World $w) use ($facts): void {
                $w->policy();
                $w->panel->services['17'] = $facts(null, 'active', '1039.50', 'JPY');
            }, '1039.50, cannot be an amount in JPY'],
            'a price that only the core knows to be none' => ['17', static function (World $w) use ($facts): void {
                $w->policy();
                $w->panel->services['17'] = $facts('1039.50', 'active', null, 'JPY');
            }, 'cannot be settled'],
            'maintenance without an end' => ['17', static function (World $w): void {
                $w->policy();
                $w->desk->addMaintenance('*', Instant::ms('2026-02-01T00:00:00Z'), Instant::ms('2026-06-01T00:00:00Z'), Instant::ms('2026-01-01T00:00:00Z'), 'all of it', 'admin:1');
            }, 'leaves no room'],
        ];
    }

    /**
     * @dataProvider impossible
     *
     * @param \Closure(World): void $prepare
     */
    public function testWhatIsMissingIsSaid(string $service, \Closure $prepare, string $said): void
    {
        $prepare($this->world);
        $before = $this->traces();
        try {
            $this->play($service, self::H4);
            self::fail('played');
        } catch (UnableToDo $unable) {
            self::assertStringContainsString($said, $unable->getMessage());
        }
        self::assertSame($before, $this->traces());
    }

    public function testAPanelThatCannotBeReadIsTold(): void
    {
        $this->world->policy();
        $this->expectException(UnableToDo::class);
        $this->expectExceptionMessage('cannot be read just now');
        $this->drill(new PanelBut($this->world->panel, ['services' => static fn () => throw new UnableToRead('gone')]))->play('17', self::H4);
    }

    public function testALengthThatIsNoneIsRefused(): void
    {
        $this->expectException(UnableToDo::class);
        $this->play('17', 1);
    }

    public function testNothingRealIsTouched(): void
    {
        $this->world->policy();
        $this->world->outage($this->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Clock::set(static fn (): int => 42);
        $lock = new Lock($this->world->ledger->db, $this->dataDir);
        self::assertTrue($lock->take(), 'the real cron is at work meanwhile');
        $never = static fn () => throw new \LogicException('the real panel was asked for this');
        $panel = new PanelBut($this->world->panel, ['addCredit' => $never, 'transactional' => $never, 'pdo' => $never, 'log' => $never]);
        $before = $this->traces();
        foreach (['17', '18', '17'] as $service) {
            self::assertSame('posted', $this->drill($panel)->play($service, self::H4)['credit']['state'], 'one drill knows nothing of another');
        }
        $this->pdo->beginTransaction();
        self::assertSame('posted', $this->drill($panel)->play('17', self::H4)['credit']['state'], 'also inside the panel\'s own transaction');
        $this->pdo->commit();
        self::assertSame($before, $this->traces());
        self::assertSame(42, Clock::nowMs());
        $lock->release();
    }

    public function testADryRunIsTheTimeForDrills(): void
    {
        $this->world->policy();
        Mode::dry($this->world->ledger);
        self::assertSame('posted', $this->play('17', self::H4)['credit']['state']);
        self::assertFalse(Mode::of($this->world->ledger)->isLive());
    }

    public function testWithoutAnEngineThereIsNoDrill(): void
    {
        $this->world->policy();
        $before = $this->traces();
        try {
            (new Drill($this->world->panel, Engine::at($this->temporaryDirectory()), $this->world->ledger, new PlainNames()))->play('17', self::H4);
            self::fail('played');
        } catch (EngineUnavailable) {
            self::assertSame($before, $this->traces());
        }
    }

    /** @return array<string, mixed> */
    private function play(string $service, int $lengthMs): array
    {
        return $this->drill($this->world->panel)->play($service, $lengthMs);
    }

    private function drill(Panel $panel): Drill
    {
        return new Drill($panel, Core::engine(), $this->world->ledger, new PlainNames());
    }

    /** @return array<string, mixed> all that a drill could have left behind: rows, credit, files */
    private function traces(): array
    {
        $rows = [];
        foreach ($this->pdo->query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")->fetchAll(\PDO::FETCH_COLUMN) as $table) {
            $rows[$table] = $this->pdo->query('SELECT * FROM "' . $table . '"')->fetchAll(\PDO::FETCH_NUM);
        }
        return [
            'rows' => $rows,
            'credit' => [$this->world->panel->balance('5'), $this->world->panel->creditRows('5', '0'), $this->world->panel->logged],
            'files' => scandir($this->dataDir),
        ];
    }
}
