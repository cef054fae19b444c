<?php

/** Policy documents, immutable: the version is the SHA-256 of the stored bytes. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Policies
{
    private const TABLE = 'mod_makegood_policies';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return string the version's hash; putting the same bytes again changes nothing */
    public function put(string $document, string $name, int $nowMs): string
    {
        $hash = hash('sha256', $document);
        $this->db->insertNew(self::TABLE, [
            'hash' => $hash,
            'name' => (string) Fits::shown($name),
            'document' => $document,
            'created_ms' => $nowMs,
        ]);
        return $hash;
    }

    /** The stored bytes. */
    public function document(string $hash): ?string
    {
        $document = $this->db->value('SELECT document FROM ' . self::TABLE . ' WHERE hash = ?', [$hash]);
        return $document === null ? null : (string) $document;
    }

    /** @return list<array<string, mixed>> newest first */
    public function all(): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY created_ms DESC, hash');
    }
}
