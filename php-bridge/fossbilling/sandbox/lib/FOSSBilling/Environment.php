<?php

/** Whether this is the command line. */

declare(strict_types=1);

namespace FOSSBilling;

final class Environment
{
    public static function isCLI(): bool
    {
        return PHP_SAPI === 'cli';
    }

    public static function isDevelopment(): bool
    {
        return false;
    }

    public static function isTesting(): bool
    {
        return false;
    }

    public static function isProduction(): bool
    {
        return true;
    }
}
