<?php

/** Stretches of one service that its policy may leave out: unpaid, abuse, the client's own doing. Taken back is not deleted. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Excuses
{
    /** The core's closed list. */
    public const KINDS = ['unpaid', 'abuse', 'client', 'forceMajeure', 'thirdParty'];
    private const TABLE = 'mod_makegood_excuses';

    public function __construct(private readonly Db $db)
    {
    }

    public function add(string $serviceId, string $kind, int $fromMs, int $toMs, ?string $note, string $by, int $nowMs): string
    {
        if (!in_array($kind, self::KINDS, true)) {
            throw new DoesNotFit('this kind of excuse is not known');
        }
        return $this->db->insert(self::TABLE, [
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'),
            'kind' => $kind,
            'from_ms' => $fromMs,
            'to_ms' => $toMs,
            'note' => $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'),
            'created_ms' => $nowMs,
            'created_by' => Fits::bytes($by, Fits::LABEL, 'actor'),
            'withdrawn_ms' => null,
            'withdrawn_by' => null,
        ]);
    }

    /** @return bool false when there is none in force */
    public function withdraw(string $id, string $by, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . ' SET withdrawn_ms = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_ms IS NULL', [
            $nowMs, Fits::bytes($by, Fits::LABEL, 'actor'), (int) $id,
        ]) === 1;
    }

    /** @return list<array<string, mixed>> in force, that overlap [from, to), oldest first */
    public function touching(string $serviceId, int $fromMs, int $toMs): array
    {
        return $this->db->rows('SELECT kind, from_ms, to_ms FROM ' . self::TABLE
            . ' WHERE service_id = ? AND withdrawn_ms IS NULL AND from_ms < ? AND to_ms > ? ORDER BY from_ms, id', [$serviceId, $toMs, $fromMs]);
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }
}
