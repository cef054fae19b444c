#!/usr/bin/env php
<?php

/**
 * Measures one settle with 20 outages: the core compiled to PHP against the same steps by hand with bcmath, alternating in one run.
 * Prints and writes target/bench/settle.json {"zero_install_ms","plain_ms","ratio", …, "with_opcache": the same with opcache on};
 * the first numbers are those of a bare command line, as a panel's cron has it. Fails only when the answers differ.
 */

declare(strict_types=1);

namespace Makegood\Bench;

require __DIR__ . '/plain.php';
require __DIR__ . '/documents.php';
require __DIR__ . '/core.php';

const CALLS = 300;
const WARM_UP = 20;

/** Milliseconds of one call. */
function timed(callable $call, string $request): float
{
    $start = hrtime(true);
    $call($request);
    return (hrtime(true) - $start) / 1e6;
}

function median(array $values): float
{
    sort($values);
    return $values[intdiv(count($values), 2)];
}

/** @return array<string,mixed> medians of both and their ratio, under the settings of this process */
function measure(): array
{
    $request = Documents::measured();
    $doors = ['zero_install_ms' => core(...), 'plain_ms' => PlainSettle::answer(...)];
    if (core($request) !== PlainSettle::answer($request)) {
        fwrite(STDERR, "the two answers differ: nothing to compare\n");
        exit(1);
    }
    $times = array_fill_keys(array_keys($doors), []);
    for ($i = -WARM_UP; $i < CALLS; $i++) {
        foreach ($doors as $name => $call) {
            $ms = timed($call, $request);
            if ($i >= 0) {
                $times[$name][] = $ms;
            }
        }
    }
    $result = array_map(static fn (array $values): float => round(median($values), 4), $times);
    $result['ratio'] = round($result['zero_install_ms'] / $result['plain_ms'], 2);
    return $result + ['calls' => CALLS, 'request_bytes' => strlen($request), 'php' => PHP_VERSION, 'answer_sha256' => hash('sha256', core($request))];
}

/** @return array<string,mixed>|null the same measured by a process with opcache, JIT off; null where opcache is not there */
function measureWithOpcache(): ?array
{
    if (!extension_loaded('Zend OPcache')) {
        return null;
    }
    $command = [PHP_BINARY, '-d', 'opcache.enable_cli=1', '-d', 'opcache.jit=off', __FILE__, '--measure'];
    $process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
    $json = stream_get_contents($pipes[1]);
    return proc_close($process) === 0 ? json_decode($json, true) : null;
}

function line(string $how, array $r): string
{
    return sprintf("settle with 20 outages, %s, median of %d warm calls: zero-install %.3f ms, by hand with bcmath %.3f ms, ratio %.1f\n",
        $how, $r['calls'], $r['zero_install_ms'], $r['plain_ms'], $r['ratio']);
}

if (($argv[1] ?? '') === '--measure') {
    echo json_encode(measure());
    exit(0);
}
$result = measure();
$result['with_opcache'] = measureWithOpcache();
$folder = dirname(__DIR__, 2) . '/target/bench';
is_dir($folder) || mkdir($folder, 0777, true);
file_put_contents($folder . '/settle.json', json_encode($result, JSON_PRETTY_PRINT) . "\n");
echo line('command line', $result);
echo $result['with_opcache'] === null ? "opcache is not installed: not measured\n" : line('with opcache', $result['with_opcache']);
