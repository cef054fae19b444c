<?php

/** The safety catch on the admin page: dry run and live, held lines, limits, a run that waits, an installation that moved. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Pages\Admin\Actions;
use Makegood\Run\Limits;
use Makegood\Run\Mode;
use MakegoodSandbox\Cron;
use WHMCS\Database\Capsule;

class AdminSafetyTest extends ModuleTestCase
{
    /** @return array<string, array{string}> every action of the closed list */
    public static function actions(): array
    {
        $known = array_keys((new \ReflectionClassConstant(Actions::class, 'KNOWN'))->getValue());

        return array_combine($known, array_map(static fn (string $action): array => [$action], $known));
    }

    /** @dataProvider actions */
    public function testEachActionNeedsTheTokenAndTheRole(string $action): void
    {
        $before = $this->everything();
        self::assertStringContainsString('token is missing or too old', $this->send('setup', $action, ['from' => '2026-03'], str_repeat('0', 40)));
        $_SESSION['adminid'] = 2;
        self::assertStringContainsString('no access', $this->send('setup', $action, ['from' => '2026-03']));
        self::assertSame($before, $this->everything());
    }

    /** @dataProvider actions */
    public function testEachActionRefusesAnEmptyForm(string $action): void
    {
        $html = $this->send('setup', $action, []);
        self::assertStringNotContainsString('This page failed', $html);
        // These need no field: limits that are empty are none, and the others say what is by themselves.
        $free = ['goDry', 'setLimits', 'confirmInstallation', 'mapTargets'];
        self::assertSame(in_array($action, $free, true), !str_contains($html, 'mg-problem"'), $action);
    }

    /** @return array<string, array{array<string, string>, string}> */
    public static function badMonths(): array
    {
        return [
            'no month' => [['from' => ''], 'must be a month'],
            'a day' => [['from' => '2026-03-01'], 'must be a month'],
            'month 13' => [['from' => '2026-13'], 'must be a month'],
            'too far back' => [['from' => '2025-02'], '12 months back'],
            'a limit that is no amount' => [['from' => '2026-03', 'limit-USD' => '1e3'], 'must be an amount'],
            'a limit finer than its currency' => [['from' => '2026-03', 'limit-JPY' => '100.5'], 'invalid_amount'],
            'clients that are no number' => [['from' => '2026-03', 'limit-clients' => '-1'], 'whole number'],
        ];
    }

    /**
     * @dataProvider badMonths
     *
     * @param array<string, string> $fields
     */
    public function testGoingLiveIsRefused(array $fields, string $why): void
    {
        self::assertStringContainsString($why, $this->send('setup', 'goLive', $fields));
        self::assertFalse(Mode::of($this->ledger())->isLive());
        self::assertSame(Limits::NONE, Limits::of($this->ledger()));
    }

    public function testGoingLiveAndBack(): void
    {
        self::assertStringContainsString('<strong>Dry run.</strong>', $this->page('overview'));
        $html = $this->send('setup', 'goLive', ['from' => '2026-02', 'limit-clients' => '5', 'limit-USD' => '100.50', 'limit-BRL' => '', 'limit-XXX' => '1']);
        self::assertStringContainsString('Makegood is live', $html);
        self::assertSame('2026-02', Mode::of($this->ledger())->from());
        self::assertSame(['clients' => 5, 'amounts' => [['currency' => 'USD', 'amount' => '100.50']]], Limits::of($this->ledger()));
        self::assertStringContainsString('February 2026 is the first month', $this->page('overview'));
        self::assertStringContainsString('value="100.50"', $this->page('settings'));
        $this->send('settings', 'setLimits', ['limit-clients' => '']);
        self::assertSame(Limits::NONE, Limits::of($this->ledger()));
        self::assertStringContainsString('Dry run:', $this->send('settings', 'goDry', []));
        self::assertFalse(Mode::of($this->ledger())->isLive());
    }

    public function testALineIsHeldAndReleased(): void
    {
        [$service, $posting] = $this->line();
        $this->send('setup', 'goLive', ['from' => '2026-02']);
        self::assertStringContainsString('value="holdLine"', $this->page('overview'));
        $line = ['service' => $service, 'period' => '2026-02'];
        $this->send('credits', 'holdLine', $line + ['note' => 'ask <b>Ann</b> first']);
        $html = $this->page('credits');
        self::assertStringContainsString('ask &lt;b&gt;Ann&lt;/b&gt; first', $html);
        self::assertStringContainsString('value="releaseLine"', $html);
        self::assertStringContainsString('held already', $this->send('credits', 'holdLine', $line));
        $this->send('credits', 'releaseLine', $line);
        self::assertStringContainsString('not held', $this->send('credits', 'releaseLine', $line));
        $this->ledger()->postings->claim($posting, 'test', '0.00', '0', 1);
        self::assertStringContainsString('too late', $this->send('credits', 'holdLine', $line));
        self::assertStringContainsString('no such service', $this->send('credits', 'holdLine', ['service' => '999', 'period' => '2026-02']));
    }

    /** @return array<string, array{string, int, int}> decision, cleared, lines held after it */
    public static function words(): array
    {
        return ['release' => ['accept', 1, 0], 'hold every line' => ['refuse', 1, 2]];
    }

    /** @dataProvider words */
    public function testARunAboveTheLimitsIsOneItem(string $decision, int $cleared, int $held): void
    {
        $services = [$this->service(['domain' => 'r1.example.com']), $this->service(['domain' => 'r2.example.com'])];
        $ledger = $this->ledger();
        foreach (['60.00', '45.50'] as $i => $gross) {
            Fixtures::waiting($ledger, '1', $services[$i], $gross, '2026-02', $i);
        }
        $run = $ledger->runs->begin(1772344800000);
        foreach (['1', '2'] as $posting) {
            $ledger->postings->holdInRun($posting, $run);
        }
        $ledger->cases->open('run/' . $run, 'run', 'aboveLimits', ['run_id' => (int) $run], 1772344800000);
        $ledger->events->add('run.held', $run, ['exceeded' => '[{"limit":"amount","currency":"USD","allowed":"100.00","value":"105.50"}]'], 1772344800000);
        $html = $this->page('review');
        foreach (['Allowed in 24 hours: 100.00 USD. With this run: 105.50 USD.', '105.50 USD to 1 client<', '>2 lines<', '60.00 USD', '45.50 USD',
            'Release this run', 'Hold every line', 'is above your limits', '<small>case '] as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertStringContainsString('run ' . $run . ' waits in review', $this->page('credits'));
        $case = (string) $ledger->cases->byKey('run/' . $run)['id'];
        $this->send('review', 'decideCase', ['case' => $case, 'decision' => $decision, 'note' => '']);
        self::assertSame([$cleared, $cleared], array_map('intval', Capsule::table('mod_makegood_postings')->pluck('cleared')->all()));
        self::assertSame($held, $ledger->holds->count());
    }

    public function testAMovedInstallationPausesUntilAPersonSpeaks(): void
    {
        $this->send('setup', 'goLive', ['from' => '2026-02']);
        self::assertStringNotContainsString('Posting is paused', $this->page('overview'));
        Capsule::table('tblconfiguration')->where('setting', 'SystemURL')->update(['value' => 'https://copy.example/<b>']);
        foreach (['overview', 'credits', 'health'] as $tab) {
            $html = $this->page($tab);
            self::assertStringContainsString('Posting is paused', $html, $tab);
            self::assertStringContainsString('value="confirmInstallation"', $html, $tab);
            self::assertStringContainsString('value="goDry"', $html, $tab);
            self::assertStringNotContainsString('example/<b>', $html, $tab);
        }
        $this->send('overview', 'confirmInstallation', []);
        self::assertStringNotContainsString('Posting is paused', $this->page('overview'));
    }

    /** A line that is about to go out. @return array{string, string} service and posting */
    private function line(string $gross = '1.00', int $revision = 0): array
    {
        $service = $this->service(['domain' => 'r' . $revision . '.example.com']);
        Cron::run();

        return [$service, Fixtures::waiting($this->ledger(), '1', $service, $gross, '2026-02', $revision)];
    }

    /** @return array<string, mixed> what an action could have changed */
    private function everything(): array
    {
        $all = [];
        foreach (['meta', 'sources', 'targets', 'maintenance', 'policies', 'assignments', 'holds', 'cases', 'events'] as $table) {
            $all[$table] = Capsule::table('mod_makegood_' . $table)->get()->map(static fn (\stdClass $row): array => (array) $row)->all();
        }

        return $all;
    }
}
