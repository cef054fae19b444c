<?php

/** Billing cycles of the panel: their names → months. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

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
}
