<?php

/** Billing cycles of the panel: their names → months, and from one bill to the next. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Instant;

final class Cycle
{
    private const MONTHS = [
        'monthly' => 1,
        'quarterly' => 3,
        'semiannually' => 6,
        'annually' => 12,
        'biennially' => 24,
        'triennially' => 36,
    ];

    /**
     * Months of a cycle; null for cycles that do not recur ("Free Account", "One Time") and for names that are not known.
     * The spelling differs between the panel's tables, its API and its versions, so case, blanks and hyphens do not count.
     */
    public static function months(string $name): ?int
    {
        return self::MONTHS[str_replace([' ', '-', '_'], '', strtolower($name))] ?? null;
    }

    /** The same day some months on; a day that the month lacks becomes its last day. @param string $date Y-m-d */
    public static function after(string $date, int $months): string
    {
        return Instant::sameDay($date, $months);
    }
}
