#!/usr/bin/env php
<?php

/** Proves that the yardstick does the same work: 200 generated documents, byte-equal answers from the core in PHP and from plain PHP. */

declare(strict_types=1);

namespace Makegood\Bench;

require __DIR__ . '/plain.php';
require __DIR__ . '/documents.php';
require __DIR__ . '/core.php';

$failed = 0;
$documents = [...Documents::make(200), Documents::measured()];
foreach ($documents as $i => $request) {
    $core = core($request);
    $plain = PlainSettle::answer($request);
    if ($core !== $plain) {
        $failed++;
        echo "document $i differs\n  request $request\n  core    $core\n  plain   $plain\n";
    }
}
printf("yardstick: %d passed, %d failed\n", count($documents) - $failed, $failed);
exit($failed > 0 ? 1 : 0);
