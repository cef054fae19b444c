<?php

/** Test start: one profile per process, chosen by FOSS_PROFILE. */

declare(strict_types=1);

require_once dirname(__DIR__) . '/autoload.php';

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/' . str_replace(['FossSandbox\\Tests\\', '\\'], ['', '/'], $class) . '.php';
    if (str_starts_with($class, 'FossSandbox\\Tests\\') && is_file($file)) {
        require_once $file;
    }
});
