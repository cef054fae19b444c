<?php

/** Lines (a service in a month) that a person keeps from being posted; they may be decided and recorded meanwhile. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Holds
{
    private const TABLE = 'mod_makegood_holds';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return bool false when the line was held before */
    public function hold(string $serviceId, string $period, ?string $note, string $by, int $nowMs): bool
    {
        if ($this->isHeld($serviceId, $period)) {
            return false;
        }
        $this->db->insert(self::TABLE, [
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'),
            'period' => Fits::ascii($period, 7, 'period'),
            'note' => $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'),
            'held_ms' => $nowMs,
            'held_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
            'released_ms' => null,
            'released_by' => null,
        ]);
        return true;
    }

    /** @return bool false when the line was not held */
    public function release(string $serviceId, string $period, string $by, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET released_ms = ?, released_by = ? WHERE service_id = ? AND period = ? AND released_ms IS NULL', [
            $nowMs, Fits::bytes($by, Fits::LABEL, 'actor'), $serviceId, $period,
        ]) > 0;
    }

    /** @return list<array<string, mixed>> rows that are in force, oldest first */
    public function active(): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE released_ms IS NULL ORDER BY id');
    }

    public function isHeld(string $serviceId, string $period): bool
    {
        return $this->db->value('SELECT 1 FROM ' . self::TABLE . ' WHERE service_id = ? AND period = ? AND released_ms IS NULL LIMIT 1', [
            $serviceId, $period,
        ]) !== null;
    }

    /** @return int lines held now */
    public function count(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . ' WHERE released_ms IS NULL');
    }
}
