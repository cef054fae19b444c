<?php

/** Loads the demo's own classes; of the module it borrows only what words an explanation. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'MakegoodDemo\\')) {
        require_once __DIR__ . '/src/' . substr($class, strlen('MakegoodDemo\\')) . '.php';
    }
});
