<?php

/** A panel's module as it is unzipped (its own files, the bridge, the engine), in the one panel root of this process. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use MakegoodSandbox\Shared\Directories;

abstract class Shipped
{
    private static string $home = '';

    /** Where the module lies in the panel's root. */
    abstract public static function directory(): string;

    /** Puts the module together beside the panel's root. @param string $source folder of the module's own files @return string where it lies, to be installed */
    protected static function gather(string $repository, string $source): string
    {
        self::$home = sys_get_temp_dir() . '/makegood-module-' . bin2hex(random_bytes(6));
        mkdir(self::root(), 0700, true);
        $module = self::$home . '/' . basename($source);
        Directories::copy($repository . '/' . $source, $module);
        Directories::copy($repository . '/php-bridge/src', $module . '/bridge');
        Directories::copy($repository . '/policies', $module . '/policies');
        mkdir($module . '/engine');
        $dist = getenv('MAKEGOOD_DIST') ?: $repository . '/dist';
        foreach (['makegood.php', 'makegood-more.php', 'makegood.wasm', 'manifest.json', 'selftest.json'] as $file) {
            is_file("$dist/$file") && copy("$dist/$file", "$module/engine/$file");
        }

        return $module;
    }

    /** Above the panel's root: what lies here is outside the web root. */
    public static function home(): string
    {
        return self::$home !== '' ? self::$home : throw new \LogicException('the module was not put together yet');
    }

    public static function root(): string
    {
        return self::home() . '/public';
    }

    public static function hasEngine(): bool
    {
        return is_file(static::directory() . '/engine/makegood.php');
    }
}
