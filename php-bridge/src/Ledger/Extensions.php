<?php

/**
 * By how much a service is to be prolonged, where a policy gives time instead of money. Like the ledger's entries these are
 * differences: what is done stays, what is open follows the latest answer. Nothing is done by itself; a person says that it is done.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Extensions
{
    private const TABLE = 'mod_makegood_extensions';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * Brings what is open in line with what is owed; call it inside the transaction that records.
     *
     * @return bool whether there is something new to do
     */
    public function owe(string $serviceId, string $period, string $clientId, int $ms, int $nowMs): bool
    {
        // What a person says at this moment is waited for, and counts: else what is done would be asked for once more.
        $rows = $this->db->rows('SELECT id, n, ms, state FROM ' . self::TABLE . ' WHERE service_id = ? AND period = ? ORDER BY n'
            . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [$serviceId, $period]);
        $done = array_sum(array_map(static fn (array $row): int => $row['state'] === 'done' ? (int) $row['ms'] : 0, $rows));
        $open = array_values(array_filter($rows, static fn (array $row): bool => $row['state'] === 'open'));
        $left = $ms - $done;
        if ($left === array_sum(array_map(static fn (array $row): int => (int) $row['ms'], $open))) {
            return false;
        }
        foreach ($open as $row) {
            $this->db->run('UPDATE ' . self::TABLE . " SET state = 'withdrawn', decided_ms = ?, decided_by = 'system' WHERE id = ? AND state = 'open'", [
                $nowMs, (int) $row['id'],
            ]);
        }
        if ($left === 0) {
            return false;
        }
        $isNew = $this->db->insertNew(self::TABLE, [
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'), 'period' => Fits::ascii($period, 7, 'period'),
            'client_id' => Fits::ascii($clientId, Fits::ID, 'client'), 'n' => count($rows) + 1, 'ms' => $left, 'state' => 'open',
            'opened_ms' => $nowMs, 'decided_ms' => null, 'decided_by' => null, 'note' => null,
        ]);
        return $isNew ? true : throw new LostRace('another run wrote this prolongation');
    }

    /** @return bool false when it is not open any more */
    public function done(string $id, ?string $note, string $by, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'done', decided_ms = ?, decided_by = ?, note = ? WHERE id = ? AND state = 'open'", [
            $nowMs, Fits::bytes($by, Fits::LABEL, 'actor'), $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'), (int) $id,
        ]) === 1;
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> oldest first */
    public function of(string $serviceId, string $period): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE service_id = ? AND period = ? ORDER BY n', [$serviceId, $period]);
    }

    /** @return list<array<string, mixed>> what is open first, then newest first; what was withdrawn is left out */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . " WHERE state <> 'withdrawn' ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, id DESC LIMIT " . $limit);
    }

    public function countOpen(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . " WHERE state = 'open'");
    }
}
