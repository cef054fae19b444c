<?php

/** What the panel can book, per currency in use: two decimals, whatever the currency. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Ledger\Db;
use Makegood\Panel\IsoCurrency;

final class Currencies
{
    /**
     * The contract's `postableScale`: only currencies of which the panel books less than ISO 4217 has.
     *
     * @return list<array{currency: string, scale: int}> sorted by code
     */
    public static function postableScale(Db $db): array
    {
        $scales = [];
        foreach (array_intersect(IsoCurrency::MORE_THAN_TWO, self::codes($db)) as $code) {
            $scales[] = ['currency' => $code, 'scale' => 2];
        }

        return $scales;
    }

    /** The client's currency, NONE before the first order or invoice; null when there is no such client. */
    public static function ofClient(Db $db, string $clientId): ?string
    {
        $row = $db->row('SELECT currency FROM client WHERE id = ?', [(int) $clientId]);

        return $row === null ? null : IsoCurrency::code($row['currency']);
    }

    /** @return list<string> the panel's default first */
    public static function codes(Db $db): array
    {
        $codes = [];
        foreach ($db->rows('SELECT code FROM currency ORDER BY COALESCE(is_default, 0) DESC, id') as $row) {
            $codes[] = IsoCurrency::code($row['code']);
        }

        return array_values(array_unique(array_diff($codes, [IsoCurrency::NONE])));
    }
}
