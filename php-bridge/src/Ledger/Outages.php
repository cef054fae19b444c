<?php

/** What `confirm` said last about each subject: derived, so it is brought in line at each confirm. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Outages
{
    /** Statuses that move no money by themselves. */
    public const REFUSED = ['unconfirmed', 'refused'];
    private const TABLE = 'mod_makegood_outages';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * Makes the subject's rows of some time equal to the answer's; rows that stay keep their id and what was counted.
     *
     * @param list<array<string, mixed>> $outages as the core gives them, with `fromMs`, `toMs`, `json` added
     * @param list<array{int, int}> $scopes what was judged: rows that begin in none of these [from, to] stay as they are
     * @return array{confirmed: int, refused: int} how many came into that status now
     */
    public function rewrite(string $subject, array $outages, array $scopes = [[0, PHP_INT_MAX]]): array
    {
        $before = [];
        foreach ($scopes as [$from, $to]) {
            $sql = 'SELECT id, key_hash, status FROM ' . self::TABLE . ' WHERE subject = ? AND from_ms BETWEEN ? AND ?';
            foreach ($this->db->rows($sql, [$subject, $from, $to]) as $row) {
                $before[$row['key_hash']] = $row;
            }
        }
        $came = ['confirmed' => 0, 'refused' => 0];
        foreach ($outages as $outage) {
            $hash = hash('sha256', $outage['key']);
            $came['confirmed'] += (int) ($outage['status'] === 'confirmed' && ($before[$hash]['status'] ?? '') !== 'confirmed');
            $came['refused'] += (int) (in_array($outage['status'], self::REFUSED, true) && !in_array($before[$hash]['status'] ?? '', self::REFUSED, true));
            $this->write($outage, $hash, isset($before[$hash]) ? (int) $before[$hash]['id'] : null);
            unset($before[$hash]);
        }
        foreach ($before as $gone) {
            $this->db->run('DELETE FROM ' . self::TABLE . ' WHERE id = ?', [(int) $gone['id']]);
        }
        return $came;
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> */
    public function confirmed(): array
    {
        return $this->db->rows('SELECT id, outage_key, subject, from_ms, to_ms FROM ' . self::TABLE . " WHERE status = 'confirmed' ORDER BY from_ms, id");
    }

    /**
     * @param list<string> $subjects
     * @return list<array<string, mixed>> confirmed outages of these subjects that overlap [from, to)
     */
    public function confirmedTouching(array $subjects, int $fromMs, int $toMs): array
    {
        $marks = implode(', ', array_fill(0, count($subjects), '?'));
        return $this->db->rows('SELECT id, outage_key, subject, from_ms, to_ms FROM ' . self::TABLE . " WHERE status = 'confirmed'"
            . " AND subject IN ($marks) AND from_ms < ? AND to_ms > ? ORDER BY from_ms, subject, id", [...$subjects, $toMs, $fromMs]);
    }

    /** @return list<int> where outages of a subject begin that are in doubt and touch [from, to] */
    public function doubtful(string $subject, int $fromMs, int $toMs): array
    {
        $rows = $this->db->rows('SELECT from_ms FROM ' . self::TABLE . " WHERE subject = ? AND from_ms <= ? AND to_ms >= ? AND status IN ('review', 'unconfirmed')", [
            $subject, $toMs, $fromMs,
        ]);
        return array_map('intval', array_column($rows, 'from_ms'));
    }

    /** @return array<string, int> subjects with an outage that is not over => where the first of them begins */
    public function open(): array
    {
        $rows = $this->db->rows('SELECT subject, MIN(from_ms) AS from_ms FROM ' . self::TABLE . ' WHERE open = 1 GROUP BY subject ORDER BY subject');
        return array_map('intval', array_column($rows, 'from_ms', 'subject'));
    }

    /** @param string $word `yes` when it cost some service time, `excluded` when maintenance took all of it */
    public function setCounted(string $outageKey, string $word): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET counted = ? WHERE key_hash = ?', [$word, hash('sha256', $outageKey)]);
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY from_ms DESC, id DESC LIMIT ' . $limit);
    }

    /** @return array{confirmed: int, refused: int, review: int} over the whole ledger; excluded ones are refused, too */
    public function totals(): array
    {
        $totals = ['confirmed' => 0, 'refused' => 0, 'review' => 0];
        foreach ($this->db->rows('SELECT status, counted, COUNT(*) AS n FROM ' . self::TABLE . ' GROUP BY status, counted') as $row) {
            $refused = in_array($row['status'], self::REFUSED, true) || $row['counted'] === 'excluded';
            $totals[$refused ? 'refused' : $row['status']] += (int) $row['n'];
        }
        return $totals;
    }

    /** @param array<string, mixed> $outage */
    private function write(array $outage, string $hash, ?int $id): void
    {
        $row = [
            'to_ms' => $outage['toMs'],
            'open' => $outage['open'],
            'status' => Fits::ascii($outage['status'], Fits::WORD, 'outage status'),
            'reason' => Fits::ascii($outage['reason'], Fits::WORD, 'outage reason'),
            'answer' => $outage['json'],
        ];
        if ($id !== null) {
            $set = implode(' = ?, ', array_keys($row)) . ' = ?';
            $this->db->run('UPDATE ' . self::TABLE . " SET $set WHERE id = ?", [...array_values($row), $id]);
            return;
        }
        $this->db->insert(self::TABLE, $row + [
            'key_hash' => $hash,
            'outage_key' => $outage['key'],
            'subject' => Fits::ascii($outage['subject'], Fits::SUBJECT, 'subject'),
            'from_ms' => $outage['fromMs'],
            'counted' => 'unknown',
        ]);
    }
}
