<?php
// Runs assertions: $argv[1] is a script that calls the functions below.
declare(strict_types=1);

error_reporting(E_ALL);
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    throw new \ErrorException($message, 0, $level, $file, $line);
});

$GLOBALS['passed'] = 0;
$GLOBALS['failed'] = 0;

function fail(int $line, string $why): void
{
    $GLOBALS['failed']++;
    echo "FAIL line $line: $why\n";
}

/** Loads a module; its own trap is expected when a message is given. */
function module(int $line, string $file, string $class, ?string $trap = null): void
{
    try {
        require_once $file;
        $class::instantiate(imports());
    } catch (\Throwable $e) {
        trapped($line, $e, $trap);
        return;
    }
    if ($trap !== null) {
        fail($line, "no trap, expected $trap");
    }
}

/** @param ?string $expected names of traps, any of which will do, separated by | */
function trapped(int $line, \Throwable $e, ?string $expected): void
{
    $got = $e->getMessage();
    if ($expected === 'host' && $e instanceof HostRefuses) {
        $GLOBALS['passed']++;
        return;
    }
    foreach (explode('|', $expected ?? '') as $name) {
        $agree = $name !== '' && (str_starts_with($name, $got) || str_starts_with($got, $name));
        if ($agree && str_ends_with(get_class($e), '\\Trap')) {
            $GLOBALS['passed']++;
            return;
        }
    }
    fail($line, ($expected === null ? 'unexpected ' : "expected trap $expected, got ") . get_class($e) . ": $got");
}

/** The float that stands for the bits of an f32; a NaN keeps its payload in the highest bits. */
function float32(int $bits): float
{
    if (($bits & 0x7fffffff) > 0x7f800000) {
        return unpack('e', pack('P', $bits >> 31 << 63 | 0x7ff << 52 | ($bits & 0x7fffff) << 29))[1];
    }
    return unpack('g', pack('V', $bits))[1];
}

function bits32(float $x): int
{
    $wide = unpack('P', pack('e', $x))[1];
    return is_nan($x) ? $wide >> 32 & 0x80000000 | 0x7f800000 | $wide >> 29 & 0x7fffff : unpack('V', pack('g', $x))[1];
}

/** @param list<array{string, int}> $args */
function values(array $args): array
{
    return array_map(static fn (array $arg) => match ($arg[0]) {
        'i' => $arg[1],
        'f' => float32($arg[1]),
        'd' => unpack('e', pack('P', $arg[1]))[1],
        'n' => null,
        'x' => host($arg[1]),
        's' => $arg[1],
    }, $args);
}

/**
 * @param array{string, int} $expected i: int, f and d: bits; fc, dc: canonical NaN; fa, da: any quiet NaN;
 *                                     n: null; x: value of the host, xa: any of them; r: reference to a function
 */
function same(mixed $got, array $expected): bool
{
    [$kind, $want] = $expected;
    if ($kind === 'i') {
        return $got === $want;
    }
    if (in_array($kind, ['n', 'x', 'xa', 'r'], true)) {
        return match ($kind) {
            'n' => $got === null,
            'x' => $got === host($want),
            'xa' => $got !== null,
            'r' => is_int($got),
        };
    }
    if (!is_float($got)) {
        return false;
    }
    $bits = $kind[0] === 'f' ? bits32($got) : unpack('P', pack('e', $got))[1];
    return match ($kind) {
        'f', 'd' => $bits === $want,
        'fc' => ($bits & 0x7fffffff) === 0x7fc00000,
        'dc' => ($bits & PHP_INT_MAX) === 0x7ff8000000000000,
        'fa' => ($bits & 0x7fc00000) === 0x7fc00000,
        'da' => ($bits & 0x7ff8000000000000) === 0x7ff8000000000000,
    };
}

function returns(int $line, string $class, string $method, array $args, array $expected): void
{
    try {
        $got = $class::$method(...values($args));
    } catch (\Throwable $e) {
        trapped($line, $e, null);
        return;
    }
    $all = count($expected) === 1 ? [$got] : (array) $got;
    foreach ($expected as $i => $one) {
        if (!same($all[$i], $one)) {
            fail($line, "$method(" . json_encode($args) . ') gave ' . var_export($all[$i], true) . ', expected ' . json_encode($one));
            return;
        }
    }
    $GLOBALS['passed']++;
}

function traps(int $line, string $class, string $method, array $args, string $trap): void
{
    try {
        $class::$method(...values($args));
    } catch (\Throwable $e) {
        trapped($line, $e, $trap);
        return;
    }
    fail($line, "$method did not trap, expected $trap");
}

/** Runs an action whose result does not matter. */
function run(int $line, string $class, string $method, array $args): void
{
    try {
        $class::$method(...values($args));
    } catch (\Throwable $e) {
        trapped($line, $e, null);
    }
}

/** Compares the items of a table, which only the class itself can see. @param list<array{string, int}> $items */
function table(int $line, string $class, int $table, array $items): void
{
    $got = (new ReflectionProperty($class, 'tables'))->getValue()[$table];
    $equal = count($got) === count($items);
    foreach ($equal ? $items : [] as $i => $item) {
        $equal = $equal && same($got[$i], $item);
    }
    if ($equal) {
        $GLOBALS['passed']++;
    } else {
        fail($line, "table $table differs");
    }
}

/** Compares what the host has been asked so far. */
function remembers(int $line, int $number): void
{
    if ($GLOBALS['memory'] === $number) {
        $GLOBALS['passed']++;
    } else {
        fail($line, 'the host was asked something else');
    }
}

/** Compares the whole memory by its digest. */
function memory(int $line, string $class, int $length, string $digest): void
{
    try {
        $same = hash('sha256', $class::memoryRead(0, $length)) === $digest;
    } catch (\Throwable $e) {
        trapped($line, $e, null);
        return;
    }
    if ($same) {
        $GLOBALS['passed']++;
    } else {
        fail($line, 'memory differs');
    }
}

require __DIR__ . '/host.php';
require $argv[1];
echo "passed {$GLOBALS['passed']} failed {$GLOBALS['failed']}\n";
