<?php

/** What pages and endpoints get to show, from real runs of a small company. */

declare(strict_types=1);

namespace Makegood\Tests\Api;

use Makegood\Api\NotFound;
use Makegood\Api\Owner;
use Makegood\Api\Reads;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineUnavailable;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\Invoicing;
use Makegood\Panel\MaintenanceWindow;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use Makegood\Run\Mode;
use Makegood\Tests\Run\RunTestCase;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\PanelBut;
use Makegood\Tests\Support\World;

abstract class ApiTests extends RunTestCase
{
    private const BEFORE = '2026-04-02T00:00:00Z';

    private PlainNames $names;
    /** @var array{string, string} */
    private array $sources;

    // --- timeline -------------------------------------------------------------------------------------------------------------

    public function testATimelineShowsWhoSawItAndWhatCounts(): void
    {
        $world = $this->watched();
        $world->panel->maintenance = [new MaintenanceWindow('1', 'server:1', Instant::ms('2026-03-10T02:00:00Z'), Instant::ms('2026-03-10T03:00:00Z'), 'Kernel')];
        $world->run('2026-03-02T00:00:00Z');
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->outage($this->sources, '2026-03-10T01:00:00Z', '2026-03-10T04:00:00Z');
        $world->outage([$this->sources[0]], '2026-03-20T00:00:00Z', '2026-03-20T01:00:00Z');
        $world->run(self::SETTLED);
        $timeline = $this->shape($this->reads()->timeline('17', '2026-03', null));
        self::assertSame(
            ['service:17', 'S17 <of> 5', '2026-03', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z', '99.462365', 14_400_000, 0],
            [$timeline['subject'], $timeline['label'], $timeline['period'], $timeline['from'], $timeline['to'], $timeline['availability'],
                $timeline['downtimeMs'], $timeline['more']],
        );
        self::assertSame([
            ['M' . $this->sources[0], 'pingdom', 'Web', ['03-04T12', '03-10T01', '03-20T00']],
            ['M' . $this->sources[1], 'uptimerobot', 'Web', ['03-04T12', '03-10T01']],
        ], array_map(static fn (array $lane): array => [$lane['name'], $lane['group'], $lane['target'], self::hours($lane['votes'])], $timeline['lanes']));
        self::assertSame(
            ['from' => '2026-03-04T12:00:00Z', 'to' => '2026-03-04T14:00:00Z', 'end' => 'up', 'inexact' => false],
            $timeline['lanes'][1]['votes'][0],
        );
        self::assertSame([
            ['confirmed', 'quorum', 2, 2, false, 7_200_000, 0], ['confirmed', 'quorum', 2, 2, false, 7_200_000, 3_600_000],
            ['unconfirmed', 'quorum', 1, 2, false, null, null],
        ], array_map(static fn (array $outage): array => [$outage['status'], $outage['reason'], $outage['votes'], $outage['needed'], $outage['open'],
            $outage['countedMs'], $outage['excludedMs']], $timeline['outages']));
        self::assertSame([
            ['from' => '2026-03-10T02:00:00Z', 'to' => '2026-03-10T03:00:00Z', 'ms' => 3_600_000, 'reason' => 'maintenance'],
        ], $timeline['excluded']);

        $client = $this->shape($this->reads()->timeline('17', '2026-03', '5'));
        self::assertSame([['Monitor 1', null, null], ['Monitor 2', null, null]], array_map(
            static fn (array $lane): array => [$lane['name'], $lane['group'], $lane['target']],
            $client['lanes'],
        ));
        self::assertSame(['confirmed', 'confirmed'], array_column($client['outages'], 'status'), 'a single monitor\'s alarm is not shown to clients');
        self::assertSame(['03-04T12', '03-10T01'], self::hours($client['lanes'][0]['votes']), 'nor is its vote');
        self::assertStringNotContainsString('pingdom', Json::encode($client));
        self::assertStringNotContainsString('"Web"', Json::encode($client));
    }

    public function testBeforeTheMonthIsDecidedTheForecastCounts(): void
    {
        $world = $this->watched();
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        $timeline = $this->reads()->timeline('17', '2026-03', null);
        self::assertSame(['99.731182', 7_200_000, 7_200_000], [$timeline['availability'], $timeline['downtimeMs'], $timeline['outages'][0]['countedMs']]);
        foreach ($this->sources as $source) {
            $world->message($source, '801', 'down', '2026-03-05T06:00:00Z');
        }
        $world->message($this->sources[0], '802', 'down', '2026-03-05T06:30:00Z');
        $world->run('2026-03-05T07:00:00Z');
        $client = $this->reads()->timeline('17', '2026-03', '5');
        self::assertSame([[false, 'confirmed'], [true, 'confirmed']], array_map(static fn (array $o): array => [$o['open'], $o['status']], $client['outages']));
        self::assertSame('open', $client['lanes'][0]['votes'][1]['end']);
        $open = $this->reads()->timeline('18', '2026-03', '6')['outages'];
        $seen = array_map(static fn (array $o): array => [$o['open'], $o['status'], $o['votes'], $o['needed']], $open);
        self::assertSame([[true, 'unconfirmed', 1, 2]], $seen, 'it is open');
    }

    public function testAMovedServiceShowsEachServerWhileItWasThere(): void
    {
        $world = $this->watched();
        $world->run('2026-03-01T06:00:00Z');
        $world->service('17', '5', '2');
        $world->run('2026-03-15T00:00:00Z');
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T13:00:00Z', '801');
        $world->outage($this->sources, '2026-03-05T12:00:00Z', '2026-03-05T13:00:00Z', '802');
        $world->outage($this->sources, '2026-03-20T12:00:00Z', '2026-03-20T13:00:00Z', '801');
        $world->outage($this->sources, '2026-03-21T12:00:00Z', '2026-03-21T13:00:00Z', '802');
        $world->run('2026-03-25T00:00:00Z');
        $outages = $this->reads()->timeline('17', '2026-03', null)['outages'];
        self::assertSame(['server:1 03-04T12', 'server:2 03-21T12'], array_map(
            static fn (array $outage): string => strtok($outage['id'], '/') . ' ' . substr($outage['from'], 5, 8),
            $outages,
        ));
    }

    public function testAVoteThatTwoOutagesShareIsDrawnOnce(): void
    {
        $world = $this->watched();
        $world->outage([$this->sources[0]], '2026-03-04T12:00:00Z', '2026-03-04T18:00:00Z');
        $world->outage([$this->sources[1]], '2026-03-04T12:00:00Z', '2026-03-04T13:00:00Z');
        $world->outage([$this->sources[1]], '2026-03-04T16:00:00Z', '2026-03-04T17:00:00Z');
        $world->run('2026-03-05T00:00:00Z');
        $timeline = $this->reads()->timeline('17', '2026-03', '5');
        self::assertSame(
            [['03-04T12', '03-04T16'], [['03-04T12'], ['03-04T12', '03-04T16']]],
            [self::hours($timeline['outages']), array_map(static fn (array $lane): array => self::hours($lane['votes']), $timeline['lanes'])],
        );
    }

    public function testAMonthWithoutAnythingIsEmptyAndOneWithoutTheServiceIsNotThere(): void
    {
        $world = $this->watched();
        $world->run('2026-03-25T00:00:00Z');
        $empty = $this->shape($this->reads()->timeline('17', '2026-03', null));
        self::assertSame([[], [], [], null, null], [$empty['lanes'], $empty['outages'], $empty['excluded'], $empty['availability'], $empty['downtimeMs']]);
        foreach ([['17', '2025-01'], ['17', '2026-13'], ['17', '0000-00'], ['nobody', '2026-03'], ["17' OR 1=1 --", '2026-03']] as [$service, $period]) {
            $this->assertNotFound(fn () => $this->reads()->timeline($service, $period, null), "$service $period");
        }
    }

    public function testThousandsOfOutagesAreCutAndSaidToBe(): void
    {
        $world = $this->watched();
        $world->run('2026-03-25T00:00:00Z');
        $from = Instant::ms('2026-03-01T00:00:00Z');
        $outages = [];
        for ($i = 0; $i < 1_203; $i++) {
            $outages[] = self::anOutage('server:1', $from + $i * 600_000, $i % 401 === 0 ? 'unconfirmed' : 'confirmed');
        }
        $world->ledger->transaction(fn () => $world->ledger->outages->rewrite('server:1', $outages));
        $timeline = $this->reads()->timeline('17', '2026-03', null);
        self::assertSame([500, 703, '2026-03-01T00:00:00Z'], [count($timeline['outages']), $timeline['more'], $timeline['outages'][0]['from']]);
        self::assertSame([500, 700, '2026-03-01T00:10:00Z'], (static fn (array $t): array => [count($t['outages']), $t['more'], $t['outages'][0]['from']])(
            $this->reads()->timeline('17', '2026-03', '5'),
        ));
    }

    public function testAnOutageIsShownWithTheTimeAroundIt(): void
    {
        $world = $this->watched();
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T20:00:00Z');
        $world->outage([$this->sources[1]], '2026-03-04T21:00:00Z', '2026-03-04T21:10:00Z');
        $world->run('2026-03-05T00:00:00Z');
        $outage = $this->shape($this->reads()->outage('1'));
        self::assertSame(
            ['server:1', 'the server:1', '2026-03', '2026-03-04T10:00:00Z', '2026-03-04T22:00:00Z', null, null],
            [$outage['subject'], $outage['label'], $outage['period'], $outage['from'], $outage['to'], $outage['availability'], $outage['downtimeMs']],
        );
        self::assertSame(['confirmed', 'unconfirmed'], array_column($outage['outages'], 'status'));
        self::assertEquals($outage, $this->reads()->outage($outage['outages'][0]['id']), 'by its own key, too');
        $short = $this->reads()->outage('2');
        self::assertSame(['2026-03-04T20:45:00Z', '2026-03-04T21:25:00Z'], [$short['from'], $short['to']], 'at least a quarter of an hour');
        foreach (['99', '', '0', 'server:1/1', '-1', '1e3'] as $id) {
            $this->assertNotFound(fn () => $this->reads()->outage($id), $id);
        }
    }

    // --- credit, owner --------------------------------------------------------------------------------------------------------

    public function testACreditComesWithTheBytesThatMadeIt(): void
    {
        $world = $this->watched();
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $credit = $this->shape($this->reads()->credit('1'));
        self::assertSame($credit['answer'], $world->engine->bytes($credit['request']));
        self::assertSame($world->engine->identity()['sha256'], $credit['sha256']);
        unset($credit['request'], $credit['answer'], $credit['sha256']);
        self::assertSame([
            'entry' => '1', 'client' => '5', 'service' => '17', 'label' => 'S17 <of> 5', 'period' => '2026-03', 'kind' => 'sla', 'n' => 1, 'currency' => 'USD',
            'net' => '1.00', 'tax' => '0.00', 'gross' => '1.00', 'rate' => '0', 'route' => 'accountCredit', 'carryBefore' => '0.00', 'carryAfter' => '0.00',
            'state' => 'posted', 'postings' => [['amount' => '1.00', 'state' => 'posted', 'postedAt' => self::SETTLED, 'reference' => '1']],
        ], $credit);
        foreach (['2', '0', '', 'drill', '1 OR 1', '01'] as $id) {
            $this->assertNotFound(fn () => $this->reads()->credit($id), $id);
        }
    }

    public function testWhatIsSomebodyElsesIsNotTheirs(): void
    {
        $world = $this->watched();
        $world->run('2026-03-01T06:00:00Z');
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->service('17', '6', '1');
        $world->run('2026-03-15T00:00:00Z'); // it goes to client 6
        $world->run('2026-04-01T12:00:00Z');
        $world->run(self::SETTLED);
        $owner = new Owner($world->ledger);
        self::assertSame([true, false, false, false], [
            $owner->hasEntry('5', '1'), $owner->hasEntry('6', '1'), $owner->hasEntry('5', '2'), $owner->hasEntry('5', '1 OR 1=1'),
        ]);
        $rows = [
            ['5', '17', '2026-03', true], ['6', '17', '2026-03', true], ['6', '17', '2026-04', true], ['5', '17', '2026-04', false],
            ['5', '17', '2026-02', false], ['7', '17', '2026-03', false], ['5', '18', '2026-03', false], ['5', '17', '2026-3', false],
            ['5', '17', "2026-03\n", false], ['5', '17', '', false],
        ];
        foreach ($rows as [$client, $service, $period, $expected]) {
            self::assertSame($expected, $owner->hasService($client, $service, $period), "$client $service $period");
        }
    }

    // --- preview --------------------------------------------------------------------------------------------------------------

    public function testAForecastStandsBeforeTheInvoiceThatItReaches(): void
    {
        $world = $this->watched();
        $this->invoices('5', ['2026-04-03' => '2026-04-17', '2026-04-04' => '2026-04-18', '2026-05-04' => '2026-05-18']);
        $world->panel->addCredit('5', '0.30', 'from before');
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::BEFORE);
        $preview = $this->shape($this->reads()->preview('5'));
        self::assertSame(['5', 'USD', 0], [$preview['client'], $preview['currency'], $preview['more']]);
        self::assertSame([[
            'id' => '17/2026-03', 'service' => '17', 'label' => 'S17 <of> 5', 'period' => '2026-03', 'currency' => 'USD', 'state' => 'forecast', 'held' => false,
            'at' => '2026-04-04T00:00:00Z', 'entry' => null, 'booked' => null, 'source' => 0,
        ]], $preview['credits']);
        self::assertSame($preview['requests'][0]['answer'], $world->engine->bytes($preview['requests'][0]['text']));
        $invoice = $preview['invoice'];
        self::assertSame(
            ['2026-04-17' => [], '2026-04-18' => [['id' => '17/2026-03', 'amount' => '1.00']], '2026-05-18' => []],
            array_column(Json::decode($invoice['request'])['invoices'], 'credits', 'id'),
            'the day on which it is decided is early enough',
        );
        self::assertSame(['17/2026-03' => 'SLA credit March 2026, S17 <of> 5'], $invoice['credits']);
        self::assertSame(
            ['id' => '2026-04-17', 'createdOn' => '2026-04-03', 'dueOn' => '2026-04-17', 'lines' => ['service/17/2026-04-17' => 'Hosting']],
            $invoice['invoices'][0],
        );
        $added = Engine::decode($invoice['answer'])['invoices'];
        self::assertSame([['0.30', '9.70'], ['1.00', '9.00'], ['0.00', '10.00']], array_map(
            static fn (array $row): array => [$row['balanceUsed'], $row['due']],
            $added,
        ));
        self::assertSame($invoice['answer'], $world->engine->bytes($invoice['request']));
    }

    public function testTheDayIsThatOfThePanelsZone(): void
    {
        $world = $this->watched();
        $this->invoices('5', ['2026-04-03' => '2026-04-17', '2026-05-03' => '2026-05-17']);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::BEFORE);
        $zone = date_default_timezone_get();
        try {
            foreach (['UTC' => [0, 1], 'America/Sao_Paulo' => [1, 0], 'Pacific/Kiritimati' => [0, 1]] as $name => $credits) {
                date_default_timezone_set($name); // decided at midnight UTC: in Brazil that is the third
                $invoices = Json::decode($this->reads()->preview('5')['invoice']['request'])['invoices'];
                self::assertSame($credits, array_map(static fn (array $invoice): int => count($invoice['credits']), $invoices), $name);
            }
        } finally {
            date_default_timezone_set($zone);
        }
    }

    public function testWhatWasDecidedIsShownAsItWasBooked(): void
    {
        $world = $this->watched();
        $this->invoices('5', ['2026-04-10' => '2026-04-24']);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::BEFORE);
        $world->desk->holdLine('17', '2026-03', 'admin:1', 'wait');
        self::assertSame([['forecast', true]], $this->states($this->reads()->preview('5')));
        self::assertSame([[]], $this->placed($this->reads()->preview('5')), 'held: it goes nowhere');
        $world->run(self::SETTLED);
        self::assertSame([['pending', true]], $this->states($this->reads()->preview('5')));
        self::assertSame([[]], $this->placed($this->reads()->preview('5')));
        $world->desk->releaseLine('17', '2026-03', 'admin:1');
        $pending = $this->shape($this->reads()->preview('5'));
        self::assertSame([['pending', false]], $this->states($pending));
        self::assertSame([['17/2026-03']], $this->placed($pending), 'the next run posts it');
        self::assertSame([null, '1', ['net' => '1.00', 'tax' => '0.00', 'gross' => '1.00', 'posting' => '1.00'], 0], [
            $pending['credits'][0]['at'], $pending['credits'][0]['entry'], $pending['credits'][0]['booked'], $pending['credits'][0]['source'],
        ]);
        $world->run('2026-04-04T07:00:00Z');
        $posted = $this->reads()->preview('5');
        self::assertSame([['posted', false]], $this->states($posted));
        self::assertSame([[]], $this->placed($posted), 'it is in the balance');
        self::assertSame(['2026-04-04T07:00:00Z', '1.00'], [$posted['credits'][0]['at'], Json::decode($posted['invoice']['request'])['balance']]);
        self::assertSame($posted['requests'][0]['answer'], $world->engine->bytes($posted['requests'][0]['text']));
        $world->clock('2026-06-03T06:59:59Z');
        self::assertCount(1, $this->reads()->preview('5')['credits']);
        $world->clock('2026-06-03T07:00:01Z');
        self::assertSame([[], []], [$this->reads()->preview('5')['credits'], $this->reads()->preview('5')['requests']], 'sixty days');
    }

    public function testTwoEntriesOfOneMonthAreToldApart(): void
    {
        $world = $this->watched();
        $this->invoices('5', ['2026-04-10' => '2026-04-24']);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::BEFORE);
        $world->desk->holdLine('17', '2026-03', 'admin:1', null);
        $world->run(self::SETTLED);
        $world->outage($this->sources, '2026-03-10T00:00:00Z', '2026-03-10T03:00:00Z');
        $world->run('2026-04-06T06:00:00Z');
        $world->desk->releaseLine('17', '2026-03', 'admin:1');
        $preview = $this->reads()->preview('5');
        self::assertSame(['17/2026-03/2', '17/2026-03'], array_column($preview['credits'], 'id'));
        self::assertTrue(Json::decode((string) $preview['invoice']['answer'])['ok'], 'ids are unique in their invoice');
        self::assertSame([['17/2026-03/2', '17/2026-03']], $this->placed($preview));
    }

    public function testWhatWaitsForAPersonGoesNowhere(): void
    {
        $world = $this->watched();
        $this->invoices('5', ['2026-04-10' => '2026-04-24']);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->panel->capabilities['routes'] = [];
        $world->run(self::SETTLED);
        $preview = $this->reads()->preview('5');
        self::assertSame([['review', false]], $this->states($preview));
        self::assertSame([[]], $this->placed($preview));
    }

    public function testCarriedAndOtherCurrencies(): void
    {
        $world = $this->world;
        $world->service('17', '5', '1', '10.00');
        $world->policy(substr(World::POLICY, 0, -1) . ',"minimumPayout":[{"currency":"USD","amount":"2.00"}]}');
        $this->sources = $world->twoMonitors();
        $this->names = new PlainNames();
        $this->invoices('5', ['2026-05-10' => '2026-05-24']);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->outage($this->sources, '2026-04-01T00:00:00Z', '2026-04-01T02:00:00Z');
        $world->run(self::SETTLED);
        $preview = $this->reads()->preview('5');
        self::assertSame([['forecast', false], ['carried', false]], $this->states($preview));
        self::assertSame([null, '2026-04-04T06:00:00Z'], [$preview['credits'][1]['booked']['posting'], $preview['credits'][1]['at']]);
        self::assertSame([[['id' => '17/2026-04', 'amount' => '2.00']]], array_column(Json::decode($preview['invoice']['request'])['invoices'], 'credits'));
        $world->panel->currencies['5'] = 'EUR';
        $preview = $this->reads()->preview('5');
        self::assertSame(['EUR', ['USD', 'USD']], [$preview['currency'], array_column($preview['credits'], 'currency')]);
        self::assertSame([[]], $this->placed($preview), 'what is in dollars does not pay euros');
    }

    public function testWithoutAnEngineOrWithABrokenOneNothingIsAddedUp(): void
    {
        $world = $this->watched();
        $this->invoices('5', ['2026-04-10' => '2026-04-24']);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::BEFORE);
        $broken = Engine::over(new FakeTransport(static fn (): string => throw new EngineUnavailable('broken')));
        foreach ([null, $broken] as $engine) {
            $preview = (new Reads($world->panel, $world->ledger, $this->names, $engine))->preview('5');
            self::assertSame([null, [['17/2026-03']]], [$preview['invoice']['answer'], $this->placed($preview)]);
            self::assertNull((new Reads($world->panel, $world->ledger, $this->names, $engine))->outgoing()['totals']);
        }
    }

    public function testWhereThereIsNoInvoiceNoneIsShown(): void
    {
        $world = $this->watched();
        $world->run(self::BEFORE);
        self::assertNull($this->reads()->preview('5')['invoice'], 'the panel makes none');
        $this->invoices('5', ['2026-04-10' => '2026-04-24']);
        self::assertNotNull($this->reads()->preview('5')['invoice']);
        $failing = new PanelBut($world->panel, ['invoicing' => static fn () => throw new UnableToRead('no')]);
        self::assertNull((new Reads($failing, $world->ledger, $this->names, $world->engine))->preview('5')['invoice'], 'nobody can say');
        $world->panel->currencies['5'] = 'XXX';
        self::assertNull($this->reads()->preview('5')['invoice'], 'the core knows no such currency');
        $this->expectException(UnableToRead::class);
        $this->reads()->preview('nobody');
    }

    // --- notice ---------------------------------------------------------------------------------------------------------------

    public function testTheNoticeTellsWhatIsDownNow(): void
    {
        $world = $this->watched();
        $world->run('2026-03-04T11:00:00Z');
        self::assertSame(['asOf' => '2026-03-04T11:00:00Z', 'services' => []], $this->reads()->notice('5'));
        $world->message($this->sources[0], '801', 'down', '2026-03-04T12:00:00Z');
        $world->run('2026-03-04T12:05:00Z');
        self::assertSame([
            ['service' => '17', 'label' => 'S17 <of> 5', 'since' => '2026-03-04T12:00:00Z', 'status' => 'unconfirmed', 'monitors' => 1, 'needed' => 2],
        ], $this->shape($this->reads()->notice('5'))['services']);
        $world->message($this->sources[1], '801', 'down', '2026-03-04T12:06:00Z');
        $world->run('2026-03-04T12:10:00Z');
        self::assertSame([['2026-03-04T12:06:00Z', 'confirmed', 2]], array_map(
            static fn (array $row): array => [$row['since'], $row['status'], $row['monitors']],
            $this->reads()->notice('5')['services'],
        ));
        self::assertSame([], $this->reads()->notice('6')['services'], 'another server');
        self::assertSame([], $this->reads()->notice('nobody')['services']);
        $world->panel->services['17'] = (static fn ($f) => new ServiceFacts($f->id, $f->clientId, $f->productId, $f->server, 'suspended',
            $f->currency, $f->recurringAmount, $f->recurringMonths, $f->tax, $f->label))($world->panel->services['17']);
        $world->run('2026-03-04T12:15:00Z');
        self::assertSame([], $this->reads()->notice('5')['services'], 'a suspended service is not down');
        foreach ($this->sources as $source) {
            $world->message($source, '801', 'up', '2026-03-04T12:20:00Z');
        }
        $world->service('17', '5', '1');
        $world->run('2026-03-04T12:25:00Z');
        self::assertSame([], $this->reads()->notice('5')['services'], 'over');
    }

    // --- outgoing -------------------------------------------------------------------------------------------------------------

    public function testEverythingThatIsAboutToGoOutIsListed(): void
    {
        $world = $this->watched();
        $world->service('9', '5', '1', '20.00');
        $world->run('2026-03-01T06:00:00Z');
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z', '801');
        $world->outage($this->sources, '2026-03-05T12:00:00Z', '2026-03-05T14:00:00Z', '802');
        $world->run(self::BEFORE);
        $world->desk->holdLine('9', '2026-03', 'admin:7', 'look at it');
        $outgoing = $this->shape($this->reads()->outgoing());
        self::assertSame(['live', null, ['clients' => null, 'amounts' => []], 0], [$outgoing['mode'], $outgoing['paused'], $outgoing['limits'], $outgoing['more']]);
        self::assertSame([
            'client' => '5', 'clientLabel' => 'C5', 'service' => '9', 'label' => 'S9 <of> 5', 'period' => '2026-03', 'currency' => 'USD', 'amount' => '2.00',
            'at' => '2026-04-04T00:00:00Z', 'stage' => 'forecast', 'run' => null, 'held' => true, 'heldBy' => 'admin:7', 'note' => 'look at it', 'entry' => null,
        ], $outgoing['lines'][0]);
        self::assertSame(['5 9', '5 17', '6 18'], array_map(static fn (array $line): string => $line['client'] . ' ' . $line['service'], $outgoing['lines']));
        $totals = ['currency' => 'USD', 'clients' => 2, 'waiting' => '2.00', 'posted' => '0.00', 'total' => '2.00'];
        self::assertSame([$totals], $outgoing['totals'], 'what is held does not go out');

        $world->desk->setLimits(1, [], 'admin:1');
        $world->run(self::SETTLED);
        $outgoing = $this->shape($this->reads()->outgoing());
        $run = (string) $world->ledger->cases->all(10, 'open')[0]['run_id'];
        self::assertSame([['9', 'pending', null, null, '3'], ['17', 'run', $run, null, '1'], ['18', 'run', $run, null, '2']], self::sortedLines($outgoing['lines']));
        self::assertSame(1, $outgoing['limits']['clients']);
        $case = (string) $world->ledger->cases->all(10, 'open')[0]['id'];
        $world->desk->acceptCase($case, 'admin:1');
        $world->run('2026-04-04T07:00:00Z');
        $outgoing = $this->reads()->outgoing();
        self::assertSame(['9'], array_column($outgoing['lines'], 'service'));
        $names = $this->names->asked;
        $this->reads()->outgoing();
        self::assertSame(2, $this->names->asked - $names, 'each name once');
    }

    public function testOutgoingSaysWhyNothingGoesOut(): void
    {
        $world = $this->watched();
        Mode::dry($world->ledger);
        $world->outage($this->sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $outgoing = $this->reads()->outgoing();
        self::assertSame(['dry', null, [['17', null]]], [$outgoing['mode'], $outgoing['paused'], array_map(
            static fn (array $line): array => [$line['service'], $line['at']],
            $outgoing['lines'],
        )], 'due: it would go out with the next run');
        $world->desk->goLive('2026-03', 'admin:1');
        $world->panel->installationUrl = 'https://copy.example.com/';
        self::assertStringContainsString('https://copy.example.com/', (string) $this->reads()->outgoing()['paused']);
        $world->runWith($world->panel, null);
        self::assertStringContainsString('There is no engine.', (string) $this->reads()->outgoing()['paused']);
    }

    // --- source ---------------------------------------------------------------------------------------------------------------

    public function testASourceTellsWhetherItWasHeard(): void
    {
        $world = $this->watched();
        [$one] = $this->sources;
        $silent = $world->source('pingdom', 'another');
        self::assertSame([
            'source' => $silent, 'name' => "M$silent", 'deliveries' => 0, 'lastAt' => null, 'lastState' => null, 'problem' => null, 'targets' => [], 'more' => 0,
        ], $this->reads()->source($silent));
        $world->message($one, '803', 'up', '2026-03-04T12:00:00Z', '2026-03-04T12:00:01Z');
        self::assertSame([1, '2026-03-04T12:00:01Z', 'new'], array_slice(array_values($this->reads()->source($one)), 2, 3));
        $world->run('2026-03-04T12:05:00Z');
        $heard = $this->shape($this->reads()->source($one));
        self::assertSame(['observed', null], [$heard['lastState'], $heard['problem']]);
        self::assertSame(['target' => '803', 'label' => 'Web', 'address' => 'web.example.com', 'subject' => null], array_slice(array_values(array_filter(
            $heard['targets'],
            static fn (array $target): bool => $target['target'] === '803',
        ))[0], 1));
        $world->ledger->deliveries->add($one, $world->panel->nowMs, 'application/json', '', '{"x":1}');
        $world->run('2026-03-04T12:06:00Z');
        $heard = $this->shape($this->reads()->source($one));
        self::assertSame(['unknown', 'payload_shape'], [$heard['lastState'], $heard['problem']['code']]);
        foreach (['99', 'x', '', '1;'] as $id) {
            $this->assertNotFound(fn () => $this->reads()->source($id), $id);
        }
    }

    // --- helpers --------------------------------------------------------------------------------------------------------------

    /** Service 17 of client 5 on server 1, service 18 of client 6 on server 2, both servers watched by two monitors. */
    private function watched(): World
    {
        $world = $this->company();
        $world->service('18', '6', '2');
        $this->names = new PlainNames();
        $this->sources = $world->twoMonitors();
        foreach ($this->sources as $source) {
            $world->watch($source, '802', 'server:2');
        }
        return $world;
    }

    private function reads(): Reads
    {
        return new Reads($this->world->panel, $this->world->ledger, $this->names, $this->world->engine);
    }

    /** @param array<string, string> $days made on => due on */
    private function invoices(string $client, array $days): void
    {
        $this->world->panel->invoicing[$client] = new Invoicing(2, true, null);
        $this->world->panel->upcoming[$client] = array_map(static fn (string $made, string $due): UpcomingInvoice => new UpcomingInvoice($due, $made, $due, [
            new UpcomingLine('service/17/' . $due, 'Hosting', '10.00', true),
        ]), array_keys($days), $days);
    }

    /** As the browser gets it: nothing but JSON, and no number that has a point. @param array<string, mixed> $body @return array<string, mixed> */
    private function shape(array $body): array
    {
        array_walk_recursive($body, static fn (mixed $value, string|int $key) => self::assertFalse(is_float($value), (string) $key));
        return Json::decode(Json::encode($body));
    }

    private function assertNotFound(callable $read, string $what): void
    {
        try {
            $read();
            self::fail('found: ' . $what);
        } catch (NotFound) {
            self::addToAssertionCount(1);
        }
    }

    /** @param list<array<string, mixed>> $votes @return list<string> */
    private static function hours(array $votes): array
    {
        return array_map(static fn (array $vote): string => substr($vote['from'], 5, 8), $votes);
    }

    /** @param array<string, mixed> $preview @return list<array{string, bool}> */
    private function states(array $preview): array
    {
        return array_map(static fn (array $credit): array => [$credit['state'], $credit['held']], $preview['credits']);
    }

    /** @param array<string, mixed> $preview @return list<list<string>> ids of the credits before each invoice */
    private function placed(array $preview): array
    {
        return array_map(static fn (array $invoice): array => array_column($invoice['credits'], 'id'), Json::decode($preview['invoice']['request'])['invoices']);
    }

    /** @param list<array<string, mixed>> $lines @return list<list<?string>> */
    private static function sortedLines(array $lines): array
    {
        return array_map(static fn (array $line): array => [$line['service'], $line['stage'], $line['run'], $line['at'], $line['entry']], $lines);
    }

    /** @return array<string, mixed> as a run hands it to the ledger */
    private static function anOutage(string $subject, int $fromMs, string $status): array
    {
        return [
            'key' => $subject . '/' . $fromMs, 'subject' => $subject, 'fromMs' => $fromMs, 'toMs' => $fromMs + 60_000, 'open' => false, 'status' => $status,
            'reason' => 'quorum', 'json' => '{}',
        ];
    }
}
