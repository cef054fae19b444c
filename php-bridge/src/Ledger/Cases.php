<?php

/** What waits for a person, and what people decided. A decided case is never opened again. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Cases
{
    private const TABLE = 'mod_makegood_cases';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * Opens a case unless its key has one; a case that was withdrawn because its evidence had gone is opened again.
     *
     * @param array{subject?: string, from_ms?: int, to_ms?: int, posting_id?: int, run_id?: int, service_id?: string, period?: string, opened_by?: string} $about
     * @return bool whether there is something new in the queue
     */
    public function open(string $key, string $kind, string $reason, array $about, int $nowMs): bool
    {
        if (isset($about['subject'])) {
            Fits::ascii($about['subject'], Fits::SUBJECT, 'subject');
        }
        $hash = hash('sha256', $key);
        $new = $this->db->insertNew(self::TABLE, [
            'key_hash' => $hash,
            'case_key' => $key,
            'kind' => Fits::ascii($kind, Fits::WORD, 'case kind'),
            'state' => 'open',
            'subject' => $about['subject'] ?? null,
            'from_ms' => $about['from_ms'] ?? null,
            'to_ms' => $about['to_ms'] ?? null,
            'posting_id' => $about['posting_id'] ?? null,
            'run_id' => $about['run_id'] ?? null,
            'service_id' => isset($about['service_id']) ? Fits::ascii($about['service_id'], Fits::ID, 'service') : null,
            'period' => isset($about['period']) ? Fits::ascii($about['period'], 7, 'period') : null,
            'opened_by' => isset($about['opened_by']) ? Fits::bytes($about['opened_by'], Fits::LABEL, 'actor') : null,
            'reason' => Fits::ascii($reason, Fits::WORD, 'reason'),
            'opened_ms' => $nowMs,
            'decided_ms' => null,
            'decided_by' => null,
            'note' => null,
        ]);
        return $new || $this->db->run('UPDATE ' . self::TABLE . " SET state = 'open', reason = ?, opened_ms = ?, decided_ms = NULL, decided_by = NULL"
            . " WHERE key_hash = ? AND state = 'withdrawn'", [$reason, $nowMs, $hash]) === 1;
    }

    /** A person's decision. @return bool false when the case was not open any more */
    public function decide(string $id, string $state, int $decidedMs, string $by, ?string $note): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = ?, decided_ms = ?, decided_by = ?, note = ? WHERE id = ? AND state = 'open'", [
            Fits::ascii($state, Fits::WORD, 'case state'), $decidedMs, Fits::bytes($by, Fits::LABEL, 'actor'),
            $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'), (int) $id,
        ]) === 1;
    }

    /** The system takes an open case back: its question does not arise any more. */
    public function withdraw(string $id, int $nowMs): bool
    {
        return $this->decide($id, 'withdrawn', $nowMs, 'system', null);
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return array<string, mixed>|null */
    public function byKey(string $key): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE key_hash = ?', [hash('sha256', $key)]);
    }

    /**
     * Inside a transaction: as it is now, and nobody decides it before the transaction ends.
     *
     * @return array<string, mixed>|null
     */
    public function forUpdate(string $key): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE key_hash = ?' . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [hash('sha256', $key)]);
    }

    /** Whether staff decide about a claim of this month, or did. @return array<string, mixed>|null */
    public function ofClaim(string $serviceId, string $period): ?array
    {
        return $this->byKey(self::claimKey($serviceId, $period));
    }

    public static function claimKey(string $serviceId, string $period): string
    {
        return "claim/$serviceId/$period";
    }

    /** How many questions there were about a posting. */
    public function countOfPosting(string $postingId): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . ' WHERE posting_id = ?', [(int) $postingId]);
    }

    /** @return list<array<string, mixed>> accepted and refused outage cases of a subject, oldest first */
    public function decisions(string $subject): array
    {
        return $this->db->rows('SELECT id, state, from_ms, to_ms FROM ' . self::TABLE
            . " WHERE kind = 'outage' AND subject = ? AND state IN ('accepted', 'refused') ORDER BY id", [$subject]);
    }

    /** @return array<string, list<int>> subject => ids of its decided outage cases */
    public function decided(): array
    {
        $decided = [];
        foreach ($this->db->rows('SELECT id, subject FROM ' . self::TABLE . " WHERE kind = 'outage' AND state IN ('accepted', 'refused') ORDER BY id") as $row) {
            $decided[$row['subject']][] = (int) $row['id'];
        }
        return $decided;
    }

    /** @return list<array<string, mixed>> id, case_key, from_ms */
    public function openOf(string $subject): array
    {
        return $this->db->rows('SELECT id, case_key, from_ms FROM ' . self::TABLE . " WHERE kind = 'outage' AND subject = ? AND state = 'open'", [$subject]);
    }

    /** @return list<array<string, mixed>> oldest first for a state, else newest first */
    public function all(int $limit, ?string $state = null): array
    {
        return $state === null
            ? $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit)
            : $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE state = ? ORDER BY id LIMIT ' . $limit, [$state]);
    }

    public function countOpen(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . " WHERE state = 'open'");
    }
}
