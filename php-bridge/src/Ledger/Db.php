<?php

/** A thin skin over PDO that hides where MariaDB/MySQL and SQLite differ; knows no table. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Db
{
    public const SQLITE = 'sqlite';
    public const MYSQL = 'mysql';
    private const TRIES = 6;

    public readonly string $driver;
    private int $depth = 0;

    /**
     * @param (\Closure(callable): mixed)|null $transactional the panel's own way to run a transaction on this connection
     */
    public function __construct(private readonly \PDO $pdo, private readonly ?\Closure $transactional = null)
    {
        $this->driver = (string) $pdo->getAttribute(\PDO::ATTR_DRIVER_NAME);
        if (!in_array($this->driver, [self::SQLITE, self::MYSQL], true)) {
            throw new \InvalidArgumentException('Makegood runs on MariaDB, MySQL and SQLite, not on ' . $this->driver . '.');
        }
        if ((int) $pdo->getAttribute(\PDO::ATTR_ERRMODE) !== \PDO::ERRMODE_EXCEPTION) {
            $pdo->setAttribute(\PDO::ATTR_ERRMODE, \PDO::ERRMODE_EXCEPTION);
        }
    }

    public function isSqlite(): bool
    {
        return $this->driver === self::SQLITE;
    }

    /**
     * @param list<mixed> $params
     * @return int affected rows
     */
    public function run(string $sql, array $params = []): int
    {
        return $this->statement($sql, $params)->rowCount();
    }

    /**
     * @param list<mixed> $params
     * @return list<array<string, mixed>>
     */
    public function rows(string $sql, array $params = []): array
    {
        return $this->statement($sql, $params)->fetchAll(\PDO::FETCH_ASSOC);
    }

    /**
     * @param list<mixed> $params
     * @return array<string, mixed>|null
     */
    public function row(string $sql, array $params = []): ?array
    {
        $statement = $this->statement($sql, $params);
        $row = $statement->fetch(\PDO::FETCH_ASSOC);
        $statement->closeCursor();
        return $row === false ? null : $row;
    }

    /** @param list<mixed> $params */
    public function value(string $sql, array $params = []): mixed
    {
        $row = $this->row($sql, $params);
        return $row === null ? null : array_values($row)[0];
    }

    /**
     * @param array<string, mixed> $row column => value
     * @return string the new id
     */
    public function insert(string $table, array $row): string
    {
        $this->run($this->insertSql($table, $row), array_values($row));
        return (string) $this->pdo->lastInsertId();
    }

    /**
     * Inserts unless a unique key is taken; any other trouble still throws.
     *
     * @param array<string, mixed> $row
     * @return bool whether the row is new
     */
    public function insertNew(string $table, array $row): bool
    {
        // Not INSERT IGNORE: on MariaDB that also swallows a value that does not fit.
        try {
            $this->run($this->insertSql($table, $row), array_values($row));
            return true;
        } catch (\PDOException $failure) {
            return self::isTaken($failure) ? false : throw $failure;
        }
    }

    /**
     * Inserts the row, or brings it up to date where its key is taken.
     *
     * @param non-empty-array<string, mixed> $key    column => value, all of a unique key
     * @param non-empty-array<string, mixed> $values column => value
     */
    public function put(string $table, array $key, array $values): void
    {
        if (!$this->insertNew($table, $key + $values)) {
            $set = implode(' = ?, ', array_keys($values)) . ' = ?';
            $where = implode(' = ? AND ', array_keys($key)) . ' = ?';
            $this->run("UPDATE $table SET $set WHERE $where", [...array_values($values), ...array_values($key)]);
        }
    }

    /**
     * Runs the work in one transaction, again from its start when the database asks for that. Nested calls join.
     *
     * @template T
     * @param callable(): T $work must be repeatable
     * @return T
     */
    public function transaction(callable $work): mixed
    {
        if ($this->depth > 0) {
            return $work();
        }
        for ($try = 1;; $try++) {
            $this->depth++;
            try {
                return $this->transactional === null ? $this->own($work) : ($this->transactional)($work);
            } catch (\PDOException $failure) {
                if ($try >= self::TRIES || !self::isBusy($failure)) {
                    throw $failure;
                }
            } finally {
                $this->depth--;
            }
            usleep(random_int(5_000, 20_000) * $try);
        }
    }

    /** Whether the failure says that a unique key is taken. */
    public static function isTaken(\PDOException $failure): bool
    {
        $code = (int) ($failure->errorInfo[1] ?? 0);
        return $code === 1062 || ($code === 19 && str_contains($failure->getMessage(), 'UNIQUE'));
    }

    /** Deadlock and lock timeout (MariaDB 1213, 1205, 1020), busy and locked (SQLite 5, 6). */
    public static function isBusy(\Throwable $failure): bool
    {
        return $failure instanceof \PDOException && in_array((int) ($failure->errorInfo[1] ?? 0), [1213, 1205, 1020, 5, 6], true);
    }

    private function own(callable $work): mixed
    {
        // IMMEDIATE: a read that turns into a write later would be refused at once, whatever the timeout.
        $this->pdo->exec($this->isSqlite() ? 'BEGIN IMMEDIATE' : 'START TRANSACTION');
        try {
            $result = $work();
            $this->pdo->exec('COMMIT');
            return $result;
        } catch (\Throwable $failure) {
            try {
                $this->pdo->exec('ROLLBACK');
            } catch (\PDOException) {
                // The database rolled back by itself; the first failure is the one to tell.
            }
            throw $failure;
        }
    }

    /** @param array<string, mixed> $row */
    private function insertSql(string $table, array $row): string
    {
        $marks = implode(', ', array_fill(0, count($row), '?'));
        return "INSERT INTO $table (" . implode(', ', array_keys($row)) . ") VALUES ($marks)";
    }

    /** @param list<mixed> $params */
    private function statement(string $sql, array $params): \PDOStatement
    {
        $statement = $this->pdo->prepare($sql);
        foreach ($params as $i => $value) {
            $type = match (true) {
                $value === null => \PDO::PARAM_NULL,
                is_int($value), is_bool($value) => \PDO::PARAM_INT,
                is_string($value) => \PDO::PARAM_STR,
                default => throw new \InvalidArgumentException('only null, bool, int and string go into the ledger'),
            };
            $statement->bindValue($i + 1, is_bool($value) ? (int) $value : $value, $type);
        }
        $statement->execute();
        return $statement;
    }
}
