<?php

/** Policy documents, immutable: the version is the SHA-256 of the stored bytes. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Policies extends Documents
{
    public const SLA = 'sla';
    public const REFUND = 'refund';
    protected const TABLE = 'mod_makegood_policies';

    /** @return string the version's hash; putting the same bytes again changes nothing */
    public function put(string $document, string $name, int $nowMs, string $kind = self::SLA): string
    {
        return $this->keep($document, (string) Fits::shown($name), $nowMs, ['kind' => Fits::ascii($kind, Fits::WORD, 'kind of policy')]);
    }

    /** @return list<array<string, mixed>> newest first */
    public function all(string $kind = self::SLA): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' WHERE kind = ? ORDER BY created_ms DESC, hash', [$kind]);
    }

    /** @return ?string SLA or REFUND; null when there is no such version */
    public function kind(string $hash): ?string
    {
        $kind = $this->db->value('SELECT kind FROM ' . self::TABLE . ' WHERE hash = ?', [$hash]);
        return $kind === null ? null : (string) $kind;
    }
}
