<?php

/** Instants on the wire: epoch milliseconds in our tables, RFC 3339 with Z in the contract. */

declare(strict_types=1);

namespace Makegood;

final class Instant
{
    public const DAY_MS = 86_400_000;

    /** `2026-03-04T12:00:00Z`, with three decimals only when there are milliseconds. */
    public static function iso(int $ms): string
    {
        $seconds = intdiv($ms, 1000);
        $rest = $ms - $seconds * 1000;
        if ($rest < 0) {
            $seconds--;
            $rest += 1000;
        }
        return gmdate('Y-m-d\TH:i:s', $seconds) . ($rest === 0 ? 'Z' : sprintf('.%03dZ', $rest));
    }

    /** @throws \InvalidArgumentException when the text is not an instant of the contract */
    public static function ms(string $iso): int
    {
        if (!preg_match('/^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?Z$/D', $iso, $m)) {
            throw new \InvalidArgumentException('not an instant: ' . $iso);
        }
        [$year, $month, $day, $hour, $minute, $second] = array_map('intval', array_slice($m, 1, 6));
        return gmmktime($hour, $minute, $second, $month, $day, $year) * 1000 + (int) ($m[7] ?? 0);
    }

    /** First instant of the UTC calendar month (`2026-03`), in ms. */
    public static function monthStart(string $month): int
    {
        return self::ms($month . '-01T00:00:00Z');
    }

    /** First instant of the following UTC month. */
    public static function monthEnd(string $month): int
    {
        return self::monthStart(self::nextMonth($month));
    }

    public static function nextMonth(string $month): string
    {
        return self::monthsOn($month, 1);
    }

    /** The month some months on, or back: `2026-01`, -1 → `2025-12`. */
    public static function monthsOn(string $month, int $months): string
    {
        [$year, $number] = array_map('intval', explode('-', $month));
        $count = 12 * $year + $number - 1 + $months;
        return sprintf('%04d-%02d', intdiv($count, 12), $count % 12 + 1);
    }

    /** A day of a month, `2026-02-28`. A day that the month lacks is its last. */
    public static function dayOf(string $month, int $day): string
    {
        return sprintf('%s-%02d', $month, min($day, (int) (new \DateTimeImmutable($month . '-01'))->format('t')));
    }

    /** The same day some months on: `2026-01-31`, 1 → `2026-02-28`. */
    public static function sameDay(string $day, int $months): string
    {
        return self::dayOf(self::monthsOn(substr($day, 0, 7), $months), (int) substr($day, 8, 2));
    }

    /** The UTC calendar month of an instant, `2026-03`. */
    public static function month(int $ms): string
    {
        return substr(self::iso($ms), 0, 7);
    }

    /**
     * UTC months touched by [from, to), widened by a day on both sides so that no time zone's month is missed.
     *
     * @return list<string>
     */
    public static function monthsAround(int $fromMs, int $toMs): array
    {
        $months = [];
        $last = self::month($toMs + self::DAY_MS);
        for ($month = self::month($fromMs - self::DAY_MS); $month <= $last; $month = self::nextMonth($month)) {
            $months[] = $month;
        }
        return $months;
    }
}
