<?php

/** Months as people ask for them and read them. */

declare(strict_types=1);

namespace Makegood\Api;

final class Month
{
    private const NAMES = [
        'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
    ];

    /** Whether it is a month of the contract (`2026-03`, years 1971 to 2099). */
    public static function isOne(string $text): bool
    {
        return preg_match('/^(19[789]\d|20\d\d)-(0[1-9]|1[0-2])$/D', $text) === 1 && $text >= '1971-01';
    }

    /** `March 2026` */
    public static function inWords(string $period): string
    {
        [$year, $month] = explode('-', $period);
        return self::NAMES[(int) $month - 1] . ' ' . $year;
    }
}
