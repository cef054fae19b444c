<?php

/** Billing cycles: their stored names, their length, the periods they make. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Dates;

final class Cycle
{
    private const MONTHS = ['Monthly' => 1, 'Quarterly' => 3, 'Semi-Annually' => 6, 'Annually' => 12, 'Biennially' => 24,
        'Triennially' => 36];

    /** Null for cycles that do not recur. */
    public static function months(string $cycle): ?int
    {
        return self::MONTHS[$cycle] ?? null;
    }

    /** A day that the month lacks becomes its last day. */
    public static function after(string $date, int $months): string
    {
        $start = new \DateTimeImmutable($date);
        $month = $start->modify('first day of this month')->modify("+$months months");

        $day = min((int) $start->format('j'), (int) $month->format('t'));

        return $month->format('Y-m-') . sprintf('%02d', $day);
    }

    /** "(01/03/2026 - 31/03/2026)", in the panel's date format. */
    public static function span(string $from, int $months): string
    {
        $last = (new \DateTimeImmutable(self::after($from, $months)))->modify('-1 day')->format('Y-m-d');

        return '(' . Dates::localised($from) . ' - ' . Dates::localised($last) . ')';
    }
}
