<?php

/** Parts of postings that go onto invoices as negative lines: recorded before the panel is called, amounts written once. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Lines
{
    /** Parts in these states are taken from their posting. */
    public const TAKEN = ['attaching', 'attached', 'booked'];
    /** Why a part is looked at by a person; while it is, nothing else happens to it. */
    public const CHANGED = 'changed';
    private const TABLE = 'mod_makegood_lines';
    private const LOOK = 'SELECT l.*, p.entry_id, p.state AS posting_state, p.marker FROM ' . self::TABLE . ' l JOIN mod_makegood_postings p ON p.id = l.posting_id';

    public function __construct(private readonly Db $db)
    {
    }

    /** `sla:` and 16 hex digits: what the panel keeps with the line, so that it is found again. */
    public static function key(string $marker, int $n): string
    {
        return 'sla:' . substr(hash('sha256', $marker . '|' . $n), 0, 16);
    }

    /**
     * Inside a transaction: one plan for a client at a time.
     *
     * @return list<array<string, mixed>> ready postings of the client, oldest first, with service, period and rate; what a person said up to now counts
     */
    public function waiting(string $clientId, string $currency): array
    {
        $lock = $this->db->isSqlite() ? '' : ' FOR UPDATE';
        $this->db->value('SELECT revision FROM mod_makegood_clients WHERE client_id = ? AND currency = ?' . $lock, [$clientId, $currency]);
        $rows = $this->ready($clientId, $currency, $lock);
        if ($rows === []) {
            return [];
        }
        // Locking reads: a transaction of the panel's may have been open for long, and would look at what was there when it began.
        $share = $this->db->isSqlite() ? '' : ' LOCK IN SHARE MODE';
        if ($this->db->value("SELECT value FROM mod_makegood_meta WHERE name = 'mode'" . $share) !== 'live') {
            return [];
        }
        $services = array_values(array_unique(array_map('strval', array_column($rows, 'service_id'))));
        $held = [];
        foreach ($this->db->rows('SELECT service_id, period FROM mod_makegood_holds WHERE released_ms IS NULL AND service_id IN ('
            . self::marks($services) . ')' . $share, $services) as $hold) {
            $held[$hold['service_id'] . '/' . $hold['period']] = true;
        }
        return array_values(array_filter($rows, static fn (array $row): bool => !isset($held[$row['service_id'] . '/' . $row['period']])));
    }

    /** Whether anything may wait for an invoice of this client; looked at before anything else is. */
    public function mayWait(string $clientId, string $currency): bool
    {
        return $this->ready($clientId, $currency, ' LIMIT 1') !== [];
    }

    /** @return list<array<string, mixed>> */
    private function ready(string $clientId, string $currency, string $more): array
    {
        return $this->db->rows('SELECT p.id, p.entry_id, p.amount, p.marker, e.service_id, e.client_id, e.period, e.rate, e.kind FROM mod_makegood_entries e'
            . " JOIN mod_makegood_postings p ON p.entry_id = e.id WHERE e.client_id = ? AND e.currency = ? AND e.state = 'ready' AND p.state = 'ready'"
            . ' AND p.held_run IS NULL ORDER BY p.id' . $more, [$clientId, $currency]);
    }

    /**
     * The part is `attaching` until the panel has the line.
     *
     * @param array<string, mixed> $posting
     * @param array{net: string, tax: string, gross: string, taxed: bool} $line
     * @return array<string, mixed> the part
     */
    public function add(array $posting, string $invoiceId, string $currency, array $line, int $nowMs): array
    {
        $n = 1 + (int) $this->db->value('SELECT COALESCE(MAX(n), 0) FROM ' . self::TABLE . ' WHERE posting_id = ?' . ($this->db->isSqlite() ? '' : ' FOR UPDATE'), [
            (int) $posting['id'],
        ]);
        $row = [
            'posting_id' => (int) $posting['id'],
            'n' => $n,
            'line_key' => self::key((string) $posting['marker'], $n),
            'panel_invoice' => Fits::ascii($invoiceId, Fits::ID, 'invoice'),
            'panel_item' => null,
            'currency' => Fits::ascii($currency, 3, 'currency'),
            'net' => Fits::amount($line['net'], 'net'),
            'tax' => Fits::amount($line['tax'], 'tax'),
            'gross' => Fits::amount($line['gross'], 'gross'),
            'taxed' => $line['taxed'],
            'state' => 'attaching',
            'paid' => false,
            'reason' => null,
            'created_ms' => $nowMs,
            'booked_ms' => null,
            'returned_ms' => null,
            'checked_ms' => $nowMs,
        ];
        return ['id' => $this->db->insert(self::TABLE, $row)] + $row;
    }

    /** @param list<string> $postings ids @return array<string, list<array<string, mixed>>> their parts in order, by posting; as they are now where asked for inside a transaction */
    public function ofPostings(array $postings, bool $now = false): array
    {
        $found = [];
        $rows = $postings === [] ? [] : $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE posting_id IN (' . self::marks($postings) . ') ORDER BY posting_id, n'
            . ($now && !$this->db->isSqlite() ? ' LOCK IN SHARE MODE' : ''), array_map('intval', $postings));
        foreach ($rows as $row) {
            $found[(string) $row['posting_id']][] = $row;
        }
        return $found;
    }

    /** @return bool whether it was `attaching` */
    public function attached(string $id, string $itemId): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'attached', panel_item = ? WHERE id = ? AND state = 'attaching'", [
            Fits::ascii($itemId, Fits::ID, 'line'), (int) $id,
        ]) === 1;
    }

    /** Its invoice is approved; or is a draft again. @return bool whether that is new */
    public function moved(string $id, string $from, string $to, ?int $bookedMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET state = ?, booked_ms = ?, paid = 0 WHERE id = ? AND state = ?', [$to, $bookedMs, (int) $id, $from]) === 1;
    }

    public function paid(string $id, bool $isPaid): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET paid = ? WHERE id = ?', [$isPaid, (int) $id]);
    }

    /** Compare-and-swap: whoever is first gives it back, once. */
    public function returned(string $id, string $from, string $reason, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'returned', reason = ?, returned_ms = ? WHERE id = ? AND state = ?", [
            Fits::ascii($reason, Fits::WORD, 'reason'), $nowMs, (int) $id, $from,
        ]) === 1;
    }

    /** A person has to look. @return bool whether that is new */
    public function doubt(string $id): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET reason = ? WHERE id = ? AND reason IS NULL', [self::CHANGED, (int) $id]) === 1;
    }

    /** @return list<array<string, mixed>> parts of a posting that a person has looked at just now */
    public function doubtful(string $postingId): array
    {
        return $this->db->rows(self::LOOK . " WHERE l.posting_id = ? AND l.state <> 'returned' AND l.reason = ? ORDER BY l.id", [(int) $postingId, self::CHANGED]);
    }

    /** Whoever looked has said that the line is right as it is: it counts, and is not looked at again. */
    public function settled(string $postingId, int $nowMs): void
    {
        $this->db->run('UPDATE ' . self::TABLE . " SET state = 'booked', booked_ms = COALESCE(booked_ms, ?), reason = 'accepted' WHERE posting_id = ? AND state <> 'returned' AND reason = ?", [
            $nowMs, (int) $postingId, self::CHANGED,
        ]);
    }

    /** @return list<array<string, mixed>> with marker, entry and state of their posting */
    public function attaching(): array
    {
        return $this->db->rows(self::LOOK . " WHERE l.state = 'attaching' AND l.reason IS NULL ORDER BY l.id");
    }

    /** @return list<string> ids of those on invoices that were not paid when last looked at, those first that were not looked at for longest */
    public function open(): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT id FROM ' . self::TABLE
            . " WHERE state IN ('attached', 'booked') AND paid = 0 AND reason IS NULL ORDER BY checked_ms, id"), 'id'));
    }

    /** @param list<string> $ids of open ones @return list<array<string, mixed>> likewise: those that still are */
    public function byIds(array $ids): array
    {
        return $this->db->rows(self::LOOK . " WHERE l.state IN ('attached', 'booked') AND l.reason IS NULL AND l.id IN (" . self::marks($ids) . ') ORDER BY l.id', array_map('intval', $ids));
    }

    /** @return list<array<string, mixed>> likewise: on paid ones, those that were not looked at for longest */
    public function paidOnes(int $limit): array
    {
        return $this->db->rows(self::LOOK . " WHERE l.state = 'booked' AND l.paid = 1 AND l.reason IS NULL ORDER BY l.checked_ms, l.id LIMIT " . $limit);
    }

    /** @return list<array<string, mixed>> parts that were given back, on invoices to which something happened since */
    public function returnedAndTouched(int $limit): array
    {
        return $this->db->rows(self::LOOK . " WHERE l.state = 'returned' AND l.checked_ms = 0 ORDER BY l.id LIMIT " . $limit);
    }

    /** Something happened to this invoice: those on it are the next to be looked at. */
    public function lookAgain(string $invoiceId): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET checked_ms = 0 WHERE panel_invoice = ?', [$invoiceId]);
    }

    /** @param list<string> $ids */
    public function checked(array $ids, int $nowMs): void
    {
        if ($ids !== []) {
            $this->db->run('UPDATE ' . self::TABLE . ' SET checked_ms = ? WHERE id IN (' . self::marks($ids) . ')', [$nowMs, ...array_map('intval', $ids)]);
        }
    }

    /** @return list<string> ids of postings that wait and of which an approved invoice has a part */
    public function partlyBooked(): array
    {
        return array_map('strval', array_column($this->db->rows("SELECT DISTINCT p.id FROM mod_makegood_postings p JOIN " . self::TABLE
            . " l ON l.posting_id = p.id AND l.state = 'booked' WHERE p.state = 'ready' ORDER BY p.id"), 'id'));
    }

    /** @param list<string> $values */
    private static function marks(array $values): string
    {
        return implode(', ', array_fill(0, count($values), '?'));
    }
}
