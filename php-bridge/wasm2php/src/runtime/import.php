<?php
// What comes from the host: imports, the answers of imported functions, references handed back.
// A line that starts with "//:" opens the helper of that name; only helpers that a module needs are copied.
//: _import
private static function _import(array $imports, string $module, string $name): mixed
{
    $of = $imports[$module] ?? null;
    if (!\is_array($of) || !\array_key_exists($name, $of)) {
        throw new ImportError("import $module.$name is missing");
    }
    return $of[$name];
}
//: _ifunc
private static function _ifunc(array $imports, string $module, string $name): \Closure
{
    $given = self::_import($imports, $module, $name);
    if (!\is_callable($given)) {
        throw new ImportError("import $module.$name has to be callable, is " . \get_debug_type($given));
    }
    return \Closure::fromCallable($given);
}
//: _imem
/** The words of an imported memory: a copy of what the host gave. */
private static function _imem(array $imports, string $module, string $name, int $min, ?int $max): array
{
    $given = self::_import($imports, $module, $name);
    $bytes = \is_array($given) ? $given['bytes'] ?? null : null;
    if (!\is_string($bytes) || (\strlen($bytes) & 65535) !== 0) {
        throw new ImportError("import $module.$name has to be a memory: ['bytes' => whole pages, 'max' => pages or null]");
    }
    self::$pagesMax = self::_limits("$module.$name", \strlen($bytes) >> 16, $given['max'] ?? null, $min, $max, 16384);
    $words = [];
    for ($at = 0, $n = \strlen($bytes); $at < $n; $at += 65536) {
        foreach (\unpack('V*', \substr($bytes, $at, 65536)) as $word) {
            $words[] = $word;
        }
    }
    return $words;
}
//: _itable
/** The elements of an imported table: a copy of what the host gave. */
private static function _itable(array $imports, string $module, string $name, int $table, int $min, ?int $max, bool $functions): array
{
    $given = self::_import($imports, $module, $name);
    $items = \is_array($given) ? $given['items'] ?? null : null;
    if (!\is_array($items) || !\array_is_list($items)) {
        throw new ImportError("import $module.$name has to be a table: ['items' => list, 'max' => elements or null]");
    }
    self::$tableMax[$table] = self::_limits("$module.$name", \count($items), $given['max'] ?? null, $min, $max, 1048576);
    foreach ($functions ? $items : [] as $item) {
        self::_hfref($item, "$module.$name");
    }
    return $items;
}
//: _limits
/** What is given must be at least as large, and stay at least as small, as the module asks; its own limit counts. */
private static function _limits(string $name, int $size, mixed $limit, int $min, ?int $max, int $most): int
{
    if ($limit !== null && (!\is_int($limit) || $limit < $size)) {
        throw new ImportError("import $name has a wrong max");
    }
    if ($size < $min || ($max !== null && ($limit === null || $limit > $max))) {
        throw new ImportError("import $name has other limits than the module asks for");
    }
    return \min($limit ?? $most, $most);
}
//: _hi32
/** An i32 from the host, signed or not. */
private static function _hi32(mixed $value, string $name): int
{
    if (!\is_int($value)) {
        throw new ImportError("$name gave " . \get_debug_type($value) . ' where i32 (int) is asked');
    }
    if ($value < -2147483648 || $value > 4294967295) {
        throw new ImportError("$name gave $value where i32 (-2147483648 to 4294967295) is asked");
    }
    return $value & 4294967295;
}
//: _hi64
private static function _hi64(mixed $value, string $name): int
{
    if (!\is_int($value)) {
        throw new ImportError("$name gave " . \get_debug_type($value) . ' where i64 (int) is asked');
    }
    return $value;
}
//: _hf64
private static function _hf64(mixed $value, string $name): float
{
    if (!\is_float($value)) {
        throw new ImportError("$name gave " . \get_debug_type($value) . ' where a float is asked');
    }
    return $value;
}
//: _hf32
private static function _hf32(mixed $value, string $name): float
{
    return self::_in32(self::_hf64($value, $name));
}
//: _hfref
private static function _hfref(mixed $value, string $name): ?int
{
    if ($value !== null && (!\is_int($value) || !isset(self::FUNCTIONS[$value]))) {
        throw new ImportError("$name gave " . \get_debug_type($value) . ' where a function reference of this class or null is asked');
    }
    return $value;
}
//: _hmany
private static function _hmany(mixed $values, int $count, string $name): array
{
    if (!\is_array($values) || !\array_is_list($values) || \count($values) !== $count) {
        throw new ImportError("$name gave " . \get_debug_type($values) . " where a list of $count values is asked");
    }
    return $values;
}
//: _fref
/** A function reference from outside: one that this class gave out, or null. */
private static function _fref(?int $value): ?int
{
    if ($value !== null && !isset(self::FUNCTIONS[$value])) {
        throw new \InvalidArgumentException("$value is no function reference of this class");
    }
    return $value;
}
