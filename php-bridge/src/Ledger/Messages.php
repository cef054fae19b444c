<?php

/**
 * What a case has to say to somebody by e-mail, written with the step that says it: pending → sending → sent, or failed with why. A row that stays
 * `sending` belongs to a process that died: nobody knows whether it went, and it is never sent again.
 */

declare(strict_types=1);

namespace Makegood\Ledger;

use Makegood\Engine\Json;

final class Messages
{
    private const TABLE = 'mod_makegood_messages';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * @param array{to: string, client: ?string, team: ?string, role: ?string, key: string, args: array<string, mixed>} $message
     * @return bool false: this step has said so to them before
     */
    public function add(string $caseId, int $step, array $message, int $nowMs): bool
    {
        $recipient = $message['to'] . ':' . ($message['client'] ?? $message['role'] ?? $message['team'] ?? '');
        return $this->db->insertNew(self::TABLE, [
            'case_id' => (int) $caseId,
            'step' => $step,
            'recipient' => Fits::ascii($recipient, Fits::ID, 'recipient'),
            'side' => Fits::ascii($message['to'], Fits::WORD, 'side'),
            'client_id' => $message['client'],
            'team' => $message['team'],
            'role' => $message['role'],
            'message' => Fits::ascii($message['key'], Fits::WORD, 'message'),
            'args' => Json::encode((object) $message['args']),
            'state' => 'pending',
            'attempts' => 0,
            'made_ms' => $nowMs,
        ]);
    }

    /** @return list<array<string, mixed>> with the currency of their case, oldest first */
    public function pending(int $limit): array
    {
        return $this->db->rows('SELECT m.*, c.currency FROM ' . self::TABLE . " m JOIN mod_makegood_refund_cases c ON c.id = m.case_id WHERE m.state = 'pending' ORDER BY m.id LIMIT $limit");
    }

    /** @return list<array<string, mixed>> of a case, in order */
    public function ofCase(string $caseId): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE case_id = ? ORDER BY step, id', [(int) $caseId]);
    }

    /** Compare-and-swap pending → sending. @return bool whether it is ours now */
    public function claim(string $id, int $nowMs): bool
    {
        return $this->db->run('UPDATE ' . self::TABLE . " SET state = 'sending', attempts = attempts + 1, claimed_ms = ?, failure = NULL WHERE id = ? AND state = 'pending'", [$nowMs, (int) $id]) === 1;
    }

    public function sent(string $id, int $nowMs): void
    {
        $this->db->run('UPDATE ' . self::TABLE . " SET state = 'sent', sent_ms = ? WHERE id = ? AND state = 'sending'", [$nowMs, (int) $id]);
    }

    /** Certainly nothing was sent. @param string $state pending: the next run tries again */
    public function notSent(string $id, string $from, string $state, string $why): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET state = ?, failure = ? WHERE id = ? AND state = ?', [$state, (string) Fits::shown($why, Fits::NOTE), (int) $id, $from]);
    }
}
