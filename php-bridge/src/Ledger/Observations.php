<?php

/** Edges that were understood from messages, each known once by its key. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Observations
{
    private const TABLE = 'mod_makegood_observations';

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
        ]);
    }

    /** @return list<array<string, mixed>> all of a subject's, oldest first */
    public function ofSubject(string $subject): array
    {
        return $this->db->rows('SELECT o.obs_key, o.source_id, o.target, o.state, o.kind, o.at_ms, o.precision_word FROM ' . self::TABLE . ' o'
            . ' JOIN mod_makegood_targets t ON t.source_id = o.source_id AND t.target_hash = o.target_hash'
            . ' WHERE t.subject = ? ORDER BY o.at_ms, o.id', [$subject]);
    }

    /**
     * What tells whether a subject's evidence changed, without reading it.
     *
     * @return array<string, array{count: int, lastId: int, lastAtMs: int}> by subject
     */
    public function marks(): array
    {
        $marks = [];
        foreach (
            $this->db->rows('SELECT t.subject, COUNT(o.id) AS count, MAX(o.id) AS last_id, MAX(o.at_ms) AS last_at FROM mod_makegood_targets t'
            . ' JOIN ' . self::TABLE . ' o ON o.source_id = t.source_id AND o.target_hash = t.target_hash'
            . ' WHERE t.subject IS NOT NULL GROUP BY t.subject') as $row
        ) {
            $marks[$row['subject']] = ['count' => (int) $row['count'], 'lastId' => (int) $row['last_id'], 'lastAtMs' => (int) $row['last_at']];
        }
        return $marks;
    }

    public function count(): int
    {
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::TABLE);
    }
}
