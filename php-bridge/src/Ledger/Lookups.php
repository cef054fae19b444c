<?php

/** What pages and forecasts look up across the tables: few columns, bounded lists, no query for each row. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Lookups
{
    private const T = 'mod_makegood_';
    /** Parameters of one statement; old SQLite takes 999. */
    private const BLOCK = 400;

    public function __construct(private readonly Db $db)
    {
    }

    /** @return list<string> clients of whom something was settled at that instant or later, sorted byte by byte */
    public function clientsSettledSince(int $fromMs): array
    {
        $ids = array_map('strval', array_column(
            $this->db->rows('SELECT DISTINCT client_id FROM ' . self::T . 'settlements WHERE settled_ms >= ?', [$fromMs]),
            'client_id',
        ));
        sort($ids, SORT_STRING);
        return $ids;
    }

    /** @return list<array<string, mixed>> service_id, period, due_ms of what is not decided, a service's months one after another */
    public function undecidedOf(string $clientId): array
    {
        return $this->db->rows('SELECT service_id, period, due_ms FROM ' . self::T . 'settlements WHERE client_id = ? AND final = 0'
            . ' ORDER BY service_id, period', [$clientId]);
    }

    /**
     * What began or went on in any of the windows, oldest first.
     *
     * @param non-empty-list<array{string, int, int}> $windows subject, from, to
     * @param bool $onlyCertain without what was refused or lacks confirmation, unless it is still open
     * @return array{list<array<string, mixed>>, int} rows, and how many there are beyond the limit
     */
    public function outagesWithin(array $windows, bool $onlyCertain, int $limit): array
    {
        $where = '(' . implode(' OR ', array_fill(0, count($windows), '(subject = ? AND from_ms < ? AND to_ms > ?)')) . ')'
            . ($onlyCertain ? " AND (status NOT IN ('unconfirmed', 'refused') OR open = 1)" : '');
        $params = array_merge(...array_map(static fn (array $window): array => [$window[0], $window[2], $window[1]], $windows));
        $table = self::T . 'outages';
        $rows = $this->db->rows("SELECT * FROM $table WHERE $where ORDER BY from_ms, id LIMIT " . $limit, $params);
        $all = count($rows) < $limit ? count($rows) : (int) $this->db->value("SELECT COUNT(*) FROM $table WHERE $where", $params);
        return [$rows, $all - count($rows)];
    }

    /** @return array<string, mixed>|null by the ledger's number or by the outage's own key */
    public function outage(string $id): ?array
    {
        $isNumber = preg_match('/^[1-9]\d{0,17}$/D', $id) === 1;
        return $this->db->row('SELECT * FROM ' . self::T . 'outages WHERE ' . ($isNumber ? 'id' : 'key_hash') . ' = ?', [
            $isNumber ? (int) $id : hash('sha256', $id),
        ]);
    }

    /** @param list<string> $subjects @return list<array<string, mixed>> outages of theirs that are not over, oldest first */
    public function openOutages(array $subjects): array
    {
        $rows = $this->in('SELECT id, subject, from_ms, status, answer FROM ' . self::T . 'outages WHERE open = 1 AND subject', $subjects);
        usort($rows, static fn (array $a, array $b): int => [(int) $a['from_ms'], (int) $a['id']] <=> [(int) $b['from_ms'], (int) $b['id']]);
        return $rows;
    }

    /** @return list<array<string, mixed>> the client's services that are active now: service_id, server, label, from_ms */
    public function activeOf(string $clientId, int $limit): array
    {
        return $this->db->rows('SELECT service_id, server, label, from_ms FROM ' . self::T . 'spans WHERE client_id = ?'
            . " AND to_ms IS NULL AND state = 'active' ORDER BY service_id, from_ms LIMIT " . $limit, [$clientId]);
    }

    /** @param list<array{string, string}> $pairs source and target @return array<string, string> `source/target` => label, where there is one */
    public function targetLabels(array $pairs): array
    {
        $labels = [];
        foreach (array_chunk($pairs, intdiv(self::BLOCK, 2)) as $block) {
            $where = implode(' OR ', array_fill(0, count($block), '(source_id = ? AND target_hash = ?)'));
            $params = array_merge(...array_map(static fn (array $pair): array => [(int) $pair[0], Targets::hash($pair[1])], $block));
            foreach ($this->db->rows('SELECT source_id, target, label FROM ' . self::T . "targets WHERE label IS NOT NULL AND ($where)", $params) as $row) {
                $labels[$row['source_id'] . '/' . $row['target']] = (string) $row['label'];
            }
        }
        return $labels;
    }

    /**
     * A client's entries that are on their way or went out not long ago, newest first, each row with one of its postings, if any.
     *
     * @return list<array<string, mixed>> without request and answer
     */
    public function creditsOf(string $clientId, int $sinceMs): array
    {
        return $this->db->rows('SELECT e.id, e.service_id, e.period, e.kind, e.n, e.currency, e.net, e.tax, e.gross, e.rate, e.route, e.state, e.created_ms,'
            . ' p.id AS posting_id, p.amount AS posting, p.state AS posting_state, p.posted_ms, p.held_run FROM ' . self::T . 'entries e LEFT JOIN ' . self::T . 'postings p'
            . " ON p.entry_id = e.id WHERE e.client_id = ? AND e.kind = 'sla' AND (e.state IN ('pending', 'posting', 'ready', 'review')"
            . " OR (e.state = 'posted' AND p.posted_ms >= ?) OR (e.state = 'carried' AND e.created_ms >= ?)) ORDER BY e.id DESC, p.n", [
                $clientId, $sinceMs, $sinceMs,
            ]);
    }

    /**
     * What was posted after an instant, oldest first, with its entry: whose it is, what for, and what the service was called. What an invoice
     * gave back and another one has now was told before, and so was what a person has looked at.
     *
     * @return list<array<string, mixed>>
     */
    public function postedSince(int $afterMs): array
    {
        return $this->db->rows('SELECT p.id, p.amount, p.posted_ms, p.panel_ref, e.client_id, e.service_id, e.currency, e.period, e.kind, s.label'
            . ' FROM ' . self::T . 'postings p JOIN ' . self::T . 'entries e ON e.id = p.entry_id'
            . ' LEFT JOIN ' . self::T . 'spans s ON s.id = (SELECT MAX(x.id) FROM ' . self::T . 'spans x WHERE x.service_id = e.service_id AND x.client_id = e.client_id)'
            . " WHERE e.kind = 'sla' AND p.state = 'posted' AND p.posted_ms > ? AND NOT EXISTS (SELECT 1 FROM " . self::T . 'lines l WHERE l.posting_id = p.id'
            . " AND ((l.state = 'returned' AND l.booked_ms IS NOT NULL) OR l.reason = 'accepted')) ORDER BY p.posted_ms, p.id", [$afterMs]);
    }

    /** @param list<int> $entryIds @return array<int, array{request: string, answer: string}> by entry id */
    public function recorded(array $entryIds): array
    {
        $recorded = [];
        foreach ($this->in('SELECT id, request, answer FROM ' . self::T . 'entries WHERE id', $entryIds) as $row) {
            $recorded[(int) $row['id']] = ['request' => (string) $row['request'], 'answer' => (string) $row['answer']];
        }
        return $recorded;
    }

    /** @return ?string answer of the latest entry of the position */
    public function entryAnswer(string $serviceId, string $period): ?string
    {
        $answer = $this->db->value('SELECT answer FROM ' . self::T . 'entries WHERE service_id = ? AND period = ? ORDER BY n DESC LIMIT 1', [
            $serviceId, $period,
        ]);
        return $answer === null ? null : (string) $answer;
    }

    /** @return ?string the client whose service it is now or was last */
    public function clientOfService(string $serviceId): ?string
    {
        $client = $this->db->value('SELECT client_id FROM ' . self::T . 'spans WHERE service_id = ? ORDER BY from_ms DESC LIMIT 1', [$serviceId]);
        return $client === null ? null : (string) $client;
    }

    /** @return ?string null when it is not this client's, or is not */
    public function stateOfEntry(string $entryId, string $clientId): ?string
    {
        $state = $this->db->value('SELECT state FROM ' . self::T . 'entries WHERE id = ? AND client_id = ?', [(int) $entryId, $clientId]);
        return $state === null ? null : (string) $state;
    }

    public function hadService(string $clientId, string $serviceId, int $fromMs, int $toMs): bool
    {
        return $this->db->value('SELECT 1 FROM ' . self::T . 'spans WHERE service_id = ? AND client_id = ? AND from_ms < ?'
            . ' AND (to_ms IS NULL OR to_ms > ?) LIMIT 1', [$serviceId, $clientId, $toMs, $fromMs]) !== null;
    }

    public function isSettledFor(string $clientId, string $serviceId, string $period): bool
    {
        return $this->db->value('SELECT 1 FROM ' . self::T . 'settlements WHERE service_id = ? AND period = ? AND client_id = ?', [
            $serviceId, $period, $clientId,
        ]) !== null;
    }

    /** @return array{int, array<string, mixed>|null} how many messages the source sent, and its latest (without the body) */
    public function heardFrom(string $sourceId): array
    {
        return [
            (int) $this->db->value('SELECT COUNT(*) FROM ' . self::T . 'deliveries WHERE source_id = ?', [(int) $sourceId]),
            $this->db->row('SELECT id, received_ms, state, problem FROM ' . self::T . 'deliveries WHERE source_id = ? ORDER BY id DESC LIMIT 1', [
                (int) $sourceId,
            ]),
        ];
    }

    /** @return array{list<array<string, mixed>>, int} the source's targets, and how many there are beyond the limit */
    public function targetsOf(string $sourceId, int $limit): array
    {
        $table = self::T . 'targets';
        $rows = $this->db->rows("SELECT id, target, label, address, subject FROM $table WHERE source_id = ? ORDER BY id LIMIT " . $limit, [(int) $sourceId]);
        $all = count($rows) < $limit ? count($rows) : (int) $this->db->value("SELECT COUNT(*) FROM $table WHERE source_id = ?", [(int) $sourceId]);
        return [$rows, $all - count($rows)];
    }

    /** @param list<string|int> $values @return list<array<string, mixed>> in as few statements as may be */
    private function in(string $select, array $values): array
    {
        $rows = [];
        foreach (array_chunk($values, self::BLOCK) as $block) {
            array_push($rows, ...$this->db->rows($select . ' IN (' . implode(', ', array_fill(0, count($block), '?')) . ')', $block));
        }
        return $rows;
    }
}
