<?php

/** Loads the classes of the fault tests; those of the bridge and of the sandbox come from their own autoloaders. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/' . substr($class, strlen('MakegoodFaults\\')) . '.php';
    if (str_starts_with($class, 'MakegoodFaults\\') && is_file($file)) {
        require $file;
    }
});
