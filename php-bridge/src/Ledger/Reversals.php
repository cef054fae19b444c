<?php

/**
 * Payments that were reversed, each once, and which credits went back for them. A reversal moves by compare-and-swap on its state: `asked` (a
 * person decides), `accepted` (the next run takes back), `taken`, `nothing` (no credit was given, or none is left), `refused`, `off`.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Reversals
{
    private const TABLE = 'mod_makegood_reversals';
    private const UNITS = "CAST(REPLACE(%s, '.', '') AS SIGNED INTEGER)";

    public function __construct(private readonly Db $db)
    {
    }

    /** @param array<string, mixed> $row @return bool false: it is known */
    public function add(array $row): bool
    {
        foreach (['ref', 'client_id', 'invoice_id'] as $id) {
            Fits::ascii((string) $row[$id], Fits::ID, $id);
        }
        Fits::amount((string) $row['amount'], 'reversed amount');
        return $this->db->insertNew(self::TABLE, $row + ['request' => null, 'answer' => null, 'engine_sha256' => null, 'owed' => null, 'decided_ms' => null,
            'decided_by' => null, 'note' => null]);
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    public function isKnown(string $ref): bool
    {
        return $this->db->value('SELECT id FROM ' . self::TABLE . ' WHERE ref = ?', [$ref]) !== null;
    }

    /** Whether somebody, or a run, still has to do something about it. */
    public function isOpen(string $ref): bool
    {
        return $this->db->value('SELECT id FROM ' . self::TABLE . " WHERE ref = ? AND state IN ('asked', 'accepted')", [$ref]) !== null;
    }

    /** @return list<array<string, mixed>> oldest first */
    public function inState(string $state): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE state = ? ORDER BY id', [$state]);
    }

    /** @return list<array<string, mixed>> decided by a person or by the setting, newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . " WHERE state IN ('accepted', 'taken', 'nothing', 'refused') ORDER BY id DESC LIMIT " . $limit);
    }

    /** Compare-and-swap. @param array<string, mixed> $with other columns @return bool whether it was in that state */
    public function move(string $id, string $from, string $to, array $with = []): bool
    {
        $set = ['state' => Fits::ascii($to, Fits::WORD, 'state')] + $with;
        return $this->db->run('UPDATE ' . self::TABLE . ' SET ' . implode(' = ?, ', array_keys($set)) . ' = ? WHERE id = ? AND state = ?', [
            ...array_values($set), (int) $id, $from,
        ]) === 1;
    }

    public function countAsked(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE . " WHERE state = 'asked'");
    }

    /** What a taking is about: the credit of this service and month, or of this refund. */
    public function take(string $entryId, string $reversalId, string $serviceId, string $period, string $amount): void
    {
        $this->db->insert('mod_makegood_takings', [
            'entry_id' => (int) $entryId, 'reversal_id' => (int) $reversalId, 'service_id' => $serviceId, 'period' => Fits::ascii($period, 7, 'period'),
            'amount' => Fits::amount($amount, 'taking'),
        ]);
    }

    /** @return list<array<string, mixed>> service_id, period, amount and state of the posting, in order */
    public function takings(string $reversalId): array
    {
        return $this->db->rows('SELECT t.*, p.state, p.posted_ms FROM mod_makegood_takings t JOIN mod_makegood_postings p ON p.entry_id = t.entry_id WHERE t.reversal_id = ? ORDER BY t.entry_id', [
            (int) $reversalId,
        ]);
    }

    /** @return list<array<string, mixed>> what went back of this client, newest first, with the reversal's invoice and day */
    public function ofClient(string $clientId): array
    {
        return $this->db->rows('SELECT t.*, r.currency, r.invoice_id, r.amount AS reversed, r.at_ms, p.state, p.posted_ms FROM mod_makegood_takings t JOIN ' . self::TABLE . ' r ON r.id = t.reversal_id'
            . ' JOIN mod_makegood_postings p ON p.entry_id = t.entry_id WHERE r.client_id = ? ORDER BY t.entry_id DESC', [$clientId]);
    }

    /** Whether credit of this month went back: it is neither given nor taken a second time. */
    public function isTaken(string $serviceId, string $period): bool
    {
        return $this->db->value('SELECT 1 FROM mod_makegood_takings WHERE service_id = ? AND period = ? LIMIT 1', [$serviceId, $period]) !== null;
    }

    /** Whether a removal from this client's account is decided and not done: what the account holds is not known then. */
    public function isUnderWay(string $clientId): bool
    {
        return $this->db->value('SELECT 1 FROM mod_makegood_postings p JOIN mod_makegood_entries e ON e.id = p.entry_id WHERE e.client_id = ? AND e.kind = ?'
            . " AND p.state <> 'posted' LIMIT 1", [$clientId, Entries::KIND_TAKE_BACK]) !== null;
    }

    /** @param list<string> $invoices @return list<array{service_id: string, from_day: string, months: int, is_first: int}> the plan's lines on them */
    public function lines(array $invoices): array
    {
        $found = [];
        foreach ($invoices as $invoice) {
            array_push($found, ...$this->db->rows('SELECT c.service_id, c.from_day, c.months, CASE WHEN EXISTS (SELECT 1 FROM mod_makegood_charges x WHERE x.service_id = c.service_id'
                . " AND x.kind = 'plan' AND x.from_day < c.from_day) THEN 0 ELSE 1 END AS is_first FROM mod_makegood_charges c WHERE c.kind = 'plan' AND c.charge_id LIKE ? ORDER BY c.charge_id", [
                    'invoice:' . $invoice . '/%',
                ]));
        }
        return $found;
    }

    /** @param list<string> $invoices @return list<string> `service/period` of refunds that gave something of a line on them */
    public function refundsOf(array $invoices): array
    {
        $found = [];
        foreach ($invoices as $invoice) {
            foreach ($this->db->rows('SELECT DISTINCT e.service_id, e.period FROM mod_makegood_refund_lines r JOIN mod_makegood_entries e ON e.id = r.entry_id WHERE r.line_id LIKE ?', [
                'invoice:' . $invoice . '/%',
            ]) as $row) {
                $found[] = $row['service_id'] . '/' . $row['period'];
            }
        }
        return array_values(array_unique($found));
    }

    /**
     * Credit that stands on the client's account by our postings, newest first: given = posted; unspent = of that what the entries still give (a
     * month that came out lower since is taken off later credit) and no reversal took.
     *
     * @return list<array{service_id: string, period: string, policy_hash: string, given: string, unspent: string}>
     */
    public function credits(string $clientId, string $currency): array
    {
        $amount = sprintf(self::UNITS, 'p.amount');
        $posted = "SELECT e.service_id, e.period, e.kind, MAX(p.id) AS last, MAX(p.amount) AS one, MAX(e.policy_hash) AS policy_hash, SUM($amount) AS posted"
            . " FROM mod_makegood_postings p JOIN mod_makegood_entries e ON e.id = p.entry_id WHERE e.client_id = ? AND e.currency = ? AND e.kind IN ('sla', 'refund')"
            . " AND p.state = 'posted' AND COALESCE(p.way, e.route) <> 'review' AND NOT EXISTS (SELECT 1 FROM mod_makegood_lines l WHERE l.posting_id = p.id AND l.state <> 'returned')"
            . ' GROUP BY e.service_id, e.period, e.kind';
        $given = '(SELECT SUM(' . sprintf(self::UNITS, 'g.gross') . ') FROM mod_makegood_entries g WHERE g.service_id = c.service_id AND g.period = c.period AND g.kind = c.kind'
            . ' AND g.client_id = ? AND g.currency = ?)';
        $taken = 'COALESCE((SELECT SUM(' . sprintf(self::UNITS, 't.amount') . ') FROM mod_makegood_takings t WHERE t.service_id = c.service_id AND t.period = c.period), 0)';
        $held = "CASE WHEN c.kind = 'sla' AND $given < c.posted THEN $given ELSE c.posted END";
        $rows = $this->db->rows("SELECT c.*, $held - $taken AS unspent FROM ($posted) c ORDER BY c.last DESC", [$clientId, $currency, $clientId, $currency, $clientId, $currency]);
        $credits = [];
        foreach ($rows as $row) {
            $unspent = Sums::decimal(explode('.', (string) $row['unspent'])[0], (string) $row['one']);
            $whole = Sums::decimal(explode('.', (string) $row['posted'])[0], (string) $row['one']);
            if ($unspent !== null && $whole !== null) {
                $credits[] = ['service_id' => (string) $row['service_id'], 'period' => (string) $row['period'], 'policy_hash' => (string) $row['policy_hash'], 'given' => $whole, 'unspent' => $unspent];
            }
        }
        return $credits;
    }
}
