<?php

/** Policy documents, immutable: the version is the SHA-256 of the stored bytes. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Policies extends Documents
{
    protected const TABLE = 'mod_makegood_policies';

    /** @return string the version's hash; putting the same bytes again changes nothing */
    public function put(string $document, string $name, int $nowMs): string
    {
        return $this->keep($document, (string) Fits::shown($name), $nowMs);
    }

    /** @return list<array<string, mixed>> newest first */
    public function all(): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY created_ms DESC, hash');
    }
}
