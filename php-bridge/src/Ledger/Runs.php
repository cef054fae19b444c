<?php

/** Each cron call that had the lock: when it began and what it did. */

declare(strict_types=1);

namespace Makegood\Ledger;

use Makegood\Engine\Json;

final class Runs
{
    private const TABLE = 'mod_makegood_runs';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return string the run's id */
    public function begin(int $nowMs): string
    {
        return $this->db->insert(self::TABLE, ['started_ms' => $nowMs, 'ended_ms' => null, 'summary' => '{}']);
    }

    /** @param array<string, mixed> $summary */
    public function end(string $id, array $summary, int $nowMs): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET ended_ms = ?, summary = ? WHERE id = ?', [
            $nowMs, json_encode($summary, Json::FLAGS | JSON_INVALID_UTF8_SUBSTITUTE), (int) $id,
        ]);
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }
}
