<?php

/** Puts the parts together: the panel's adapter, the ledger, the engine beside this file. Nothing is opened before it is asked for. */

declare(strict_types=1);

namespace Box\Mod\Makegood;

use Box\Mod\Makegood\Panel\FossbillingPanel;
use Box\Mod\Makegood\Panel\Handle;
use Box\Mod\Makegood\Web\FossbillingCatalogue;
use Box\Mod\Makegood\Web\FossbillingHost;
use Makegood\Desk\Desk;
use Makegood\Engine\Engine;
use Makegood\Engine\TransportSettings;
use Makegood\Intake\ConnectionSettings;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Pages\Site;
use Makegood\Run\Settings;
use Makegood\Vault;

final class App implements Site
{
    public const VERSION = '0.2.0';

    private ?FossbillingPanel $panel = null;

    private ?Ledger $ledger = null;

    private ?Engine $engine = null;

    private ?Engine $cronEngine = null;

    private ?FossbillingHost $host = null;

    private ?FossbillingCatalogue $catalogue = null;

    private function __construct(public readonly \Pimple\Container $di)
    {
    }

    public static function of(\Pimple\Container $di): self
    {
        return new self($di);
    }

    public function options(): Options
    {
        return Options::stored($this->di);
    }

    public function panel(): FossbillingPanel
    {
        return $this->panel ??= new FossbillingPanel(new Handle($this->di), $this->options()->balance !== Options::NEVER);
    }

    public function ledger(): Ledger
    {
        return $this->ledger ??= Ledger::ofPanel($this->panel());
    }

    /** Brings the tables up to date, as the panel runs no migrations; never inside a transaction, which a change of tables would end. */
    public function migrate(): void
    {
        if (!$this->panel()->pdo()->inTransaction()) {
            $this->ledger()->migrate();
        }
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
        return __DIR__ . '/engine';
    }

    public function directory(): string
    {
        return __DIR__;
    }

    public function version(): string
    {
        return self::VERSION;
    }

    public function host(): FossbillingHost
    {
        return $this->host ??= new FossbillingHost($this->di);
    }

    public function catalogue(): FossbillingCatalogue
    {
        return $this->catalogue ??= new FossbillingCatalogue($this->panel()->handle);
    }

    public function transport(): TransportSettings
    {
        return self::configured(static fn (ConnectionSettings $file): TransportSettings => $file->transport());
    }

    /** The private directory, among the panel's own private files or outside the web root; null when there is none that can be used. */
    public function dataDirectory(): ?DataDirectory
    {
        $directory = self::configured(static fn (ConnectionSettings $file): ?DataDirectory => $file->dataDirectory());
        if ($directory !== null && function_exists('posix_geteuid') && posix_geteuid() === 0 && @fileowner($directory->path) === 0) {
            // A crontab of root's made it: the web server has to write there, too, and owns what is around it.
            @chown($directory->path, (int) @fileowner(dirname($directory->path)));
        }

        return $directory;
    }

    public function desk(): Desk
    {
        return new Desk($this->panel(), $this->engine(), $this->ledger(), $this->runSettings());
    }

    public function runSettings(): Settings
    {
        return new Settings(
            dataDir: $this->dataDirectory()?->path,
            vault: self::configured(static fn (ConnectionSettings $file): Vault => $file->vault()),
        );
    }

    /**
     * @template T
     *
     * @param callable(ConnectionSettings): T $read
     *
     * @return T
     */
    private static function configured(callable $read): mixed
    {
        return $read(ConnectionSettings::fromFile(__DIR__ . '/connection.php'));
    }
}
