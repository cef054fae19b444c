<?php

/** Reads [{"steps":[…],"currency":"…"}] from standard input and words each step with the module's own Explanation and English, in some zones, done or not. */

declare(strict_types=1);

$bridge = dirname(__DIR__, 3) . '/php-bridge/src';
require $bridge . '/autoload.php';
$texts = require $bridge . '/Pages/lang/english.php';

$rows = json_decode((string) stream_get_contents(STDIN), true, 64, JSON_THROW_ON_ERROR);
$worded = [];
foreach ([['UTC', true], ['UTC', false], ['America/New_York', true], ['Asia/Kathmandu', false]] as [$zone, $isDone]) {
    $explanation = new Makegood\Pages\Explanation($texts, $zone);
    $worded[] = ['zone' => $zone, 'done' => $isDone, 'worded' => array_map(
        static fn (array $row): array => $explanation->sentences($row['steps'], $row['currency'], $isDone),
        $rows,
    )];
}
echo json_encode(['texts' => $texts, 'sentences' => $worded], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
