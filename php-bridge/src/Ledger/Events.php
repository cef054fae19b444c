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

    /** @return list<array<string, mixed>> newest first */
    public function recent(int $limit): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT ' . $limit);
    }
}
