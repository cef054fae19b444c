<?php

/**
 * The period that an invoice line pays for.
 *
 * The panel keeps no column for it. The line's due date is the first day; the description carries both days in brackets, in the
 * panel's date format: "Web Hosting - example.com (01/03/2026 - 31/03/2026)".
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Instant;

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

    private const MOST_MONTHS = 120;

    private function __construct(
        public readonly string $from,
        public readonly int $months,
    ) {
    }

    /**
     * @param string|null $dueDate     the line's due date (Y-m-d), may be the panel's zero date
     * @param string      $dateFormat  the panel's setting, "DD/MM/YYYY" and the like
     * @param int|null    $cycleMonths months of the service's cycle as it is now, used when the description names no dates
     *
     * @return self|null null when the line cannot be placed, or does not pay for whole months: such a line is not the price of a period
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

        return $months === null ? null : new self($from, $months);
    }

    /**
     * The same for time of any length: first day, and the first day after it; null where the line pays for no time.
     *
     * @return array{string, string}|null Y-m-d
     */
    public static function span(?string $dueDate, string $description, string $dateFormat, ?int $cycleMonths): ?array
    {
        [$first, $last] = self::datesIn($description, $dateFormat);
        if ($first !== null && $last !== null && $last >= $first) {
            return [$first->format('Y-m-d'), $last->modify('+1 day')->format('Y-m-d')];
        }
        $from = Text::isNoDate($dueDate) ? null : substr((string) $dueDate, 0, 10);

        return $from === null || $cycleMonths === null ? null : [$from, Instant::sameDay($from, $cycleMonths)];
    }

    /** A day (Y-m-d) as the panel prints it in descriptions. */
    public static function print(string $date, string $dateFormat): string
    {
        return (new \DateTimeImmutable($date))->format(self::format($dateFormat));
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
        $format = preg_match('/^\d{4}-/', $text) === 1 ? 'Y-m-d' : self::format($dateFormat);
        $date = \DateTimeImmutable::createFromFormat('!' . $format, $text, new \DateTimeZone('UTC'));
        $problems = \DateTimeImmutable::getLastErrors();
        $clean = $problems === false || ($problems['warning_count'] === 0 && $problems['error_count'] === 0);

        return $date !== false && $clean ? $date : null;
    }

    private static function format(string $setting): string
    {
        return self::FORMATS[strtoupper($setting)] ?? 'd/m/Y';
    }

    /**
     * Whole months from $first to $end; null when they are not whole. A day that the month lacks becomes its last day, so a first
     * day at the end of its month may stand for any later day: 31 January to 28 February, 28 February to 30 or 31 March.
     */
    private static function wholeMonths(\DateTimeImmutable $first, \DateTimeImmutable $end): ?int
    {
        $months = 12 * ((int) $end->format('Y') - (int) $first->format('Y')) + (int) $end->format('n') - (int) $first->format('n');
        [$from, $to] = [(int) $first->format('j'), (int) $end->format('j')];
        $isWhole = $to === min($from, (int) $end->format('t')) || ($to > $from && $from === (int) $first->format('t'));

        return $months >= 1 && $months <= self::MOST_MONTHS && $isWhole ? $months : null;
    }
}
