<?php

/** What people stated about a service, with who and when. Taken back is not deleted. */

declare(strict_types=1);

namespace Makegood\Ledger;

abstract class Statements
{
    protected const TABLE = '';

    public function __construct(protected readonly Db $db)
    {
    }

    /** @return bool false when there is none in force */
    public function withdraw(string $id, string $by, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . static::TABLE . ' SET withdrawn_ms = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_ms IS NULL', [
            $nowMs, Fits::bytes($by, Fits::LABEL, 'actor'), (int) $id,
        ]) === 1;
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . static::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }

    /** @param array<string, mixed> $columns what is stated; @return string its number */
    protected function state(string $serviceId, array $columns, ?string $note, string $by, int $nowMs): string
    {
        return $this->db->insert(static::TABLE, ['service_id' => Fits::ascii($serviceId, Fits::ID, 'service')] + $columns + [
            'note' => $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'),
            'created_ms' => $nowMs,
            'created_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
            'withdrawn_ms' => null,
            'withdrawn_by' => null,
        ]);
    }
}
