<?php

/** The months whose service credits belong to an invoice's line: those whose first day it pays for, and the one in which the service began. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;

final class PaidMonths
{
    /** @param bool $isFirst whether it is the service's first line @return ?array{string, string} the first and the last, `2026-03` */
    public static function of(int $fromMs, int $toMs, bool $isFirst): ?array
    {
        if ($toMs <= $fromMs) {
            return null;
        }
        $first = Instant::month($fromMs);
        if (!$isFirst && Instant::monthStart($first) < $fromMs) {
            $first = Instant::nextMonth($first);
        }
        $last = Instant::month($toMs - 1);
        return strcmp($first, $last) <= 0 ? [$first, $last] : null;
    }
}
