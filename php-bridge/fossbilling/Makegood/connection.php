<?php

/**
 * What the panel's config.php says about the database and about us, as the variables that bridge/Intake reads: for the door that
 * does not boot the panel, and for the same settings within it. Sets variables, prints nothing.
 */

declare(strict_types=1);

$makegood_config = (static function (): array {
    $asked = (string) ($_SERVER['SCRIPT_FILENAME'] ?? '');
    // Links are resolved in PHP's own path, so the one that the server was asked for comes first: a folder may be linked into several panels.
    foreach ([defined('PATH_ROOT') ? (string) constant('PATH_ROOT') : '', str_ends_with($asked, '/modules/Makegood/webhook.php') ? dirname($asked, 3) : '', dirname(__DIR__, 2)] as $root) {
        if ($root !== '' && is_file($root . '/config.php')) {
            $config = include $root . '/config.php';

            return is_array($config) ? $config + ['makegood_root' => $root] : [];
        }
    }

    return [];
})();
if (!isset($makegood_config['db'])) {
    return false;
}
$db_driver = ($makegood_config['db']['driver'] ?? $makegood_config['db']['type'] ?? '') === 'sqlite' ? 'sqlite' : 'mysql';
$db_host = (string) ($makegood_config['db']['host'] ?? '');
$db_port = (string) ($makegood_config['db']['port'] ?? '');
$db_name = (string) ($makegood_config['db']['name'] ?? '');
$db_username = (string) ($makegood_config['db']['user'] ?? '');
$db_password = (string) ($makegood_config['db']['password'] ?? '');
$cc_encryption_hash = (string) ($makegood_config['info']['salt'] ?? '');
// Among the panel's own private files, which cron and web server can both write; or outside of what the web server gives out, in a folder
// that the operator made for the same owner. Whoever asks gets the same answer.
$makegood_data_dir = (string) ($makegood_config['makegood']['data_dir'] ?? '') ?: (static function (string $root, string $private): string {
    $outside = dirname($root) . '/makegood-data';
    $isMade = @is_dir($outside) && ($private === '' || @fileowner($outside) === @fileowner($private));

    return $isMade || $private === '' ? $outside : rtrim($private, '/') . '/makegood';
})($makegood_config['makegood_root'], (string) ($makegood_config['path_data'] ?? ''));
$makegood_transport = (string) ($makegood_config['makegood']['transport'] ?? '');
$makegood_core_binary = (string) ($makegood_config['makegood']['core_binary'] ?? '');
$makegood_wasmtime_library = (string) ($makegood_config['makegood']['wasmtime_library'] ?? '');
$makegood_persistent = (string) ($makegood_config['makegood']['persistent'] ?? '');
unset($makegood_config);
