<?php

/**
 * How the sandbox's own core reads and writes records: beans or entities, as the line has them.
 *
 * The difference is kept where it shows: a bean writes back every column that it holds, an entity only what changed.
 */

declare(strict_types=1);

namespace FossSandbox;

final class Rows
{
    /** @throws \TypeError when a service is given a record of another kind, as the real signatures do */
    public static function expect(mixed $model, string ...$names): void
    {
        foreach ($names as $name) {
            if (is_a($model, Records::className($name))) {
                return;
            }
        }
        throw new \TypeError('expected ' . Records::className($names[0]) . ', got ' . get_debug_type($model));
    }

    public static function value(object $model, string $column): mixed
    {
        return ($model instanceof Entity ? Entity::rowOf($model) : Bean::valuesOf($model))[$column] ?? null;
    }

    public static function id(object $model): int
    {
        return (int) self::value($model, 'id');
    }

    /** @return array<string, mixed> every column of the table */
    public static function all(object $model): array
    {
        $values = $model instanceof Entity ? Entity::rowOf($model) : Bean::valuesOf($model);
        $table = $model instanceof Entity ? Records::table((string) Records::ofEntity($model::class)) : Bean::tableOf($model);

        return $values + array_fill_keys(array_keys(Schema::columns($table)), null);
    }

    public static function load(string $name, mixed $id): ?object
    {
        return $id === null ? null : (self::find($name, 'id = ?', [(int) $id])[0] ?? null);
    }

    /** @throws \FOSSBilling\Exception */
    public static function existing(string $name, mixed $id, string $message): object
    {
        return self::load($name, $id) ?? throw new \FOSSBilling\Exception($message);
    }

    /** @return list<object> */
    public static function find(string $name, string $where, array $params = []): array
    {
        if (!Records::isBean($name)) {
            return self::em()->select(Records::entity($name), $where, $params);
        }

        return array_values(Panel::container()['db']->find($name, $where, $params));
    }

    /** @param array<string, mixed> $values stored at once */
    public static function make(string $name, array $values): object
    {
        $values = array_intersect_key($values, Schema::columns(Records::table($name)));
        if (!Records::isBean($name)) {
            $class = Records::entity($name);
            $entity = new $class();
            self::set($entity, $values);
            self::em()->persist($entity);
            self::em()->flush();

            return $entity;
        }
        $db = Panel::container()['db'];
        $bean = $db->dispense($name);
        self::set($bean, $values + self::stamps(Records::table($name), true));
        $db->store($bean);

        return $bean;
    }

    /** @param array<string, mixed> $changes */
    public static function write(object $model, array $changes): void
    {
        self::set($model, $changes);
        if ($model instanceof Entity) {
            self::em()->persist($model);
            self::em()->flush();

            return;
        }
        self::set($model, self::stamps(Bean::tableOf($model), false));
        Panel::container()['db']->store($model);
    }

    public static function remove(object $model): void
    {
        if ($model instanceof Entity) {
            self::em()->remove($model);
            self::em()->flush();

            return;
        }
        Panel::container()['db']->trash($model);
    }

    /** Plain SQL on the connection that the core uses. @return list<array<string, mixed>> */
    public static function sql(string $sql, array $params = []): array
    {
        $statement = Panel::container()['pdo']->prepare($sql);
        $statement->execute($params);

        return $statement->columnCount() > 0 ? $statement->fetchAll(\PDO::FETCH_ASSOC) : [];
    }

    private static function set(object $model, array $values): void
    {
        foreach ($values as $column => $value) {
            $model instanceof Entity ? (fn () => $this->write($column, 'any', $value))->call($model) : $model->$column = $value;
        }
    }

    private static function stamps(string $table, bool $new): array
    {
        $now = \MakegoodSandbox\Clock::timestamp();

        return array_intersect_key(['updated_at' => $now] + ($new ? ['created_at' => $now] : []), Schema::columns($table));
    }

    private static function em(): \Doctrine\ORM\EntityManager
    {
        return Panel::container()['em'];
    }
}
