<?php

/**
 * Broken and odd requests through two doors: the native core and the PHP made from the wasm must give the same bytes.
 *
 *   php fuzz.php <seconds> <seed> <json>
 */

declare(strict_types=1);

use Makegood\Engine\CompiledCore;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\Manifest;
use Makegood\Engine\ProcessCore;
use MakegoodFaults\Mutator;

require __DIR__ . '/lib/autoload.php';
require dirname(__DIR__, 2) . '/php-bridge/src/autoload.php';

[, $seconds, $seed, $json] = $argv;
$root = dirname(__DIR__, 2);
$native = new ProcessCore("$root/target/release/makegood");
$manifest = Manifest::read("$root/dist");
$php = new CompiledCore($manifest);
$describe = '{"contract":1,"command":"describe"}';
if ($native->call($describe) !== $php->call($describe)) {
    fwrite(STDERR, "FAULT the native core and dist/ were built from different sources: run make module\n");
    exit(1);
}
$mutator = new Mutator(Mutator::corpus($root), (int) $seed);

$end = microtime(true) + (float) $seconds;
$figures = ['requests' => 0, 'answered_ok' => 0, 'refused' => 0, 'codes' => [], 'traps' => 0, 'different' => 0];
$examples = [];
while (microtime(true) < $end) {
    $request = $mutator->next();
    $left = $native->call($request);
    try {
        $right = $php->call($request);
    } catch (EngineFailure $trap) {
        $right = 'trap: ' . $trap->getMessage();
        $figures['traps']++;
    }
    $figures['requests']++;
    if ($left !== $right) {
        $figures['different']++;
        count($examples) < 20 && $examples[] = ['request' => base64_encode($request), 'native' => substr($left, 0, 500), 'php' => substr($right, 0, 500)];
    }
    $answer = json_decode($left, true);
    if (!is_array($answer) || !isset($answer['ok'])) {
        $figures['different']++;
        $examples[] = ['request' => base64_encode($request), 'native' => substr($left, 0, 500), 'php' => 'no envelope'];
    } elseif ($answer['ok']) {
        $figures['answered_ok']++;
    } else {
        $figures['refused']++;
        $code = $answer['errors'][0]['code'];
        $figures['codes'][$code] = ($figures['codes'][$code] ?? 0) + 1;
    }
}
ksort($figures['codes']);
file_put_contents($json, json_encode(['summary' => $figures, 'seed' => (int) $seed, 'examples' => $examples], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%d requests: %d answered, %d refused with %d codes; %d traps, %d different\n", $figures['requests'], $figures['answered_ok'], $figures['refused'],
    count($figures['codes']), $figures['traps'], $figures['different']);
$good = $figures['different'] === 0 && $figures['traps'] === 0 && $figures['requests'] > 0;
printf("%d passed, %d failed\n", (int) $good, (int) !$good);
exit($good ? 0 : 1);
