<?php

/** Creates and widens the ledger's tables: column types by meaning, spelled for MariaDB/MySQL or SQLite. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Schema
{
    public function __construct(private readonly Db $db)
    {
    }

    /**
     * Creates a table unless it is there: a migration that was cut off can run again.
     *
     * @param array<string, string> $columns name => meaning, `?` in front when it may be null
     * @param list<string> $keys further clauses: `primary(a, b)`, `unique(a, b)`
     * @param list<string> $indexes column lists
     */
    public function create(string $table, array $columns, array $keys = [], array $indexes = []): void
    {
        $lines = [];
        foreach ($columns as $name => $meaning) {
            $lines[] = $name . ' ' . $this->type($meaning);
        }
        foreach ($keys as $key) {
            $lines[] = strtr($key, ['primary(' => 'PRIMARY KEY (', 'unique(' => 'UNIQUE (']);
        }
        if (!$this->db->isSqlite()) {
            foreach ($indexes as $i => $list) {
                $lines[] = "INDEX makegood_$i ($list)";
            }
        }
        $engine = $this->db->isSqlite() ? '' : ' ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin';
        $this->db->run("CREATE TABLE IF NOT EXISTS $table (" . implode(', ', $lines) . ')' . $engine);
        if ($this->db->isSqlite()) {
            foreach ($indexes as $i => $list) {
                $this->db->run("CREATE INDEX IF NOT EXISTS {$table}_$i ON $table ($list)");
            }
        }
    }

    /** Adds a column unless it is there. @param ?string $default of a column that may not be null */
    public function addColumn(string $table, string $name, string $meaning, ?string $default = null): void
    {
        if ($this->has($table, $name)) {
            return;
        }
        try {
            $this->db->run("ALTER TABLE $table ADD COLUMN $name " . $this->type($meaning) . ($default === null ? '' : " DEFAULT $default"));
        } catch (\PDOException $failure) {
            // Two processes may bring the tables up to date at once.
            if (!$this->has($table, $name)) {
                throw $failure;
            }
        }
    }

    /** Adds an index unless it is there. @param string $columns `a, b` */
    public function addIndex(string $table, string $name, string $columns): void
    {
        if ($this->db->isSqlite()) {
            $this->db->run("CREATE INDEX IF NOT EXISTS {$table}_$name ON $table ($columns)");
            return;
        }
        if ($this->hasIndex($table, $name)) {
            return;
        }
        try {
            $this->db->run("CREATE INDEX makegood_$name ON $table ($columns)");
        } catch (\PDOException $failure) {
            if (!$this->hasIndex($table, $name)) {
                throw $failure;
            }
        }
    }

    private function hasIndex(string $table, string $name): bool
    {
        return in_array('makegood_' . $name, array_column($this->db->rows("SHOW INDEX FROM $table"), 'Key_name'), true);
    }

    private function has(string $table, string $column): bool
    {
        $columns = $this->db->isSqlite() ? $this->db->rows("PRAGMA table_info($table)") : $this->db->rows("SHOW COLUMNS FROM $table");
        return in_array($column, array_column($columns, $this->db->isSqlite() ? 'name' : 'Field'), true);
    }

    private function type(string $meaning): string
    {
        $null = str_starts_with($meaning, '?') ? ' NULL' : ' NOT NULL';
        $meaning = ltrim($meaning, '?');
        if ($meaning === 'auto') {
            return $this->db->isSqlite() ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : 'BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY';
        }
        if ($this->db->isSqlite()) {
            // TEXT keeps digits as they are; a numeric affinity would turn '007' into 7.
            return (in_array($meaning, ['ms', 'int', 'flag'], true) ? 'INTEGER' : 'TEXT') . $null;
        }
        return $this->mysql($meaning) . $null;
    }

    /** Free text is kept as bytes: the charset of the panel's connection is not ours to trust. */
    private function mysql(string $meaning): string
    {
        $ascii = ' CHARACTER SET ascii COLLATE ascii_bin';
        return match ($meaning) {
            'ms', 'int' => 'BIGINT',
            'flag' => 'TINYINT',
            'hash' => 'CHAR(64)' . $ascii,
            'marker' => 'CHAR(41)' . $ascii,
            'line' => 'CHAR(20)' . $ascii,
            'word' => 'VARCHAR(' . Fits::WORD . ')' . $ascii,
            'id' => 'VARCHAR(' . Fits::ID . ')' . $ascii,
            'subject' => 'VARCHAR(' . Fits::SUBJECT . ')' . $ascii,
            'currency' => 'CHAR(3)' . $ascii,
            'period' => 'CHAR(7)' . $ascii,
            'amount' => 'VARCHAR(' . Fits::AMOUNT . ')' . $ascii,
            'target' => 'VARBINARY(' . Fits::TARGET . ')',
            'label' => 'VARBINARY(' . Fits::LABEL . ')',
            'text' => 'MEDIUMBLOB',
            'bytes' => 'LONGBLOB',
        };
    }
}
