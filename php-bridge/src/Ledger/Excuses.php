<?php

/** Stretches of one service that its policy may leave out: unpaid, abuse, the client's own doing. Taken back is not deleted. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Excuses extends Statements
{
    /** The core's closed list. */
    public const KINDS = ['unpaid', 'abuse', 'client', 'forceMajeure', 'thirdParty'];
    protected const TABLE = 'mod_makegood_excuses';

    public function add(string $serviceId, string $kind, int $fromMs, int $toMs, ?string $note, string $by, int $nowMs): string
    {
        if (!in_array($kind, self::KINDS, true)) {
            throw new DoesNotFit('this kind of excuse is not known');
        }
        return $this->state($serviceId, ['kind' => $kind, 'from_ms' => $fromMs, 'to_ms' => $toMs], $note, $by, $nowMs);
    }

    /** @return list<array<string, mixed>> in force, that overlap [from, to), oldest first */
    public function touching(string $serviceId, int $fromMs, int $toMs): array
    {
        return $this->db->rows('SELECT kind, from_ms, to_ms FROM ' . self::TABLE
            . ' WHERE service_id = ? AND withdrawn_ms IS NULL AND from_ms < ? AND to_ms > ? ORDER BY from_ms, id', [$serviceId, $toMs, $fromMs]);
    }
}
