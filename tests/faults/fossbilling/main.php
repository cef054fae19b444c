<?php

/**
 * Kills, holds and pauses crons, approvals and checkouts on FOSSBilling at named points and judges the books afterwards; on MariaDB.
 *
 *   php main.php --panel=fossbilling short <json> [--line=0.7|0.8|main]                  a few of each kind
 *   php main.php --panel=fossbilling long <json> <seconds> <seed> [--line=0.7|0.8|main]  all of them again and again at other hits, until the time is over
 */

declare(strict_types=1);

use MakegoodFaults\FossCase;
use MakegoodFaults\FossPlan;
use MakegoodFaults\Lab;
use MakegoodFaults\MariaDbStore;
use MakegoodFaults\Pool;
use MakegoodFaults\Report;

require_once dirname(__DIR__) . '/lib/autoload.php';

$options = array_values(preg_grep('/^--line=/', $argv) ?: []);
[, $set, $json] = $arguments = array_values(array_diff($argv, $options));
$lines = $options === [] ? FossPlan::LINES : [substr($options[0], 7)];
$lab = Lab::ofEnvironment();
$store = $lab->store('mariadb');
$store instanceof MariaDbStore && $store->hurry();

$started = microtime(true);
$calm = $hits = [];
foreach ($lines as $line) {
    $lab->must([__DIR__ . '/prepare.php', $line, FossCase::template($line, 'template'), '1'], ['SANDBOX_NOW' => '2026-02-28T09:00:00Z']);
    // A place for what the deciding cron leaves.
    $lab->must([__DIR__ . '/prepare.php', $line, FossCase::template($line, 'waiting'), '0'], []);
    $run = (new FossCase($lab, ['story' => 'calm', 'db' => 'mariadb', 'order' => $line, 'point' => null, 'hit' => 0, 'crons' => 1, 'then' => 'kill', 'assume' => ''], 0))->calm();
    [$calm['mariadb'][$line], $hits[$line]] = [$run['books'], $run['hits']];
    printf("calm run on FOSSBilling %s: %d postings posted, %d lines, %d credits on balances\n", $line, $run['books']->count('posted'), count($run['books']->lines), count($run['books']->credits));
}
file_put_contents($lab->work('calm'), serialize($calm));
printf("hits of a calm run: %s\n", json_encode(reset($hits)));

$pool = new Pool([...$lab->php(), dirname(__DIR__) . '/worker.php'], 2);
$results = [];
$seen = static function (array $result) use (&$results): void {
    $results[] = $result;
    foreach ($result['faults'] as $fault) {
        printf("FAULT %s: %s\n", json_encode($result['case']), $fault);
    }
};
if ($set === 'short') {
    $pool->run(FossPlan::short($hits), $seen);
} else {
    mt_srand((int) $arguments[4]);
    for ($end = $started + (float) $arguments[3], $todo = []; microtime(true) < $end;) {
        if ($todo === []) {
            $todo = FossPlan::all($hits, static fn (int $count): int => mt_rand(1, max(1, $count)));
            shuffle($todo);
        }
        $pool->run(array_splice($todo, 0, 40), $seen);
    }
}

$rows = Report::rows($results);
usort($rows, static fn (array $a, array $b): int => [$a['order'], $a['then'], $a['point']] <=> [$b['order'], $b['then'], $b['point']]);
echo Report::table($rows);
$summary = ['panel' => 'fossbilling', 'lines' => $lines] + array_diff_key(Report::summary($results), ['messages_accepted' => 0, 'webhooks_killed' => 0])
    + ['returned' => (int) array_sum(array_column($results, 'returned')), 'seconds' => (int) round(microtime(true) - $started)];
file_put_contents($json, json_encode(['summary' => $summary, 'hits' => $hits, 'rows' => $rows,
    'failures' => array_values(array_filter($results, static fn (array $r): bool => $r['faults'] !== []))], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%s\n", json_encode($summary));
printf("%d passed, %d failed\n", $summary['cases'] - $summary['failed'], $summary['failed']);
exit($summary['failed'] === 0 && $summary['cases'] > 0 ? 0 : 1);
