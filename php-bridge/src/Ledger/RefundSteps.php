<?php

/** Who did what in a case, when, and what was said to whom. Append only; one row for each step. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class RefundSteps
{
    private const TABLE = 'mod_makegood_refund_steps';

    public function __construct(private readonly Db $db)
    {
    }

    /** @param list<array<string, mixed>> $said as the core answered @throws LostRace when the step is taken */
    public function add(string $caseId, int $step, string $action, string $actor, ?string $role, ?string $note, array $said, string $before, string $after, int $nowMs): void
    {
        $new = $this->db->insertNew(self::TABLE, [
            'case_id' => (int) $caseId,
            'step' => $step,
            'action' => Fits::ascii($action, Fits::WORD, 'action'),
            'actor' => Fits::bytes($actor, Fits::LABEL, 'actor'),
            'role' => $role === null ? null : Fits::ascii($role, Fits::WORD, 'role'),
            'at_ms' => $nowMs,
            'note' => $note === null ? null : Fits::bytes($note, Fits::NOTE, 'note'),
            'said' => json_encode($said, \Makegood\Engine\Json::FLAGS),
            'before_state' => Fits::ascii($before, Fits::WORD, 'state'),
            'after_state' => Fits::ascii($after, Fits::WORD, 'state'),
        ]);
        if (!$new) {
            throw new LostRace('the step is taken');
        }
    }

    /** @return list<array<string, mixed>> in order */
    public function of(string $caseId): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE case_id = ? ORDER BY step', [(int) $caseId]);
    }
}
