<?php

/** Loads Makegood\… classes from this directory on demand (PSR-4); registers nothing else. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (!str_starts_with($class, 'Makegood\\')) {
        return;
    }
    $file = __DIR__ . '/' . strtr(substr($class, strlen('Makegood\\')), '\\', '/') . '.php';
    if (is_file($file)) {
        require $file;
    }
});
