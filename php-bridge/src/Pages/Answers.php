<?php

/** What the pages take out of a stored answer: one service's result, and the steps of its explanation. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Api\Answers as Stored;

final class Answers
{
    /** @return array<string, mixed> the result for a service; empty when the answer holds none */
    public static function result(string $answer, string $serviceId): array
    {
        foreach (Stored::results($answer) as $result) {
            if ((string) ($result['service'] ?? '') === $serviceId) {
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
