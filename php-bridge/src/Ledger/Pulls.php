<?php

/** Which stretches of time a monitor's own history was asked about without error: signs of life. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Pulls
{
    private const TABLE = 'mod_makegood_pulls';

    public function __construct(private readonly Db $db)
    {
    }

    public function add(string $sourceId, int $fromMs, int $toMs, int $nowMs): void
    {
        $this->db->insert(self::TABLE, ['source_id' => (int) $sourceId, 'from_ms' => $fromMs, 'to_ms' => $toMs, 'at_ms' => $nowMs]);
    }

    /** @return list<array{int, int}> what was asked about and touches [from, to], joined where it overlaps, oldest first */
    public function covering(string $sourceId, int $fromMs, int $toMs): array
    {
        $rows = $this->db->rows('SELECT from_ms, to_ms FROM ' . self::TABLE . ' WHERE source_id = ? AND from_ms <= ? AND to_ms >= ? ORDER BY from_ms, to_ms', [
            (int) $sourceId, $toMs, $fromMs,
        ]);
        $joined = [];
        foreach ($rows as $row) {
            [$from, $to] = [(int) $row['from_ms'], (int) $row['to_ms']];
            $last = count($joined) - 1;
            if ($last >= 0 && $from <= $joined[$last][1]) {
                $joined[$last][1] = max($to, $joined[$last][1]);
            } else {
                $joined[] = [$from, $to];
            }
        }
        return $joined;
    }

    /** @return list<array<string, mixed>> with a higher id, of sources that have to speak */
    public function after(int $id): array
    {
        return $this->db->rows('SELECT p.* FROM ' . self::TABLE . ' p JOIN mod_makegood_sources s ON s.id = p.source_id'
            . ' WHERE p.id > ? AND s.expect_every_ms IS NOT NULL ORDER BY p.id', [$id]);
    }

    public function lastId(): int
    {
        return (int) ($this->db->value('SELECT MAX(id) FROM ' . self::TABLE) ?? 0);
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(string $sourceId, int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE source_id = ? ORDER BY id DESC LIMIT ' . $limit, [(int) $sourceId]);
    }
}
