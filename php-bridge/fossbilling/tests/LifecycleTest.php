<?php

/** Activation, settings, switching off: what the panel keeps, and that the ledger outlives it. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use Box\Mod\Makegood\Options;
use FossSandbox\Cron;

class LifecycleTest extends ModuleTestCase
{
    public function testActivationMakesTheTablesAndStartsInDryRun(): void
    {
        self::assertGreaterThan(0, (int) $this->ledger()->meta->get('migration'));
        Cron::run();
        self::assertSame('dry', $this->app()->desk()->health()['mode']);
        self::assertSame([], $this->failuresLogged());
    }

    public function testSwitchedOffAndOnAgainItFindsEverythingAsItWas(): void
    {
        $this->order();
        Cron::run();
        $spans = $this->sql('SELECT * FROM mod_makegood_spans');
        self::assertCount(1, $spans);
        $this->di()['api_admin']->extension_deactivate(['type' => 'mod', 'id' => 'makegood']);
        self::assertSame($spans, $this->sql('SELECT * FROM mod_makegood_spans'));
        $this->order();
        Cron::run();
        self::assertSame($spans, $this->sql('SELECT * FROM mod_makegood_spans'), 'its hooks are not called any more');
        $this->di()['api_admin']->extension_activate(['type' => 'mod', 'id' => 'makegood']);
        Cron::run();
        self::assertCount(2, $this->sql('SELECT * FROM mod_makegood_spans'));
    }

    public function testRemovingDropsNothing(): void
    {
        $this->app();
        $service = $this->di()['mod_service']('makegood');
        self::assertTrue($service->uninstall());
        self::assertGreaterThan(0, (int) $this->ledger()->meta->get('migration'));
        self::assertTrue($service->update(['version' => '0.0.1']));
    }

    public function testADamagedUploadIsNotActivated(): void
    {
        $this->di()['api_admin']->extension_deactivate(['type' => 'mod', 'id' => 'makegood']);
        $file = ShippedModule::directory() . '/engine/makegood.php';
        rename($file, $file . '.kept');
        file_put_contents($file, '<?php // half of it');
        try {
            $this->di()['api_admin']->extension_activate(['type' => 'mod', 'id' => 'makegood']);
            self::fail('it was activated');
        } catch (\FOSSBilling\InformationException $refused) {
            self::assertNotSame('', $refused->getMessage());
            self::assertFalse($this->di()['mod_service']('extension')->isExtensionActive('mod', 'makegood'));
        } finally {
            rename($file . '.kept', $file);
        }
    }

    /** Tables of an older version: the next cron completes them, nobody has to do anything. */
    public function testTablesAreBroughtUpToDateByCron(): void
    {
        $this->sql('DROP TABLE mod_makegood_extensions');
        $this->sql("UPDATE mod_makegood_meta SET value = '9' WHERE name = 'migration'");
        Cron::run();
        self::assertSame([], $this->sql('SELECT * FROM mod_makegood_extensions'));
        self::assertSame([], $this->failuresLogged());
    }

    /**
     * @dataProvider settings
     *
     * @param array<string, mixed> $saved
     * @param array{int, string, string, bool} $expected
     */
    public function testSettings(array $saved, array $expected): void
    {
        $this->di()['api_admin']->extension_config_save(['ext' => 'mod_makegood'] + $saved);
        $options = Options::stored($this->di());
        self::assertSame($expected, [$options->budgetMs, $options->balance, $options->secondRefund, $options->sendsMail]);
    }

    /** @return array<string, array{array<string, mixed>, array{int, string, string, bool}}> */
    public static function settings(): array
    {
        $default = [45_000, 'whenUsed', 'refuse', true];

        return [
            'nothing' => [[], $default],
            'all' => [['time_budget_s' => '20', 'balance' => 'never', 'second_refund' => 'allow', 'mail' => 'off'], [20_000, 'never', 'allow', false]],
            'too long' => [['time_budget_s' => '999'], [600_000, 'whenUsed', 'refuse', true]],
            'nonsense' => [['time_budget_s' => '-5', 'balance' => 'sometimes', 'second_refund' => ['allow'], 'mail' => ''], $default],
        ];
    }

    public function testOnePlaceNamesTheVersion(): void
    {
        $manifest = json_decode((string) file_get_contents(ShippedModule::directory() . '/manifest.json'), true);
        self::assertSame(\Box\Mod\Makegood\App::VERSION, $manifest['version']);
        self::assertSame('makegood', $manifest['id']);
        self::assertArrayNotHasKey('minimum_fossbilling_version', $manifest, 'a build from the panel\'s sources calls itself 0.0.1');
    }
}
