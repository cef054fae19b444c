<?php

/** Activation, settings, deactivation, upgrade: the ledger is made once and outlives everything. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use MakegoodSandbox\Addons;
use MakegoodSandbox\Config;
use MakegoodSandbox\Cron;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Options;

class LifecycleTest extends ModuleTestCase
{
    private const TABLES = ['meta', 'sources', 'deliveries', 'targets', 'observations', 'outages', 'maintenance', 'policies', 'assignments', 'spans',
        'clients', 'entries', 'postings', 'settlements', 'cases', 'events', 'runs', 'holds', 'forecasts'];

    public function testActivationMakesTheTables(): void
    {
        foreach (self::TABLES as $table) {
            self::assertTrue(Capsule::schema()->hasTable('mod_makegood_' . $table), $table);
        }
    }

    public function testDeactivationKeepsTheLedgerAndReactivationFindsIt(): void
    {
        $this->send('settings', 'addSource', ['vendor' => 'pingdom', 'name' => 'P', 'group' => '']);
        self::assertSame('success', Addons::deactivate('makegood')['status']);
        self::assertSame(1, Capsule::table('mod_makegood_sources')->count());
        $this->activate();
        self::assertSame(1, Capsule::table('mod_makegood_sources')->count());
        self::assertStringContainsString('Pingdom', $this->page('settings'));
    }

    public function testActivatingTwiceIsHarmless(): void
    {
        $steps = $this->ledger()->meta->get('migration');
        $this->activate();
        self::assertSame($steps, $this->ledger()->meta->get('migration'));
    }

    /** @return array<string, array{string, \Closure, string, string}> file, its edit, status, part of the description */
    public static function uploads(): array
    {
        return [
            'manifest cut off' => ['manifest.json', static fn (string $text): string => substr($text, 0, 40), 'error', 'Upload the module again'],
            'core cut off' => ['makegood.php', static fn (string $text): string => substr($text, 0, 5000), 'error', 'Upload the module again'],
            'core of another release' => ['manifest.json', static fn (string $text): string => self::edited($text, 'sourceHash'), 'success', 'nothing can be decided or credited yet'],
            'a wrong answer' => ['selftest.json', static fn (string $text): string => preg_replace('/"sha256": *"./', '"sha256":"x', $text), 'success', 'wrong answer'],
        ];
    }

    /** @dataProvider uploads */
    public function testActivationLooksAtTheEngineFirst(string $file, \Closure $edit, string $status, string $says): void
    {
        ShippedModule::hasEngine() || self::markTestSkipped('no engine: run make wasm first');
        $path = ShippedModule::directory() . '/engine/' . $file;
        $was = (string) file_get_contents($path);
        Addons::deactivate('makegood');
        file_put_contents($path, $edit($was));
        try {
            $answer = Addons::activate('makegood');
        } finally {
            file_put_contents($path, $was);
        }
        self::assertSame($status, $answer['status']);
        self::assertStringContainsString($says, $answer['description']);
        if ($status === 'success') {
            Addons::configure('makegood', [], [1]);
            $banner = 'Nothing is decided and nothing is credited:';
            foreach (['overview', 'credits', 'setup', 'health'] as $tab) {
                self::assertStringContainsString($banner, $this->page($tab), $tab);
            }
            Cron::run();
            self::assertStringNotContainsString($banner, $this->page('overview'), 'a sound run takes it away');
        }
    }

    private static function edited(string $json, string $member): string
    {
        return (string) json_encode([$member => str_repeat('0', 64)] + json_decode($json, true));
    }

    public function testAnUpgradeChecksTheTables(): void
    {
        Capsule::table('tbladdonmodules')->where('module', 'makegood')->where('setting', 'version')->update(['value' => '0.0.1']);
        $this->page('overview');
        self::assertNotEmpty(Capsule::table('tblactivitylog')->where('description', 'like', '%after the upgrade from 0.0.1%')->get()->all());
    }

    /** @return array<string, array{array<string, string>, string, int}> */
    public static function settings(): array
    {
        return [
            'defaults' => [[], 'PreCronJob', 45_000],
            'other hook' => [['post_in' => 'AfterCronJob', 'time_budget_s' => '10'], 'AfterCronJob', 10_000],
            'nonsense falls back' => [['post_in' => 'Never', 'time_budget_s' => '-1'], 'PreCronJob', 45_000],
            'too long' => [['time_budget_s' => '999'], 'PreCronJob', 600_000],
        ];
    }

    /**
     * @dataProvider settings
     *
     * @param array<string, string> $values
     */
    public function testSettings(array $values, string $postIn, int $budgetMs): void
    {
        Addons::configure('makegood', $values, [1]);
        self::assertSame([$postIn, $budgetMs], [Options::stored()->postIn, Options::stored()->budgetMs]);
    }

    public function testTheModulesFilesAreGuarded(): void
    {
        foreach (['lib', 'templates', 'lang'] as $folder) {
            self::assertFileExists(ShippedModule::directory() . "/$folder/.htaccess");
            self::assertFileExists(ShippedModule::directory() . "/$folder/index.php");
        }
        self::assertSame('makegood', Config::get('ActiveAddonModules'));
    }

    public function testEachEntryFileStopsADirectCaller(): void
    {
        foreach (['makegood.php', 'hooks.php', 'bootstrap.php'] as $file) {
            exec(PHP_BINARY . ' ' . escapeshellarg(ShippedModule::directory() . '/' . $file) . ' 2>&1', $lines);
            self::assertSame('This file cannot be accessed directly.', array_pop($lines), $file);
        }
    }
}
