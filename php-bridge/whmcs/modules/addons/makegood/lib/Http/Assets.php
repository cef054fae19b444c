<?php

/** The module's public files through PHP, for servers that do not hand out files below modules/. A closed list; no login. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Http;

final class Assets
{
    /** name → type; each lies in assets/ under that name. */
    public const TYPES = [
        'boot.js' => 'text/javascript; charset=utf-8',
        'makegood-panel.js' => 'text/javascript; charset=utf-8',
        'makegood.css' => 'text/css; charset=utf-8',
        'makegood.wasm' => 'application/wasm',
    ];

    /** What the panel's session says: that nothing may be cached, and a cookie that no shared cache may keep. */
    private const WITHOUT = ['Pragma' => '', 'Expires' => '', 'Set-Cookie' => ''];

    private const FOREVER = 'public, max-age=31536000, immutable';

    /** @throws Refused */
    public static function answer(string $method, Params $query): Response
    {
        $name = $query->text('asset');
        $type = self::TYPES[$name] ?? throw Refused::notFound();
        if ($method !== 'GET' && $method !== 'HEAD') {
            throw Refused::method('GET, HEAD');
        }
        $hash = self::hash($name) ?? throw Refused::notFound();
        $isThisVersion = is_string($_GET['v'] ?? null) && hash_equals($hash, $_GET['v']);
        $headers = [
            'Content-Type' => $type,
            'X-Content-Type-Options' => 'nosniff',
            'Cache-Control' => $isThisVersion ? self::FOREVER : 'public, no-cache',
            'ETag' => '"' . $hash . '"',
        ] + self::WITHOUT;
        if (self::isKnown($hash)) {
            return new Response(304, $headers, '');
        }

        return new Response(200, $headers, (string) file_get_contents(self::file($name)));
    }

    /** SHA-256 of a file of the list; null when it was not shipped. */
    public static function hash(string $name): ?string
    {
        $file = self::file($name);

        return isset(self::TYPES[$name]) && is_file($file) ? (string) hash_file('sha256', $file) : null;
    }

    /** Whether the browser has this version already: servers that compress mark the tag (W/ in front, -gzip behind). */
    private static function isKnown(string $hash): bool
    {
        $known = $_SERVER['HTTP_IF_NONE_MATCH'] ?? '';

        return is_string($known) && preg_match('/(?:^|[\s,])(?:W\/)?"' . $hash . '(?:-\w+)?"/', $known) === 1;
    }

    private static function file(string $name): string
    {
        return dirname(__DIR__, 2) . '/assets/' . $name;
    }
}
