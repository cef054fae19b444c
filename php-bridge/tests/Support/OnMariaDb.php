<?php

/** Runs a test class on a database of its own on the server at MAKEGOOD_MARIADB_SOCKET, strict mode off as panels have it. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

trait OnMariaDb
{
    use Temp;

    private ?string $schema = null;

    /** A new connection to this test's database. */
    protected function connect(): \PDO
    {
        $socket = (string) getenv('MAKEGOOD_MARIADB_SOCKET');
        if ($socket === '') {
            self::markTestSkipped('no MariaDB server: set MAKEGOOD_MARIADB_SOCKET');
        }
        $pdo = new \PDO('mysql:unix_socket=' . $socket . ';charset=utf8mb4', 'root', '', [
            \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
            \PDO::ATTR_EMULATE_PREPARES => false,
        ]);
        $pdo->exec("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'");
        if ($this->schema === null) {
            $this->schema = 'makegood_test_' . bin2hex(random_bytes(6));
            // The panel's own default ignores case: ours must not.
            $pdo->exec('CREATE DATABASE ' . $this->schema . ' CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci');
        }
        $pdo->exec('USE ' . $this->schema);
        return $pdo;
    }

    protected function anotherDatabase(): \PDO
    {
        $this->dropSchema();
        return $this->connect();
    }

    /** @after */
    public function dropSchema(): void
    {
        if ($this->schema !== null) {
            $this->connect()->exec('DROP DATABASE ' . $this->schema);
            $this->schema = null;
        }
    }
}
