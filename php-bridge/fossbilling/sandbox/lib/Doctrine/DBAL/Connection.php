<?php

/** The part of a DBAL connection that modules use: reads, writes, and transactions that nest by savepoints. */

declare(strict_types=1);

namespace Doctrine\DBAL;

use FossSandbox\UndocumentedUse;

class Connection
{
    private int $level = 0;

    public function __construct(private readonly \PDO $pdo)
    {
    }

    public function getNativeConnection(): \PDO
    {
        return $this->pdo;
    }

    public function executeStatement(string $sql, array $params = [], array $types = []): int
    {
        return $this->run($sql, $params)->rowCount();
    }

    public function fetchOne(string $sql, array $params = [], array $types = []): mixed
    {
        return $this->run($sql, $params)->fetchColumn();
    }

    public function fetchAssociative(string $sql, array $params = [], array $types = []): array|false
    {
        return $this->run($sql, $params)->fetch(\PDO::FETCH_ASSOC);
    }

    public function fetchAllAssociative(string $sql, array $params = [], array $types = []): array
    {
        return $this->run($sql, $params)->fetchAll(\PDO::FETCH_ASSOC);
    }

    public function fetchFirstColumn(string $sql, array $params = [], array $types = []): array
    {
        return $this->run($sql, $params)->fetchAll(\PDO::FETCH_COLUMN);
    }

    public function fetchAllKeyValue(string $sql, array $params = [], array $types = []): array
    {
        return $this->run($sql, $params)->fetchAll(\PDO::FETCH_KEY_PAIR);
    }

    public function insert(string $table, array $data, array $types = []): int
    {
        $names = implode(', ', array_keys($data));

        return $this->executeStatement("INSERT INTO $table ($names) VALUES (" . implode(', ', array_fill(0, count($data), '?')) . ')', array_values($data));
    }

    public function update(string $table, array $data, array $criteria = [], array $types = []): int
    {
        $sql = "UPDATE $table SET " . implode(' = ?, ', array_keys($data)) . ' = ? WHERE ' . implode(' = ? AND ', array_keys($criteria)) . ' = ?';

        return $this->executeStatement($sql, [...array_values($data), ...array_values($criteria)]);
    }

    public function delete(string $table, array $criteria = [], array $types = []): int
    {
        return $this->executeStatement("DELETE FROM $table WHERE " . implode(' = ? AND ', array_keys($criteria)) . ' = ?', array_values($criteria));
    }

    public function lastInsertId(): int|string
    {
        return $this->pdo->lastInsertId();
    }

    public function isTransactionActive(): bool
    {
        return $this->level > 0;
    }

    public function getTransactionNestingLevel(): int
    {
        return $this->level;
    }

    /** A transaction that somebody began on the PDO itself is not known here: then the driver refuses a second one. */
    public function beginTransaction(): void
    {
        $this->level === 0 ? $this->pdo->beginTransaction() : $this->pdo->exec("SAVEPOINT DOCTRINE_$this->level");
        ++$this->level;
    }

    public function commit(): void
    {
        $this->level > 0 || throw new ConnectionException('There is no active transaction.');
        --$this->level;
        $this->level === 0 ? $this->pdo->commit() : $this->pdo->exec("RELEASE SAVEPOINT DOCTRINE_$this->level");
    }

    public function rollBack(): void
    {
        $this->level > 0 || throw new ConnectionException('There is no active transaction.');
        --$this->level;
        $this->level === 0 ? $this->pdo->rollBack() : $this->pdo->exec("ROLLBACK TO SAVEPOINT DOCTRINE_$this->level");
    }

    public function transactional(\Closure $func): mixed
    {
        $this->beginTransaction();
        try {
            $result = $func($this);
        } catch (\Throwable $error) {
            $this->rollBack();
            throw $error;
        }
        $this->commit();

        return $result;
    }

    public function quote(string $value): string
    {
        return $this->pdo->quote($value);
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the sandbox's DBAL connection has no $name()");
    }

    private function run(string $sql, array $params): \PDOStatement
    {
        $lite = $this->pdo->getAttribute(\PDO::ATTR_DRIVER_NAME) === 'sqlite';
        $statement = $this->pdo->prepare($lite ? (string) preg_replace('/\s+FOR UPDATE\b/i', '', $sql) : $sql);
        $statement->execute(array_map(static fn (mixed $v): mixed => is_bool($v) ? (int) $v : $v, $params));

        return $statement;
    }
}
