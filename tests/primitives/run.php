#!/usr/bin/env php
<?php

/**
 * Text primitives: PHP does byte for byte what the wasm does. dist/makegood.wasm is compiled with and without `--primitives`; all vectors, random and hostile
 * requests go through both and the native core, and each primitive is compared alone.
 * Usage: php tests/primitives/run.php [--documents=1000] [--hostile=700] [--rounds=400] [--seed=1] [--json=file]. Needs make wasm.
 */

declare(strict_types=1);

namespace MakegoodPrimitives;

use Makegood\Bench\Documents;
use MakegoodEngineTests\Hostile\Generator;
use MakegoodEngineTests\Native;
use MakegoodEngineTests\Tally;
use MakegoodEngineTests\Vectors;

require dirname(__DIR__) . '/engine/lib/autoload.php';
require dirname(__DIR__) . '/engine/hostile/Generator.php';
require __DIR__ . '/Build.php';
require __DIR__ . '/Texts.php';
require __DIR__ . '/Solo.php';

error_reporting(-1);
ini_set('memory_limit', '2G');
$noise = [];
set_error_handler(static function (int $level, string $message, string $file, int $line) use (&$noise): bool {
    if ((error_reporting() & $level) !== 0) {
        $noise[] = "$message in " . basename($file) . ":$line";
    }
    return true;
});
$root = dirname(__DIR__, 2);
$options = getopt('', ['documents:', 'hostile:', 'rounds:', 'seed:', 'json:']);
$seed = (int) ($options['seed'] ?? 1);
$build = new Build($root, "$root/target/primitives");
$rows = require __DIR__ . '/rows.php';
$tally = new Tally();
$figures = ['seed' => $seed];

$vectors = array_column(Vectors::all($root), 'request');
$corpus = array_values(array_filter($vectors, static fn (string $request): bool => strlen($request) < 50000 && json_decode($request) instanceof \stdClass));
$groups = ['vectors' => $vectors, 'documents' => Documents::make((int) ($options['documents'] ?? 1000), $seed), 'hostile' => hostile($corpus, (int) ($options['hostile'] ?? 700), $seed)];
$native = new Native("$root/target/release/makegood");
[$with, $without, $twice] = [$build->with(), $build->without(), $build->twice()];
foreach ($groups as $group => $requests) {
    [$wrong, $different] = compared($requests, $native, $with, $without, $group === 'documents' ? array_slice($requests, 0, 150) : $requests, $twice);
    $figures[$group] = ['requests' => count($requests), 'different' => count($wrong)];
    $tally->row("$group-native-with-without", $wrong === [] && $requests !== [], count($requests) . ' requests, three ways', implode("\n       ", array_slice($wrong, 0, 3)));
    $tally->row("$group-each-primitive", $different === [] && array_sum($twice::$compared) > 0, array_sum($twice::$compared) . ' calls of pure primitives so far, each done by PHP and by wasm', implode("\n       ", array_slice($different, 0, 3)));
}
$solo = new Solo($twice, $build->apart(), $build->apart, $build->primitives, $rows);
foreach ($build->primitives as $name => $primitive) {
    $figures['called'][$name] = $twice::$compared[$name] ?? 0;
    [$count, $different] = $solo->primitive($name, (int) ($options['rounds'] ?? 400), $seed);
    $figures['alone'][$name] = $count;
    $tally->row("alone-$name", $different === [] && $count > 0, "$count comparisons", implode("\n       ", $different));
    $twice::$plant = $name;
    $tally->row("planted-$name", $solo->primitive($name, 3, $seed)[1] !== [], 'its PHP made wrong: noticed');
    $twice::$plant = '';
}
foreach (array_diff(array_keys($rows['params'] + array_flip($rows['writes'])), array_keys($build->primitives)) as $gone) {
    printf("       rows.php knows %s, which is not there (yet)\n", $gone);
}
$tally->row('no-noise', $noise === [], 'PHP warned of nothing', implode('; ', array_slice($noise, 0, 3)));
// The same defect in the shipped form: the answers themselves must tell.
$planted = (string) array_key_last(array_filter($build->primitives, static fn (array $primitive): bool => $primitive['kind'] === 'sink') ?: $build->primitives);
$tally->row('planted-in-an-answer', compared(array_slice($vectors, 0, 60), $native, $build->planted($planted), $without, [], $twice)[0] !== [], "$planted made wrong: noticed");
if (isset($options['json'])) {
    file_put_contents($options['json'], json_encode($figures, JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
}
exit($tally->end());

/** @return list<string> the largest are the engine's own tests' work */
function hostile(array $corpus, int $count, int $seed): array
{
    $requests = [];
    foreach ((new Generator($corpus))->stream($count, $seed) as [$kind, $bytes]) {
        if (strlen($bytes) < 200000 && $kind !== 'huge') {
            $requests[] = $bytes;
        }
    }
    return $requests;
}

/** @return array{list<string>, list<string>} requests that were answered differently; primitives that answered differently */
function compared(array $requests, Native $native, string $with, string $without, array $forTwice, string $twice): array
{
    $with::instantiate();
    $without::instantiate();
    $wrong = [];
    foreach ($requests as $request) {
        $expected = $native->answer($request);
        foreach (['with' => answer($with, $request), 'without' => answer($without, $request)] as $how => $answer) {
            if ($answer !== $expected) {
                $wrong[] = "$how primitives: " . substr($answer, 0, 300) . ' instead of ' . substr($expected, 0, 300) . ' to ' . base64_encode(substr($request, 0, 3000));
            }
        }
    }
    $twice::$different = [];
    foreach ($forTwice as $request) {
        answer($twice, $request);
    }
    return [$wrong, $twice::$different];
}

function answer(string $core, string $request): string
{
    try {
        if (method_exists($core, 'call')) {
            return $core::call($request);
        }
        $in = $core::mg_alloc(strlen($request));
        $core::memoryWrite($in, $request);
        $out = $core::mg_call($in, strlen($request));
        $answer = $core::memoryRead($out + 4, unpack('V', $core::memoryRead($out, 4))[1]);
        $core::mg_release($out);
        return $answer;
    } catch (\RuntimeException $trap) {
        $core::instantiate();
        return 'trap: ' . $trap->getMessage();
    }
}
