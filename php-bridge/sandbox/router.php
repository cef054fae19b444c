<?php

/**
 * Serves a panel's root with PHP's built-in server: SANDBOX_ROOT=var/panel php -S 127.0.0.1:8080 php-bridge/sandbox/router.php
 *
 * A module's own PHP files run as on a real server: without the panel. Their only gift is the sandbox's clock.
 */

declare(strict_types=1);

require_once __DIR__ . '/src/Clock.php';
require_once __DIR__ . '/src/Web/ModuleFiles.php';

$sandboxRoot = (string) realpath((string) getenv('SANDBOX_ROOT'));
$sandboxPath = rawurldecode((string) parse_url('http://localhost' . $_SERVER['REQUEST_URI'], PHP_URL_PATH));
if ($sandboxRoot === '' || !is_file($sandboxRoot . '/init.php')) {
    http_response_code(500);
    exit("SANDBOX_ROOT does not name an installed panel\n");
}

if (str_starts_with($sandboxPath, '/modules/')) {
    $sandboxScript = \MakegoodSandbox\Web\ModuleFiles::serve($sandboxRoot, $sandboxPath);
    if ($sandboxScript === null) {
        return;
    }
    \MakegoodSandbox\Clock::useRoot($sandboxRoot);
    if (is_file(dirname($sandboxScript) . '/bridge/autoload.php')) {
        require_once dirname($sandboxScript) . '/bridge/autoload.php';
        \MakegoodSandbox\Clock::lend();
    }
    $_SERVER['SCRIPT_FILENAME'] = $sandboxScript;
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $sandboxPath;
    chdir(dirname($sandboxScript));
    require $sandboxScript;

    return;
}

try {
    require_once $sandboxRoot . '/init.php';
} catch (\Illuminate\Database\QueryException | \PDOException $error) {
    http_response_code(503);
    error_log($error->getMessage());
    exit("The panel cannot reach its database\n");
}
\MakegoodSandbox\Web\Pages::serve($sandboxPath);
