<?php

/** The requests of tests/vectors, as bytes, by their ids. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

final class Vectors
{
    /** @return iterable<string, string> */
    public static function requests(): iterable
    {
        foreach (glob(__DIR__ . '/../../../tests/vectors/*.json') ?: [] as $file) {
            // A member stands on one line, and what stands there is what goes over the wire.
            $row = [];
            foreach (explode("\n", (string) file_get_contents($file)) as $line) {
                if (preg_match('/^  "(\w+)": (.*?),?$/', $line, $member) === 1) {
                    $row[$member[1]] = $member[2];
                }
                if (str_starts_with($line, '}')) {
                    yield json_decode($row['id']) => self::bytes($row);
                    $row = [];
                }
            }
        }
    }

    /** @param array<string, string> $row */
    private static function bytes(array $row): string
    {
        if (isset($row['requestFill'])) {
            $fill = json_decode($row['requestFill'], true);
            return $fill['prefix'] . str_repeat($fill['repeat'], $fill['count']) . $fill['suffix'];
        }
        return match (true) {
            isset($row['request']) => $row['request'],
            isset($row['requestText']) => json_decode($row['requestText'], flags: JSON_THROW_ON_ERROR),
            default => (string) base64_decode(json_decode($row['requestBase64']), true),
        };
    }
}
