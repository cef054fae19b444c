<?php

/** Reads a stored answer of the core: the whole envelope, or one result of it. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

final class Answers
{
    /** @return array<string, mixed> the result for a service; empty when the answer holds none */
    public static function result(string $answer, string $serviceId): array
    {
        $decoded = json_decode($answer, true);
        if (!is_array($decoded)) {
            return [];
        }
        foreach (is_array($decoded['results'] ?? null) ? $decoded['results'] : [$decoded] as $result) {
            if (is_array($result) && (string) ($result['service'] ?? '') === $serviceId) {
                return $result;
            }
        }

        return [];
    }

    /** @return list<array{key: string, args: array<string, string|int>}> */
    public static function steps(string $answer, string $serviceId): array
    {
        $steps = self::result($answer, $serviceId)['steps'] ?? [];

        return is_array($steps) ? array_values(array_filter($steps, static fn (mixed $step): bool => is_array($step) && isset($step['key']))) : [];
    }
}
