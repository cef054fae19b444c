<?php

/**
 * Sums of amounts of one currency. The database adds whole minor units: an amount is stored with exactly the decimals of its currency, so
 * without its point it is one. PHP only sets the point again.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Sums
{
    /** @param string $sql selects one column, `amount` in its first part @param list<mixed> $params @return ?string null: nothing, or less */
    public static function of(Db $db, string $sql, array $params): ?string
    {
        $row = $db->row("SELECT SUM(CAST(REPLACE(amount, '.', '') AS SIGNED INTEGER)) AS units, MAX(amount) AS one FROM ($sql) AS amounts", $params);
        return self::decimal((string) ($row['units'] ?? ''), (string) ($row['one'] ?? ''));
    }

    /** @param string $one any of the amounts: it has the decimals of all */
    public static function decimal(string $units, string $one): ?string
    {
        if (preg_match('/^[1-9]\d*$/D', $units) !== 1) {
            return null;
        }
        $decimals = strlen(explode('.', $one)[1] ?? '');
        return $decimals === 0 ? $units : substr_replace(str_pad($units, $decimals + 1, '0', STR_PAD_LEFT), '.', -$decimals, 0);
    }
}
