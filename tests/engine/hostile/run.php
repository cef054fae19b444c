#!/usr/bin/env php
<?php

/**
 * Hostile bytes through the engine's door: a coded answer that is the native core's, or a trap; no PHP warning, no lost memory, and the next call is right.
 * Usage: php tests/engine/hostile/run.php [--count=1000] [--seed=1] [--engine=dist] [--json=file]
 */

declare(strict_types=1);

namespace MakegoodEngineTests\Hostile;

use MakegoodEngineTests\Native;
use MakegoodEngineTests\Tally;
use MakegoodEngineTests\Vectors;

require dirname(__DIR__) . '/lib/autoload.php';
require __DIR__ . '/Generator.php';

/** What PHP itself may keep after a call: lists that it makes larger in steps. */
const MAY_GROW = 262144;
/** Only a request that PHP has no room for may trap: copied into wasm memory it takes sixteen times its length, for a moment twice that. */
const MAY_TRAP_FROM = 1 << 20;

ini_set('memory_limit', '2G');
$root = dirname(__DIR__, 3);
$options = getopt('', ['count:', 'seed:', 'engine:', 'json:']);
$directory = (string) realpath($options['engine'] ?? "$root/dist");
[$count, $seed] = [(int) ($options['count'] ?? 1000), (int) ($options['seed'] ?? 1)];
$corpus = array_values(array_filter(array_column(Vectors::all($root), 'request'), static fn (string $request): bool => strlen($request) < 50000 && json_decode($request) instanceof \stdClass));
$native = new Native("$root/target/release/makegood");
$work = trim((string) shell_exec('mktemp -d'));

$tally = new Tally();
$inputs = written(new Generator($corpus), $native, "$work/inputs", $count, $seed);
[$said, $end, $rest] = child($directory, "$work/inputs");
$sums = judged($inputs, $said);
foreach ($sums['kinds'] as $kind => $sum) {
    arsort($sum['codes']);
    $tally->row("kind-$kind", $sum['problems'] === [] && $sum['inputs'] > 0, sprintf('%d inputs, %d traps; %s', $sum['inputs'], $sum['traps'],
        implode(', ', array_map(static fn (string $code, int $n): string => "$code $n", array_keys($sum['codes']), $sum['codes']))), implode("\n       ", array_slice($sum['problems'], 0, 5)));
}
$tally->row('all-answered', count($said) === count($inputs), count($said) . ' of ' . count($inputs), $rest);
$tally->row('memory-limit', isset($end['peak']) && $end['limit'] === '128M' && $end['peak'] < 128 << 20, sprintf('peak %d bytes within %s', $end['peak'] ?? 0, $end['limit'] ?? '?'), $rest);
$tally->row('memory-level', $sums['grown'] <= MAY_GROW, sprintf('at most %d bytes more after the next call (%s); allowed %d', $sums['grown'], $sums['grownBy'], MAY_GROW));
$tally->row('seed', written(new Generator($corpus), null, "$work/again", 50, $seed) === written(new Generator($corpus), null, "$work/again", 50, $seed), "the same inputs again from seed $seed");
planted($tally, $directory, $work, $inputs);
shell_exec('rm -rf ' . escapeshellarg($work));
if (isset($options['json'])) {
    file_put_contents($options['json'], json_encode(['seed' => $seed, 'inputs' => count($inputs), 'peak_bytes' => $end['peak'] ?? null, 'grown_bytes' => $sums['grown'],
        'kinds' => array_map(static fn (array $sum): array => ['inputs' => $sum['inputs'], 'traps' => $sum['traps'], 'problems' => count($sum['problems'])], $sums['kinds'])], JSON_PRETTY_PRINT) . "\n");
}
exit($tally->end());

/** @return list<array{kind: string, sha256: string, bytes: int, head: string}> */
function written(Generator $generator, ?Native $native, string $file, int $count, int $seed): array
{
    $out = fopen($file, 'w');
    $inputs = [];
    foreach ($generator->stream($count, $seed) as [$kind, $bytes]) {
        fwrite($out, pack('VV', count($inputs), strlen($bytes)) . $bytes);
        $inputs[] = ['kind' => $kind, 'sha256' => $native === null ? hash('sha256', $bytes) : hash('sha256', $native->answer($bytes)), 'bytes' => strlen($bytes), 'head' => base64_encode(substr($bytes, 0, 3000))];
    }
    fclose($out);
    return $inputs;
}

/** @return array{list<array<string, mixed>>, array<string, mixed>, string} a record an input, the end's figures, what else was said */
function child(string $directory, string $inputs, string $plant = ''): array
{
    $process = proc_open([PHP_BINARY, '-n', '-d', 'memory_limit=128M', __DIR__ . '/child.php', $directory, $inputs, $plant], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]], $pipes);
    [$said, $end, $rest] = [[], [], ''];
    while (($line = fgets($pipes[1])) !== false) {
        $record = json_decode($line, true);
        is_array($record) ? (isset($record['peak']) ? $end = $record : $said[] = $record) : $rest .= $line;
    }
    proc_close($process);
    return [$said, $end, $rest];
}

function judged(array $inputs, array $said): array
{
    $sums = ['kinds' => [], 'grown' => 0, 'grownBy' => ''];
    foreach ($said as $i => $record) {
        $input = $inputs[$i];
        $sum = &$sums['kinds'][$input['kind']];
        $sum ??= ['inputs' => 0, 'traps' => 0, 'codes' => [], 'problems' => []];
        $sum['inputs']++;
        if ($record['trap'] !== null) {
            $sum['traps']++;
        } else {
            $sum['codes'][$record['code'] ?? '?'] = ($sum['codes'][$record['code'] ?? '?'] ?? 0) + 1;
        }
        foreach (problems($input, $record) as $problem) {
            $sum['problems'][] = "$problem: input $i of {$input['bytes']} bytes {$input['head']}";
        }
        if ($record['grown'] > $sums['grown']) {
            [$sums['grown'], $sums['grownBy']] = [$record['grown'], "input $i, {$input['kind']}, {$input['bytes']} bytes"];
        }
        unset($sum);
    }
    return $sums;
}

/** @return list<string> */
function problems(array $input, array $record): array
{
    return array_keys(array_filter([
        'trapped without need (' . $record['trap'] . ')' => $record['trap'] !== null && $input['bytes'] < MAY_TRAP_FROM,
        'differs from native' => $record['trap'] === null && $record['sha256'] !== $input['sha256'],
        'no coded answer' => $record['trap'] === null && $record['code'] === null,
        'PHP said ' . implode('; ', $record['noise']) => $record['noise'] !== [],
        'the next call was wrong' => $record['next'] !== true,
    ]));
}

/** Each defect in a child of its own over a few inputs: the suite has to see it. */
function planted(Tally $tally, string $directory, string $work, array $inputs): void
{
    $few = array_slice($inputs, 0, 40);
    file_put_contents("$work/few", head("$work/inputs", 40));
    $sees = ['noise' => static fn (array $sums): bool => str_contains(json_encode($sums['kinds']), 'PHP said planted'),
        'leak' => static fn (array $sums): bool => $sums['grown'] > MAY_GROW,
        'next' => static fn (array $sums): bool => str_contains(json_encode($sums['kinds']), 'the next call was wrong')];
    foreach ($sees as $plant => $seen) {
        $tally->row("planted-$plant", $seen(judged($few, child($directory, "$work/few", $plant)[0])), 'noticed');
    }
    $few[7]['sha256'] = strrev($few[7]['sha256']);
    $tally->row('planted-answer', substr_count(json_encode(judged($few, child($directory, "$work/few")[0])), 'differs from native') === 1, 'one altered answer is noticed, once');
}

function head(string $file, int $count): string
{
    $in = fopen($file, 'r');
    for ($bytes = ''; $count > 0; $count--) {
        $bytes .= $head = (string) fread($in, 8);
        $length = unpack('Vkind/Vlength', $head)['length'];
        $bytes .= $length > 0 ? stream_get_contents($in, $length) : '';
    }
    return $bytes;
}
