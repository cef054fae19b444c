<?php

/**
 * The period that an invoice line pays for.
 *
 * The panel keeps no column for it. The line's due date is the first day; the description carries both days in brackets, in the
 * panel's date format: "Web Hosting - example.com (01/03/2026 - 31/03/2026)".
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

final class LinePeriod
{
    private const FORMATS = [
        'DD/MM/YYYY' => 'd/m/Y',
        'DD.MM.YYYY' => 'd.m.Y',
        'DD-MM-YYYY' => 'd-m-Y',
        'MM/DD/YYYY' => 'm/d/Y',
        'YYYY/MM/DD' => 'Y/m/d',
        'YYYY-MM-DD' => 'Y-m-d',
    ];

    private function __construct(
        public readonly string $from,
        public readonly int $months,
    ) {
    }

    /**
     * @param string|null $dueDate     the line's due date (Y-m-d), may be the panel's zero date
     * @param string      $dateFormat  the panel's setting, "DD/MM/YYYY" and the like
     * @param int|null    $cycleMonths months of the service's cycle as it is now, used when the description says nothing
     *
     * @return self|null null when the line cannot be placed, or pays for part of a month only: such a line is not the price of a period
     */
    public static function of(?string $dueDate, string $description, string $dateFormat, ?int $cycleMonths): ?self
    {
        [$first, $last] = self::datesIn($description, $dateFormat);
        $from = Text::isNoDate($dueDate) ? $first?->format('Y-m-d') : substr((string) $dueDate, 0, 10);
        if ($from === null) {
            return null;
        }
        if ($first === null || $last === null) {
            return $cycleMonths === null ? null : new self($from, $cycleMonths);
        }
        $months = self::wholeMonths($first, $last->modify('+1 day'));
        if ($months === 0) {
            return null;
        }

        return $months === null && $cycleMonths === null ? null : new self($from, $months ?? (int) $cycleMonths);
    }

    /** @return array{?\DateTimeImmutable, ?\DateTimeImmutable} first and last day named in the description's last brackets */
    private static function datesIn(string $description, string $dateFormat): array
    {
        $date = '(\d{1,4}[\/.\-]\d{1,2}[\/.\-]\d{1,4})';
        if (preg_match_all('/\(\s*' . $date . '\s*(?:-|–|to)\s*' . $date . '\s*\)/u', $description, $found, PREG_SET_ORDER) < 1) {
            return [null, null];
        }
        $pair = $found[count($found) - 1];

        return [self::date($pair[1], $dateFormat), self::date($pair[2], $dateFormat)];
    }

    private static function date(string $text, string $dateFormat): ?\DateTimeImmutable
    {
        $format = preg_match('/^\d{4}-/', $text) === 1 ? 'Y-m-d' : (self::FORMATS[strtoupper($dateFormat)] ?? 'd/m/Y');
        $date = \DateTimeImmutable::createFromFormat('!' . $format, $text, new \DateTimeZone('UTC'));
        $problems = \DateTimeImmutable::getLastErrors();
        $clean = $problems === false || ($problems['warning_count'] === 0 && $problems['error_count'] === 0);

        return $date !== false && $clean ? $date : null;
    }

    /** Whole months from $first to $end; 0 for less than one month, null for anything that is not whole months. */
    private static function wholeMonths(\DateTimeImmutable $first, \DateTimeImmutable $end): ?int
    {
        for ($months = 1; $months <= 36; ++$months) {
            $reached = self::addMonths($first, $months);
            if ($reached >= $end) {
                return $reached == $end ? $months : ($months === 1 ? 0 : null);
            }
        }

        return null;
    }

    /** A day that the month lacks becomes its last day (31 January + 1 month = 28 February). */
    private static function addMonths(\DateTimeImmutable $date, int $months): \DateTimeImmutable
    {
        $month = $date->modify('first day of this month')->modify('+' . $months . ' months');
        $day = min((int) $date->format('j'), (int) $month->format('t'));

        return $month->setDate((int) $month->format('Y'), (int) $month->format('n'), $day);
    }
}
