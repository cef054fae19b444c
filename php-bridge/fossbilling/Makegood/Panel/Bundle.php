<?php

/**
 * Which orders belong to another one: they come back, and end, with it and never alone, so nothing is paid back twice.
 *
 * All that was in one cart is one group, its first order the master [src]: so only products that are sold as add-ons, and domains, belong to it. A second
 * plan from the same cart is a service of its own.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

final class Bundle
{
    private const PART = "FROM client_order m JOIN client_order a ON a.group_id = m.group_id AND a.client_id = m.client_id AND a.id <> m.id"
        . " LEFT JOIN product p ON p.id = a.product_id WHERE m.group_master = 1 AND m.group_id <> '' AND COALESCE(a.group_master, 0) = 0"
        . " AND (p.is_addon = 1 OR a.service_type = 'domain')";

    /** @return list<string> orders, without the one itself */
    public static function of(Handle $panel, string $orderId): array
    {
        return array_map('strval', array_column($panel->db()->rows('SELECT a.id ' . self::PART . ' AND m.id = ? ORDER BY a.id', [(int) $orderId]), 'id'));
    }

    /** The add-ons among them: a domain is none, its fee is not the service's. @return list<string> */
    public static function addOns(Handle $panel, string $orderId): array
    {
        return array_map('strval', array_column($panel->db()->rows('SELECT a.id ' . self::PART . ' AND p.is_addon = 1 AND m.id = ? ORDER BY a.id', [(int) $orderId]), 'id'));
    }

    public static function isPart(Handle $panel, string $orderId): bool
    {
        return $panel->db()->row('SELECT a.id ' . self::PART . ' AND a.id = ? LIMIT 1', [(int) $orderId]) !== null;
    }
}
