<?php

/** Files below modules/ and the sandbox theme's own: what a web server with the panel's rewrite rules would hand out. */

declare(strict_types=1);

namespace FossSandbox\Web;

use FossSandbox\Assumptions;

final class Files
{
    private const TYPES = ['css' => 'text/css', 'js' => 'text/javascript', 'mjs' => 'text/javascript', 'svg' => 'image/svg+xml', 'png' => 'image/png',
        'json' => 'application/json', 'wasm' => 'application/wasm', 'html' => 'text/html', 'txt' => 'text/plain', 'woff2' => 'font/woff2'];
    private const DENIED = '/\.(htaccess|htpasswd|bak|conf|inc|ini|lock|log|old|sh|sql|twig|yaml)|composer\.json|README\.md|CHANGELOG\.md/i';

    /** @return string|null '': not a file, ask the panel; null: answered; else a PHP file to run */
    public static function serve(string $root, string $path): ?string
    {
        $theme = str_starts_with($path, '/themes/sandbox/');
        if (!$theme && !str_starts_with($path, '/modules/')) {
            return '';
        }
        $base = $theme ? dirname(__DIR__, 2) . '/themes/assets' : $root . '/modules';
        $file = (string) realpath($base . substr($path, strlen($theme ? '/themes/sandbox' : '/modules')));
        $php = str_contains(strtolower($path), '.php');
        if (!str_starts_with($file, (string) realpath($base) . '/') || !is_file($file) || preg_match(self::DENIED, $path) === 1
            || ($php && Assumptions::is('modules.php', 'denied'))) {
            http_response_code(404);
            header('Content-Type: text/plain; charset=utf-8');
            echo "Not Found\n";

            return null;
        }
        if ($php) {
            return $file;
        }
        header('Content-Type: ' . (self::TYPES[pathinfo($file, PATHINFO_EXTENSION)] ?? 'application/octet-stream'));
        header('Content-Length: ' . filesize($file));
        ($_SERVER['REQUEST_METHOD'] ?? '') === 'HEAD' || readfile($file);

        return null;
    }
}
