<?php

/** A record with public columns, as RedBean gives them: unknown ones read as null; nothing is written before `store`. */

declare(strict_types=1);

namespace FossSandbox;

#[\AllowDynamicProperties]
class Bean
{
    /** @var array<string, mixed> */
    private array $sandboxValues;
    /** @var array<string, true> columns that were set since the bean was made */
    private array $sandboxSet = [];

    final public function __construct(private readonly string $sandboxTable, array $values = [])
    {
        $this->sandboxValues = $values + ['id' => 0];
    }

    public function __get(string $column): mixed
    {
        return $this->sandboxValues[$column] ?? null;
    }

    public function __set(string $column, mixed $value): void
    {
        $this->sandboxValues[$column] = $value;
        $this->sandboxSet[$column] = true;
    }

    public function __isset(string $column): bool
    {
        return isset($this->sandboxValues[$column]);
    }

    public function __unset(string $column): void
    {
        unset($this->sandboxValues[$column]);
    }

    public static function tableOf(self $bean): string
    {
        return $bean->sandboxTable;
    }

    /** @return array<string, mixed> what a store writes: everything, unless the assumption says otherwise */
    public static function toStore(self $bean): array
    {
        $new = (int) $bean->sandboxValues['id'] === 0;

        return $new || Assumptions::is('bean.store', 'all-columns') ? $bean->sandboxValues
            : array_intersect_key($bean->sandboxValues, $bean->sandboxSet) + ['id' => $bean->sandboxValues['id']];
    }

    /** @return array<string, mixed> */
    public static function valuesOf(self $bean): array
    {
        return $bean->sandboxValues;
    }
}
