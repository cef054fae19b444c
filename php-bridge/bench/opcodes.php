<?php

/**
 * Counts the PHP instructions of one settle, by the names of the Rust functions: the same figures on every run and every machine.
 * One takes about 5 ns. Needs phpdbg, and target/profile as `make profile` builds it.
 *
 *     phpdbg -qrr php-bridge/bench/opcodes.php 0          by function, for the document without outages
 *     phpdbg -qrr php-bridge/bench/opcodes.php 20 f224    the lines of one function of target/profile/makegood.php
 */

declare(strict_types=1);

namespace Makegood\Bench;

const PROFILED = __DIR__ . '/../../target/profile';

require __DIR__ . '/plain_time.php';
require __DIR__ . '/documents.php';
require __DIR__ . '/names.php';
require PROFILED . '/makegood.php';

use Makegood\Generated\Core;

/** @return array<string|int, int|array<int, int>> executed instructions, by function or by file and line */
function executed(string $request, bool $byFunction): array
{
    Core::call($request); // what happens once in a process has happened
    phpdbg_start_oplog();
    Core::call($request);
    return phpdbg_end_oplog(['functions' => $byFunction, 'opcodes' => true, 'show_unexecuted' => false]);
}

function total(int|array $counts): int
{
    return is_array($counts) ? array_sum($counts) : $counts;
}

if (!function_exists('phpdbg_start_oplog')) {
    fwrite(STDERR, "phpdbg is needed: phpdbg -qrr php-bridge/bench/opcodes.php\n");
    exit(1);
}
$request = Documents::measured((int) ($argv[1] ?? 20));
$wanted = $argv[2] ?? null;
if ($wanted === null) {
    $names = Names::of(PROFILED . '/makegood.wasm');
    $sums = [];
    foreach (executed($request, true) as $function => $counts) {
        if (str_contains((string) $function, '::')) {
            $short = substr((string) $function, strrpos((string) $function, '::') + 2);
            $name = preg_match('/^f(\d+)$/', $short, $found) === 1 ? $short . ' ' . ($names[(int) $found[1]] ?? '') : $short;
            $sums[$name] = ($sums[$name] ?? 0) + total($counts);
        }
    }
    arsort($sums);
    printf("%8d in all\n", array_sum($sums));
    foreach (array_slice($sums, 0, 45, true) as $name => $sum) {
        printf("%8d  %s\n", $sum, $name);
    }
    exit(0);
}
$source = file(PROFILED . '/makegood.php');
$function = '';
foreach (executed($request, false) as $file => $lines) {
    if (!str_ends_with((string) $file, '/profile/makegood.php')) {
        continue;
    }
    foreach ($source as $index => $line) {
        $function = preg_match('/static function (\w+)/', $line, $found) === 1 ? $found[1] : $function;
        if ($function === $wanted && isset($lines[$index + 1])) {
            printf("%7d  %s", total($lines[$index + 1]), $line);
        }
    }
}
