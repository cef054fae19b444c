<?php
// The host of a script: values that only it understands, what modules may import, other modules by name.
declare(strict_types=1);

/** What a function of the host throws, now and then. */
final class HostRefuses extends \Exception
{
}

$GLOBALS['registered'] = [];
$GLOBALS['globals'] = [];

/** The host's value number $n: an object that wasm can only keep and hand back. */
function host(int $n): object
{
    static $all = [];
    return $all[$n] ??= (object) ['n' => $n];
}

/** Says which globals a class exports. @param list<string> $names */
function globals(string $class, array $names): void
{
    $GLOBALS['globals'][$class] = $names;
}

/** From now on modules may import the functions and globals of $class. @param array<string, string> $methods */
function register(string $name, string $class, array $methods): void
{
    $GLOBALS['registered'][$name] = [$class, $methods];
}

/** What every module is handed; each gets its own copy of the memory and the table. */
function imports(): array
{
    $nothing = static fn () => null;
    $all = ['spectest' => [
        'print' => $nothing,
        'print_i32' => static fn (int $a) => null,
        'print_i64' => static fn (int $a) => null,
        'print_f32' => static fn (float $a) => null,
        'print_f64' => static fn (float $a) => null,
        'print_i32_f32' => static fn (int $a, float $b) => null,
        'print_f64_f64' => static fn (float $a, float $b) => null,
        'global_i32' => 666,
        'global_i64' => 666,
        'global_f32' => 666.5999755859375,
        'global_f64' => 666.6,
        'table' => ['items' => array_fill(0, 10, null), 'max' => 20],
        'memory' => ['bytes' => str_repeat("\0", 65536), 'max' => 2],
    ]];
    $all['env'] = environment();
    foreach ($GLOBALS['registered'] as $name => [$class, $methods]) {
        $all[$name] = array_map(static fn (string $method) => [$class, $method], $methods);
        foreach ($GLOBALS['globals'][$class] as $global) {
            $all[$name][$global] = $class::globalGet($global);
        }
    }
    return $all;
}

/** What random modules import; `tests/differential/host.rs` does the same in Rust. */
function environment(): array
{
    $bytes = implode('', array_map(static fn (int $i) => chr($i * 7 & 255), range(0, 255))) . str_repeat("\0", 65280);
    $functions = ['tick' => ['', ''], 'i' => ['i', 'i'], 'l' => ['ld', 'l'], 'f' => ['f', 'f'], 'd' => ['l', 'd'],
        'two' => ['ii', 'il'], 'four' => ['dd', 'dfli'], 'x' => ['x', 'x'], 'named' => ['r', 'i'], 'some' => ['', 'xi']];
    return array_map(static fn (array $types) => static fn (...$args) => answer($types[0], $args, $types[1]), $functions) + [
        'gi' => -5,
        'gl' => PHP_INT_MIN,
        'gf' => 1.5,
        'gd' => -0.25,
        'gx' => host(6),
        'functions' => ['items' => array_fill(0, 5, null), 'max' => 20],
        'values' => ['items' => [host(0), null, host(2)], 'max' => 20],
        'memory' => ['bytes' => $bytes, 'max' => 4],
    ];
}

/** The host starts to remember from here. */
function remember(int $number): void
{
    $GLOBALS['memory'] = $number;
}

/** Answers follow from all that was asked before. */
function answer(string $params, array $args, string $results): mixed
{
    if (count($args) !== strlen($params)) {
        throw new \LogicException('wrong number of arguments');
    }
    $h = $GLOBALS['memory'];
    foreach ($args as $i => $arg) {
        $part = match ($params[$i]) {
            'i' => $arg >= 0 && $arg <= 4294967295 ? $arg : throw new \LogicException('i32 out of range'),
            'l' => $arg,
            'f' => bits32($arg),
            'd' => unpack('P', pack('e', $arg))[1] >> 32,
            'x' => $arg === null ? 1 : 100 + $arg->n,
            'r' => $arg === null ? 2 : 3,
        };
        $h = $h * 31 + ($part & 2147483647) & 2147483647;
    }
    $GLOBALS['memory'] = $h = $h * 31 + 11 & 2147483647;
    if ($h % 37 === 5) {
        throw new HostRefuses();
    }
    $values = [];
    foreach (str_split($results) as $type) {
        if ($type === '') {
            break;
        }
        $h = $h * 31 + 7 & 2147483647;
        $signed = ($h << 1 | $h & 1) - (($h << 1) >= 2147483648 ? 4294967296 : 0);
        $values[] = match ($type) {
            'i' => $signed,
            'l' => $h << 33 ^ $h,
            'f' => ($h & 16777215) / 4.0,
            'd' => $h / 8.0 - 1000000.0,
            'x' => $h % 3 === 0 ? null : host($h % 7),
        };
    }
    $GLOBALS['memory'] = $h;
    return count($values) === 1 ? $values[0] : $values;
}

/** A module that has to be refused for what it is handed; where types alone are wrong, $lenient says why it may link. */
function unlinkable(int $line, string $file, string $class, ?string $lenient): void
{
    try {
        require_once $file;
        $class::instantiate(imports());
    } catch (\Throwable $e) {
        if (str_ends_with(get_class($e), '\\ImportError')) {
            $GLOBALS['passed']++;
        } else {
            fail($line, 'expected an ImportError, got ' . get_class($e) . ': ' . $e->getMessage());
        }
        return;
    }
    if ($lenient === null) {
        fail($line, 'the module was instantiated');
        return;
    }
    echo "SKIP $lenient\n";
}
