<?php
// Tables: a reference is null, the number of a function, or a value of the host.
// A line that starts with "//:" opens the helper of that name; only helpers that a module needs are copied.
//: _tget
private static function _tget(int $table, int $i): mixed
{
    if ($i >= \count(self::$tables[$table])) {
        throw new Trap('out of bounds table access');
    }
    return self::$tables[$table][$i];
}
//: _tset
private static function _tset(int $table, int $i, mixed $value): void
{
    if ($i >= \count(self::$tables[$table])) {
        throw new Trap('out of bounds table access');
    }
    self::$tables[$table][$i] = $value;
}
//: _tgrow
private static function _tgrow(int $table, int $max, mixed $value, int $n): int
{
    $old = \count(self::$tables[$table]);
    if ($old + $n > $max) {
        return 4294967295;
    }
    for ($i = 0; $i < $n; $i++) {
        self::$tables[$table][] = $value;
    }
    return $old;
}
//: _tfill
private static function _tfill(int $table, int $to, mixed $value, int $n): void
{
    if ($to + $n > \count(self::$tables[$table])) {
        throw new Trap('out of bounds table access');
    }
    for ($i = 0; $i < $n; $i++) {
        self::$tables[$table][$to + $i] = $value;
    }
}
