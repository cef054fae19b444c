<?php

/** What the panel can book, per currency in use: two decimals, whatever the currency. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Ledger\Db;

final class Currencies
{
    /** ISO 4217's code for "no currency": what a client has who has none yet. The core refuses it, for that client alone. */
    public const NONE = 'XXX';

    /** The panel's columns have two decimals, where these have three or four. */
    private const MORE_THAN_TWO = ['BHD', 'CLF', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND', 'UYW'];

    /** ISO 4217 gives these no decimals, and the core refuses an amount that has some. */
    private const NO_DECIMALS = ['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];

    /**
     * The contract's `postableScale`: only currencies of which the panel books less than ISO 4217 has.
     *
     * @return list<array{currency: string, scale: int}> sorted by code
     */
    public static function postableScale(Db $db): array
    {
        $scales = [];
        foreach (array_intersect(self::MORE_THAN_TWO, self::codes($db)) as $code) {
            $scales[] = ['currency' => $code, 'scale' => 2];
        }

        return $scales;
    }

    /** Whether a stored price, in the contract's form, can be one of this currency: 1039.5 is none in yen. */
    public static function canBe(string $price, string $code): bool
    {
        return preg_match('/^\d+(\.\d+)?$/D', $price) === 1 && !(str_contains($price, '.') && in_array($code, self::NO_DECIMALS, true));
    }

    public static function code(mixed $stored): string
    {
        $code = strtoupper(trim((string) $stored));

        return preg_match('/^[A-Z]{3}$/D', $code) === 1 ? $code : self::NONE;
    }

    /** The client's currency, NONE before the first order or invoice; null when there is no such client. */
    public static function ofClient(Db $db, string $clientId): ?string
    {
        $row = $db->row('SELECT currency FROM client WHERE id = ?', [(int) $clientId]);

        return $row === null ? null : self::code($row['currency']);
    }

    /** @return list<string> the panel's default first */
    public static function codes(Db $db): array
    {
        $codes = [];
        foreach ($db->rows('SELECT code FROM currency ORDER BY COALESCE(is_default, 0) DESC, id') as $row) {
            $codes[] = self::code($row['code']);
        }

        return array_values(array_unique(array_diff($codes, [self::NONE])));
    }
}
