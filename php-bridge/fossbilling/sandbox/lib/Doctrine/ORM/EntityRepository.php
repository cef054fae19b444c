<?php

/** Records of one class. */

declare(strict_types=1);

namespace Doctrine\ORM;

use FossSandbox\UndocumentedUse;

class EntityRepository
{
    public function __construct(private readonly EntityManager $em, private readonly string $class)
    {
    }

    public function find(mixed $id): ?object
    {
        return $this->em->find($this->class, $id);
    }

    /** @param array<string, mixed> $criteria property → value */
    public function findOneBy(array $criteria, ?array $orderBy = null): ?object
    {
        return $this->findBy($criteria, $orderBy, 1)[0] ?? null;
    }

    /**
     * @param array<string, mixed>       $criteria property → value, null or a list of values
     * @param array<string, string>|null $orderBy  property → ASC or DESC
     */
    public function findBy(array $criteria, ?array $orderBy = null, ?int $limit = null, ?int $offset = null): array
    {
        $where = ['1 = 1'];
        $params = [];
        foreach ($criteria as $property => $value) {
            $column = self::column($property);
            $values = is_array($value) ? array_values($value) : [$value];
            $where[] = $value === null ? "$column IS NULL" : ($values === [] ? '1 = 0' : "$column IN (" . implode(', ', array_fill(0, count($values), '?')) . ')');
            $params = $value === null ? $params : [...$params, ...$values];
        }
        $order = [];
        foreach ($orderBy ?? ['id' => 'ASC'] as $property => $way) {
            $order[] = self::column($property) . (strtoupper($way) === 'DESC' ? ' DESC' : ' ASC');
        }
        $sql = implode(' AND ', $where) . ' ORDER BY ' . implode(', ', $order) . ($limit === null ? '' : " LIMIT $limit OFFSET " . ($offset ?? 0));

        return $this->em->select($this->class, $sql, $params);
    }

    public function findAll(): array
    {
        return $this->findBy([]);
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the sandbox's repository of $this->class has no $name()");
    }

    private static function column(string $property): string
    {
        return '`' . strtolower((string) preg_replace('/(?<!^)([A-Z])/', '_$1', $property)) . '`';
    }
}
