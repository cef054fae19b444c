<?php

/** Entities of one connection: each record is one object, a flush writes what changed, and a flush that fails closes the manager. */

declare(strict_types=1);

namespace Doctrine\ORM;

use Doctrine\DBAL\Connection;
use FossSandbox\Entity;
use FossSandbox\Records;
use FossSandbox\Schema;
use FossSandbox\UndocumentedUse;
use MakegoodSandbox\Clock;

class EntityManager implements EntityManagerInterface
{
    /** @var array<string, array<int, Entity>> class → id → the one object */
    private array $known = [];
    /** @var list<Entity> */
    private array $new = [];
    /** @var list<Entity> */
    private array $gone = [];
    private bool $open = true;

    public function __construct(private readonly Connection $connection)
    {
    }

    public function getConnection(): Connection
    {
        return $this->connection;
    }

    public function isOpen(): bool
    {
        return $this->open;
    }

    public function find(string $className, mixed $id): ?object
    {
        return $this->known[ltrim($className, '\\')][(int) $id] ?? $this->select($className, 'id = ?', [(int) $id])[0] ?? null;
    }

    public function getReference(string $className, mixed $id): ?object
    {
        return $this->find($className, $id);
    }

    public function getRepository(string $className): EntityRepository
    {
        return new EntityRepository($this, ltrim($className, '\\'));
    }

    public function persist(object $entity): void
    {
        $this->mustBeOpen();
        if (empty(Entity::rowOf($entity)['id']) && !in_array($entity, $this->new, true)) {
            $this->new[] = $entity;
        }
    }

    public function remove(object $entity): void
    {
        $this->mustBeOpen();
        $this->gone[] = $entity;
    }

    public function clear(): void
    {
        $this->known = $this->new = $this->gone = [];
    }

    public function close(): void
    {
        $this->clear();
        $this->open = false;
    }

    public function contains(object $entity): bool
    {
        return ($this->known[$entity::class][(int) (Entity::rowOf($entity)['id'] ?? 0)] ?? null) === $entity;
    }

    /** Reads the record again, forgetting what was not flushed. */
    public function refresh(object $entity): void
    {
        $table = Records::table((string) Records::ofEntity($entity::class));
        Entity::settle($entity, $this->connection->fetchAssociative("SELECT * FROM `$table` WHERE id = ?", [Entity::rowOf($entity)['id']]) ?: []);
    }

    public function flush(): void
    {
        $this->mustBeOpen();
        $changed = array_filter(array_merge(...array_values(array_map('array_values', $this->known)), ...[[]]), static fn (Entity $e): bool => Entity::changesOf($e) !== []);
        if ($changed === [] && $this->new === [] && $this->gone === []) {
            return;
        }
        try {
            $this->connection->transactional(function () use ($changed): void {
                array_map($this->insert(...), $this->new);
                array_map($this->update(...), $changed);
                array_map($this->delete(...), $this->gone);
            });
        } catch (\Throwable $error) {
            $this->close();
            throw $error;
        }
        $this->new = $this->gone = [];
    }

    public function wrapInTransaction(callable $func): mixed
    {
        try {
            return $this->connection->transactional(function () use ($func): mixed {
                $result = $func($this);
                $this->flush();

                return $result;
            });
        } catch (\Throwable $error) {
            $this->close();
            throw $error;
        }
    }

    public function beginTransaction(): void
    {
        $this->connection->beginTransaction();
    }

    public function commit(): void
    {
        $this->connection->commit();
    }

    public function rollback(): void
    {
        $this->connection->rollBack();
    }

    /**
     * For repositories and the sandbox's core: records by an SQL condition, each as the object that is known already.
     *
     * @return list<Entity>
     */
    public function select(string $className, string $where, array $params): array
    {
        $class = ltrim($className, '\\');
        $name = Records::ofEntity($class) ?? throw new UndocumentedUse("the sandbox has no entity $class");
        $found = [];
        foreach ($this->connection->fetchAllAssociative('SELECT * FROM `' . Records::table($name) . "` WHERE $where", $params) as $row) {
            $found[] = $this->known[$class][(int) $row['id']] ??= Entity::make($class, $row);
        }

        return $found;
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the sandbox's EntityManager has no $name()");
    }

    private function insert(Entity $entity): void
    {
        $table = Records::table((string) Records::ofEntity($entity::class));
        $now = Clock::timestamp();
        $row = Entity::changesOf($entity) + array_intersect_key(['created_at' => $now, 'updated_at' => $now], Schema::columns($table));
        $this->connection->insert("`$table`", $row);
        Entity::settle($entity, null, ['id' => (int) $this->connection->lastInsertId()] + $row);
        $this->known[$entity::class][(int) Entity::rowOf($entity)['id']] = $entity;
    }

    private function update(Entity $entity): void
    {
        $table = Records::table((string) Records::ofEntity($entity::class));
        $changes = Entity::changesOf($entity) + array_intersect_key(['updated_at' => Clock::timestamp()], Schema::columns($table));
        $this->connection->update("`$table`", $changes, ['id' => Entity::rowOf($entity)['id']]);
        Entity::settle($entity, null, $changes);
    }

    private function delete(Entity $entity): void
    {
        $id = (int) Entity::rowOf($entity)['id'];
        $this->connection->delete('`' . Records::table((string) Records::ofEntity($entity::class)) . '`', ['id' => $id]);
        unset($this->known[$entity::class][$id]);
        Entity::settle($entity, null, ['id' => null]);
    }

    private function mustBeOpen(): void
    {
        $this->open || throw Exception\EntityManagerClosed::create();
    }
}
