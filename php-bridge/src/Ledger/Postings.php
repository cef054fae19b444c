<?php

/** Calls to the panel, recorded before they are made: pending → posting → posted, or review. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Postings
{
    private const TABLE = 'mod_makegood_postings';
    private const WITH_ENTRY = 'SELECT p.*, e.client_id, e.service_id, e.currency, e.period, COALESCE(p.way, e.route) AS route, e.kind, e.n AS entry_n FROM mod_makegood_postings p'
        . ' JOIN mod_makegood_entries e ON e.id = p.entry_id';
    private const HOLD = 'SELECT 1 FROM mod_makegood_holds h JOIN mod_makegood_entries e ON e.service_id = h.service_id AND e.period = h.period'
        . ' WHERE e.id = mod_makegood_postings.entry_id AND h.released_ms IS NULL';

    private const GATE = ' AND held_run IS NULL AND NOT EXISTS (' . self::HOLD . ')'
        . " AND EXISTS (SELECT 1 FROM mod_makegood_meta m WHERE m.name = 'mode' AND m.value = 'live')";

    public function __construct(private readonly Db $db)
    {
    }

    /** `makegood:` and 32 hex digits: starts the description in the panel's credit log. */
    public static function marker(string $serviceId, string $period, string $kind, int $entryN, int $postingN): string
    {
        return 'makegood:' . substr(hash('sha256', implode('/', [$serviceId, $period, $kind, $entryN]) . '|' . $postingN), 0, 32);
    }

    /** @param ?string $way where it is not that of the entry @return string the new id */
    public function add(string $entryId, int $n, string $amount, string $marker, string $state, ?string $way = null): string
    {
        return $this->db->insert(self::TABLE, [
            'entry_id' => (int) $entryId,
            'n' => $n,
            'amount' => Fits::amount($amount, 'posting'),
            'marker' => Fits::ascii($marker, 41, 'marker'),
            'state' => $state,
            'owner' => null,
            'attempt' => 0,
            'balance_before' => null,
            'credit_id_before' => null,
            'panel_ref' => null,
            'claimed_ms' => null,
            'posted_ms' => null,
            'held_run' => null,
            'cleared' => false,
            'way' => $way,
        ]);
    }

    /** @return array<string, mixed>|null with client, service, currency and period of its entry */
    public function byId(string $id): ?array
    {
        return $this->db->row(self::WITH_ENTRY . ' WHERE p.id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> oldest first */
    public function inState(string $state): array
    {
        return $this->db->rows(self::WITH_ENTRY . ' WHERE p.state = ? ORDER BY p.id', [$state]);
    }

    /** @return list<array<string, mixed>> */
    public function ofEntry(string $entryId): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE entry_id = ? ORDER BY n', [(int) $entryId]);
    }

    /**
     * Compare-and-swap pending → posting. The last gate: whatever a person said up to this instant counts.
     *
     * @return bool whether it is ours now
     */
    public function claim(string $id, string $owner, string $balanceBefore, string $creditIdBefore, int $nowMs): bool
    {
        return $this->db->transaction(function () use ($id, $owner, $balanceBefore, $creditIdBefore, $nowMs): bool {
            $this->waitForWords($id);
            return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'posting', owner = ?, attempt = attempt + 1, balance_before = ?,"
                . " credit_id_before = ?, claimed_ms = ? WHERE id = ? AND state = 'pending'" . self::GATE, [
                    Fits::ascii($owner, Fits::ID, 'owner'), Fits::bytes($balanceBefore, Fits::AMOUNT, 'balance'),
                    Fits::ascii($creditIdBefore, Fits::ID, 'credit id'), $nowMs, (int) $id,
                ]) === 1;
        });
    }

    /** Compare-and-swap pending → ready: it waits for an invoice, past the same gate as a claim. @return bool whether it does now */
    public function ready(string $id, int $nowMs): bool
    {
        return $this->db->transaction(function () use ($id, $nowMs): bool {
            $this->waitForWords($id);
            return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'ready', attempt = 0, claimed_ms = ? WHERE id = ? AND state = 'pending'"
                . self::GATE, [$nowMs, (int) $id]) === 1;
        });
    }

    /** posted → ready: a part of it came back. @return bool whether it was posted */
    public function reopened(string $id): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'ready', posted_ms = NULL, panel_ref = NULL WHERE id = ? AND state = 'posted'", [(int) $id]) === 1;
    }

    /** Whoever is about to hold it, or to go dry, ends first: a server at READ COMMITTED would look at what was there before they began. */
    private function waitForWords(string $id): void
    {
        if (!$this->db->isSqlite()) { // which has one writer at a time
            $this->db->value('SELECT state FROM ' . self::TABLE . ' WHERE id = ? FOR UPDATE', [(int) $id]);
            $this->db->value("SELECT value FROM mod_makegood_meta WHERE name = 'mode' LOCK IN SHARE MODE");
        }
    }

    /** @return bool whether it was in the state that the caller took it to be in */
    public function posted(string $id, string $from, ?string $panelRef, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'posted', panel_ref = ?, posted_ms = ? WHERE id = ? AND state = ?", [
            $panelRef, $nowMs, (int) $id, $from,
        ]) === 1;
    }

    /** Another state than posted. @return bool whether it was in the state that the caller took it to be in */
    public function move(string $id, string $from, string $to): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET state = ? WHERE id = ? AND state = ?', [$to, (int) $id, $from]) === 1;
    }

    /** Counts an attempt that came to nothing before it could be claimed or found out. @return int attempts so far */
    public function failed(string $id): int
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET attempt = attempt + 1 WHERE id = ?', [(int) $id]);
        return (int) $this->db->value('SELECT attempt FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> with their entries; pending, neither in a held run nor of a line that is held, oldest first */
    public function free(): array
    {
        return $this->db->rows(self::WITH_ENTRY . " WHERE p.state = 'pending' AND p.held_run IS NULL AND NOT EXISTS (SELECT 1 FROM mod_makegood_holds h"
            . ' WHERE h.service_id = e.service_id AND h.period = e.period AND h.released_ms IS NULL) ORDER BY p.id');
    }

    /**
     * What goes onto invoices counts from when it was let go, not again when its invoice is approved.
     *
     * @return list<array<string, mixed>> with their entries: what went out since then or is going out, but for what was cleared
     */
    public function goneSince(int $fromMs): array
    {
        return $this->db->rows(self::WITH_ENTRY . " WHERE p.cleared = 0 AND (p.state = 'posting' OR (p.state = 'ready' AND p.claimed_ms >= ?)"
            . " OR (p.state = 'posted' AND p.posted_ms >= ? AND (COALESCE(p.way, e.route) <> 'invoiceLine' OR COALESCE(p.claimed_ms, p.posted_ms) >= ?))) ORDER BY p.id", [
                $fromMs, $fromMs, $fromMs,
            ]);
    }

    /** @return list<array<string, mixed>> with their entries, held in this run */
    public function ofHeldRun(string $runId): array
    {
        return $this->db->rows(self::WITH_ENTRY . ' WHERE p.held_run = ? ORDER BY p.id', [(int) $runId]);
    }

    /** @return bool false when it does not wait any more */
    public function holdInRun(string $id, string $runId): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET held_run = ? WHERE id = ? AND state = 'pending' AND held_run IS NULL AND cleared = 0", [
            (int) $runId, (int) $id,
        ]) === 1;
    }

    /** A person has judged the run: none of its postings is held against a limit again. @return int how many there were */
    public function clearRun(string $runId): int
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET held_run = NULL, cleared = 1 WHERE held_run = ?', [(int) $runId]);
    }

    public function countHeldInRuns(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . ' WHERE held_run IS NOT NULL');
    }

    /**
     * Inside a transaction: as they are now, and nobody claims one before the transaction ends.
     *
     * @return list<string> states of the postings of a line
     */
    public function statesForUpdate(string $serviceId, string $period): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT p.state FROM ' . self::TABLE . ' p JOIN mod_makegood_entries e ON e.id = p.entry_id'
            . ' WHERE e.service_id = ? AND e.period = ? ORDER BY p.id' . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [$serviceId, $period]), 'state'));
    }

    public function count(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE);
    }
}
