<?php

/** When the outage of a drill takes place: in the afternoon, outside maintenance, over by now if the month allows. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Instant;

final class Slot
{
    private const HOUR_MS = 3_600_000;
    private const HOURS = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

    /**
     * @param list<array{int, ?int}> $busy maintenance, from and to
     * @return ?int when it begins; null: there is no room between from and to
     */
    public static function find(int $fromMs, int $toMs, int $lengthMs, int $nowMs, array $busy): ?int
    {
        $future = null;
        foreach (self::HOURS as $hour) {
            $past = null;
            for ($day = $fromMs - $fromMs % Instant::DAY_MS; $day < $toMs; $day += Instant::DAY_MS) {
                $start = $day + $hour * self::HOUR_MS;
                if (!self::fits($start, $start + $lengthMs, $fromMs, $toMs, $busy)) {
                    continue;
                }
                if ($start + $lengthMs + self::HOUR_MS <= $nowMs) {
                    $past = $start;
                } else {
                    $future ??= $start;
                }
            }
            if ($past !== null) {
                return $past;
            }
        }
        return $future;
    }

    /** @param list<array{int, ?int}> $busy */
    private static function fits(int $start, int $end, int $fromMs, int $toMs, array $busy): bool
    {
        if ($start - self::HOUR_MS < $fromMs || $end + self::HOUR_MS > $toMs) {
            return false;
        }
        foreach ($busy as [$from, $to]) {
            if ($from < $end && ($to === null || $to > $start)) {
                return false;
            }
        }
        return true;
    }
}
