<?php

/** How far the months are due: what people configure later counts from there on, and never in a month that was settled. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Offsets;
use Makegood\Panel\UnknownZone;

final class Due
{
    private const DEFAULT_ZONE = 'UTC';
    /** A policy that settles later than this is not waited for. */
    private const MONTHS_BACK = 24;

    /** @return int end of the last month that some assigned policy (the defaults without any) has settled by now, ms */
    public static function until(Ledger $ledger, int $nowMs): int
    {
        $hashes = array_unique(array_map('strval', array_column($ledger->assignments->all(), 'policy_hash')));
        $ends = array_map(static fn (string $hash): int => self::end((string) $ledger->policies->document($hash), $nowMs), array_values($hashes));
        return $ends === [] ? self::end('{}', $nowMs) : max($ends);
    }

    private static function end(string $document, int $nowMs): int
    {
        $policy = json_decode($document, true);
        $zone = is_string($policy['zone'] ?? null) ? $policy['zone'] : self::DEFAULT_ZONE;
        $delay = is_int($policy['settleDelayMs'] ?? null) ? $policy['settleDelayMs'] : Asked::DEFAULT_DELAY_MS;
        if (is_array($policy) && Asked::isAnniversary($policy)) {
            return $nowMs - $delay; // some service's month may have ended then
        }
        $month = Instant::month($nowMs + Instant::DAY_MS); // east of Greenwich it may have begun
        for ($back = 0;; $back++) {
            $end = self::monthStart($zone, $month);
            if ($end + $delay <= $nowMs || $back >= self::MONTHS_BACK) {
                return $end;
            }
            $month = Instant::monthsOn($month, -1);
        }
    }

    private static function monthStart(string $zone, string $month): int
    {
        try {
            return Offsets::monthStart($zone, $month);
        } catch (UnknownZone) {
            return Offsets::monthStart(self::DEFAULT_ZONE, $month);
        }
    }
}
