<?php

/** Amounts and rates as panels store them, as text, in the forms of the contract. No arithmetic: characters are dropped, or a point is put in. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Decimal
{
    /**
     * A stored decimal ("10.00", "1200.00", "20.000") in the shortest form of the contract ("10", "1200", "20"): panels pad every currency to
     * two decimals, the contract refuses decimals that the currency does not have.
     * Anything that is not a decimal is passed on unchanged: the core refuses it with its own error.
     */
    public static function shortest(string $stored): string
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
        return self::shortest(self::money($count));
    }

    /** The same with both decimals, as invoices show every amount ("-10.50"). */
    public static function money(string $count): string
    {
        $sign = str_starts_with($count, '-') ? '-' : '';
        $digits = str_pad(ltrim($count, '-'), 3, '0', STR_PAD_LEFT);
        return $sign . substr($digits, 0, -2) . '.' . substr($digits, -2);
    }
}
