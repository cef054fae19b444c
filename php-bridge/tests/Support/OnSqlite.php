<?php

/** Runs a test class on an SQLite file of its own. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

trait OnSqlite
{
    use Temp;

    private ?string $sqliteFile = null;

    /** A new connection to this test's database. */
    protected function connect(): \PDO
    {
        $this->sqliteFile ??= $this->temporaryDirectory() . '/panel.sqlite';
        $pdo = new \PDO('sqlite:' . $this->sqliteFile, null, null, [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION]);
        $pdo->exec('PRAGMA busy_timeout = 5000');
        $pdo->exec('PRAGMA journal_mode = WAL');
        return $pdo;
    }

    protected function anotherDatabase(): \PDO
    {
        $this->sqliteFile = null;
        return $this->connect();
    }
}
