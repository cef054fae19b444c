<?php

/**
 * Refunds on their way: crons die at every point, two meet, gateways misbehave; each on both databases in turn. php main.php <json> [all]
 *
 * With `all` every case is played on both databases.
 */

declare(strict_types=1);

use MakegoodFaults\Lab;
use MakegoodFaults\PayoutCase;

require dirname(__DIR__) . '/lib/autoload.php';

$lab = Lab::ofEnvironment();
$stores = ['sqlite', 'mariadb'];
$plain = ['order' => 'log-first', 'assume' => PayoutCase::ASSUME, 'point' => null, 'hit' => 1, 'crons' => 1, 'then' => 'kill', 'gateway' => null, 'desk' => false];
$hits = [];
foreach ($stores as $db) {
    $lab->must([__DIR__ . '/prepare.php', $db, 'payouts', '1'], ['SANDBOX_ASSUME' => PayoutCase::ASSUME]);
    $lab->must([__DIR__ . '/prepare.php', $db, 'asked', 'asked'], ['SANDBOX_ASSUME' => PayoutCase::ASSUME]);
    $hits[$db] = (new PayoutCase($lab, ['db' => $db] + $plain, 0))->calm();
    printf("calm run on %s: %s\n", $db, json_encode(array_intersect_key($hits[$db], array_flip(PayoutCase::POINTS))));
}

$cases = [];
foreach (PayoutCase::POINTS as $point) {
    $cases[] = ['point' => $point];
    $cases[] = ['point' => $point, 'crons' => 2, 'then' => 'hold'];
}
foreach (array_keys(PayoutCase::DESK) as $point) {
    foreach ([1, 3] as $hit) {
        $cases[] = ['point' => $point, 'hit' => $hit, 'desk' => true];
    }
}
foreach (array_keys(PayoutCase::GATEWAYS) as $gateway) {
    $cases[] = ['gateway' => $gateway];
}
$failed = $played = 0;
$rows = [];
foreach ($cases as $i => $case) {
    foreach (($argv[2] ?? '') === 'all' ? $stores : [$stores[intdiv($i, 2) % 2]] as $db) {
        $case = ['db' => $db] + $case + $plain;
        if ($case['point'] !== null && !$case['desk']) {
            $count = $hits[$db][$case['point']] ?? 0;
            if ($count === 0) {
                $failed++;
                printf("FAULT %s is never passed on %s\n", $case['point'], $db);
                continue;
            }
            $case['hit'] = min(2, $count);
        }
        $test = new PayoutCase($lab, $case, 0);
        $result = $case['desk'] ? $test->approving() : $test->run();
        $played++;
        $failed += (int) ($result['faults'] !== []);
        $rows[] = $result;
        foreach ($result['faults'] as $fault) {
            printf("FAULT %s: %s\n", json_encode($result['case']), $fault);
        }
    }
}
file_put_contents($argv[1], json_encode(['hits' => $hits, 'rows' => $rows], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%d passed, %d failed\n", max(0, $played - $failed), $failed);
exit($failed === 0 && $played > 0 ? 0 : 1);
