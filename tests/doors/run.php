#!/usr/bin/env php
<?php

/**
 * Runs every vector through the wasm compiled to PHP, with nothing installed, byte for byte like the native CLI.
 * Usage: php tests/doors/run.php [part of a file name]. Needs target/release/makegood and dist/makegood.php (make wasm).
 */

declare(strict_types=1);

namespace Makegood\Tests\Doors;

use Makegood\Generated\Core;

ini_set('memory_limit', '1G');
$root = dirname(__DIR__, 2);
require $root . '/dist/makegood.php';

/** @return list<array<string,string>> rows: a member stands on one line, and what stands there is what goes over the wire */
function rows(string $root, string $only): array
{
    $rows = [];
    foreach (glob($root . '/tests/vectors/*.json') ?: [] as $file) {
        if ($only !== '' && !str_contains(basename($file), $only)) {
            continue;
        }
        $row = [];
        foreach (explode("\n", (string) file_get_contents($file)) as $line) {
            if (preg_match('/^  "(\w+)": (.*?),?$/', $line, $member) === 1) {
                $row[$member[1]] = $member[2];
            }
            if (str_starts_with($line, '}')) {
                $rows[] = $row;
                $row = [];
            }
        }
    }
    return $rows;
}

/** @param array<string,string> $row */
function requestBytes(array $row): string
{
    if (isset($row['request'])) {
        return $row['request'];
    }
    if (isset($row['requestText'])) {
        return json_decode($row['requestText'], flags: JSON_THROW_ON_ERROR);
    }
    if (isset($row['requestBase64'])) {
        return base64_decode(json_decode($row['requestBase64']), true);
    }
    $fill = json_decode($row['requestFill'], true);
    return $fill['prefix'] . str_repeat($fill['repeat'], $fill['count']) . $fill['suffix'];
}

function native(string $root, string $request): string
{
    $input = tmpfile();
    fwrite($input, $request);
    rewind($input);
    $process = proc_open([$root . '/target/release/makegood', 'call'], [$input, ['pipe', 'w'], STDERR], $pipes);
    $answer = stream_get_contents($pipes[1]);
    proc_close($process);
    return $answer;
}

/** Objects: each member of $part; arrays: equally long; others: equal. */
function subset(mixed $part, mixed $whole): bool
{
    if ($part instanceof \stdClass) {
        foreach (get_object_vars($part) as $name => $value) {
            if (!$whole instanceof \stdClass || !property_exists($whole, (string) $name) || !subset($value, $whole->$name)) {
                return false;
            }
        }
        return true;
    }
    if (is_array($part)) {
        $equal = is_array($whole) && count($part) === count($whole);
        foreach ($equal ? $part : [] as $i => $value) {
            $equal = $equal && subset($value, $whole[$i]);
        }
        return $equal;
    }
    return $part === $whole;
}

$passed = $failed = 0;
foreach (rows($root, $argv[1] ?? '') as $row) {
    $request = requestBytes($row);
    try {
        $answer = Core::call($request);
    } catch (\Throwable $trap) {
        $answer = get_class($trap) . ': ' . $trap->getMessage();
    }
    $native = native($root, $request);
    $holds = isset($row['expect']) ? $row['expect'] === $answer : subset(json_decode($row['expectPart']), json_decode($answer));
    if ($answer === $native && $holds) {
        $passed++;
        continue;
    }
    $failed++;
    $why = $answer === $native ? 'not as expected' : 'differs from native';
    echo substr("FAILED " . json_decode($row['id']) . ": $why\n  native $native\n  here   $answer", 0, 3000), "\n";
}
echo 'PHP ', PHP_VERSION, ", nothing installed: $passed passed, $failed failed\n";
exit($failed > 0 || $passed === 0 ? 1 : 0);
