<?php

/**
 * Loads the sandbox, and the classes that a FOSSBilling module meets: which of them exist depends on the profile (FOSS_PROFILE).
 *
 * One process is one panel: classes of two lines of the product cannot live side by side.
 */

declare(strict_types=1);

require_once dirname(__DIR__, 2) . '/sandbox/src/Clock.php';
require_once 'Twig/autoload.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'MakegoodSandbox\\Shared\\')) {
        require_once dirname(__DIR__, 2) . '/sandbox/src/Shared/' . substr($class, 23) . '.php';

        return;
    }
    if (str_starts_with($class, 'FossSandbox\\')) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', substr($class, 12)) . '.php';
        is_file($file) && require_once $file;

        return;
    }
    \FossSandbox\Loader::load($class);
});

require_once __DIR__ . '/src/functions.php';
