<?php

/** When a source is asked and about which time: once a night from 48 hours before where it was read up to; at first over 90 days. */

declare(strict_types=1);

namespace Makegood\Pull;

use Makegood\Instant;

final class Schedule
{
    public const OVERLAP_MS = 2 * Instant::DAY_MS;
    public const LOOK_BACK_MS = 90 * Instant::DAY_MS;
    private const MINUTE_MS = 60_000;
    private const HOUR_MS = 3_600_000;

    public function __construct(private readonly int $hour)
    {
    }

    /** @param ?int $cursorMs up to where it was read; null: never */
    public function isDue(?int $cursorMs, int $nowMs): bool
    {
        return $cursorMs === null || $cursorMs < $this->lastNight($nowMs);
    }

    /**
     * @param ?int $downSinceMs the earliest beginning of an outage of this source that still goes on, as far as we know
     * @return array{int, int} from, to
     */
    public static function range(?int $cursorMs, ?int $downSinceMs, int $nowMs, int $overlapMs = self::OVERLAP_MS): array
    {
        $back = $nowMs - self::LOOK_BACK_MS;
        if ($cursorMs === null) {
            return [$back, $nowMs];
        }
        $from = $cursorMs - $overlapMs;
        if ($downSinceMs !== null) {
            $from = min($from, max($back, $downSinceMs - self::MINUTE_MS));
        }
        return [min($from, $nowMs - $overlapMs), $nowMs]; // also when the clock was set back
    }

    private function lastNight(int $nowMs): int
    {
        $at = $nowMs - $nowMs % Instant::DAY_MS + $this->hour * self::HOUR_MS;
        return $at <= $nowMs ? $at : $at - Instant::DAY_MS;
    }
}
