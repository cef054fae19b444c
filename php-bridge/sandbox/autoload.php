<?php

/** Loads the sandbox's classes, the few WHMCS classes it imitates, and Debian's Illuminate database package. */

declare(strict_types=1);

require_once 'Illuminate/Database/autoload.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'MakegoodSandbox\\')) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', substr($class, 16)) . '.php';
    } elseif (str_starts_with($class, 'WHMCS\\')) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', $class) . '.php';
    } else {
        return;
    }
    if (is_file($file)) {
        require_once $file;
    }
});

require_once __DIR__ . '/src/functions.php';
