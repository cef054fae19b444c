<?php

/** Loads Makegood\… classes from this directory on demand (PSR-4); registers nothing else. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (!str_starts_with($class, 'Makegood\\')) {
        return;
    }
    $file = __DIR__ . '/' . strtr(substr($class, strlen('Makegood\\')), '\\', '/') . '.php';
    // Those of the endpoint are there: in a storm of messages each look at the disk counts.
    if (str_starts_with($class, 'Makegood\\Intake\\') || is_file($file)) {
        require $file;
    }
});
