<?php

/** Guards against direct access and makes the classes of bridge/ and lib/ loadable. Loads nothing else: it runs on every page. */

declare(strict_types=1);

if (!defined('WHMCS')) {
    http_response_code(403);
    exit('This file cannot be accessed directly.');
}

require_once __DIR__ . '/bridge/autoload.php';

spl_autoload_register(static function (string $class): void {
    $prefix = 'WHMCS\\Module\\Addon\\Makegood\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $file = __DIR__ . '/lib/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (is_file($file)) {
        require_once $file;
    }
});
