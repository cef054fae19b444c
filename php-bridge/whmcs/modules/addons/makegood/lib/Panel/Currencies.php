<?php

/** What the panel can book, per currency in use. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Panel;

use Makegood\Panel\IsoCurrency;
use WHMCS\Database\Capsule;

final class Currencies
{
    /** Documented by the panel as whole numbers only, though some have decimals in ISO 4217 (HUF, MGA). */
    private const WHOLE = ['BIF', 'CLP', 'DJF', 'HUF', 'ISK', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VUV'];

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
            } elseif (in_array($code, IsoCurrency::MORE_THAN_TWO, true)) {
                $scales[] = ['currency' => $code, 'scale' => 2]; // AddCredit takes "###" or "###.##"
            }
        }

        return $scales;
    }

    /** The client's currency, NONE when the panel has none for it; null when there is no such client. */
    public static function ofClient(string $clientId): ?string
    {
        $id = Capsule::table('tblclients')->where('id', (int) $clientId)->value('currency');

        return $id === null ? null : self::codes()[(int) $id] ?? IsoCurrency::NONE;
    }

    /** @return array<int, string> id → code in capitals, NONE for what is not of three letters */
    public static function codes(): array
    {
        $codes = [];
        foreach (Capsule::table('tblcurrencies')->orderBy('id')->get(['id', 'code']) as $row) {
            $codes[(int) $row->id] = IsoCurrency::code($row->code);
        }

        return $codes;
    }
}
