<?php

/** Documents that are never changed, each named by the SHA-256 of its stored bytes. */

declare(strict_types=1);

namespace Makegood\Ledger;

abstract class Documents
{
    protected const TABLE = '';

    public function __construct(protected readonly Db $db)
    {
    }

    /** The stored bytes. */
    public function document(string $hash): ?string
    {
        $document = $this->db->value('SELECT document FROM ' . static::TABLE . ' WHERE hash = ?', [$hash]);
        return $document === null ? null : (string) $document;
    }

    /**
     * @param string $name that fits its column
     * @param array<string, string> $more columns of this kind of document
     * @return string the hash; the same bytes are kept once
     */
    protected function keep(string $document, string $name, int $nowMs, array $more = []): string
    {
        $hash = hash('sha256', $document);
        $this->db->insertNew(static::TABLE, ['hash' => $hash, 'name' => $name, 'document' => $document, 'created_ms' => $nowMs] + $more);
        return $hash;
    }
}
