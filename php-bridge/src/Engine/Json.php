<?php

/** JSON as the contract wants it: compact, Unicode and slashes as they are, failure loud. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Json
{
    public const FLAGS = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR;

    /** @throws \JsonException also for text that is not UTF-8 */
    public static function encode(mixed $value): string
    {
        return json_encode($value, self::FLAGS);
    }

    /**
     * One object whose members are already JSON.
     *
     * @param array<string, string> $members name => JSON text
     */
    public static function join(array $members): string
    {
        $parts = [];
        foreach ($members as $name => $json) {
            $parts[] = self::encode($name) . ':' . $json;
        }
        return '{' . implode(',', $parts) . '}';
    }

    /** @return array<mixed> @throws \JsonException */
    public static function decode(string $json): array
    {
        return json_decode($json, true, 64, JSON_THROW_ON_ERROR);
    }
}
