<?php

/** How the messages of a monitor without code of its own are read: documents, immutable, named by their hash. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Mappings extends Documents
{
    protected const TABLE = 'mod_makegood_mappings';

    /** @return string the document's hash; the same document is kept once */
    public function put(string $name, string $document, int $nowMs): string
    {
        return $this->keep($document, Fits::bytes($name, Fits::LABEL, 'mapping name'), $nowMs);
    }

    /** @return list<array<string, mixed>> newest first */
    public function all(): array
    {
        return $this->db->rows('SELECT hash, name, created_ms FROM ' . self::TABLE . ' ORDER BY created_ms DESC, hash');
    }
}
