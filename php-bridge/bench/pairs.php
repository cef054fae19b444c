<?php

/**
 * Times doors against each other in one process, turn by turn, so that whatever else the machine does hits all of them.
 * What stays in this process is counted in its processor time: on a busy machine a long call is interrupted more often than
 * a short one, and by the wall clock would look slower than it is. What waits for another process is timed by the clock; of
 * its turns, and of the yardstick's beside them, the fastest tenth counts: the others stood in the machine's queue.
 */

declare(strict_types=1);

namespace Makegood\Bench;

final class Pairs
{
    /** Processor time comes in microseconds: a turn is so many calls that one of them does not matter. */
    private const TURN_MS = 0.25;

    /**
     * @param array<string, callable(string): string> $doors    the first is the yardstick
     * @param list<string>                            $requests each goes through each door in each round
     * @param bool                                    $waits    whether a door leaves this process: then the clock counts
     * @return array<string, array{ms: float, ratio: float, spread: array{float, float}, median_ms: float}> per door: the sum over
     *         the requests of what counts (the median, or the fastest tenth), that sum over the yardstick's, the quartiles of the
     *         rounds' own ratios, and the sum of the medians
     */
    public static function measure(array $doors, array $requests, int $rounds, bool $waits = false): array
    {
        $times = self::times($doors, $requests, $rounds, $waits ? self::clock(...) : self::processor(...));
        [$counts, $medians] = [self::sums($times, $waits ? 0.1 : 0.5), self::sums($times, 0.5)];
        $yardstick = array_key_first($doors);
        $base = self::rounds($times[$yardstick], $rounds);
        $result = [];
        foreach ($times as $name => $rows) {
            $ratios = array_map(static fn (float $mine, float $theirs): float => $mine / $theirs, self::rounds($rows, $rounds), $base);
            $result[$name] = [
                'ms' => round($counts[$name], 4),
                'ratio' => round($counts[$name] / $counts[$yardstick], 3),
                'spread' => [round(self::quantile($ratios, 0.25), 3), round(self::quantile($ratios, 0.75), 3)],
                'median_ms' => round($medians[$name], 4),
            ];
        }
        return $result;
    }

    public static function median(array $values): float
    {
        return self::quantile($values, 0.5);
    }

    /** Milliseconds by the wall clock. */
    private static function clock(): float
    {
        return hrtime(true) / 1e6;
    }

    /** Milliseconds of processor time of this process. */
    public static function processor(): float
    {
        $used = getrusage();
        return ($used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec']) * 1e3 + ($used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) / 1e3;
    }

    /** @return array<string, list<list<float>>> milliseconds of a call by door, request and round */
    private static function times(array $doors, array $requests, int $rounds, callable $now): array
    {
        $times = array_fill_keys(array_keys($doors), array_fill(0, count($requests), []));
        $order = array_keys($doors);
        $calls = array_map(static fn (string $request): int => self::calls($doors, $request, $now), $requests);
        for ($round = 0; $round < $rounds; $round++) {
            foreach ($requests as $i => $request) {
                // None always runs after the same other: what one leaves in the processor's caches is not another's gain.
                shuffle($order);
                foreach ($order as $name) {
                    $times[$name][$i][] = self::turn($doors[$name], $request, $calls[$i], $now) / $calls[$i];
                }
            }
        }
        return $times;
    }

    /** How many calls of the fastest door make a turn; also warms all of them up. */
    private static function calls(array $doors, string $request, callable $now): int
    {
        $fastest = min(array_map(static fn (callable $call): float => self::turn($call, $request, 2, $now) / 2, $doors));
        return max(1, (int) ceil(self::TURN_MS / max($fastest, 0.002)));
    }

    private static function turn(callable $call, string $request, int $calls, callable $now): float
    {
        $start = $now();
        for ($i = 0; $i < $calls; $i++) {
            $call($request);
        }
        return $now() - $start;
    }

    /** @return array<string, float> by door, the sum over the requests of this quantile of their rounds */
    private static function sums(array $times, float $part): array
    {
        $all = static fn (array $rows): float => array_sum(array_map(static fn (array $row): float => self::quantile($row, $part), $rows));
        return array_map($all, $times);
    }

    /** @return list<float> the sum over the requests, by round */
    private static function rounds(array $rows, int $rounds): array
    {
        return array_map(static fn (int $round): float => array_sum(array_column($rows, $round)), range(0, $rounds - 1));
    }

    private static function quantile(array $values, float $part): float
    {
        sort($values);
        return (float) $values[(int) ($part * (count($values) - 1))];
    }
}
