<?php

/** Files below modules/: assets with their type, guarded folders refused, PHP files handed to the router. Runs without the panel. */

declare(strict_types=1);

namespace MakegoodSandbox\Web;

final class ModuleFiles
{
    private const TYPES = [
        'css' => 'text/css; charset=utf-8',
        'html' => 'text/html; charset=utf-8',
        'ico' => 'image/x-icon',
        'jpg' => 'image/jpeg',
        'js' => 'text/javascript; charset=utf-8',
        'json' => 'application/json',
        'map' => 'application/json',
        'mjs' => 'text/javascript; charset=utf-8',
        'png' => 'image/png',
        'svg' => 'image/svg+xml',
        'txt' => 'text/plain; charset=utf-8',
        'wasm' => 'application/wasm',
        'webp' => 'image/webp',
        'woff2' => 'font/woff2',
    ];

    /** Folders that a shipped .htaccess closes. */
    private const CLOSED = '#^/modules/[a-z]+/[^/]+/(lib|bridge|engine|templates|lang)(/|$)#i';

    /** Some hosts hand out nothing below modules/ but PHP. */
    private static function isDenied(): bool
    {
        return preg_match('/(^|,)\s*assets\.static\s*=\s*denied\s*(,|$)/', (string) getenv('SANDBOX_ASSUME')) === 1;
    }

    /** @return string|null the PHP file to run; null when the answer is sent already */
    public static function serve(string $root, string $path): ?string
    {
        $file = realpath($root . $path);
        if (preg_match(self::CLOSED, $path) === 1 || str_contains($path, '/.')) {
            return self::refuse(403, 'Forbidden');
        }
        if ($file === false || !is_file($file) || !str_starts_with($file, $root . '/modules/')) {
            return self::refuse(404, 'Not Found');
        }
        $extension = strtolower(pathinfo($file, PATHINFO_EXTENSION));
        if ($extension === 'php') {
            return $file;
        }
        if (!isset(self::TYPES[$extension]) || self::isDenied()) {
            return self::refuse(403, 'Forbidden');
        }
        header('Content-Type: ' . self::TYPES[$extension]);
        header('Content-Length: ' . filesize($file));
        readfile($file);

        return null;
    }

    private static function refuse(int $status, string $text): ?string
    {
        http_response_code($status);
        header('Content-Type: text/plain; charset=utf-8');
        echo $text, "\n";

        return null;
    }
}
