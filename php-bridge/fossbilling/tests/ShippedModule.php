<?php

/** The module as it is unzipped (this package's files, the bridge, the engine), in the one panel root of this process. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Installer;

final class ShippedModule
{
    private static string $home = '';

    public static function assemble(string $repository): void
    {
        self::$home = sys_get_temp_dir() . '/makegood-foss-' . bin2hex(random_bytes(6));
        mkdir(self::root(), 0700, true);
        $module = self::$home . '/Makegood';
        Installer::copyModule($repository . '/php-bridge/fossbilling/Makegood', $module);
        Installer::copyModule($repository . '/php-bridge/src', $module . '/bridge');
        Installer::copyModule($repository . '/policies', $module . '/policies');
        mkdir($module . '/engine');
        $dist = getenv('MAKEGOOD_DIST') ?: $repository . '/dist';
        foreach (['makegood.php', 'makegood-more.php', 'makegood.wasm', 'manifest.json', 'selftest.json'] as $file) {
            is_file("$dist/$file") && copy("$dist/$file", "$module/engine/$file");
        }
        Installer::install(self::root(), $module, 'sqlite', true);
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
        return self::root() . '/modules/Makegood';
    }

    public static function hasEngine(): bool
    {
        return is_file(self::directory() . '/engine/makegood.php');
    }
}
