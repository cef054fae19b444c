<?php

/** Runs a test class on MariaDB: the server at MAKEGOOD_MARIADB_SOCKET, or the one that SANDBOX_DB_HOST and its fellows name. */

declare(strict_types=1);

namespace FossSandbox\Tests;

trait OnMariaDb
{
    protected function setUp(): void
    {
        $socket = (string) getenv('MAKEGOOD_MARIADB_SOCKET');
        if ($socket !== '') {
            putenv("SANDBOX_DB_HOST=$socket");
        }
        if ((string) getenv('SANDBOX_DB_HOST') === '') {
            self::markTestSkipped('no MariaDB server: set MAKEGOOD_MARIADB_SOCKET');
        }
        putenv('SANDBOX_DB_NAME=foss_sandbox_tests');
        parent::setUp();
    }

    protected function database(): string
    {
        return 'mariadb';
    }
}
