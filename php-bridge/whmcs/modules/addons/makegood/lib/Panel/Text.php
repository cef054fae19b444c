<?php

/** Reads what the panel stores as text: amounts, percents, dates. No arithmetic: only characters are dropped. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

final class Text
{
    /**
     * A decimal as the panel stores it ("10.00", "1200.00", "20.000") in the shortest form of the contract ("10", "1200", "20").
     * The panel pads every currency to two decimals, the contract refuses decimals that the currency does not have.
     * Anything that is not a decimal is passed on unchanged: the core refuses it with its own error.
     */
    public static function decimal(string $stored): string
    {
        $text = trim($stored);
        if (preg_match('/^(-?)0*(\d+)(?:\.(\d*))?$/D', $text, $part) !== 1) {
            return $text;
        }
        $fraction = rtrim($part[3] ?? '', '0');
        $plain = $part[2] . ($fraction === '' ? '' : '.' . $fraction);

        return $plain === '0' ? '0' : $part[1] . $plain;
    }

    /** A whole number of hundredths ("-1050") as a decimal in the contract's shortest form ("-10.5"). */
    public static function hundredths(string $count): string
    {
        $sign = str_starts_with($count, '-') ? '-' : '';
        $digits = str_pad(ltrim($count, '-'), 3, '0', STR_PAD_LEFT);

        return self::decimal($sign . substr($digits, 0, -2) . '.' . substr($digits, -2));
    }

    /** A stored name or title as it was typed: the panel keeps what came in through a form escaped for HTML. */
    public static function plain(mixed $stored): string
    {
        return html_entity_decode(trim((string) $stored), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    }

    /** Whether a stored date or date with time is the panel's "none" (null, empty or 0000-00-00). */
    public static function isNoDate(?string $stored): bool
    {
        return $stored === null || $stored === '' || str_starts_with($stored, '0000-00-00');
    }

    /** A stored local date or date with time → epoch ms by PHP's time zone, as the panel itself reads it; null when none. */
    public static function instantMs(?string $stored): ?int
    {
        if (self::isNoDate($stored)) {
            return null;
        }
        try {
            $at = new \DateTimeImmutable((string) $stored, new \DateTimeZone(date_default_timezone_get()));
        } catch (\Exception) {
            return null;
        }

        return $at->getTimestamp() * 1000;
    }
}
