<?php

/** Finds things in answers of the core as they were stored; what cannot be read is not there. */

declare(strict_types=1);

namespace Makegood\Api;

final class Answers
{
    /** @return list<array<string, mixed>> results of a `settle` answer */
    public static function results(string $answer): array
    {
        $results = json_decode($answer, true)['results'] ?? null;
        return is_array($results) ? array_values(array_filter($results, 'is_array')) : [];
    }

    /** @return array<string, mixed>|null the result of a position */
    public static function result(string $answer, string $serviceId, string $period): ?array
    {
        foreach (self::results($answer) as $result) {
            if (($result['service'] ?? null) === $serviceId && ($result['period'] ?? null) === $period) {
                return $result;
            }
        }
        return null;
    }

    /** @param array<string, mixed> $holder @return list<array<string, mixed>> arguments of its steps of that key */
    public static function steps(array $holder, string $key): array
    {
        $found = [];
        foreach (is_array($holder['steps'] ?? null) ? $holder['steps'] : [] as $step) {
            if (is_array($step) && ($step['key'] ?? null) === $key && is_array($step['args'] ?? null)) {
                $found[] = $step['args'];
            }
        }
        return $found;
    }

    /** @param array<string, mixed> $outage a stored outage @return array{votes: ?int, needed: ?int} groups that were down at once, and how many it takes */
    public static function quorum(array $outage): array
    {
        $step = self::steps($outage, 'outageConfirmed')[0] ?? self::steps($outage, 'outageDoubtful')[0] ?? [];
        return ['votes' => $step['votes'] ?? null, 'needed' => $step['needed'] ?? null];
    }

    /** @param array<string, mixed> $outage a stored outage @return list<array<string, mixed>> */
    public static function votes(array $outage): array
    {
        return is_array($outage['votes'] ?? null) ? array_values(array_filter($outage['votes'], 'is_array')) : [];
    }
}
