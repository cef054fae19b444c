#!/usr/bin/env php
<?php

/**
 * Measures every way in which PHP reaches the core against the same job by hand with bcmath, on the same documents, byte-equal first.
 * Prints a table and writes target/bench/php.json (docs/engine.md, Measured, says what the keys mean; `detail` holds medians in
 * milliseconds and quartiles of the ratios). Fails only when answers differ or a door is missing that should be there, never on a time.
 * FFI is measured where PHP has it and scripts/wasmtime.sh can fetch a libwasmtime, opcache where it is installed.
 */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Engine\Engine;
use Makegood\Engine\FfiCore;
use Makegood\Engine\Manifest;
use Makegood\Engine\TransportSettings;

require __DIR__ . '/doors.php';
require BRIDGE . '/src/autoload.php';
require __DIR__ . '/children.php';
require __DIR__ . '/fpm.php';
require __DIR__ . '/table.php';
require __DIR__ . '/core.php';

/** One figure by workload out of compared(). */
function figures(array $compared, string $door): array
{
    return array_map(static fn (array $doors): float => $doors[$door]['ratio'], $compared);
}

function overTuned(array $compared): array
{
    return array_map(static fn (array $doors): float => round($doors['zero_install']['ms'] / $doors['tuned']['ms'], 3), $compared);
}

/** @return array<string, mixed> the same ratios in a process with opcache, JIT off */
function withOpcache(): array
{
    $compared = child('ratios', ['opcache.enable_cli=1', 'opcache.jit=off']);
    unset($compared['opcache']);
    return ['zero_install_over_bcmath' => figures($compared, 'zero_install'), 'zero_install_over_tuned' => overTuned($compared)];
}

/** What the engine's checks cost once they are done: nothing is the aim. */
function engineOverhead(): float
{
    $engine = Engine::at(DIST, new TransportSettings('compiled'));
    $doors = ['core' => core(...), 'engine' => $engine->bytes(...)];
    $engine->bytes('{"contract":1,"command":"describe"}');
    return Pairs::measure($doors, [Documents::measured()], ROUNDS['20'])['engine']['ratio'];
}

/** The library that scripts/wasmtime.sh names, or null where it or PHP's FFI cannot be had. */
function wasmtime(): ?string
{
    $path = trim((string) shell_exec(escapeshellarg(ROOT . '/scripts/wasmtime.sh')));
    return extension_loaded('FFI') && is_file($path) ? $path : null;
}

/** @return array<string, mixed> */
function everything(): array
{
    $zero = zeroInstall();
    $process = transport('process', process(), true);
    $library = wasmtime();
    $ffi = $library === null ? null : transport('ffi', new FfiCore(Manifest::read(DIST), $library, new TransportSettings()), false);
    $fresh = freshProcesses();
    $more = DIST . '/makegood-more.php';
    return [
        'zero_install_over_bcmath' => figures($zero, 'zero_install'),
        'zero_install_over_tuned' => overTuned($zero),
        'process_over_bcmath' => figures($process, 'process'),
        'ffi_over_bcmath' => $ffi === null ? null : figures($ffi, 'ffi'),
        'load_ms' => $fresh['load_ms'],
        'first_call_ms' => $fresh['first_call_ms'],
    ] + pages() + [
        'php_bytes' => filesize(DIST . '/makegood.php'),
        'more_bytes' => is_file($more) ? filesize($more) : 0,
        'peak_bytes' => peak(),
        'thousand_services' => company(),
        'engine_first_call_ms' => $fresh['engine_first_call_ms'],
        'engine_over_core' => engineOverhead(),
        'with_opcache' => extension_loaded('Zend OPcache') ? withOpcache() : null,
        'detail' => ['in_process' => $zero, 'process' => $process, 'ffi' => $ffi],
        'measured' => ['php' => PHP_VERSION, 'manifest' => json_decode((string) file_get_contents(DIST . '/manifest.json'), true), 'opcache_as' => 'file cache (load_ms, first_call_ms), shared memory in php-fpm (fpm_request_ms)'],
    ];
}

try {
    $result = everything();
} catch (\Throwable $problem) {
    fwrite(STDERR, 'bench: ' . $problem->getMessage() . "\n");
    exit(1);
}
$folder = ROOT . '/target/bench';
is_dir($folder) || mkdir($folder, 0777, true);
file_put_contents($folder . '/php.json', json_encode($result, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES) . "\n");
echo table($result);
