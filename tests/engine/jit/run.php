#!/usr/bin/env php
<?php

/**
 * The engine under every mode of OPcache and its JIT, in the CLI and under php-fpm: every answer is the native core's, or there is none.
 * Usage: php tests/engine/jit/run.php [--only=part of an id] [--documents=2000] [--seed=1] [--engine=dist] [--json=file]
 */

declare(strict_types=1);

namespace MakegoodEngineTests;

require dirname(__DIR__) . '/lib/autoload.php';

$root = dirname(__DIR__, 3);
$options = getopt('', ['only:', 'documents:', 'seed:', 'engine:', 'json:', 'jobs:']);
$engine = (string) realpath($options['engine'] ?? "$root/dist");
$seed = (int) ($options['seed'] ?? 1);
$work = trim((string) shell_exec('mktemp -d'));
$native = new Native("$root/target/release/makegood");
$calls = Calls::write("$work/full", $root, $native, (int) ($options['documents'] ?? 2000), $seed);
Calls::write("$work/some", $root, $native, 50, $seed + 1);
spoil("$work/some", "$work/planted");

$tally = new Tally();
$figures = [];
$rows = array_filter(require __DIR__ . '/rows.php', static fn (string $id): bool => str_contains($id, $options['only'] ?? ''), ARRAY_FILTER_USE_KEY);
// The long ones first, so that nothing long is left alone at the end.
uasort($rows, static fn (array $a, array $b): int => ($a['load'] === 'some') <=> ($b['load'] === 'some'));
$pool = new Jobs((int) ($options['jobs'] ?? 2));
foreach ($rows as $id => $row) {
    $pool->add($id, [PHP_BINARY, __DIR__ . '/row.php', $id, $engine, $work]);
}
foreach ($pool->run() as $id => $text) {
    $said = json_decode($text, true) ?? ['outcome' => 'broken', 'results' => [$text]];
    $answers = array_sum(array_column(array_filter($said['results'], is_array(...)), 'right'));
    $wrong = array_sum(array_column(array_filter($said['results'], is_array(...)), 'wrong'));
    $figures[$id] = ['outcome' => $said['outcome'], 'right' => $answers, 'wrong' => $wrong];
    $tally->row($id, in_array($said['outcome'], $rows[$id]['may'], true), sprintf('%s (may be %s): %d right, %d wrong; %s', $said['outcome'], implode(' or ', $rows[$id]['may']),
        $answers, $wrong, $rows[$id]['why']), $text);
}
if (!isset($options['only'])) {
    // A suite that cannot tell one wrong answer from none would prove nothing.
    $planted = json_decode((string) shell_exec(implode(' ', array_map(escapeshellarg(...), ['env', "PROBE_ENGINE=$engine", "PROBE_CALLS=$work/planted", 'PROBE_STEPS=engine',
        PHP_BINARY, '-n', '-d', 'memory_limit=1G', __DIR__ . '/probe.php']))), true);
    // Whether a traced core goes wrong is luck; that none of it is traced can be seen.
    foreach (['tracing' => 'engine,canary', 'off' => 'engine,trace,engine'] as $jit => $steps) {
        [$generated, $others] = traced($engine, "$work/some", $steps, $jit);
        $tally->row("not-traced-$jit", $generated === 0 && ($others > 0 || $jit === 'off'), "$steps: $generated traces of generated code, $others of other code");
    }
    [$generated] = traced($engine, "$work/some", 'include,heat', 'tracing');
    $tally->row('planted-unguarded-load', $generated > 0, "without the bridge $generated traces of generated code: would be noticed");
    $tally->row('one-wrong-answer-is-noticed', ($planted['wrong'] ?? null) === 1, 'a digest altered on purpose', json_encode($planted));
}
shell_exec('rm -rf ' . escapeshellarg($work));
if (isset($options['json'])) {
    file_put_contents($options['json'], json_encode(['seed' => $seed, 'calls_in_a_full_row' => $calls, 'wrong' => array_sum(array_column($figures, 'wrong')),
        'right' => array_sum(array_column($figures, 'right')), 'rows' => $figures], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
}
printf("%d wrong answers\n", array_sum(array_column($figures, 'wrong')));
exit($tally->end());

/** @return array{int, int} how often the tracing JIT began to record generated code, and other code: opcache.jit_debug makes it say so */
function traced(string $engine, string $calls, string $steps, string $jit): array
{
    $settings = ['memory_limit=1G', 'zend_extension=opcache.so', 'opcache.enable_cli=1', 'opcache.jit_buffer_size=64M', "opcache.jit=$jit", 'opcache.jit_debug=0x1000'];
    // Traced code may never end.
    $process = proc_open(['timeout', '--signal=KILL', '120', PHP_BINARY, '-n', ...array_merge(...array_map(static fn (string $one): array => ['-d', $one], $settings)), __DIR__ . '/probe.php'],
        [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], $said = tmpfile()], $pipes, null, ['PROBE_ENGINE' => $engine, 'PROBE_CALLS' => $calls, 'PROBE_STEPS' => $steps, 'PROBE_HEAT' => '10'] + getenv());
    proc_close($process);
    rewind($said);
    $begun = preg_grep('/TRACE \d+ start/', explode("\n", (string) stream_get_contents($said)));
    $generated = count(preg_grep('/Makegood\\\\Generated|makegood(?:-more)?\.php/', $begun));
    return [$generated, count($begun) - $generated];
}

/** The same calls, the digest of the last one turned round. */
function spoil(string $from, string $to): void
{
    $lines = file($from);
    [$id, $request, $sha256] = explode(' ', rtrim((string) array_pop($lines)));
    file_put_contents($to, implode('', $lines) . "$id $request " . strrev($sha256) . "\n");
}
