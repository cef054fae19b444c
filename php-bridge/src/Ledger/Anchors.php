<?php

/**
 * The day on which a service's own months begin, as it was first read: were it to follow the panel, months that were settled would
 * move, and time between two of them would be paid twice or never.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Anchors
{
    private const TABLE = 'mod_makegood_anchors';

    public function __construct(private readonly Db $db)
    {
    }

    public function of(string $serviceId): ?int
    {
        $day = $this->db->value('SELECT day FROM ' . self::TABLE . ' WHERE service_id = ?', [$serviceId]);
        return $day === null ? null : (int) $day;
    }

    /** @return ?int the latest day of a service, or of all that were ever of a product; null when none is known */
    public function latest(string $scope, string $scopeId): ?int
    {
        $services = $scope === 'service' ? '= ?' : 'IN (SELECT service_id FROM mod_makegood_spans WHERE product_id = ?)';
        $day = $this->db->value('SELECT MAX(day) FROM ' . self::TABLE . " WHERE service_id $services", [$scopeId]);
        return $day === null ? null : (int) $day;
    }

    /** @return int the day that counts: what was known before stays */
    public function keep(string $serviceId, int $day, int $nowMs): int
    {
        if ($day < 1 || $day > 31) {
            throw new DoesNotFit('a billing day is from 1 to 31');
        }
        $this->db->insertNew(self::TABLE, ['service_id' => Fits::ascii($serviceId, Fits::ID, 'service'), 'day' => $day, 'first_ms' => $nowMs]);
        return $this->of($serviceId) ?? $day;
    }
}
