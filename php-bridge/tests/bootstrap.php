<?php

/** Loads the bridge and what its tests share. */

declare(strict_types=1);

require __DIR__ . '/../src/autoload.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Makegood\\Tests\\')) {
        $file = __DIR__ . '/' . strtr(substr($class, strlen('Makegood\\Tests\\')), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
