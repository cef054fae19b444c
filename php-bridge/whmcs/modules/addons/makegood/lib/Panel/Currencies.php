<?php

/** What the panel can book, per currency in use. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use WHMCS\Database\Capsule;

final class Currencies
{
    /** ISO 4217's code for "no currency": what a client has whose currency is gone or is no ISO code. The core refuses it, for that service alone. */
    public const NONE = 'XXX';

    /** AddCredit takes "###" or "###.##": two decimals, where these have three or four. */
    private const MORE_THAN_TWO = ['BHD', 'CLF', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND', 'UYW'];

    /** Documented by the panel as whole numbers only, though some have decimals in ISO 4217 (HUF, MGA). */
    private const WHOLE = ['BIF', 'CLP', 'DJF', 'HUF', 'ISK', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VUV'];

    /** ISO 4217 gives these no decimals, and the core refuses an amount that has some; the panel's column takes two for every currency. */
    private const NO_DECIMALS = ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];

    /**
     * The contract's `postableScale`. Only currencies are named of which the panel books less than ISO 4217 has: for all others
     * their own decimals count anyway, and a code that is not in ISO (panels keep old and invented ones) would be refused.
     *
     * @return list<array{currency: string, scale: int}> sorted by code
     */
    public static function postableScale(): array
    {
        $codes = array_unique(self::codes());
        sort($codes);
        $scales = [];
        foreach ($codes as $code) {
            if (in_array($code, self::WHOLE, true)) {
                $scales[] = ['currency' => $code, 'scale' => 0];
            } elseif (in_array($code, self::MORE_THAN_TWO, true)) {
                $scales[] = ['currency' => $code, 'scale' => 2];
            }
        }

        return $scales;
    }

    /** Whether a stored price, in the contract's form (see Text::decimal), can be one of this currency: 1039.5 is none in yen. */
    public static function canBe(string $price, string $code): bool
    {
        return preg_match('/^\d+(\.\d+)?$/D', $price) === 1 && !(str_contains($price, '.') && in_array($code, self::NO_DECIMALS, true));
    }

    /** The client's currency, NONE when the panel has none for it; null when there is no such client. */
    public static function ofClient(string $clientId): ?string
    {
        $id = Capsule::table('tblclients')->where('id', (int) $clientId)->value('currency');

        return $id === null ? null : self::codes()[(int) $id] ?? self::NONE;
    }

    /** @return array<int, string> id → code in capitals, NONE for what is not of three letters */
    public static function codes(): array
    {
        $codes = [];
        foreach (Capsule::table('tblcurrencies')->orderBy('id')->get(['id', 'code']) as $row) {
            $code = strtoupper(trim((string) $row->code));
            $codes[(int) $row->id] = preg_match('/^[A-Z]{3}$/D', $code) === 1 ? $code : self::NONE;
        }

        return $codes;
    }
}
