<?php

/** What happened, in order, append only; a later journal chains these rows. */

declare(strict_types=1);

namespace Makegood\Ledger;

use Makegood\Engine\Json;

final class Events
{
    private const TABLE = 'mod_makegood_events';

    public function __construct(private readonly Db $db)
    {
    }

    /** @param array<string, mixed> $data strings and integers */
    public function add(string $type, string $ref, array $data, int $nowMs): void
    {
        $this->db->insert(self::TABLE, [
            'at_ms' => $nowMs,
            'type' => Fits::ascii($type, Fits::WORD, 'event type'),
            'ref' => (string) Fits::shown($ref),
            'data' => json_encode($data, Json::FLAGS | JSON_INVALID_UTF8_SUBSTITUTE | JSON_FORCE_OBJECT),
        ]);
    }

    /** @return string the newest event's id, `0` when there is none */
    public function lastId(): string
    {
        return (string) ($this->db->value('SELECT MAX(id) FROM ' . self::TABLE) ?? '0');
    }

    /** @return list<array<string, mixed>> of one type, after the given id, oldest first */
    public function since(string $id, string $type): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE id > ? AND type = ? ORDER BY id', [(int) $id, $type]);
    }

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }
}
