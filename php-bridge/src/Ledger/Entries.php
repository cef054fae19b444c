<?php

/** The ledger proper: one row for each decided difference. Amounts and evidence are written once; only `state` moves. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Entries
{
    public const KIND_SLA = 'sla';
    public const KIND_REFUND = 'refund';
    public const KIND_TAKE_BACK = 'takeBack';
    private const TABLE = 'mod_makegood_entries';
    private const SHOWN = 'id, service_id, client_id, currency, period, kind, n, net, tax, gross, rate, route, carry_before, carry_after,'
        . ' revision, state, engine_sha256, policy_hash, created_ms';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * @param array<string, mixed> $row every column but id
     * @return string the new id
     * @throws LostRace when this position of the service, or this revision of the client, is taken
     */
    public function add(array $row): string
    {
        foreach (['service_id', 'client_id'] as $id) {
            Fits::ascii($row[$id], Fits::ID, $id);
        }
        foreach (['net', 'tax', 'gross', 'carry_before', 'carry_after'] as $amount) {
            Fits::amount($row[$amount], $amount);
        }
        foreach (['kind', 'route', 'state'] as $word) {
            Fits::ascii($row[$word], Fits::WORD, $word);
        }
        Fits::ascii($row['currency'], 3, 'currency');
        Fits::ascii($row['period'], 7, 'period');
        Fits::bytes($row['rate'], Fits::AMOUNT, 'rate');
        Fits::hash($row['engine_sha256'], 'engine');
        try {
            return $this->db->insert(self::TABLE, $row);
        } catch (\PDOException $failure) {
            throw Db::isTaken($failure) ? new LostRace('the entry\'s position is taken', 0, $failure) : $failure;
        }
    }

    /** @return list<array<string, mixed>> n, net, tax, gross in order: what the core folds */
    public function fold(string $serviceId, string $period, string $kind = self::KIND_SLA): array
    {
        return $this->db->rows('SELECT n, net, tax, gross FROM ' . self::TABLE . ' WHERE service_id = ? AND period = ? AND kind = ? ORDER BY n', [
            $serviceId, $period, $kind,
        ]);
    }

    /** @return ?int n of a later entry of this position that takes something back */
    public function takenBack(string $serviceId, string $period, string $kind, int $n): ?int
    {
        $later = $this->db->value('SELECT MAX(n) FROM ' . self::TABLE . " WHERE service_id = ? AND period = ? AND kind = ? AND n > ? AND gross LIKE '-%'", [
            $serviceId, $period, $kind, $n,
        ]);
        return $later === null ? null : (int) $later;
    }

    /** @return array<string, mixed>|null the latest entry of a refund case, whole */
    public function lastOfCase(string $caseId): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE case_id = ? ORDER BY n DESC LIMIT 1', [(int) $caseId]);
    }

    public function lastId(): int
    {
        return (int) ($this->db->value('SELECT MAX(id) FROM ' . self::TABLE) ?? 0);
    }

    public function setState(string $id, string $state): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET state = ? WHERE id = ?', [Fits::ascii($state, Fits::WORD, 'entry state'), (int) $id]);
    }

    /** The entry is posted once all of its postings and payouts are. */
    public function postedIfAllAre(string $id): void
    {
        $this->db->run('UPDATE ' . self::TABLE . " SET state = 'posted' WHERE id = ? AND NOT EXISTS"
            . " (SELECT 1 FROM mod_makegood_postings p WHERE p.entry_id = ? AND p.state <> 'posted') AND NOT EXISTS"
            . " (SELECT 1 FROM mod_makegood_payouts o WHERE o.entry_id = ? AND o.state NOT IN ('posted', 'dropped'))", [(int) $id, (int) $id, (int) $id]);
    }

    /** @return array<string, mixed>|null whole row with request and answer */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> newest first, without request and answer */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT ' . self::SHOWN . ' FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }

    /** @return list<array<string, mixed>> whole rows of service credits, newest first */
    public function ofClient(string $clientId): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE client_id = ? AND kind = ? ORDER BY period DESC, id DESC', [$clientId, self::KIND_SLA]);
    }

    public function count(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE);
    }
}
