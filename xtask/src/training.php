<?php

/**
 * Answers all settle vectors and the bench's documents with a class that records which functions it enters, and prints
 * their names: they go to the file that every call needs. Usage: php training.php <traced class> <repository>.
 */

declare(strict_types=1);

use Makegood\Bench\Documents;
use Makegood\Generated\Core;

ini_set('memory_limit', '1G');
require $argv[1];
require $argv[2] . '/php-bridge/bench/plain.php';
require $argv[2] . '/php-bridge/bench/documents.php';

/** @return iterable<string> what Makegood asks most: to settle; and who it is talking to, once a process */
function requests(string $root): iterable
{
    yield '{"contract":1,"command":"describe"}';
    foreach (glob($root . '/tests/vectors/settle-*.json') ?: [] as $file) {
        foreach (json_decode((string) file_get_contents($file), false, 64, JSON_THROW_ON_ERROR) as $row) {
            // A refused request is rare, and so are a policy of schema 2 and a panel of several routes: they may take a millisecond more.
            if (count($row->request->capabilities->routes ?? []) > 1) {
                continue;
            }
            if (!in_array(2, array_map(static fn (object $policy): mixed => $policy->document->schema ?? null, $row->request->policies ?? []), true) && ($row->expect->ok ?? $row->expectPart->ok ?? null) === true && isset($row->request)) {
                yield json_encode($row->request, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
            }
        }
    }
    yield from Documents::make(200);
    foreach ([0, 1, 5, 20, 200] as $outages) {
        yield Documents::measured($outages);
    }
}

$answered = 0;
foreach (requests($argv[2]) as $request) {
    $answered += (int) str_starts_with(Core::call($request), '{"ok":true,');
}
if ($answered < 250) {
    fwrite(STDERR, "only $answered requests were answered\n");
    exit(1);
}
$names = array_keys(Core::$entered);
sort($names, SORT_NATURAL);
echo implode("\n", $names), "\n";
