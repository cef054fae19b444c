<?php

/**
 * Kills crons at named points and judges the books afterwards.
 *
 *   php main.php short <json>                   every point, at the second hit where there is one
 *   php main.php long <json> <seconds> <seed>   the same again and again at other hits, until the time is over
 *
 * With --panel=fossbilling (and --line=0.7, 0.8 or main for one line only) the same on the other panel: fossbilling/main.php.
 */

declare(strict_types=1);

use MakegoodFaults\KillCase;
use MakegoodFaults\Lab;
use MakegoodFaults\MariaDbStore;
use MakegoodFaults\Plan;
use MakegoodFaults\Points;
use MakegoodFaults\Pool;
use MakegoodFaults\Report;

require_once __DIR__ . '/lib/autoload.php';

if (in_array('--panel=fossbilling', $argv, true)) {
    $argv = array_values(array_diff($argv, ['--panel=fossbilling']));
    require __DIR__ . '/fossbilling/main.php';
}
[, $set, $json] = $argv;
$lab = Lab::ofEnvironment();
$stores = ['sqlite', 'mariadb'];
$hurry = $lab->store('mariadb');
$hurry instanceof MariaDbStore && $hurry->hurry();

$started = microtime(true);
$calm = $hits = [];
foreach ($stores as $db) {
    $lab->must([__DIR__ . '/prepare.php', $db, 'template', '1'], ['SANDBOX_NOW' => '2026-02-28T09:00:00Z']);
    foreach (Points::ORDERS as $order) {
        $run = (new KillCase($lab, ['db' => $db, 'order' => $order, 'point' => null, 'hit' => 0, 'crons' => 1, 'then' => 'kill', 'assume' => ''], 0))->calm();
        [$calm[$db][$order], $hits[$db][$order]] = [$run['books'], $run['hits']];
        if ($run['books']->count('posted') < 8 || $run['books']->count('review') > 0) {
            throw new RuntimeException("the undisturbed run on $db posted " . $run['books']->count('posted') . ' credits and parked ' . $run['books']->count('review'));
        }
        printf("calm run on %s, %s: %d postings posted, %d parked\n", $db, $order, $run['books']->count('posted'), $run['books']->count('review'));
    }
}
file_put_contents($lab->work('calm'), serialize($calm));
printf("hits of a calm run: %s\n", json_encode($hits['sqlite']['log-first']));

$pool = new Pool([...$lab->php(), __DIR__ . '/worker.php'], 2);
$results = [];
$seen = static function (array $result) use (&$results): void {
    $results[] = $result;
    foreach ($result['faults'] as $fault) {
        printf("FAULT %s: %s\n", json_encode($result['case']), $fault);
    }
};
if ($set === 'short') {
    $pool->run(Plan::cases($hits, static fn (int $count): int => min(2, $count)), $seen);
} else {
    mt_srand((int) $argv[4]);
    for ($end = $started + (float) $argv[3], $todo = []; microtime(true) < $end;) {
        if ($todo === []) {
            $todo = Plan::cases($hits, static fn (int $count): int => mt_rand(1, max(1, $count)));
            shuffle($todo);
        }
        $pool->run(array_splice($todo, 0, 40), $seen);
    }
}

usort($results, static fn (array $a, array $b): int => strcmp((string) json_encode($a['case']), (string) json_encode($b['case'])));
$order = array_flip([...Points::CRON, ...Points::HELD, 'intake.stored', '']);
$rows = Report::rows($results);
usort($rows, static fn (array $a, array $b): int => [$a['then'] === 'pause', $order[$a['point']], $a['db'], $a['order'], $a['crons']] <=> [$b['then'] === 'pause', $order[$b['point']], $b['db'], $b['order'], $b['crons']]);
echo Report::table($rows);
$summary = Report::summary($results) + ['seconds' => (int) round(microtime(true) - $started)];
file_put_contents($json, json_encode(['summary' => $summary, 'hits' => $hits, 'rows' => $rows,
    'failures' => array_values(array_filter($results, static fn (array $r): bool => $r['faults'] !== []))], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%s\n", json_encode($summary));
printf("%d passed, %d failed\n", $summary['cases'] - $summary['failed'], $summary['failed']);
exit($summary['failed'] === 0 && $summary['cases'] > 0 ? 0 : 1);
