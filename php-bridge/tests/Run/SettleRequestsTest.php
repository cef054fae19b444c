<?php

/** What goes into a service's request, and what makes it another one. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\Charge;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\SettleRequest;
use Makegood\Run\SettleRequests;
use Makegood\Run\SpanSync;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\FakeTransport;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;

final class SettleRequestsTest extends DatabaseTestCase
{
    use OnSqlite;

    private World $world;
    /** How often the core was asked to settle. */
    private int $settled = 0;

    protected function setUp(): void
    {
        $engine = Core::engine();
        $counting = Engine::over(new FakeTransport(function (string $request) use ($engine): string {
            $this->settled += (int) (str_contains($request, '"command":"settle"') && !str_contains($request, '"services":[]'));
            return $engine->bytes($request);
        }));
        $this->world = new World($this->connect(), $this->temporaryDirectory(), $counting);
        $this->world->service('17', '5', '1');
        $this->world->policy();
    }

    public function testTheSameEvidenceIsSettledOnceAsAPreviewAndOnceForGood(): void
    {
        $this->world->outage($this->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        foreach (['2026-03-05', '2026-03-06', '2026-03-28', '2026-04-04', '2026-04-05', '2026-07-01'] as $day) {
            $this->world->run($day . 'T06:00:00Z');
        }
        self::assertSame(2 + 1, $this->settled, 'and once as the forecast of both');
    }

    public function testALaterPaymentOfTheMonthIsTheFee(): void
    {
        $this->world->outage($this->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->world->run('2026-04-04T06:00:00Z');
        self::assertSame('1.00', $this->world->panel->balance('5'));
        $this->charge('7/1', '2026-04-15', 1, '99.00');
        self::assertSame(0, $this->world->run('2026-04-16T06:00:00Z')->newItems(), 'another month\'s line');
        self::assertSame(2 - 1, $this->settled);
        $this->charge('6/1', '2026-03-01', 12, '240.00');
        $this->world->run('2026-04-17T06:00:00Z');
        self::assertSame('2.00', $this->world->panel->balance('5'), 'a twelfth of 240.00');
    }

    public function testOnlyLinesThatCanCoverTheMonthGoIn(): void
    {
        $this->sync();
        $this->charge('1', '2025-03-02', 12, '1.00');
        $this->charge('2', '2026-01-31', 1, '2.00');
        $this->charge('3', '2026-04-20', 1, '3.00');
        $this->charge('4', '2026-03-15', 1, '4.00');
        $charges = $this->service($this->build('2026-03'))['charges'];
        self::assertSame(['1', '2', '4'], array_column($charges, 'id'), 'by day; those that end at the edge may reach in, by the zone');
    }

    public function testWhatHappensOutsideTheMonthDoesNotMakeItAnotherRequest(): void
    {
        $this->sync();
        $before = $this->build('2026-03')->hash();
        $this->world->clock('2026-05-10T00:00:00Z');
        $this->world->service('17', '5', '2', '99.00');
        $this->sync();
        self::assertSame($before, $this->build('2026-03')->hash());
        self::assertNotSame($before, $this->build('2026-04')->hash());
    }

    public function testASpanThatEndsInsideTheMonthDoes(): void
    {
        $this->sync();
        $before = $this->build('2026-03')->hash();
        $this->world->clock('2026-03-20T00:00:00Z');
        $this->world->service('17', '5', '2');
        $this->sync();
        $after = $this->build('2026-03');
        self::assertNotSame($before, $after->hash());
        self::assertSame(['1', '2'], array_column($this->service($after)['spans'], 'server'));
    }

    public function testPriceAndClientAreThoseOfTheFirstActiveTime(): void
    {
        $this->facts('pending', '10.00');
        $this->sync();
        self::assertNull($this->build('2026-03'), 'it was never there');
        $this->world->clock('2026-03-05T00:00:00Z');
        $this->facts('suspended', '10.00');
        $this->sync();
        $this->world->clock('2026-03-10T00:00:00Z');
        $this->facts('active', '20.00');
        $this->sync();
        $this->world->clock('2026-03-20T00:00:00Z');
        $this->facts('active', '30.00');
        $this->sync();
        $service = $this->service($this->build('2026-03'));
        self::assertSame('20.00', $service['recurring']['amount']);
        self::assertSame(['suspended', 'active'], array_column($service['spans'], 'state'), 'a price does not cut the time');
        self::assertSame('30.00', $this->service($this->build('2026-04'))['recurring']['amount']);
    }

    public function testTheMonthBeginsInThePolicysZone(): void
    {
        // Two zones for one service are not assigned any more; what was is still read as it was.
        $hash = $this->world->desk->putPolicy(strtr(World::POLICY, ['"UTC"' => '"America/Sao_Paulo"']), 'admin:1');
        $this->world->ledger->assignments->add('service', '17', $hash, Instant::ms('2026-01-01T00:00:00Z'), 'admin:1', 0);
        $this->sync();
        // On 1 April 01:00 UTC it is still March in São Paulo.
        $this->world->clock('2026-04-01T01:00:00Z');
        $this->world->service('17', '5', '1', '50.00');
        $this->sync();
        self::assertSame('50.00', $this->service($this->build('2026-04'))['recurring']['amount']);
        $this->world->clock('2026-05-01T03:30:00Z');
        $this->world->service('17', '5', '1', '60.00');
        $this->sync();
        self::assertSame('50.00', $this->service($this->build('2026-05'))['recurring']['amount'], 'May began at 03:00 UTC with the old price');
        $zones = json_decode($this->text($this->build('2026-04')), true)['zones'];
        self::assertSame(['America/Sao_Paulo', 'UTC'], (static function (array $names): array {
            sort($names);
            return $names;
        })(array_column($zones, 'name')));
    }

    public function testALedgersStateIsInTheRequestAndNotInItsHash(): void
    {
        $this->sync();
        $request = $this->build('2026-03');
        $other = $request->text(9_999_999_999_999, ['routes' => [], 'postableScale' => []], ['revision' => 4, 'carry' => '-0.30'], [
            ['n' => '1', 'net' => '1.00', 'tax' => '0.00', 'gross' => '1.00'],
        ]);
        self::assertStringContainsString('"clients":[{"id":"5","currency":"USD","revision":4,"carry":"-0.30"}]', $other);
        self::assertStringContainsString('"entries":[{"n":1,"net":"1.00","tax":"0.00","gross":"1.00"}]', $other);
        self::assertSame($request->hash(), $this->build('2026-03')->hash());
    }

    public function testALineIsReadOnceWhateverThePanelSaysOfItLater(): void
    {
        $this->sync();
        $this->charge('7', '2026-03-01', 1, '10.00');
        $before = $this->build('2026-03')->hash();
        $this->world->panel->charges['17'] = [];
        self::assertSame($before, $this->build('2026-03')->hash(), 'a line that cannot be read any more');
        $this->charge('7', '2026-02-15', 12, '99.00');
        self::assertSame($before, $this->build('2026-03')->hash(), 'a line that reads otherwise');
        $this->charge('8', '2026-03-01', 1, '11.00');
        self::assertSame(['7', '8'], array_column($this->service($this->build('2026-03'))['charges'], 'id'), 'a line that is new');
    }

    public function testALineThatIsNoPriceHidesNoOtherAndIsToldOnce(): void
    {
        $this->sync();
        $this->world->panel->charges['17'] = [
            new Charge('1', '2026-03-01', 1, '1039.5', null, false), new Charge('2', '2026-03-01', 1, 'ten', null), new Charge('3', '2026-03-01', 1, '9.00', null),
        ];
        $this->build('2026-03');
        self::assertSame(['3'], array_column($this->service($this->build('2026-03'))['charges'], 'id'));
        self::assertSame(['1', '2'], array_column($this->world->ledger->events->since('0', 'charge.unusable'), 'ref'));
    }

    private function build(string $period): ?SettleRequest
    {
        return (new SettleRequests($this->world->ledger, $this->world->panel))->build('17', $period);
    }

    private function text(SettleRequest $request): string
    {
        return $request->text(Instant::ms('2026-04-04T06:00:00Z'), $this->world->panel->capabilities(), ['revision' => 0, 'carry' => '0'], []);
    }

    /** @return array<string, mixed> the request's one service; the core takes the request */
    private function service(SettleRequest $request): array
    {
        $text = $this->text($request);
        Engine::decode($this->world->engine->bytes($text));
        return json_decode($text, true)['services'][0];
    }

    private function facts(string $state, string $amount): void
    {
        $this->world->panel->services['17'] = new ServiceFacts('17', '5', '1', '1', $state, 'USD', $amount, 1, null, 'x');
    }

    private function charge(string $id, string $from, int $months, string $amount): void
    {
        $this->world->panel->charges['17'][] = new Charge($id, $from, $months, $amount, null);
    }

    private function sync(): void
    {
        (new SpanSync($this->world->ledger, new \Makegood\Run\Settings()))->run($this->world->panel);
    }
}
