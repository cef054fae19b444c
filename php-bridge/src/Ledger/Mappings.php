<?php

/** How the messages of a monitor without code of its own are read: documents, immutable, named by their hash. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Mappings
{
    private const TABLE = 'mod_makegood_mappings';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return string the document's hash; the same document is kept once */
    public function put(string $name, string $document, int $nowMs): string
    {
        $hash = hash('sha256', $document);
        $this->db->insertNew(self::TABLE, [
            'hash' => $hash,
            'name' => Fits::bytes($name, Fits::LABEL, 'mapping name'),
            'document' => $document,
            'created_ms' => $nowMs,
        ]);
        return $hash;
    }

    /** @return ?string the stored bytes */
    public function document(string $hash): ?string
    {
        $document = $this->db->value('SELECT document FROM ' . self::TABLE . ' WHERE hash = ?', [$hash]);
        return $document === null ? null : (string) $document;
    }

    /** @return list<array<string, mixed>> newest first */
    public function all(): array
    {
        return $this->db->rows('SELECT hash, name, created_ms FROM ' . self::TABLE . ' ORDER BY created_ms DESC, hash');
    }
}
