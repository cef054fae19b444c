<?php

/** Boots the panel in a root directory: settings, database, clock, hooks of the active addon modules. */

declare(strict_types=1);

namespace MakegoodSandbox;

use Illuminate\Database\Connection;
use WHMCS\Database\Capsule;

final class Panel
{
    private static ?string $root = null;

    /** Starts the panel afresh; a second boot in one process forgets the first (for tests). */
    public static function boot(string $root): void
    {
        self::$root = rtrim($root, '/');
        defined('WHMCS') || define('WHMCS', true);
        defined('ROOTDIR') || define('ROOTDIR', self::$root);
        self::connect(self::settings(self::$root));
        Clock::useRoot(self::$root);
        Hooks::reset();
        Addons::autoload();
        Addons::loadHooks();
        Clock::lend();
    }

    public static function root(): string
    {
        return self::$root ?? throw new \LogicException('the panel is not booted');
    }

    public static function isBooted(): bool
    {
        return self::$root !== null;
    }

    public static function profile(): int
    {
        return (int) Assumptions::value('profile');
    }

    /** @return array<string, string> the variables of configuration.php */
    public static function settings(string $root): array
    {
        $read = static function (string $file): array {
            require $file;

            return array_filter(get_defined_vars(), 'is_scalar');
        };

        return array_map('strval', $read($root . '/configuration.php'));
    }

    /** @param array<string, string> $settings */
    public static function connect(array $settings): void
    {
        $capsule = new Capsule();
        $capsule->addConnection(($settings['db_driver'] ?? 'mysql') === 'sqlite' ? self::sqlite($settings) : self::mariadb($settings));
        $capsule->setAsGlobal();
        $capsule->bootEloquent();
        self::tune(Capsule::connection());
    }

    /** @param array<string, string> $settings */
    private static function sqlite(array $settings): array
    {
        // Illuminate asks that the file exists; the driver itself would create it.
        is_file($settings['db_name']) || touch($settings['db_name']);

        return ['driver' => 'sqlite', 'database' => $settings['db_name'], 'prefix' => ''];
    }

    /**
     * Strict mode is off: WHMCS requires it so. A host that begins with a slash is a socket.
     *
     * @param array<string, string> $settings
     */
    private static function mariadb(array $settings): array
    {
        $socket = str_starts_with($settings['db_host'], '/') ? ['unix_socket' => $settings['db_host']] : [];

        return $socket + ['driver' => 'mysql', 'host' => $settings['db_host'], 'port' => ($settings['db_port'] ?? '') ?: '3306',
            'username' => $settings['db_username'], 'password' => $settings['db_password'], 'database' => $settings['db_name'],
            'charset' => 'utf8mb4', 'collation' => 'utf8mb4_unicode_ci', 'prefix' => '', 'strict' => false];
    }

    /** Several processes share the SQLite file: wait for a lock instead of failing, and let readers read during a write. */
    private static function tune(Connection $connection): void
    {
        if ($connection->getDriverName() === 'sqlite') {
            $connection->getPdo()->exec('PRAGMA busy_timeout = 15000');
            $connection->getPdo()->exec('PRAGMA journal_mode = WAL');
            $connection->getPdo()->exec('PRAGMA synchronous = NORMAL');
        }
    }
}
