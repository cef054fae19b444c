<?php

/** Small named facts: migration number, counters, what is wrong with the engine. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Meta
{
    private const TABLE = 'mod_makegood_meta';

    public function __construct(private readonly Db $db)
    {
    }

    public function get(string $name): ?string
    {
        $value = $this->db->value('SELECT value FROM ' . self::TABLE . ' WHERE name = ?', [$name]);
        return $value === null ? null : (string) $value;
    }

    public function put(string $name, string $value): void
    {
        $this->db->put(self::TABLE, ['name' => Fits::ascii($name, Fits::ID, 'meta name')], ['value' => $value]);
    }

    public function forget(string $name): void
    {
        $this->db->run('DELETE FROM ' . self::TABLE . ' WHERE name = ?', [$name]);
    }

    /** @return list<string> values of all names that begin so */
    public function startingWith(string $prefix): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT value FROM ' . self::TABLE . ' WHERE name LIKE ? ORDER BY name', [$prefix . '%']), 'value'));
    }

    /** @return array<string, string> name → value of all names that begin so, by name */
    public function named(string $prefix): array
    {
        $rows = $this->db->rows('SELECT name, value FROM ' . self::TABLE . ' WHERE name LIKE ? ORDER BY name', [$prefix . '%']);
        return array_map('strval', array_column($rows, 'value', 'name'));
    }

    /** Adds one to a counter, safe against others who do the same. */
    public function count(string $name): void
    {
        $this->db->insertNew(self::TABLE, ['name' => Fits::ascii($name, Fits::ID, 'meta name'), 'value' => '0']);
        $type = $this->db->isSqlite() ? 'INTEGER' : 'UNSIGNED';
        $this->db->run('UPDATE ' . self::TABLE . " SET value = CAST(value AS $type) + 1 WHERE name = ?", [$name]);
    }
}
