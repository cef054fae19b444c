<?php

/** The module's public files through PHP, for servers that do not hand out a module's files. A closed list; no login. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Pages\Site;

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
    public static function answer(Site $site, Request $request): Response
    {
        $name = (new Params($request->query))->text('asset');
        $type = self::TYPES[$name] ?? throw Refused::notFound();
        if ($request->method !== 'GET' && $request->method !== 'HEAD') {
            throw Refused::method('GET, HEAD');
        }
        $hash = self::hash($site, $name) ?? throw Refused::notFound();
        $isThisVersion = hash_equals($hash, $request->text('v') ?? '');
        $headers = [
            'Content-Type' => $type,
            'X-Content-Type-Options' => 'nosniff',
            'Cache-Control' => $isThisVersion ? self::FOREVER : 'public, no-cache',
            'ETag' => '"' . $hash . '"',
        ] + self::WITHOUT;
        if (self::isKnown($hash, $request->knownTags)) {
            return new Response(304, $headers, '');
        }

        return new Response(200, $headers, (string) file_get_contents(self::file($site, $name)));
    }

    /** SHA-256 of a file of the list; null when it was not shipped. */
    public static function hash(Site $site, string $name): ?string
    {
        $file = self::file($site, $name);

        return isset(self::TYPES[$name]) && is_file($file) ? (string) hash_file('sha256', $file) : null;
    }

    /** Whether the browser has this version already: servers that compress mark the tag (W/ in front, -gzip behind). */
    private static function isKnown(string $hash, string $known): bool
    {
        return preg_match('/(?:^|[\s,])(?:W\/)?"' . $hash . '(?:-\w+)?"/', $known) === 1;
    }

    private static function file(Site $site, string $name): string
    {
        return $site->directory() . '/assets/' . $name;
    }
}
