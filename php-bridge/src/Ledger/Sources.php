<?php

/** Monitor accounts that may report: vendor, independence, and the digest of a secret that is not kept. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Sources
{
    public const VENDORS = ['pingdom', 'uptimerobot', 'uptime-kuma'];
    private const TABLE = 'mod_makegood_sources';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return string the new source's id */
    public function add(string $vendor, string $name, string $group, string $digest, int $nowMs): string
    {
        return $this->db->insert(self::TABLE, [
            'vendor' => Fits::ascii($vendor, Fits::WORD, 'vendor'),
            'name' => Fits::bytes($name, Fits::LABEL, 'source name'),
            'independence_group' => Fits::bytes($group, Fits::ID, 'independence group'),
            'digest' => Fits::hash($digest, 'digest'),
            'enabled' => true,
            'trusted' => false,
            'created_ms' => $nowMs,
            'last_ms' => null,
        ]);
    }

    /** @return array<string, mixed>|null */
    public function byId(string $id): ?array
    {
        return $this->db->row('SELECT * FROM ' . self::TABLE . ' WHERE id = ?', [(int) $id]);
    }

    /** @return list<array<string, mixed>> */
    public function all(): array
    {
        return $this->db->rows('SELECT * FROM ' . self::TABLE . ' ORDER BY id');
    }

    /** @return array<string, string> id => digest */
    public function digests(): array
    {
        return array_map('strval', array_column($this->all(), 'digest', 'id'));
    }

    public function setDigest(string $id, string $digest): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET digest = ? WHERE id = ?', [Fits::hash($digest, 'digest'), (int) $id]);
    }

    public function setEnabled(string $id, bool $enabled): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET enabled = ? WHERE id = ?', [$enabled, (int) $id]);
    }

    public function setTrusted(string $id, bool $trusted): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET trusted = ? WHERE id = ?', [$trusted, (int) $id]);
    }

    public function heard(string $id, int $atMs): void
    {
        $this->db->run('UPDATE ' . self::TABLE . ' SET last_ms = ? WHERE id = ?', [$atMs, (int) $id]);
    }
}
