<?php

/**
 * Sums of amounts of one currency. The database adds whole minor units: an amount is stored with exactly the decimals of its currency, so
 * without its point it is one. PHP only sets the point again.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Sums
{
    private const DECIMALS = 4;

    /** @param string $sql selects one column, `amount` in its first part @param list<mixed> $params @return ?string null: nothing, or less */
    public static function of(Db $db, string $sql, array $params): ?string
    {
        $row = $db->row("SELECT SUM(CAST(REPLACE(amount, '.', '') AS SIGNED INTEGER)) AS units, MAX(amount) AS one FROM ($sql) AS amounts", $params);
        return self::decimal((string) ($row['units'] ?? ''), (string) ($row['one'] ?? ''));
    }

    /** One amount less the sum of others; may be negative. @param string $sql selects one column, `amount` @param list<mixed> $params */
    public static function less(Db $db, string $amount, string $sql, array $params): string
    {
        $integer = 'SIGNED INTEGER';
        $units = (string) $db->value("SELECT CAST(? AS $integer) - COALESCE((SELECT SUM(CAST(REPLACE(amount, '.', '') AS $integer)) FROM ($sql) AS amounts), 0)", [
            str_replace('.', '', $amount), ...$params,
        ]);
        $units = explode('.', $units)[0];
        $decimals = strlen(explode('.', $amount)[1] ?? '');
        $digits = str_pad(ltrim($units, '-'), $decimals + 1, '0', STR_PAD_LEFT);
        return (str_starts_with($units, '-') ? '-' : '') . ($decimals === 0 ? $digits : substr_replace($digits, '.', -$decimals, 0));
    }

    /** Two amounts together, with the decimals of the one that has more. */
    public static function plus(Db $db, ?string $a, ?string $b): ?string
    {
        if ($a === null || $b === null) {
            return $a ?? $b;
        }
        $decimals = max(array_map(static fn (string $amount): int => strlen(explode('.', $amount)[1] ?? ''), [$a, $b]));
        $units = array_map(static fn (string $amount): string => explode('.', $amount)[0] . str_pad(explode('.', $amount)[1] ?? '', $decimals, '0'), [$a, $b]);
        $sum = explode('.', (string) $db->value('SELECT CAST(? AS SIGNED INTEGER) + CAST(? AS SIGNED INTEGER)', $units))[0];
        return self::decimal($sum, '0.' . str_repeat('0', $decimals)) ?? $a;
    }

    /** The larger of two amounts that are not negative; they may have different decimals, at most four. */
    public static function larger(Db $db, string $a, string $b): string
    {
        $units = static function (string $amount): string {
            [$whole, $rest] = explode('.', $amount . '.');
            return $whole . str_pad(substr($rest, 0, self::DECIMALS), self::DECIMALS, '0');
        };
        $sql = 'SELECT CASE WHEN CAST(? AS SIGNED INTEGER) >= CAST(? AS SIGNED INTEGER) THEN 1 ELSE 0 END';
        return (int) $db->value($sql, [$units($a), $units($b)]) === 1 ? $a : $b;
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
