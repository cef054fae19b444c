<?php

/** Who asked for a month's credit, and when: for policies that give none to those who do not ask. Taken back is not deleted. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Claims extends Statements
{
    protected const TABLE = 'mod_makegood_claims';

    /** @param int $atMs when it was asked for: of a ticket, the ticket's time */
    public function add(string $serviceId, string $period, int $atMs, ?string $note, string $by, int $nowMs): string
    {
        return $this->state($serviceId, ['period' => Fits::ascii($period, 7, 'period'), 'at_ms' => $atMs], $note, $by, $nowMs);
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
}
