<?php

/** Answers as JSON: one envelope for what was asked and for why it is refused. Never cached, never read as anything else. */

declare(strict_types=1);

namespace Makegood\Pages\Http;

use Makegood\Engine\CoreRefused;

final class Json
{
    private const HEADERS = [
        'Content-Type' => 'application/json; charset=utf-8',
        'X-Content-Type-Options' => 'nosniff',
        'Cache-Control' => 'no-store',
    ];

    private const FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR;

    /** @param array<string, mixed> $body without `ok` */
    public static function ok(array $body): Response
    {
        return new Response(200, self::HEADERS, json_encode(['ok' => true] + $body, self::FLAGS));
    }

    public static function refused(Refused $refused): Response
    {
        $headers = self::HEADERS + ($refused->allow === '' ? [] : ['Allow' => $refused->allow]);

        return self::errors($refused->status(), $headers, $refused->word, $refused->getMessage(), $refused->help, '');
    }

    /** The core's own words about a document that it refuses: code, message, help and path are made for people. */
    public static function refusedByCore(CoreRefused $refused): Response
    {
        return self::errors(400, self::HEADERS, $refused->errorCode, $refused->getMessage(), $refused->help, $refused->path);
    }

    /** @param array<string, string> $headers */
    private static function errors(int $status, array $headers, string $code, string $message, string $help, string $path): Response
    {
        $error = ['code' => $code, 'message' => $message, 'help' => $help, 'path' => $path];

        return new Response($status, $headers, json_encode(['ok' => false, 'errors' => [$error]], self::FLAGS));
    }
}
