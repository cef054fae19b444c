<?php

/** Reads tests/vectors: what stands on a member's line is what goes over the wire. */

declare(strict_types=1);

namespace MakegoodEngineTests;

final class Vectors
{
    /** @return array<string, array{request: string, expect: ?string}> by id; expect: the whole answer, where the vector says it */
    public static function all(string $root): array
    {
        $vectors = [];
        foreach (glob("$root/tests/vectors/*.json") ?: [] as $file) {
            $row = [];
            foreach (explode("\n", (string) file_get_contents($file)) as $line) {
                if (preg_match('/^  "(\w+)": (.*?),?$/', $line, $member) === 1) {
                    $row[$member[1]] = $member[2];
                }
                if (str_starts_with($line, '}')) {
                    $vectors[self::decoded($row['id'])] = ['request' => self::request($row), 'expect' => $row['expect'] ?? null];
                    $row = [];
                }
            }
        }
        return $vectors;
    }

    /** @param array<string, string> $row */
    private static function request(array $row): string
    {
        if (isset($row['request'])) {
            return $row['request'];
        }
        if (isset($row['requestText'])) {
            return self::decoded($row['requestText']);
        }
        if (isset($row['requestBase64'])) {
            return (string) base64_decode(self::decoded($row['requestBase64']), true);
        }
        $fill = json_decode($row['requestFill'], true, flags: JSON_THROW_ON_ERROR);
        return $fill['prefix'] . str_repeat($fill['repeat'], $fill['count']) . $fill['suffix'];
    }

    private static function decoded(string $json): string
    {
        return json_decode($json, flags: JSON_THROW_ON_ERROR);
    }
}
