<?php

/** Hooks: they write down when something changed, they never load the engine on a page, and they never break the panel. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Hooks;
use MakegoodSandbox\Staff;
use WHMCS\Database\Capsule;

class HooksTest extends ModuleTestCase
{
    private const NOON = 1772366400000;

    /** @return array<string, array{string}> */
    public static function firing(): array
    {
        return ['fired once' => ['once'], 'fired twice' => ['twice']];
    }

    /** @dataProvider firing */
    public function testAMovedServiceGetsASpanFromTheMomentItMoved(string $calls): void
    {
        Assumptions::set('hooks.calls', $calls);
        $id = $this->service();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        Staff::moveService((int) $id, 2);
        self::assertSame([['1', 'active', self::NOON], ['2', 'active', null]], $this->spans($id));
        self::assertSame([], $this->failuresLogged());
    }

    /** @dataProvider firing */
    public function testASuspensionIsCutOutToTheMinute(string $calls): void
    {
        Assumptions::set('hooks.calls', $calls);
        $id = $this->service();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        Staff::suspend((int) $id, 'Overdue');
        Clock::travel('2026-03-01T18:00:00Z');
        Staff::unsuspend((int) $id);
        self::assertSame([['1', 'active', self::NOON], ['1', 'suspended', self::NOON + 21_600_000], ['1', 'active', null]], $this->spans($id));
    }

    public function testADeletedServiceEnds(): void
    {
        $id = $this->service();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        Capsule::table('tblhosting')->where('id', $id)->delete();
        Hooks::run('ServiceDelete', ['userid' => 1, 'clientId' => 1, 'serviceid' => (int) $id]);
        self::assertSame([['1', 'active', self::NOON], ['1', 'ended', null]], $this->spans($id));
    }

    public function testAnUpgradeIsFoundByItsRow(): void
    {
        $id = $this->service();
        Cron::run();
        Clock::travel('2026-03-01T12:00:00Z');
        Capsule::table('tblhosting')->where('id', $id)->update(['packageid' => 2, 'amount' => '25.00']);
        $upgrade = Capsule::table('tblupgrades')->insertGetId(['relid' => $id, 'type' => 'package', 'status' => 'Completed']);
        Hooks::run('AfterProductUpgrade', ['upgradeid' => $upgrade]);
        self::assertSame(['10', '25'], Capsule::table('mod_makegood_spans')->where('service_id', $id)->orderBy('id')->pluck('recurring_amount')->all());
    }

    public function testBeforeTheFirstLookAHookLeavesTheServiceToCron(): void
    {
        $id = $this->service();
        Staff::moveService((int) $id, 2);
        self::assertSame([], $this->spans($id));
        Cron::run();
        self::assertSame([['2', 'active', null]], $this->spans($id));
    }

    public function testScheduledWorkIsAnnouncedWhenItIsWrittenDown(): void
    {
        Assumptions::set('hooks.calls', 'twice');
        Clock::travel('2026-03-01T12:00:00Z');
        $issue = Staff::scheduleMaintenance(2, '2026-03-14 01:00:00', '2026-03-14 03:00:00', 'Disks');
        self::assertSame([self::NOON], $this->announcements());
        Clock::travel('2026-03-14T04:00:00Z');
        Staff::closeIssue($issue);
        self::assertSame([self::NOON], $this->announcements(), 'work that took place stays announced');
        self::assertSame([], $this->failuresLogged());
    }

    public function testWorkBegunEarlyStaysAnnouncedAndEndsWhenItIsClosed(): void
    {
        Clock::travel('2026-03-01T12:00:00Z');
        $issue = Staff::scheduleMaintenance(2, '2026-03-14 01:00:00', '2026-03-14 03:00:00', 'Disks');
        Staff::editIssue($issue, ['enddate' => null]);
        Clock::travel('2026-03-14T00:50:00Z');
        Staff::editIssue($issue, ['status' => 'In Progress']);
        self::assertSame([self::NOON], $this->announcements());
        Clock::travel('2026-03-14T02:30:00Z');
        Staff::closeIssue($issue);
        self::assertSame([self::NOON], $this->announcements());
        self::assertSame([1773455400000], Capsule::table('mod_makegood_maintenance')->whereNull('withdrawn_ms')->pluck('to_ms')->map(intval(...))->all());
        self::assertSame([], $this->failuresLogged());
    }

    public function testAProblemThatLastsIsLoggedOnce(): void
    {
        Addons::configure('makegood', ['post_in' => 'PreCronJob'], [1]);
        $this->service();
        Capsule::schema()->rename('tblnetworkissues', 'away');
        Hooks::run('PreCronJob');
        Hooks::run('PreCronJob');
        $logged = static fn (): array => Capsule::table('tblactivitylog')->where('description', 'like', 'Makegood: problem: panel: %')->pluck('description')->all();
        self::assertCount(1, $logged());
        Capsule::schema()->rename('away', 'tblnetworkissues');
        Hooks::run('PreCronJob');
        Capsule::schema()->rename('tblnetworkissues', 'away');
        Hooks::run('PreCronJob');
        self::assertCount(2, $logged(), 'it came back');
    }

    public function testAFailureIsLoggedAndGoesNoFurther(): void
    {
        $id = $this->service();
        Cron::run();
        Capsule::schema()->drop('mod_makegood_spans');
        Capsule::schema()->drop('mod_makegood_maintenance');
        Staff::moveService((int) $id, 2);
        Staff::suspend((int) $id, 'Overdue');
        Staff::scheduleMaintenance(2, '2026-03-14 01:00:00', '2026-03-14 03:00:00', 'Disks');
        self::assertSame('Suspended', Capsule::table('tblhosting')->where('id', $id)->value('domainstatus'));
        $logged = implode("\n", $this->failuresLogged());
        foreach (['AdminServiceEdit', 'AfterModuleSuspend', 'NetworkIssueAdd'] as $hook) {
            self::assertStringContainsString('Makegood: ' . $hook . ' failed', $logged);
        }
        self::assertStringNotContainsString('Hook ', $logged, 'the panel itself saw no exception');
    }

    public function testStrangeParametersAreNoFailure(): void
    {
        foreach (['AfterModuleSuspend' => ['params' => []], 'ServiceEdit' => ['userid' => 1], 'AfterProductUpgrade' => []] as $hook => $vars) {
            Hooks::run($hook, $vars);
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testHooksOfPagesNeverLoadTheEngine(): void
    {
        $engine = ShippedModule::directory() . '/engine';
        rename($engine, $engine . '-away');
        try {
            $id = $this->service();
            $this->ledger()->spans->open((new \WHMCS\Module\Addon\Makegood\Panel\ServiceReader())->one($id), self::NOON - 1);
            Clock::travel('2026-03-01T12:00:00Z');
            Staff::moveService((int) $id, 2);
            Staff::suspend((int) $id, 'Overdue');
            Staff::scheduleMaintenance(2, '2026-03-14 01:00:00', '2026-03-14 03:00:00', 'Disks');
        } finally {
            rename($engine . '-away', $engine);
        }
        self::assertSame([], $this->failuresLogged());
        self::assertSame(['2', 'suspended', null], array_slice($this->spans($id), -1)[0]);
    }

    /** @return array<string, array{string, int}> */
    public static function places(): array
    {
        return ['PreCronJob' => ['PreCronJob', 1], 'AfterCronJob' => ['AfterCronJob', 1]];
    }

    /** @dataProvider places */
    public function testOneRunACronCallInTheChosenHook(string $hook, int $runs): void
    {
        Assumptions::set('hooks.calls', 'once');
        Addons::configure('makegood', ['post_in' => $hook], [1]);
        foreach (['PreCronJob', 'AfterCronJob'] as $fired) {
            Hooks::run($fired);
            if ($fired === $hook) {
                self::assertSame($runs, Capsule::table('mod_makegood_runs')->count(), $fired);
            }
        }
        self::assertSame($runs, Capsule::table('mod_makegood_runs')->count());
    }

    public function testTheDailyCheckComparesThePanelAndReports(): void
    {
        Assumptions::set('hooks.calls', 'once');
        $id = $this->service();
        Hooks::run('DailyCronJob');
        self::assertSame([['1', 'active', null]], $this->spans($id));
        self::assertSame(0, Capsule::table('mod_makegood_runs')->count(), 'it never posts');
        self::assertSame(1, Capsule::table('tblactivitylog')->where('description', 'like', 'Makegood: daily check%')->count());
        self::assertSame([], $this->failuresLogged());
    }

    /** @return list<array{string, string, ?int}> server, state, end */
    private function spans(string $service): array
    {
        return Capsule::table('mod_makegood_spans')->where('service_id', $service)->orderBy('id')->get()->map(static fn (\stdClass $span): array => [
            (string) $span->server, (string) $span->state, $span->to_ms === null ? null : (int) $span->to_ms,
        ])->all();
    }

    /** @return list<int> */
    private function announcements(): array
    {
        return Capsule::table('mod_makegood_maintenance')->whereNull('withdrawn_ms')->pluck('announced_ms')->map(static fn ($ms): int => (int) $ms)->all();
    }
}
