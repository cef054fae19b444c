<?php

/** History that the panel does not keep: spans of services. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\Settings;
use Makegood\Run\SpanSync;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\PanelBut;

final class FactsTest extends DatabaseTestCase
{
    use OnSqlite;

    private Ledger $ledger;
    private InMemoryPanel $panel;

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $this->panel = new InMemoryPanel($this->connect(), 0);
        $this->clock('2026-03-10T06:00:00Z');
    }

    public function testTheFirstLookTakesTheMonthInProgress(): void
    {
        $this->service('1', 'active');
        $this->sync();
        self::assertSame(['2026-03-01T00:00:00Z..  1 active'], $this->spans());
    }

    public function testTheFirstLookDoesNotReachBeforeTheServiceBegan(): void
    {
        $this->service('1', 'active', 'hosting', Instant::ms('2026-03-05T12:00:00Z'));
        $this->sync();
        self::assertSame(['2026-03-05T12:00:00Z..  1 active'], $this->spans());
    }

    public function testTheOperatorMaySayWhereTheFirstSpansBegin(): void
    {
        $this->service('1', 'active');
        (new SpanSync($this->ledger, new Settings(initialSpanFromMs: Instant::ms('2026-01-01T00:00:00Z'))))->run($this->panel);
        self::assertSame(['2026-01-01T00:00:00Z..  1 active'], $this->spans());
    }

    public function testLaterANewServiceBeginsNowOrWhenThePanelSays(): void
    {
        $this->sync();
        $this->clock('2026-03-11T06:00:00Z');
        $this->service('1', 'active', 'hosting', Instant::ms('2026-03-10T20:00:00Z'));
        $this->sync();
        self::assertSame(['2026-03-10T20:00:00Z..  1 active'], $this->spans());
        $this->ledger->db->run('DELETE FROM mod_makegood_spans');
        $this->service('1', 'active', 'hosting', Instant::ms('2025-01-01T00:00:00Z'));
        $this->clock('2026-03-12T06:00:00Z');
        $this->sync();
        self::assertSame(['2026-03-12T06:00:00Z..  1 active'], $this->spans(), 'nothing is known of the time before');
    }

    public function testAChangeCutsTheSpanAndALabelDoesNot(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->sync();
        $this->clock('2026-03-15T00:00:00Z');
        $this->service('2', 'active');
        $this->sync();
        $this->clock('2026-03-20T00:00:00Z');
        $this->service('2', 'suspended');
        $this->sync();
        $this->service('2', 'suspended', 'renamed');
        $this->sync();
        self::assertSame([
            '2026-03-01T00:00:00Z..2026-03-15T00:00:00Z 1 active',
            '2026-03-15T00:00:00Z..2026-03-20T00:00:00Z 2 active',
            '2026-03-20T00:00:00Z..  2 suspended',
        ], $this->spans());
        self::assertSame('renamed', $this->ledger->spans->openOf('17')['label']);
    }

    public function testAServiceThatIsGoneHasEnded(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->clock('2026-03-15T00:00:00Z');
        $this->panel->services = [];
        $this->sync();
        self::assertSame(['2026-03-01T00:00:00Z..2026-03-15T00:00:00Z 1 active'], $this->spans());
    }

    public function testAHookAndTheNextSyncSayTheSame(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->clock('2026-03-15T10:30:00Z');
        $this->service('2', 'active');
        SpanSync::observe($this->ledger, $this->panel->services['17'], $this->panel->now());
        SpanSync::observe($this->ledger, $this->panel->services['17'], $this->panel->now());
        $this->clock('2026-03-16T06:00:00Z');
        $this->sync();
        self::assertSame([
            '2026-03-01T00:00:00Z..2026-03-15T10:30:00Z 1 active',
            '2026-03-15T10:30:00Z..  2 active',
        ], $this->spans());
    }

    public function testTwoChangesAtOneInstantLeaveNoEmptySpan(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->clock('2026-03-15T00:00:00Z');
        foreach (['2', '3', '1'] as $server) {
            $this->service($server, 'active');
            $this->sync();
        }
        self::assertSame([
            '2026-03-01T00:00:00Z..2026-03-15T00:00:00Z 1 active',
            '2026-03-15T00:00:00Z..  1 active',
        ], $this->spans());
    }

    public function testAServiceThatEndsAndReturnsHasAGap(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->clock('2026-03-15T00:00:00Z');
        $this->service('1', 'ended');
        $this->sync();
        $this->clock('2026-03-17T00:00:00Z');
        $this->service('1', 'active');
        $this->sync();
        self::assertSame([
            '2026-03-01T00:00:00Z..2026-03-15T00:00:00Z 1 active',
            '2026-03-15T00:00:00Z..2026-03-17T00:00:00Z 1 ended',
            '2026-03-17T00:00:00Z..  1 active',
        ], $this->spans());
    }

    public function testTwoOpenSpansAreMended(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->ledger->spans->open($this->panel->services['17'], Instant::ms('2026-03-10T06:00:01Z'));
        $this->clock('2026-03-15T00:00:00Z');
        $this->service('2', 'active');
        $this->sync();
        self::assertSame([
            '2026-03-01T00:00:00Z..2026-03-10T06:00:01Z 1 active',
            '2026-03-10T06:00:01Z..2026-03-15T00:00:00Z 1 active',
            '2026-03-15T00:00:00Z..  2 active',
        ], $this->spans());
        $this->ledger->spans->open($this->panel->services['17'], Instant::ms('2026-03-15T00:00:01Z'));
        $this->panel->services = [];
        $this->clock('2026-03-16T00:00:00Z');
        $this->sync();
        self::assertSame([
            '2026-03-15T00:00:00Z..2026-03-15T00:00:01Z 2 active', '2026-03-15T00:00:01Z..2026-03-16T00:00:00Z 2 active',
        ], array_slice($this->spans(), -2), 'also of a service that is gone');
    }

    public function testWhatAHookSawAfterThePanelWasReadIsNotUndone(): void
    {
        $this->service('1', 'active');
        $this->sync();
        $this->clock('2026-03-15T00:00:00Z');
        $this->service('3', 'active');
        $read = new PanelBut($this->panel, ['services' => function (): array {
            $old = $this->panel->services;
            $this->service('2', 'active');
            SpanSync::observe($this->ledger, $this->panel->services['17'], $this->panel->now() + 5);
            return array_values($old);
        }]);
        (new SpanSync($this->ledger, new Settings()))->run($read);
        self::assertSame([
            '2026-03-01T00:00:00Z..2026-03-15T00:00:00.005Z 1 active',
            '2026-03-15T00:00:00.005Z..  2 active',
        ], $this->spans());
    }

    public function testAPriceThatIsNoneIsToldOnce(): void
    {
        $this->panel->services['17'] = new ServiceFacts('17', '5', '1', '1', 'active', 'JPY', null, 1, null, 'x', null, '1039.5');
        $this->sync();
        $this->sync();
        self::assertSame([['17', '{"price":"1039.5","currency":"JPY"}']], array_map(
            static fn (array $event): array => [$event['ref'], $event['data']],
            $this->ledger->events->since('0', 'price.unusable'),
        ));
    }

    private function clock(string $iso): void
    {
        $this->panel->nowMs = Instant::ms($iso);
    }

    private function service(string $server, string $state, string $label = 'hosting', ?int $since = null): void
    {
        $this->panel->services['17'] = new ServiceFacts('17', '5', '1', $server, $state, 'USD', '10.00', 1, null, $label, $since);
    }

    private function sync(): void
    {
        (new SpanSync($this->ledger, new Settings()))->run($this->panel);
    }

    /** @return list<string> */
    private function spans(): array
    {
        return array_map(
            static fn (array $row): string => Instant::iso((int) $row['from_ms']) . '..' . ($row['to_ms'] === null ? ' ' : Instant::iso((int) $row['to_ms']))
                . ' ' . $row['server'] . ' ' . $row['state'],
            $this->ledger->spans->ofService('17', 0, PHP_INT_MAX),
        );
    }
}
