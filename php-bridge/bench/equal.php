#!/usr/bin/env php
<?php

/** Proves that the yardsticks do the same work: byte-equal answers from the core in PHP, from plain PHP, and from plain PHP tuned. */

declare(strict_types=1);

namespace Makegood\Bench;

require __DIR__ . '/plain.php';
require __DIR__ . '/documents.php';
require __DIR__ . '/core.php';

$failed = 0;
$documents = [...Documents::make(200), ...array_map(Documents::measured(...), [0, 1, 5, 20, 200]), Documents::company()];
foreach ($documents as $i => $request) {
    $core = core($request);
    foreach (['plain' => PlainSettle::answer($request), 'tuned' => PlainSettle::tuned($request)] as $name => $answer) {
        if ($core !== $answer) {
            $failed++;
            echo "document $i differs\n  request $request\n  core    $core\n  $name   $answer\n";
        }
    }
}
printf("yardstick: %d passed, %d failed\n", 2 * count($documents) - $failed, $failed);
exit($failed > 0 ? 1 : 0);
