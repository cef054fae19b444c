<?php

/** Requests for money back: the core's case as it stands, the quote that belongs to it, what the client said. It moves by compare-and-swap on its step. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class RefundCases
{
    private const TABLE = 'mod_makegood_refund_cases';
    private const LIST = 'id, service_id, client_id, product_id, currency, state, step, team, escalation, core, policy_hash, rule, quoted_ms, opened_ms, opened_by,'
        . ' due_ms, paid_ms, open_key';
    /** What a client writes, at most. */
    public const TEXT = 5 * Fits::NOTE;
    /** In these nothing is to be done any more, unless somebody appeals. */
    public const CLOSED = ['paid', 'rejected', 'withdrawn'];

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * @param array<string, mixed> $row every column but id
     * @return string the new id
     * @throws LostRace when the service has an open one
     */
    public function add(array $row): string
    {
        foreach (['open_key', 'service_id', 'client_id', 'product_id'] as $id) {
            Fits::ascii((string) $row[$id], Fits::ID, $id);
        }
        foreach (['contact', 'fields'] as $text) {
            Fits::bytes((string) $row[$text], self::TEXT, $text);
        }
        Fits::bytes((string) $row['opened_by'], Fits::LABEL, 'actor');
        try {
            return $this->db->insert(self::TABLE, $row);
        } catch (\PDOException $failure) {
            throw Db::isTaken($failure) ? new LostRace('the service has an open case', 0, $failure) : $failure;
        }
    }

    /** Compare-and-swap of the step. @param array<string, mixed> $to columns @return bool false: somebody else was quicker */
    public function move(string $id, int $step, array $to): bool
    {
        $set = implode(' = ?, ', array_keys($to)) . ' = ?';
        try {
            return $this->db->run('UPDATE ' . self::TABLE . " SET $set WHERE id = ? AND step = ?", [...array_values($to), (int) $id, $step]) === 1;
        } catch (\PDOException $failure) {
            throw Db::isTaken($failure) ? new LostRace('the service has another open case', 0, $failure) : $failure;
        }
    }

    /** @return array<string, mixed>|null the whole row */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return ?string id of the open case of a service */
    public function openOf(string $serviceId): ?string
    {
        $id = $this->db->value('SELECT id FROM ' . self::TABLE . ' WHERE open_key = ?', [$serviceId]);
        return $id === null ? null : (string) $id;
    }

    /** @param non-empty-list<string> $states @return list<string> ids, oldest first */
    public function inStates(array $states): array
    {
        $marks = implode(', ', array_fill(0, count($states), '?'));
        return array_map('strval', array_column($this->db->rows('SELECT id FROM ' . self::TABLE . " WHERE state IN ($marks) ORDER BY id", $states), 'id'));
    }

    /** @return list<string> ids of those whose time is over */
    public function due(int $nowMs): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT id FROM ' . self::TABLE
            . " WHERE state IN ('underReview', 'secondReview') AND due_ms IS NOT NULL AND due_ms <= ? ORDER BY due_ms, id", [$nowMs]), 'id'));
    }

    /**
     * What is overdue first, then by what is due next; closed ones last.
     *
     * @param array{state?: ?string, team?: ?string, due?: ?string, client?: ?string} $filter
     * @return array{rows: list<array<string, mixed>>, total: int} without quote and texts
     */
    public function page(array $filter, int $nowMs, int $limit, int $offset): array
    {
        $parts = $values = [];
        foreach (['state' => 'state', 'team' => 'team', 'client' => 'client_id'] as $name => $column) {
            if (($filter[$name] ?? '') !== '') {
                $parts[] = $column . ' = ?';
                $values[] = (string) $filter[$name];
            }
        }
        if (($filter['state'] ?? '') === 'open') {
            $parts[0] = 'open_key IS NOT NULL';
            array_shift($values);
        }
        if (($filter['due'] ?? '') === 'overdue') {
            $parts[] = "due_ms <= ? AND state IN ('underReview', 'secondReview')";
            $values[] = $nowMs;
        }
        $where = $parts === [] ? '' : ' WHERE ' . implode(' AND ', $parts);
        $rows = $this->db->rows('SELECT ' . self::LIST . ' FROM ' . self::TABLE . $where . ' ORDER BY CASE WHEN open_key IS NULL THEN 1 ELSE 0 END,'
            . " CASE WHEN due_ms IS NULL THEN 1 ELSE 0 END, CASE WHEN open_key IS NULL THEN -id ELSE due_ms END, id LIMIT $limit OFFSET $offset", $values);
        return ['rows' => $rows, 'total' => (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . $where, $values)];
    }

    /** Cases that a person has to look at. */
    public function countOpen(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . " WHERE state IN ('underReview', 'secondReview', 'failed') OR (state = 'payoutPending' AND EXISTS"
            . ' (SELECT 1 FROM mod_makegood_payouts o WHERE o.case_id = ' . self::TABLE . ".id AND o.state IN ('task', 'review')))");
    }

    /**
     * What this client got back before, as quotas ask.
     *
     * @return list<array<string, mixed>> at_ms, product_id, rule; oldest first
     */
    public function history(string $clientId, ?string $butCaseId): array
    {
        return $this->db->rows('SELECT e.created_ms AS at_ms, c.product_id, c.rule FROM mod_makegood_entries e JOIN ' . self::TABLE . ' c'
            . " ON e.case_id = c.id WHERE e.kind = 'refund' AND e.client_id = ? AND c.id <> ? ORDER BY e.id", [
                $clientId, (int) $butCaseId,
            ]);
    }
}
