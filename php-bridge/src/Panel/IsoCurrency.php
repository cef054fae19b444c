<?php

/** What ISO 4217 says of currencies, where a panel with two decimals for all of them differs from it. */

declare(strict_types=1);

namespace Makegood\Panel;

final class IsoCurrency
{
    /** The code for "no currency": what has none, or none with an ISO code. The core refuses it, for that client or service alone. */
    public const NONE = 'XXX';

    /** With three or four decimals. */
    public const MORE_THAN_TWO = ['BHD', 'CLF', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND', 'UYW'];

    private const FOUR_DECIMALS = ['CLF', 'UYW'];

    /** With no decimals: the core refuses an amount that has some. */
    private const NO_DECIMALS = ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];

    /** A stored code in capitals, NONE for what is not of three letters. */
    public static function code(mixed $stored): string
    {
        $code = strtoupper(trim((string) $stored));
        return preg_match('/^[A-Z]{3}$/D', $code) === 1 ? $code : self::NONE;
    }

    /** Whether a stored price, in the contract's form (see Decimal), can be one of this currency: 1039.5 is none in yen. */
    public static function canBe(string $price, string $code): bool
    {
        return preg_match('/^\d+(\.\d+)?$/D', $price) === 1 && !(str_contains($price, '.') && in_array($code, self::NO_DECIMALS, true));
    }

    /** An amount in the contract's form with the decimals that its currency has ("72" is "72.00" in dollars, "72" in yen). */
    public static function printed(string $amount, string $code): string
    {
        [$whole, $part] = explode('.', $amount) + [1 => ''];
        $decimals = match (true) {
            in_array($code, self::NO_DECIMALS, true) => 0,
            in_array($code, self::FOUR_DECIMALS, true) => 4,
            in_array($code, self::MORE_THAN_TWO, true) => 3,
            default => 2,
        };
        $part = str_pad($part, $decimals, '0');

        return $part === '' ? $whole : $whole . '.' . $part;
    }
}
