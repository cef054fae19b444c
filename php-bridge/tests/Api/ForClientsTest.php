<?php

/** What a client gets to read, as against staff: nothing of anybody else's time with a service, no promise in dry run, no word about holds. */

declare(strict_types=1);

namespace Makegood\Tests\Api;

use Makegood\Api\NotFound;
use Makegood\Api\Reads;
use Makegood\Engine\Json;
use Makegood\Panel\Invoicing;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use Makegood\Run\Mode;
use Makegood\Run\Probe;
use Makegood\Tests\Run\RunTestCase;
use Makegood\Tests\Support\OnSqlite;

final class ForClientsTest extends RunTestCase
{
    use OnSqlite;

    private const BEFORE = '2026-04-02T00:00:00Z';
    private const LATER = '2026-04-04T06:05:00Z';

    public function testOfAServiceThatMovedEachClientSeesTheirOwnTime(): void
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        $world->run('2026-03-01T06:00:00Z');
        $world->service('17', '6', '1');
        $world->run('2026-03-15T00:00:00Z'); // it goes from client 5 to client 6
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->outage($sources, '2026-03-20T12:00:00Z', '2026-03-20T13:00:00Z');
        foreach (['2026-03-25T00:00:00Z', self::SETTLED] as $at) {
            $world->run($at);
            [$former, $now] = array_map(fn (string $client): array => $this->reads()->timeline('17', '2026-03', $client), ['5', '6']);
            self::assertSame(['S17 <of> 5', ['2026-03-04T12:00:00Z']], [$former['label'], array_column($former['outages'], 'from')]);
            self::assertSame(['S17 <of> 6', ['2026-03-20T12:00:00Z']], [$now['label'], array_column($now['outages'], 'from')]);
            self::assertSame([null, null], [$now['availability'], $now['downtimeMs']], 'the month is judged for the former client');
            self::assertNotNull($former['availability']);
        }
        $this->expectException(NotFound::class);
        $this->reads()->timeline('17', '2026-03', '7');
    }

    public function testInDryRunAClientIsPromisedNothing(): void
    {
        $world = $this->paidAndPending();
        $world->desk->goDry('admin:1');
        $world->run(self::LATER);
        self::assertSame(['forecast', 'pending', 'posted'], $this->states($this->reads()->preview('5')), 'staff see all of it');
        $client = $this->reads()->preview('5', true);
        self::assertSame([['posted'], 1, 0, null], [$this->states($client), count($client['requests']), $client['credits'][0]['source'], $client['invoice']]);
        $world->desk->goLive('2026-03', 'admin:1');
        self::assertSame(['forecast', 'pending', 'posted'], $this->states($this->reads()->preview('5', true)));
    }

    public function testMonthsThatAreNeverDecidedAreNotPromised(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        Mode::live($world->ledger, '2026-04');
        $world->run(self::SETTLED);
        self::assertSame([], $this->reads()->preview('5', true)['credits']);
    }

    public function testAForecastOfADryRunIsNoPromiseOnceItsMonthIsLeftOut(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->desk->goDry('admin:1');
        $world->run(self::SETTLED);
        $world->desk->goLive('2026-04', 'admin:1'); // cron has not been since
        self::assertSame([], $this->reads()->preview('5', true)['credits']);
    }

    public function testAClientIsNotToldThatALineIsHeld(): void
    {
        $world = $this->paidAndPending();
        $world->desk->holdLine('18', '2026-03', 'admin:1', 'in dispute');
        $world->desk->holdLine('17', '2026-04', 'admin:1', 'in dispute');
        $client = $this->reads()->preview('5', true);
        self::assertSame(['review', 'review', 'posted'], $this->states($client));
        self::assertSame([false, false, false], array_column($client['credits'], 'held'));
        self::assertSame([null, null], [$client['credits'][0]['at'], $client['credits'][1]['at']]);
        self::assertSame([[]], array_column(Json::decode($client['invoice']['request'])['invoices'], 'credits'));
        self::assertStringNotContainsString('dispute', Json::encode($client));
        self::assertSame([true, true, false], array_column($this->reads()->preview('5')['credits'], 'held'));
    }

    public function testAForecastThatWasDecidedMeanwhileIsNotShownTwice(): void
    {
        $world = $this->company();
        $world->panel->upcoming['5'] = [self::invoice('2026-04-24', '2026-04-10')];
        $world->panel->invoicing['5'] = new Invoicing(2, true, null);
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::BEFORE);
        // The run ends between its decision and the next forecast.
        Probe::install(static fn (string $name) => $name === 'record.committed' ? throw new \DomainException('died') : null);
        try {
            $world->run(self::SETTLED);
        } catch (\DomainException) {
        }
        Probe::install(null);
        $preview = $this->reads()->preview('5');
        self::assertSame(['pending'], $this->states($preview));
        self::assertSame([['id' => '17/2026-03', 'amount' => '1.00']], Json::decode($preview['invoice']['request'])['invoices'][0]['credits']);
        self::assertSame(['pending'], array_column($this->reads()->outgoing()['lines'], 'stage'));
        Probe::install(static fn (string $name) => $name === 'mark.committed' ? throw new \DomainException('died') : null);
        try {
            $world->run(self::LATER);
        } catch (\DomainException) {
        }
        Probe::install(null);
        self::assertSame(['posted'], $this->states($this->reads()->preview('5')));
        self::assertSame([], $this->reads()->outgoing()['lines']);
    }

    /** Of client 5: 17 was credited for March, 18 is decided and waits, 17 is expected to be credited for April. */
    private function paidAndPending(): \Makegood\Tests\Support\World
    {
        $world = $this->company();
        $world->service('18', '5', '1');
        $world->panel->upcoming['5'] = [self::invoice('2026-06-24', '2026-06-10')];
        $world->panel->invoicing['5'] = new Invoicing(2, true, null);
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->watch($world->source('pingdom', 'x'), '900', 'service:17');
        $world->watch($world->source('uptimerobot', 'y'), '900', 'service:17');
        $world->outage(['3', '4'], '2026-04-02T00:00:00Z', '2026-04-02T02:00:00Z', '900');
        Probe::install(static fn (string $name) => $name === 'mark.committed' ? throw new \DomainException('died') : null);
        try {
            $world->run(self::SETTLED);
        } catch (\DomainException) {
        }
        Probe::install(null);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', '18 2026-03 1 1.00 accountCredit pending'], $world->entries());
        return $world;
    }

    private static function invoice(string $dueOn, string $createdOn): UpcomingInvoice
    {
        return new UpcomingInvoice($dueOn, $createdOn, $dueOn, [new UpcomingLine('service/17/' . $dueOn, 'Hosting', '10.00', true)]);
    }

    private function reads(): Reads
    {
        return new Reads($this->world->panel, $this->world->ledger, new PlainNames(), $this->world->engine);
    }

    /** @param array<string, mixed> $preview @return list<string> */
    private function states(array $preview): array
    {
        return array_column($preview['credits'], 'state');
    }
}
