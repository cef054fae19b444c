<?php

/**
 * The module as it is unzipped (this package's files, the bridge, the engine), in the one panel root of this process: PHP loads
 * its classes from where it first finds them.
 */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use MakegoodSandbox\Installer;

final class ShippedModule
{
    private static string $home = '';

    public static function assemble(string $repository): void
    {
        self::$home = sys_get_temp_dir() . '/makegood-module-' . bin2hex(random_bytes(6));
        mkdir(self::root(), 0700, true);
        Installer::copyModule($repository . '/php-bridge/whmcs/modules/addons/makegood', self::home() . '/makegood');
        Installer::copyModule($repository . '/php-bridge/src', self::home() . '/makegood/bridge');
        Installer::copyModule($repository . '/policies', self::home() . '/makegood/policies');
        mkdir(self::home() . '/makegood/engine');
        $dist = getenv('MAKEGOOD_DIST') ?: $repository . '/dist';
        foreach (['makegood.php', 'makegood-more.php', 'makegood.wasm', 'manifest.json', 'selftest.json'] as $file) {
            is_file("$dist/$file") && copy("$dist/$file", self::home() . '/makegood/engine/' . $file);
        }
        Installer::install(self::root(), self::home() . '/makegood', 'sqlite', true);
    }

    /** Above the panel's root: what lies here is outside the web root. */
    public static function home(): string
    {
        return self::$home;
    }

    public static function root(): string
    {
        return self::$home . '/public';
    }

    public static function directory(): string
    {
        return self::root() . '/modules/addons/makegood';
    }

    public static function hasEngine(): bool
    {
        return is_file(self::directory() . '/engine/makegood.php');
    }
}
