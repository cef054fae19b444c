<?php

/** Runs a test class on MariaDB instead: the server at MAKEGOOD_MARIADB_SOCKET. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

trait OnMariaDb
{
    protected static function database(): string
    {
        return 'mariadb';
    }

    /** @before */
    protected function reachTheServer(): void
    {
        $socket = (string) getenv('MAKEGOOD_MARIADB_SOCKET');
        if ($socket === '') {
            self::markTestSkipped('no MariaDB server: set MAKEGOOD_MARIADB_SOCKET');
        }
        putenv('SANDBOX_DB_HOST=' . $socket);
        putenv('SANDBOX_DB_NAME=foss_module_tests');
    }

    /** Rows that this connection has read so far. */
    protected function reads(): int
    {
        return (int) array_sum(array_column($this->sql("SHOW SESSION STATUS LIKE 'Handler_read%'"), 'Value'));
    }
}
