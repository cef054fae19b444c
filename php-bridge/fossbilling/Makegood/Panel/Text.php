<?php

/** Reads what the panel stores as text: periods, dates, rates. No arithmetic on amounts: only characters are dropped. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Instant;
use Makegood\Panel\Decimal;

final class Text
{
    /** The panel prices nothing longer. */
    private const YEARS_MAX = 10;

    /** Whole months of a period ("1M", "2Y"); null for days, weeks, none and what is not known: such a service has no price by the month. */
    public static function months(?string $period): ?int
    {
        if (preg_match('/^([1-9]\d?)([MY])$/Di', trim((string) $period), $part) !== 1) {
            return null;
        }
        $months = (int) $part[1] * (strtoupper($part[2]) === 'Y' ? 12 : 1);

        return $months <= 12 * self::YEARS_MAX ? $months : null;
    }

    /** A stored local date with time, one period later; itself where the period is none ("1W", "14D", "1M", "2Y"). */
    public static function after(string $stored, ?string $period): string
    {
        if (preg_match('/^([1-9]\d{0,2})([DWMY])$/Di', trim((string) $period), $part) !== 1) {
            return $stored;
        }
        [$count, $unit] = [(int) $part[1], strtoupper($part[2])];
        if ($unit === 'D' || $unit === 'W') {
            return (new \DateTimeImmutable($stored))->modify('+' . $count * ($unit === 'W' ? 7 : 1) . ' days')->format('Y-m-d H:i:s');
        }

        return Instant::sameDay(substr($stored, 0, 10), $count * ($unit === 'Y' ? 12 : 1)) . substr($stored, 10);
    }

    /** The day of a stored local date with time, Y-m-d; null when there is none. */
    public static function day(mixed $stored): ?string
    {
        $text = substr((string) $stored, 0, 10);

        return preg_match('/^[1-9]\d{3}-\d\d-\d\d$/D', $text) === 1 ? $text : null;
    }

    /** A stored local date with time → epoch ms by PHP's time zone, as the panel itself writes it; null when there is none. */
    public static function instantMs(mixed $stored): ?int
    {
        if (self::day($stored) === null) {
            return null;
        }
        try {
            return (new \DateTimeImmutable((string) $stored, new \DateTimeZone(date_default_timezone_get())))->getTimestamp() * 1000;
        } catch (\Exception) {
            return null;
        }
    }

    /** A tax rate as the panel stores it, text of its own, in the contract's form ("19.00" → "19"); null when none is paid by it. */
    public static function rate(mixed $stored): ?string
    {
        $text = trim((string) $stored);
        $plain = preg_match('/^0*\d{1,3}(?:\.\d{1,10})?$/D', $text) === 1 ? Decimal::shortest($text) : '0';

        return $plain === '0' ? null : $plain;
    }

    /**
     * An amount to book, as a column of two decimals holds it: the zeros that a currency of three decimals brings along ("0.370") are dropped,
     * digits that are not zero never are. null: nothing, less than nothing, or finer than the column.
     */
    public static function bookable(string $amount): ?string
    {
        if (preg_match('/^(\d{1,16})(?:\.(\d{1,2})0*)?$/D', $amount, $part) !== 1 || trim($amount, '0.') === '') {
            return null;
        }

        return $part[1] . '.' . str_pad($part[2] ?? '', 2, '0');
    }

    /** What names a host in an address: "https://web1.example.com:8443/x" → "web1.example.com", in lower case. */
    public static function host(string $address): string
    {
        $text = strtolower(trim($address));
        $host = str_contains($text, '://') ? (string) parse_url($text, PHP_URL_HOST) : explode('/', $text)[0];

        return preg_replace('/:\d+$/D', '', $host) ?? $host;
    }
}
