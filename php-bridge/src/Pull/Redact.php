<?php

/** Takes secrets out of an answer before it is stored: some lists carry the passwords and keys of each monitor. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Redact
{
    private const MEMBERS = 'api_?key|http_?username|http_?password|password';

    public static function answer(string $body, ?string $key): string
    {
        $clean = $key === null || strlen($key) < 8 ? $body : str_replace([$key, rawurlencode($key)], '', $body);
        return preg_replace('/("(?:' . self::MEMBERS . ')"\s*+:\s*+)"(?:[^"\\\\]++|\\\\.)*+"/i', '$1""', $clean)
            ?? throw new \RuntimeException('An answer could not be searched for secrets.');
    }
}
