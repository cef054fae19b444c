<?php

/** The sandbox's router under a strict Content-Security-Policy; notes what each page cost. BLOCK=assets refuses the module's static files, BLOCK=wasm forbids WebAssembly. */

declare(strict_types=1);

final class CountedStatement extends PDOStatement
{
    public static int $count = 0;

    protected function __construct()
    {
        ++self::$count;
    }
}

$block = (string) getenv('PAGES_BLOCK');
$path = (string) parse_url('http://localhost' . $_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/favicon.ico') {
    http_response_code(204);
    exit;
}
if ($path === '/__delegate') {
    // Somebody whom the client invited, with the permissions that the query names.
    session_name('WHMCSSandbox');
    session_save_path(getenv('SANDBOX_ROOT') . '/sessions');
    session_start();
    $_SESSION['delegate'] = array_filter(explode(',', (string) ($_GET['may'] ?? '')));
    exit('ok');
}
header("Content-Security-Policy: default-src 'self'; script-src 'self'" . ($block === 'wasm' ? '' : " 'wasm-unsafe-eval'")
    . "; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'");
if (!str_starts_with($path, '/modules/')) {
    // What this process keeps of the request before is not this page's.
    gc_mem_caches();
    memory_reset_peak_usage();
    require_once getenv('SANDBOX_ROOT') . '/init.php';
    $pdo = WHMCS\Database\Capsule::connection()->getPdo();
    $pdo->setAttribute(PDO::ATTR_STATEMENT_CLASS, [CountedStatement::class]);
    register_shutdown_function(static function (): void {
        $line = ['url' => $_SERVER['REQUEST_URI'], 'queries' => CountedStatement::$count, 'peak' => memory_get_peak_usage(true), 'small' => memory_get_peak_usage() >> 20, 'pid' => getmypid(), 'now' => memory_get_usage() >> 20, 'real' => memory_get_usage(true) >> 20];
        file_put_contents(getenv('SANDBOX_ROOT') . '/cost.log', json_encode($line) . "\n", FILE_APPEND | LOCK_EX);
    });
}
require dirname(__DIR__, 3) . '/php-bridge/sandbox/router.php';
