<?php

/** Who asked for a month's credit, and when: for policies that give none to those who do not ask. Taken back is not deleted. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Claims
{
    private const TABLE = 'mod_makegood_claims';

    public function __construct(private readonly Db $db)
    {
    }

    /** @param int $atMs when it was asked for: of a ticket, the ticket's time */
    public function add(string $serviceId, string $period, int $atMs, ?string $note, string $by, int $nowMs): string
    {
        return $this->db->insert(self::TABLE, [
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'),
            'period' => Fits::ascii($period, 7, 'period'),
            'at_ms' => $atMs,
            'note' => $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'),
            'created_ms' => $nowMs,
            'created_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
            'withdrawn_ms' => null,
            'withdrawn_by' => null,
        ]);
    }

    /** @return bool false when there is none in force */
    public function withdraw(string $id, string $by, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET withdrawn_ms = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_ms IS NULL', [
            $nowMs, Fits::bytes($by, Fits::LABEL, 'actor'), (int) $id,
        ]) === 1;
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<int> instants of the claims in force, ascending */
    public function of(string $serviceId, string $period): array
    {
        $rows = $this->db->rows('SELECT at_ms FROM ' . self::TABLE . ' WHERE service_id = ? AND period = ? AND withdrawn_ms IS NULL ORDER BY at_ms, id', [
            $serviceId, $period,
        ]);
        return array_map('intval', array_column($rows, 'at_ms'));
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }
}
