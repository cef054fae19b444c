<?php

/** $di['db'] of 0.7 and 0.8: beans by SQL fragments. A store writes every column the bean holds, as it was read, changed or not. */

declare(strict_types=1);

use FossSandbox\Bean;
use FossSandbox\Records;
use FossSandbox\Schema;
use FossSandbox\UndocumentedUse;

class Box_Database implements FOSSBilling\InjectionAwareInterface
{
    private ?Pimple\Container $di = null;

    public function setDi(Pimple\Container $di): void
    {
        $this->di = $di;
    }

    public function getDi(): ?Pimple\Container
    {
        return $this->di;
    }

    public function dispense($modelName)
    {
        return $this->bean($modelName, []);
    }

    public function store($modelOrBean)
    {
        $table = Bean::tableOf($modelOrBean);
        $values = Bean::toStore($modelOrBean);
        $id = (int) $values['id'];
        unset($values['id']);
        $unknown = array_diff_key($values, Schema::columns($table));
        if ($unknown !== []) {
            throw new FOSSBilling\Exception('Unknown column ' . implode(', ', array_keys($unknown)) . " in $table");
        }
        $values = array_map(static fn (mixed $value): mixed => is_bool($value) ? (int) $value : $value, $values);
        $names = array_keys($values);
        if ($id === 0) {
            $marks = implode(', ', array_fill(0, count($names), '?'));
            $this->exec("INSERT INTO `$table` (`" . implode('`, `', $names) . "`) VALUES ($marks)", array_values($values));
            $modelOrBean->id = $id = (int) $this->di['pdo']->lastInsertId();
        } elseif ($names !== []) {
            $this->exec("UPDATE `$table` SET `" . implode('` = ?, `', $names) . '` = ? WHERE id = ?', [...array_values($values), $id]);
        }

        return $id;
    }

    public function getAll($sql, $values = [])
    {
        return $this->run($sql, $values)->fetchAll(PDO::FETCH_ASSOC);
    }

    public function getCell($sql, $values = [])
    {
        $value = $this->run($sql, $values)->fetchColumn();

        return $value === false ? null : $value;
    }

    public function getRow($sql, $values = [])
    {
        return $this->run($sql, $values)->fetch(PDO::FETCH_ASSOC) ?: [];
    }

    public function getAssoc($sql, $values = [])
    {
        return $this->run($sql, $values)->fetchAll(PDO::FETCH_KEY_PAIR);
    }

    public function findOne(string $modelName, ?string $sql = null, $values = [])
    {
        return array_values($this->find($modelName, $sql, $values))[0] ?? null;
    }

    public function find(string $modelName, ?string $sql = null, $values = [])
    {
        $name = $this->name($modelName);
        $beans = [];
        $where = $sql === null ? '' : (preg_match('/^\s*(order|limit)\b/i', $sql) === 1 ? " $sql" : " WHERE $sql");
        foreach ($this->getAll('SELECT * FROM `' . Records::table($name) . '`' . $where, $values) as $row) {
            $beans[$row['id']] = $this->bean($name, $row);
        }

        return $beans;
    }

    public function findAll(string $table, ?string $sql = null, array $bindings = [])
    {
        return $this->find($table, $sql, $bindings);
    }

    public function load($modelName, $id)
    {
        return $this->findOne($modelName, 'id = ?', [$id]);
    }

    public function exec($sql, $values = [])
    {
        return $this->run($sql, $values)->rowCount();
    }

    public function trash($modelOrBean)
    {
        $this->exec('DELETE FROM `' . Bean::tableOf($modelOrBean) . '` WHERE id = ?', [$modelOrBean->id]);
    }

    public function getInsertID()
    {
        return $this->di['pdo']->lastInsertId();
    }

    public function getColumns($table)
    {
        return Schema::columns($table);
    }

    public function toArray($modelOrBean)
    {
        return Bean::valuesOf($modelOrBean);
    }

    public function getExistingModelById($modelName, $id, $message = 'Model :name not found in the database')
    {
        return $this->load($modelName, $id) ?? throw new FOSSBilling\Exception($message, [':name' => $modelName]);
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("\$di['db'] has no documented method $name()");
    }

    private function name(string $given): string
    {
        $name = Records::named($given);
        if ($name === null || !Records::isBean($name)) {
            throw new UndocumentedUse("\$di['db'] of this line has no bean \"$given\"");
        }

        return $name;
    }

    private function bean(string $given, array $row): Bean
    {
        $name = $this->name($given);
        $class = 'Model_' . $name;

        return new $class(Records::table($name), $row);
    }

    private function run(string $sql, mixed $values): PDOStatement
    {
        $statement = $this->di['pdo']->prepare($sql);
        $statement->execute(is_array($values) ? $values : [$values]);

        return $statement;
    }
}
