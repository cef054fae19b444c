<?php

/** SQLite rows with the types that MariaDB's driver gives: columns of the kind double come as floats, decimals stay strings. */

declare(strict_types=1);

namespace FossSandbox;

final class TypedStatement extends \PDOStatement
{
    private function __construct()
    {
    }

    public function execute(?array $params = null): bool
    {
        // The driver binds everything as text; a boolean must not become ''.
        return parent::execute($params === null ? null : array_map(static fn (mixed $v): mixed => is_bool($v) ? (int) $v : $v, $params));
    }

    public function fetch(int $mode = \PDO::FETCH_DEFAULT, int $cursorOrientation = \PDO::FETCH_ORI_NEXT, int $cursorOffset = 0): mixed
    {
        $row = parent::fetch($mode, $cursorOrientation, $cursorOffset);

        return is_array($row) ? $this->typed($row) : $row;
    }

    public function fetchColumn(int $column = 0): mixed
    {
        $value = parent::fetchColumn($column);

        return is_string($value) && in_array($column, $this->doubles()[1], true) ? (float) $value : $value;
    }

    public function fetchAll(int $mode = \PDO::FETCH_DEFAULT, mixed ...$args): array
    {
        $rows = parent::fetchAll($mode, ...$args);
        if (!in_array($mode, [\PDO::FETCH_DEFAULT, \PDO::FETCH_ASSOC, \PDO::FETCH_NUM, \PDO::FETCH_BOTH], true)) {
            return $rows;
        }

        return $this->doubles()[0] === [] ? $rows : array_map(fn (mixed $row): mixed => is_array($row) ? $this->typed($row) : $row, $rows);
    }

    private function typed(array $row): array
    {
        [$names, $places] = $this->doubles();
        foreach ([...$names, ...$places] as $key) {
            if (isset($row[$key]) && is_string($row[$key])) {
                $row[$key] = (float) $row[$key];
            }
        }

        return $row;
    }

    /** @return array{list<string>, list<int>} names and places of the columns that are floats */
    private function doubles(): array
    {
        $names = $places = [];
        for ($i = 0; $i < $this->columnCount(); ++$i) {
            $meta = $this->getColumnMeta($i);
            if (($meta['sqlite:decl_type'] ?? '') === 'TEXT_DOUBLE') {
                $names[] = $meta['name'];
                $places[] = $i;
            }
        }

        return [$names, $places];
    }
}
