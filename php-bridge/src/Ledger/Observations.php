<?php

/** Edges that were understood from messages, each known once by its key. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Observations
{
    private const TABLE = 'mod_makegood_observations';
    private const VOTES = "kind IN ('state', 'reminder')";
    private const FIRST_PIECE = 32;
    private const PIECE = 1000;

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * @param array<string, mixed> $observation as the core's `normalize` gives it, with `atMs` added
     * @return bool whether it is new
     */
    public function add(array $observation, string $deliveryId): bool
    {
        return $this->db->insertNew(self::TABLE, [
            'key_hash' => hash('sha256', $observation['key']),
            'obs_key' => $observation['key'],
            'source_id' => (int) $observation['source'],
            'target' => Fits::bytes($observation['target'], Fits::TARGET, 'target'),
            'target_hash' => Targets::hash($observation['target']),
            'delivery_id' => (int) $deliveryId,
            'state' => Fits::ascii($observation['state'], Fits::WORD, 'observation state'),
            'kind' => Fits::ascii($observation['kind'], Fits::WORD, 'observation kind'),
            'at_ms' => $observation['atMs'],
            'precision_word' => Fits::ascii($observation['precision'], Fits::WORD, 'precision'),
            'locations' => $observation['locations'] ?? null,
        ]);
    }

    /**
     * What can vote of some timelines, from an instant on, oldest first. Read piece by piece: a history has no limit.
     *
     * @param list<array{source: string, hash: string}> $lines source id and target hash
     * @return \Generator<array<string, mixed>>
     */
    public function ofLines(array $lines, int $fromMs): \Generator
    {
        // One ordered reading for each timeline is an index's work; of all together the database would sort everything.
        $readings = array_map(fn (array $line): \Generator => $this->ofLine($line['source'], $line['hash'], $fromMs), $lines);
        while (($readings = array_filter($readings, static fn (\Generator $reading): bool => $reading->valid())) !== []) {
            $first = null;
            foreach ($readings as $reading) {
                $first = $first === null || self::place($reading->current()) < self::place($first->current()) ? $reading : $first;
            }
            yield $first->current();
            $first->next();
        }
    }

    /** @return \Generator<array<string, mixed>> */
    private function ofLine(string $sourceId, string $targetHash, int $fromMs): \Generator
    {
        [$at, $id, $piece] = [$fromMs, 0, self::FIRST_PIECE];
        do {
            $rows = $this->db->rows('SELECT id, obs_key, source_id, target, target_hash, state, kind, at_ms, precision_word, locations FROM ' . self::TABLE
                . ' WHERE source_id = ? AND target_hash = ? AND ' . self::VOTES . ' AND at_ms >= ? AND (at_ms > ? OR id > ?) ORDER BY at_ms, id LIMIT ' . $piece, [
                    (int) $sourceId, $targetHash, $at, $at, $id,
                ]);
            $last = count($rows) < $piece;
            $piece = min(self::PIECE, 2 * $piece);
            foreach ($rows as $row) {
                [$at, $id] = [(int) $row['at_ms'], (int) $row['id']];
                yield $row;
            }
        } while (!$last);
    }

    /** @param array<string, mixed> $row @return array{int, int} */
    private static function place(array $row): array
    {
        return [(int) $row['at_ms'], (int) $row['id']];
    }

    /** @return ?int since when a timeline may have been down without a break just before an instant; null when it was not */
    public function aliveSince(string $sourceId, string $targetHash, int $beforeMs, int $staleMs): ?int
    {
        $line = 'FROM ' . self::TABLE . ' WHERE source_id = ? AND target_hash = ? AND at_ms < ?';
        $params = [(int) $sourceId, $targetHash, $beforeMs];
        $closed = (int) ($this->db->value("SELECT MAX(at_ms) $line AND state <> 'down' AND kind = 'state'", $params) ?? -1);
        for ($since = $beforeMs;; $params[2] = $since) {
            $rows = $this->db->rows("SELECT at_ms $line AND state = 'down' AND at_ms > ? AND " . self::VOTES . ' ORDER BY at_ms DESC LIMIT ' . self::PIECE, [
                ...$params, $closed,
            ]);
            foreach ($rows as $row) {
                if ((int) $row['at_ms'] + $staleMs < $since) {
                    break 2;
                }
                $since = (int) $row['at_ms'];
            }
            if (count($rows) < self::PIECE) {
                break;
            }
        }
        return $since === $beforeMs ? null : $since;
    }

    /** @return ?int the first `down` of a timeline in [from, to) */
    public function firstDown(string $sourceId, string $targetHash, int $fromMs, int $toMs): ?int
    {
        $at = $this->db->value('SELECT MIN(at_ms) FROM ' . self::TABLE . " WHERE source_id = ? AND target_hash = ? AND at_ms >= ? AND at_ms < ? AND state = 'down' AND " . self::VOTES, [
            (int) $sourceId, $targetHash, $fromMs, $toMs,
        ]);
        return $at === null ? null : (int) $at;
    }

    /**
     * When a source said anything at all, about whatever, as intervals without a longer silence than $everyMs in them.
     *
     * @return list<array{int, int}> within [from, to], oldest first
     */
    public function signsOfLife(string $sourceId, int $fromMs, int $toMs, int $everyMs): array
    {
        $alive = [];
        $last = -1;
        for ($from = $fromMs;; $from = $alive[$last][1] + 1) {
            $rows = $this->db->rows('SELECT DISTINCT at_ms FROM ' . self::TABLE . ' WHERE source_id = ? AND at_ms BETWEEN ? AND ? ORDER BY at_ms LIMIT ' . self::PIECE, [
                (int) $sourceId, $from, $toMs,
            ]);
            foreach ($rows as $row) {
                $at = (int) $row['at_ms'];
                if ($last >= 0 && $at - $alive[$last][1] <= $everyMs) {
                    $alive[$last][1] = $at;
                } else {
                    $alive[++$last] = [$at, $at];
                }
            }
            if (count($rows) < self::PIECE) {
                return $alive;
            }
        }
    }

    /** @return list<array<string, mixed>> source_id, target_hash, last_id of timelines with observations of a higher id */
    public function linesAfter(int $id): array
    {
        return $this->db->rows('SELECT source_id, target_hash, MAX(id) AS last_id FROM ' . self::TABLE . ' WHERE id > ? GROUP BY source_id, target_hash', [$id]);
    }

    /**
     * @param list<array{source: string, hash: string}> $lines
     * @return list<int> instants of what came after an id, each once, ascending
     */
    public function instantsAfter(int $id, array $lines): array
    {
        return $this->instants($lines, 'id > ?', $id);
    }

    /**
     * @param list<array{source: string, hash: string}> $lines
     * @return list<int> instants from one on, each once, ascending
     */
    public function instantsFrom(int $ms, array $lines): array
    {
        return $this->instants($lines, 'at_ms >= ?', $ms);
    }

    /** @param list<array{source: string, hash: string}> $lines */
    public function firstAfter(int $ms, array $lines): ?int
    {
        return $this->instants($lines, 'at_ms > ?', $ms)[0] ?? null;
    }

    /**
     * Timelines that said `down` last, and later than an instant.
     *
     * @return list<array<string, mixed>> source_id, target_hash, at_ms
     */
    public function stillDown(int $afterMs): array
    {
        return $this->db->rows('SELECT o.source_id, o.target_hash, MAX(o.at_ms) AS at_ms FROM mod_makegood_targets t'
            . ' JOIN ' . self::TABLE . " o ON o.source_id = t.source_id AND o.target_hash = t.target_hash AND o.at_ms > ? AND o.state = 'down'"
            . " WHERE o.kind IN ('state', 'reminder') AND NOT EXISTS (SELECT 1 FROM " . self::TABLE . ' c WHERE c.source_id = o.source_id'
            . " AND c.target_hash = o.target_hash AND c.at_ms >= o.at_ms AND c.kind = 'state' AND c.state <> 'down')"
            . ' GROUP BY o.source_id, o.target_hash', [$afterMs]);
    }

    public function count(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE);
    }

    /**
     * @param list<array{source: string, hash: string}> $lines
     * @return list<int>
     */
    private function instants(array $lines, string $condition, int $bound): array
    {
        if ($lines === []) {
            return [];
        }
        [$where, $params] = self::among($lines);
        $rows = $this->db->rows('SELECT DISTINCT at_ms FROM ' . self::TABLE . " WHERE $where AND $condition ORDER BY at_ms", [...$params, $bound]);
        return array_map('intval', array_column($rows, 'at_ms'));
    }

    /**
     * @param list<array{source: string, hash: string}> $lines
     * @return array{string, list<mixed>} condition and its parameters
     */
    private static function among(array $lines): array
    {
        $params = [];
        foreach ($lines as $line) {
            array_push($params, (int) $line['source'], $line['hash']);
        }
        return ['(' . implode(' OR ', array_fill(0, count($lines), '(source_id = ? AND target_hash = ?)')) . ')', $params];
    }
}
