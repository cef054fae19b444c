<?php

/** Opens connections to the panel's database, SQLite or MariaDB, as config.php of the root says. */

declare(strict_types=1);

namespace FossSandbox;

final class Database
{
    /** @param array<string, string> $db the part `db` of config.php */
    public static function open(array $db, bool $withDatabase = true): \PDO
    {
        $options = [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION, \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC];
        if (($db['type'] ?? '') === 'sqlite') {
            return self::sqlite($db['name'], $options);
        }
        $host = $db['host'];
        $where = str_starts_with($host, '/') ? "unix_socket=$host" : "host=$host;port=" . (($db['port'] ?? '') ?: '3306');
        $pdo = new \PDO('mysql:' . $where . ($withDatabase ? ';dbname=' . $db['name'] : '') . ';charset=utf8', $db['user'], $db['password'], $options);
        $offset = (new \DateTimeImmutable('@' . \MakegoodSandbox\Clock::now()))->setTimezone(new \DateTimeZone(date_default_timezone_get()))->format('P');
        $pdo->exec("SET time_zone = '$offset'");
        $pdo->exec("SET sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");

        return $pdo;
    }

    /** @param array<string, string> $db */
    public static function createDatabase(array $db): void
    {
        $name = str_replace('`', '', $db['name']);
        self::open($db, false)->exec("CREATE DATABASE IF NOT EXISTS `$name` CHARACTER SET utf8 COLLATE utf8_general_ci");
    }

    private static function sqlite(string $file, array $options): \PDO
    {
        $pdo = new \PDO('sqlite:' . $file, null, null, $options);
        $pdo->setAttribute(\PDO::ATTR_STATEMENT_CLASS, [TypedStatement::class]);
        $pdo->exec('PRAGMA busy_timeout = 15000');
        $pdo->exec('PRAGMA journal_mode = WAL');
        $pdo->exec('PRAGMA synchronous = NORMAL');
        $pdo->sqliteCreateFunction('NOW', static fn (): string => \MakegoodSandbox\Clock::timestamp(), 0);
        $days = static fn (?string $a, ?string $b): ?int => $a === null || $b === null ? null
            : intdiv((int) strtotime(substr($a, 0, 10) . ' UTC') - (int) strtotime(substr($b, 0, 10) . ' UTC'), 86400);
        $pdo->sqliteCreateFunction('DATEDIFF', $days, 2);

        return $pdo;
    }
}
