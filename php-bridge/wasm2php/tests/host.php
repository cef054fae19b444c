<?php
// The host of a script: values that only it understands, what modules may import, other modules by name.
declare(strict_types=1);

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
    foreach ($GLOBALS['registered'] as $name => [$class, $methods]) {
        $all[$name] = array_map(static fn (string $method) => [$class, $method], $methods);
        foreach ($GLOBALS['globals'][$class] as $global) {
            $all[$name][$global] = $class::globalGet($global);
        }
    }
    return $all;
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
