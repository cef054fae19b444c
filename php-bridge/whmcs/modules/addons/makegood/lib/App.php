<?php

/** Puts the parts together: the panel's adapter, the ledger, the engine beside this folder. Nothing is opened before it is asked for. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use Makegood\Desk\Desk;
use Makegood\Engine\Engine;
use Makegood\Engine\TransportSettings;
use Makegood\Intake\ConnectionSettings;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Pages\Site;
use Makegood\Run\Settings;
use Makegood\Vault;
use WHMCS\Module\Addon\Makegood\Panel\WhmcsPanel;

final class App implements Site
{
    public const VERSION = '0.2.0';

    private ?WhmcsPanel $panel = null;

    private ?Ledger $ledger = null;

    private ?Engine $engine = null;

    private ?Engine $cronEngine = null;

    private ?WhmcsHost $host = null;

    private ?WhmcsCatalogue $catalogue = null;

    /** @param array<string, mixed> $vars what the panel hands to a page of the module */
    public function __construct(private readonly array $vars = [])
    {
    }

    public function panel(): WhmcsPanel
    {
        return $this->panel ??= new WhmcsPanel();
    }

    public function ledger(): Ledger
    {
        return $this->ledger ??= Ledger::ofPanel($this->panel());
    }

    /** The engine of a page: starts no program. Cheap: it reads and checks itself at its first call. */
    public function engine(): Engine
    {
        return $this->engine ??= Engine::at(self::engineDirectory(), $this->transport()->forPage());
    }

    /** The engine of cron: by whatever way to the core the host's administrator allows. */
    public function cronEngine(): Engine
    {
        return $this->cronEngine ??= Engine::at(self::engineDirectory(), $this->transport());
    }

    public static function engineDirectory(): string
    {
        return dirname(__DIR__) . '/engine';
    }

    public function directory(): string
    {
        return dirname(__DIR__);
    }

    public function version(): string
    {
        return self::VERSION;
    }

    public function host(): WhmcsHost
    {
        return $this->host ??= new WhmcsHost($this->vars);
    }

    public function catalogue(): WhmcsCatalogue
    {
        return $this->catalogue ??= new WhmcsCatalogue();
    }

    public function transport(): TransportSettings
    {
        return $this->configured(static fn (ConnectionSettings $file): TransportSettings => $file->transport());
    }

    /** The private directory outside the web root; null when there is none that can be used. */
    public function dataDirectory(): ?DataDirectory
    {
        return $this->configured(static fn (ConnectionSettings $file): ?DataDirectory => $file->dataDirectory());
    }

    public function desk(): Desk
    {
        return new Desk($this->panel(), $this->engine(), $this->ledger(), $this->runSettings());
    }

    public function runSettings(): Settings
    {
        return new Settings(
            dataDir: $this->dataDirectory()?->path,
            vault: $this->configured(static fn (ConnectionSettings $file): Vault => $file->vault()),
        );
    }

    /**
     * @template T
     *
     * @param callable(ConnectionSettings): T $read
     *
     * @return T
     */
    private function configured(callable $read): mixed
    {
        // The file may set a time zone; the panel may have chosen another one since, and local times are read by that.
        $zone = date_default_timezone_get();
        try {
            return $read(ConnectionSettings::fromFile(PanelRoot::find(dirname(__DIR__)) . '/configuration.php'));
        } finally {
            date_default_timezone_set($zone);
        }
    }
}
