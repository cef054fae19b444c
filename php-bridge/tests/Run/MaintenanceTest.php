<?php

/** Announcements of maintenance, whose history the panel does not keep either. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\MaintenanceWindow;
use Makegood\Run\MaintenanceSync;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;

final class MaintenanceTest extends DatabaseTestCase
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

    public function testMaintenanceIsAnnouncedWhenItIsFirstSeen(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->clock('2026-03-12T06:00:00Z');
        $this->maintain();
        self::assertSame(['2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-10T06:00:00Z'], $this->windows());
    }

    public function testAWindowThatShrinksStaysAnnounced(): void
    {
        $this->window('2026-03-20T01:00:00Z', null);
        $this->maintain();
        $this->clock('2026-03-20T04:00:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T03:30:00Z');
        $this->maintain();
        $this->maintain();
        self::assertSame(['2026-03-20T01:00:00Z..2026-03-20T03:30:00Z since 2026-03-10T06:00:00Z'], $this->windows());
    }

    public function testOfAWindowThatGrowsOnlyTheOldPartIsAnnouncedInTime(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->clock('2026-03-20T04:00:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T09:00:00Z');
        $this->maintain();
        $this->clock('2026-03-20T04:05:00Z');
        $this->maintain();
        self::assertSame([
            '2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-10T06:00:00Z',
            '2026-03-20T01:00:00Z..2026-03-20T09:00:00Z since 2026-03-20T04:00:00Z',
        ], $this->windows());
    }

    public function testAWindowThatMovesIsANewAnnouncement(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->clock('2026-03-12T06:00:00Z');
        $this->window('2026-03-21T01:00:00Z', '2026-03-21T05:00:00Z');
        $this->maintain();
        self::assertSame(['2026-03-21T01:00:00Z..2026-03-21T05:00:00Z since 2026-03-12T06:00:00Z'], $this->windows());
    }

    public function testAnotherServerIsAnotherAnnouncement(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->clock('2026-03-12T06:00:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z', 'server:2');
        $this->maintain();
        self::assertSame(['2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-12T06:00:00Z'], $this->windows('server:2'));
        self::assertSame([], $this->windows());
    }

    public function testDeletingAWindowCallsItOffOnlyBeforeItBegins(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->panel->maintenance = [];
        $this->clock('2026-03-20T02:00:00Z');
        $this->maintain();
        self::assertCount(1, $this->windows(), 'it took place');
        $this->ledger->db->run('DELETE FROM mod_makegood_maintenance');
        $this->clock('2026-03-10T06:00:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->panel->maintenance = [];
        $this->clock('2026-03-19T02:00:00Z');
        $this->maintain();
        self::assertSame([], $this->windows());
    }

    public function testWorkThatIsUnderWayStaysAnnounced(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->clock('2026-03-20T00:50:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z', 'server:1', false);
        $this->maintain();
        self::assertSame(['2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-10T06:00:00Z'], $this->windows(), 'staff began a little early');
        $this->clock('2026-03-20T06:00:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z', 'server:1', false, '2026-03-20T04:30:00Z');
        $this->maintain();
        self::assertSame(['2026-03-20T01:00:00Z..2026-03-20T05:00:00Z since 2026-03-10T06:00:00Z'], $this->windows(), 'what is past is past');
    }

    public function testAnIssueThatWasNeverScheduledIsNoMaintenance(): void
    {
        $this->window('2026-03-20T01:00:00Z', null, 'server:1', false);
        $this->maintain();
        self::assertSame([], $this->windows());
    }

    public function testAWindowResolvedBeforeItBeginsIsCalledOff(): void
    {
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z');
        $this->maintain();
        $this->clock('2026-03-19T02:00:00Z');
        $this->window('2026-03-20T01:00:00Z', '2026-03-20T05:00:00Z', 'server:1', false, '2026-03-19T01:00:00Z');
        $this->maintain();
        self::assertSame([], $this->windows());
    }

    /** @return array<string, array{?string, string}> closed at, the end that is kept */
    public static function ends(): array
    {
        return [
            'deleted' => [null, '2026-03-20T09:00:00Z'],
            'closed, and the panel says when' => ['2026-03-20T04:00:00Z', '2026-03-20T04:00:00Z'],
            'closed, and what the panel says is the announcement' => ['2026-03-10T06:00:00Z', '2026-03-20T09:00:00Z'],
        ];
    }

    /** @dataProvider ends */
    public function testAWindowWithoutAnEndDoesNotGoOnForEver(?string $closed, string $end): void
    {
        $this->window('2026-03-20T01:00:00Z', null);
        $this->maintain();
        $this->clock('2026-03-20T09:00:00Z');
        $this->panel->maintenance = [];
        if ($closed !== null) {
            $this->window('2026-03-20T01:00:00Z', null, 'server:1', false, $closed);
        }
        $this->maintain();
        $this->clock('2026-03-25T09:00:00Z');
        $this->maintain();
        self::assertSame(["2026-03-20T01:00:00Z..$end since 2026-03-10T06:00:00Z"], $this->windows());
    }

    public function testAReopenedWindowGoesOnFromWhenItWasReopened(): void
    {
        $this->window('2026-03-20T01:00:00Z', null);
        $this->maintain();
        $this->clock('2026-03-20T04:00:00Z');
        $this->window('2026-03-20T01:00:00Z', null, 'server:1', false, '2026-03-20T04:00:00Z');
        $this->maintain();
        $this->clock('2026-03-20T06:00:00Z');
        $this->window('2026-03-20T01:00:00Z', null, 'server:1', false);
        $this->maintain();
        self::assertSame([
            '2026-03-20T01:00:00Z..2026-03-20T04:00:00Z since 2026-03-10T06:00:00Z',
            '2026-03-20T01:00:00Z..  since 2026-03-20T06:00:00Z',
        ], $this->windows());
    }

    private function clock(string $iso): void
    {
        $this->panel->nowMs = Instant::ms($iso);
    }

    private function window(string $from, ?string $to, string $subject = 'server:1', bool $scheduled = true, ?string $closed = null): void
    {
        [$toMs, $closedMs] = [$to === null ? null : Instant::ms($to), $closed === null ? null : Instant::ms($closed)];
        $this->panel->maintenance = [new MaintenanceWindow('3', $subject, Instant::ms($from), $toMs, 'Kernel', $scheduled, $closedMs)];
    }

    private function maintain(): void
    {
        (new MaintenanceSync($this->ledger))->run($this->panel);
    }

    /** @return list<string> */
    private function windows(string $subject = 'server:1'): array
    {
        return array_map(
            static fn (array $row): string => Instant::iso((int) $row['from_ms']) . '..' . ($row['to_ms'] === null ? ' ' : Instant::iso((int) $row['to_ms']))
                . ' since ' . Instant::iso((int) $row['announced_ms']),
            $this->ledger->maintenance->touching([$subject], 0, PHP_INT_MAX),
        );
    }
}
