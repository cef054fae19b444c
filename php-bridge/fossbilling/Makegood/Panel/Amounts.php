<?php

/**
 * Pieces of SQL by which amounts leave the panel's tables as text. Some of its columns are DOUBLE, which PHP would read as floats; all of them
 * hold two decimals, so the database rounds to whole hundredths and adds those: exact in MariaDB, MySQL and SQLite.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

final class Amounts
{
    /** Whole hundredths of a column or of a product of one with a whole number, to calculate with. */
    public static function hundredths(string $sql): string
    {
        return "CAST(ROUND(COALESCE($sql, 0) * 100) AS SIGNED INTEGER)";
    }

    /** What a line costs without tax. @param string $l alias of invoice_item */
    public static function line(string $l): string
    {
        return '(' . self::hundredths("$l.price") . " * COALESCE($l.quantity, 1))";
    }

    /**
     * What a cycle of an order costs: the price of its units, without a discount that comes back with each invoice (never more than the price).
     *
     * @param string $o alias of client_order
     */
    public static function order(string $o): string
    {
        $price = '(' . self::hundredths("$o.price") . " * COALESCE($o.quantity, 1))";
        $discount = self::hundredths("$o.discount");

        return "(CASE WHEN COALESCE($o.promo_recurring, 0) = 0 THEN $price WHEN $discount > $price THEN 0 ELSE $price - $discount END)";
    }

    /** As text, so that no number of PHP's is in between. */
    public static function text(string $sql): string
    {
        return "CAST($sql AS CHAR)";
    }

    /** Numbers for an IN (…): never empty. @param list<int|string> $ids */
    public static function ids(array $ids): string
    {
        return implode(', ', array_map('intval', $ids) ?: [0]);
    }
}
