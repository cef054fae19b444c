<?php

/**
 * Parts of a refund on their way: pending → posting → posted, or failed, or a person's: `task` (prepared, nothing is called) and `review`
 * (nobody knows whether it went out); `dropped` when the decision is taken back. Of money on the balance or an invoice the posting beside it does the work.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Payouts
{
    public const GATEWAY = 'gatewayRefund';
    public const TASK = 'task';
    private const TABLE = 'mod_makegood_payouts';
    private const WITH_ENTRY = 'SELECT o.*, e.client_id, e.service_id, e.currency, e.period FROM mod_makegood_payouts o JOIN mod_makegood_entries e ON e.id = o.entry_id';
    private const HOLD = 'SELECT 1 FROM mod_makegood_holds h JOIN mod_makegood_entries e ON e.service_id = h.service_id AND e.period = h.period'
        . ' WHERE e.id = mod_makegood_payouts.entry_id AND h.released_ms IS NULL';
    private const GATE = ' AND held_run IS NULL AND NOT EXISTS (' . self::HOLD . ')'
        . " AND EXISTS (SELECT 1 FROM mod_makegood_refund_cases c WHERE c.id = mod_makegood_payouts.case_id AND c.state = 'payoutPending')"
        . " AND EXISTS (SELECT 1 FROM mod_makegood_meta m WHERE m.name = 'mode' AND m.value = 'live')";

    public function __construct(private readonly Db $db)
    {
    }

    /** @param array<string, mixed> $part of the quote's plan @return string the new id */
    public function add(string $entryId, string $caseId, int $n, array $part, string $marker): string
    {
        $route = (string) $part['route'];
        return $this->db->insert(self::TABLE, [
            'entry_id' => (int) $entryId,
            'case_id' => (int) $caseId,
            'n' => $n,
            'paid_to' => Fits::ascii((string) $part['to'], Fits::WORD, 'to'),
            'route' => Fits::ascii($route, Fits::WORD, 'route'),
            'payment' => isset($part['payment']) ? Fits::ascii((string) $part['payment'], Fits::ID, 'payment') : null,
            'source' => isset($part['source']) ? Fits::ascii((string) $part['source'], Fits::WORD, 'source') : null,
            'amount' => Fits::amount((string) $part['amount'], 'payout'),
            'marker' => Fits::ascii($marker, 41, 'marker'),
            'state' => $route === self::TASK ? 'task' : 'pending',
            'attempt' => 0,
            'cleared' => false,
        ]);
    }

    /** @return array<string, mixed>|null with client, service, currency and period of its entry */
    public function byId(string $id): ?array
    {
        return $this->db->row(self::WITH_ENTRY . ' WHERE o.id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> in order */
    public function ofCase(string $caseId): array
    {
        return $this->db->rows(self::WITH_ENTRY . ' WHERE o.case_id = ? ORDER BY o.id', [(int) $caseId]);
    }

    /** @return list<array<string, mixed>> by a gateway, claimed, oldest first */
    public function claimed(): array
    {
        return $this->db->rows(self::WITH_ENTRY . " WHERE o.state = 'posting' AND o.route = ? ORDER BY o.id", [self::GATEWAY]);
    }

    /** @return list<array<string, mixed>> of cases whose payouts may go out, held by nobody, oldest first */
    public function free(): array
    {
        return $this->db->rows(self::WITH_ENTRY . " JOIN mod_makegood_refund_cases c ON c.id = o.case_id WHERE o.state = 'pending' AND o.held_run IS NULL"
            . " AND c.state = 'payoutPending' AND NOT EXISTS (SELECT 1 FROM mod_makegood_holds h WHERE h.service_id = e.service_id AND h.period = e.period"
            . ' AND h.released_ms IS NULL) ORDER BY o.id');
    }

    /** @return list<array<string, mixed>> of entries after this one, not begun */
    public function pendingAfter(int $entryId): array
    {
        return $this->db->rows(self::WITH_ENTRY . " WHERE o.state = 'pending' AND o.entry_id > ? ORDER BY o.id", [$entryId]);
    }

    /** @return list<array<string, mixed>> by a gateway, gone or going since then, but for what was cleared: what limits are about */
    public function goneSince(int $fromMs): array
    {
        return $this->db->rows(self::WITH_ENTRY . " WHERE o.cleared = 0 AND o.route = ? AND (o.state = 'posting' OR (o.state = 'posted' AND o.posted_ms >= ?)) ORDER BY o.id", [
            self::GATEWAY, $fromMs,
        ]);
    }

    /** Compare-and-swap pending → posting, past the same gate as a posting's claim. @param string $rowsBefore JSON list of ids @return bool whether it is ours now */
    public function claim(string $id, string $owner, string $rowsBefore, int $nowMs): bool
    {
        $this->waitForWords($id);
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'posting', owner = ?, attempt = attempt + 1, rows_before = ?, claimed_ms = ?, called_ms = NULL,"
            . " failure = NULL WHERE id = ? AND state = 'pending'" . self::GATE, [Fits::ascii($owner, Fits::ID, 'owner'), $rowsBefore, $nowMs, (int) $id]) === 1;
    }

    /** The posting beside it does the work from now on. @return bool whether it waited */
    public function handOver(string $id, string $postingId, int $nowMs): bool
    {
        $this->waitForWords($id);
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'posting', posting_id = ?, claimed_ms = ? WHERE id = ? AND state = 'pending'" . self::GATE, [
            (int) $postingId, $nowMs, (int) $id,
        ]) === 1;
    }

    /** From here on the money may be gone. @return bool false: it is not ours any more */
    public function called(string $id, string $owner, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET called_ms = ? WHERE id = ? AND state = 'posting' AND owner = ?", [$nowMs, (int) $id, $owner]) === 1;
    }

    /** @return bool whether it was in that state */
    public function posted(string $id, string $from, ?string $panelRef, ?string $by, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'posted', panel_ref = ?, done_by = ?, posted_ms = ?, failure = NULL WHERE id = ? AND state = ?", [
            Fits::shown($panelRef), $by === null ? null : Fits::bytes($by, Fits::LABEL, 'actor'), $nowMs, (int) $id, $from,
        ]) === 1;
    }

    /** Another state than posted. @return bool whether it was in that state */
    public function move(string $id, string $from, string $to, ?string $failure = null): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET state = ?, failure = ? WHERE id = ? AND state = ?', [
            $to, $failure === null ? null : Fits::ascii($failure, Fits::WORD, 'failure'), (int) $id, $from,
        ]) === 1;
    }

    /** What was decided is taken back: none of it goes out any more. */
    public function drop(string $caseId): void
    {
        $this->db->run('UPDATE ' . self::TABLE . " SET state = 'dropped' WHERE case_id = ? AND state NOT IN ('posted', 'posting')", [(int) $caseId]);
    }

    /** @return list<array<string, mixed>> handed over, with the posting's state and reference */
    public function handedOver(): array
    {
        return $this->db->rows('SELECT o.*, p.state AS posting_state, p.panel_ref AS posting_ref FROM ' . self::TABLE . ' o JOIN mod_makegood_postings p ON p.id = o.posting_id'
            . " WHERE o.state = 'posting' AND p.state = 'posted' ORDER BY o.id");
    }

    /** @return bool false when it does not wait any more */
    public function holdInRun(string $id, string $runId): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET held_run = ? WHERE id = ? AND state = 'pending' AND held_run IS NULL AND cleared = 0", [(int) $runId, (int) $id]) === 1;
    }

    /** @return list<array<string, mixed>> held in this run */
    public function ofHeldRun(string $runId): array
    {
        return $this->db->rows(self::WITH_ENTRY . ' WHERE o.held_run = ? ORDER BY o.id', [(int) $runId]);
    }

    public function clearRun(string $runId): int
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET held_run = NULL, cleared = 1 WHERE held_run = ?', [(int) $runId]);
    }

    public function countHeldInRuns(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . ' WHERE held_run IS NOT NULL');
    }

    /** Inside a transaction, as Postings has it. @return list<string> */
    public function statesForUpdate(string $serviceId, string $period): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT o.state FROM ' . self::TABLE . ' o JOIN mod_makegood_entries e ON e.id = o.entry_id'
            . ' WHERE e.service_id = ? AND e.period = ? ORDER BY o.id' . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [$serviceId, $period]), 'state'));
    }

    /** @return list<array<string, mixed>> decided, not begun, by whatever reason; oldest first */
    public function pending(): array
    {
        return $this->pendingAfter(0);
    }

    /** As Postings: whoever is about to hold it, to go dry, or to move the case, ends first. */
    private function waitForWords(string $id): void
    {
        if (!$this->db->isSqlite()) {
            $this->db->value('SELECT c.state FROM ' . self::TABLE . ' o JOIN mod_makegood_refund_cases c ON c.id = o.case_id WHERE o.id = ? FOR UPDATE', [(int) $id]);
            $this->db->value("SELECT value FROM mod_makegood_meta WHERE name = 'mode' LOCK IN SHARE MODE");
        }
    }
}
