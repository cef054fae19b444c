<?php

/** Loads the classes of the engine's tests, the bridge and the generator of documents. */

declare(strict_types=1);

require_once dirname(__DIR__, 3) . '/php-bridge/src/autoload.php';
require_once dirname(__DIR__, 3) . '/php-bridge/bench/plain_time.php';
require_once dirname(__DIR__, 3) . '/php-bridge/bench/documents.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'MakegoodEngineTests\\') && is_file($file = __DIR__ . '/' . substr($class, 20) . '.php')) {
        require $file;
    }
});
