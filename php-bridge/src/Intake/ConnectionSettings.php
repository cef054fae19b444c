<?php

/** What the panel's configuration.php says about the database, our data and the ways to the core, read without booting the panel. */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Engine\TransportSettings;
use Makegood\Vault;

final class ConnectionSettings
{
    private const TIMEOUT_S = 5;

    /** @param array<string, mixed> $values the variables that the file sets */
    private function __construct(private readonly array $values, private readonly string $file)
    {
    }

    /** @throws \RuntimeException when there is no such file */
    public static function fromFile(string $configurationFile): self
    {
        return new self(Express::configuration($configurationFile), $configurationFile);
    }

    /** Whether the panel's database is a server, MariaDB or MySQL. */
    public function isServer(): bool
    {
        return $this->text('db_driver') !== 'sqlite';
    }

    /** @throws \PDOException when the database cannot be reached */
    public function open(): \PDO
    {
        if ($this->isServer()) {
            return Express::connect($this->values);
        }
        $file = $this->text('db_name');
        if (!is_file($file)) {
            throw new \PDOException('The database file is not there.');
        }
        $pdo = new \PDO('sqlite:' . $file, null, null, [
            \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION, \PDO::ATTR_TIMEOUT => self::TIMEOUT_S, \PDO::ATTR_EMULATE_PREPARES => false,
        ]);
        $pdo->exec('PRAGMA busy_timeout = ' . self::TIMEOUT_S * 1000);
        $pdo->exec('PRAGMA journal_mode = WAL');
        return $pdo;
    }

    /** `$makegood_data_dir`, else `makegood-data` beside the panel's root: outside the web root. */
    public function dataDirectory(): ?DataDirectory
    {
        return DataDirectory::at(Express::dataPath($this->values, $this->file));
    }

    /** Where secrets are kept, under the panel's `$cc_encryption_hash` or a key file of our own. */
    public function vault(): Vault
    {
        return new Vault($this->text('cc_encryption_hash') ?: null, $this->dataDirectory());
    }

    /** `$makegood_transport`, `$makegood_core_binary`, `$makegood_wasmtime_library`: what programs run is for the host's files alone. */
    public function transport(): TransportSettings
    {
        $library = $this->text('makegood_wasmtime_library');
        return new TransportSettings(
            choice: $this->text('makegood_transport') ?: 'auto',
            binary: $this->text('makegood_core_binary') ?: null,
            library: $library ?: null,
            cacheDirectory: $library === '' ? null : $this->dataDirectory()?->path,
            // Made of the database's password: whoever does not know it cannot pass machine code off as ours.
            cacheKey: $library === '' ? '' : hash('sha256', hash_file('sha256', $this->file) . '|' . $this->text('db_password')),
        );
    }

    private function text(string $name): string
    {
        $value = $this->values[$name] ?? '';
        return is_scalar($value) ? (string) $value : '';
    }
}
