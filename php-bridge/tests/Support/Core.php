<?php

/** The core for tests: the shipped engine, or the native build while that is not there. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Engine\Engine;
use Makegood\Engine\ProcessCore;

final class Core
{
    private const ROOT = __DIR__ . '/../../..';
    private static ?Engine $engine = null;

    public static function engine(): Engine
    {
        return self::$engine ??= match (true) {
            is_file(self::ROOT . '/dist/manifest.json') => Engine::at(self::ROOT . '/dist'),
            default => Engine::over(self::native()),
        };
    }

    public static function native(): ProcessCore
    {
        return new ProcessCore((string) (getenv('MAKEGOOD_NATIVE') ?: self::ROOT . '/target/release/makegood'));
    }

    public static function dist(): string
    {
        return self::ROOT . '/dist';
    }
}
