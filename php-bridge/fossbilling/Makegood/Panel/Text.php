<?php

/** Reads what the panel stores as text: amounts, periods, dates. No arithmetic on amounts: only characters are dropped. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

final class Text
{
    /** The panel prices nothing longer. */
    private const YEARS_MAX = 10;

    /** A whole number of hundredths ("-1050") as a decimal in the contract's shortest form ("-10.5"). */
    public static function hundredths(string $count): string
    {
        $sign = str_starts_with($count, '-') ? '-' : '';
        $digits = str_pad(ltrim($count, '-'), 3, '0', STR_PAD_LEFT);
        $fraction = rtrim(substr($digits, -2), '0');
        $plain = substr($digits, 0, -2) . ($fraction === '' ? '' : '.' . $fraction);

        return $plain === '0' ? '0' : $sign . $plain;
    }

    /** The same with both decimals, as the panel shows every amount ("-10.50"). */
    public static function money(string $count): string
    {
        $sign = str_starts_with($count, '-') ? '-' : '';
        $digits = str_pad(ltrim($count, '-'), 3, '0', STR_PAD_LEFT);

        return $sign . substr($digits, 0, -2) . '.' . substr($digits, -2);
    }

    /** Whole months of a period ("1M", "2Y"); null for days, weeks, none and what is not known: such a service has no price by the month. */
    public static function months(?string $period): ?int
    {
        if (preg_match('/^([1-9]\d?)([MY])$/Di', trim((string) $period), $part) !== 1) {
            return null;
        }
        $months = (int) $part[1] * (strtoupper($part[2]) === 'Y' ? 12 : 1);

        return $months <= 12 * self::YEARS_MAX ? $months : null;
    }

    /** The same day some months on; a day that the month lacks becomes its last day. @param string $date Y-m-d */
    public static function after(string $date, int $months): string
    {
        $start = new \DateTimeImmutable($date);
        $month = $start->modify('first day of this month')->modify('+' . $months . ' months');

        return $month->format('Y-m-') . sprintf('%02d', min((int) $start->format('j'), (int) $month->format('t')));
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
        if (preg_match('/^0*(\d{1,3})(?:\.(\d{1,10}))?$/D', trim((string) $stored), $part) !== 1) {
            return null;
        }
        $fraction = rtrim($part[2] ?? '', '0');
        $plain = $part[1] . ($fraction === '' ? '' : '.' . $fraction);

        return $plain === '0' ? null : $plain;
    }

    /** What names a host in an address: "https://web1.example.com:8443/x" → "web1.example.com", in lower case. */
    public static function host(string $address): string
    {
        $text = strtolower(trim($address));
        $host = str_contains($text, '://') ? (string) parse_url($text, PHP_URL_HOST) : explode('/', $text)[0];

        return preg_replace('/:\d+$/D', '', $host) ?? $host;
    }
}
