<?php

/** A fire drill writes nothing down; that one was played is an event, and the set-up goes by it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Ledger\Ledger;

final class DrillLog
{
    private const PLAYED = 'drill.played';

    public static function played(Ledger $ledger, string $serviceId, int $lengthMs, string $by, int $nowMs): void
    {
        $ledger->events->add(self::PLAYED, $serviceId, ['by' => $by, 'lengthMs' => $lengthMs], $nowMs);
    }

    /** When the last one was played; null: never. */
    public static function lastMs(Ledger $ledger): ?int
    {
        $events = $ledger->events->since('0', self::PLAYED);

        return $events === [] ? null : (int) end($events)['at_ms'];
    }
}
