<?php

/** Boots the panel in a root directory: config.php, clock, and the container with its services. One process has one root and one profile. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Clock;
use Pimple\Container;

final class Panel
{
    private static ?string $root = null;
    private static ?Container $container = null;
    /** @var array<string, mixed> */
    private static array $config = [];

    /** Starts the panel afresh and hands out its container; a second boot in one process forgets the first's objects (for tests). */
    public static function boot(string $root): Container
    {
        $root = (string) realpath($root);
        if (self::$root !== null && self::$root !== $root) {
            throw new \LogicException('this process has the panel in ' . self::$root . "; $root needs a process of its own");
        }
        self::$root = $root;
        self::$config = (static fn (): array => require $root . '/config.php')();
        Profile::choose(self::$config['sandbox_profile']);
        date_default_timezone_set(self::$config['i18n']['timezone']);
        self::constants($root);
        Clock::useRoot($root);
        Services::reset();
        // The old container is full of cycles: without this its database connections would stay open.
        self::$container = null;
        gc_collect_cycles();
        self::$container = Services::container(self::$config);
        self::lendClock();

        return self::$container;
    }

    public static function isBooted(): bool
    {
        return self::$root !== null;
    }

    public static function root(): string
    {
        return self::$root ?? throw new \LogicException('the panel is not booted');
    }

    public static function container(): Container
    {
        return self::$container ?? throw new \LogicException('the panel is not booted');
    }

    /** @return array<string, mixed> */
    public static function config(): array
    {
        return self::$config;
    }

    public static function profile(): string
    {
        return Profile::name();
    }

    /** A module's own code tells the sandbox's time, too: its clock has to be there before the first page or cron asks for it. */
    private static function lendClock(): void
    {
        foreach (class_exists(\Makegood\Clock::class) ? [] : (glob(PATH_MODS . '/*/bridge/autoload.php') ?: []) as $file) {
            require_once $file;
        }
        Clock::lend();
    }

    private static function constants(string $root): void
    {
        if (defined('PATH_ROOT')) {
            return;
        }
        define('FOSS_SANDBOX_VERSION', Profile::version());
        define('PATH_ROOT', $root);
        define('PATH_MODS', $root . '/modules');
        define('PATH_THEMES', $root . '/themes');
        define('PATH_LIBRARY', $root . '/library');
        define('PATH_DATA', $root . '/data');
        define('PATH_CACHE', $root . '/data/cache');
        define('PATH_LOG', $root . '/data/log');
        define('PATH_UPLOADS', $root . '/data/uploads');
        define('SYSTEM_URL', self::$config['url']);
        define('ADMIN_PREFIX', self::$config['admin_area_prefix']);
        define('DEBUG', false);
    }
}
