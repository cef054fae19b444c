<?php

/** Test start: the sandbox's classes, and a stand-in for the module's fault points when the module is not loaded. */

declare(strict_types=1);

namespace Makegood\Run {
    /** Stops the process's work at a named point by throwing. */
    final class Probe
    {
        public static ?string $stopAt = null;

        public static function at(string $name): void
        {
            if ($name === self::$stopAt) {
                throw new \DomainException($name);
            }
        }
    }
}

namespace {
    require_once dirname(__DIR__) . '/autoload.php';
    spl_autoload_register(static function (string $class): void {
        $file = __DIR__ . '/' . str_replace(['MakegoodSandbox\\Tests\\', '\\'], ['', '/'], $class) . '.php';
        if (str_starts_with($class, 'MakegoodSandbox\\Tests\\') && is_file($file)) {
            require_once $file;
        }
    });
}
