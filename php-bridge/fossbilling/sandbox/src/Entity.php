<?php

/** The record behind an entity: column values that only the entity manager and the entity's own methods reach. */

declare(strict_types=1);

namespace FossSandbox;

abstract class Entity
{
    /** @var array<string, mixed> as the database gives them */
    private array $sandboxRow = [];
    /** @var array<string, true> columns that were set and not flushed */
    private array $sandboxChanged = [];

    public static function make(string $class, array $row): self
    {
        $entity = (new \ReflectionClass($class))->newInstanceWithoutConstructor();
        $entity->sandboxRow = $row;

        return $entity;
    }

    /** @return array<string, mixed> */
    public static function rowOf(self $entity): array
    {
        return $entity->sandboxRow;
    }

    /** @return array<string, mixed> */
    public static function changesOf(self $entity): array
    {
        return array_intersect_key($entity->sandboxRow, $entity->sandboxChanged);
    }

    /** @param array<string, mixed>|null $row null: the changes are written, keep the values */
    public static function settle(self $entity, ?array $row, array $more = []): void
    {
        $entity->sandboxRow = $more + ($row ?? $entity->sandboxRow);
        $entity->sandboxChanged = [];
    }

    protected function read(string $column, string $kind): mixed
    {
        $value = $this->sandboxRow[$column] ?? null;

        return $value === null ? ($kind === 'flag' ? false : null) : match ($kind) {
            'int' => (int) $value,
            'bool', 'flag' => (bool) $value,
            'datetime' => $value instanceof \DateTimeInterface ? $value : new \DateTime((string) $value),
            default => (string) $value,
        };
    }

    protected function write(string $column, string $kind, mixed $value): static
    {
        if (is_bool($value)) {
            $value = (int) $value;
        } elseif ($value instanceof \DateTimeInterface) {
            $value = $value->format('Y-m-d H:i:s');
        } elseif ($value instanceof self) {
            $value = $value->sandboxRow['id'] ?? null;
        } elseif ($kind === 'string' && $value !== null) {
            $value = (string) $value;
        }
        $this->sandboxRow[$column] = $value;
        $this->sandboxChanged[$column] = true;

        return $this;
    }

    /** @return object|null the record that a column points to */
    protected function related(string $column, string $record): ?object
    {
        $id = $this->sandboxRow[$column] ?? null;

        return $id === null ? null : Panel::container()['em']->find(Records::className($record), (int) $id);
    }
}
