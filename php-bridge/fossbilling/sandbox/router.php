<?php

/**
 * Serves a panel's root with PHP's built-in server: SANDBOX_ROOT=var/foss php -S 127.0.0.1:8080 php-bridge/fossbilling/sandbox/router.php
 *
 * The panel's own rewrite rules send every address with .php, .log, .lock, .sql and the like anywhere in it to the page "not found"; a
 * server that was set up otherwise may run PHP files (FOSS_ASSUME=modules.php=served). Other files below modules/ are handed out.
 */

declare(strict_types=1);

require_once __DIR__ . '/autoload.php';

$sandboxRoot = (string) realpath((string) getenv('SANDBOX_ROOT'));
$sandboxPath = rawurldecode((string) parse_url('http://localhost' . $_SERVER['REQUEST_URI'], PHP_URL_PATH));
if ($sandboxRoot === '' || !is_file($sandboxRoot . '/config.php')) {
    http_response_code(500);
    exit("SANDBOX_ROOT does not name an installed panel\n");
}
$sandboxScript = \FossSandbox\Web\Files::serve($sandboxRoot, $sandboxPath);
if ($sandboxScript === null) {
    return;
}
if ($sandboxScript !== '') {
    // A module's own PHP file runs without the panel; the clock is all it is given.
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
    \FossSandbox\Panel::boot($sandboxRoot);
} catch (\PDOException $error) {
    http_response_code(503);
    error_log($error->getMessage());
    exit("The panel cannot reach its database\n");
}
\FossSandbox\Web\Front::serve($sandboxPath);
