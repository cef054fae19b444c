<?php

/**
 * Messages that carry their own time, in order and then shuffled, repeated and late: the ledger must end with the same sums.
 *
 *   php orders.php <seeds> <first seed> <json> [native [seconds]]
 *
 * native: the core as a child process instead of the PHP made from wasm. seconds: no further seed is begun after so many.
 */

declare(strict_types=1);

use Makegood\Engine\Engine;
use Makegood\Engine\ProcessCore;
use MakegoodFaults\Messages;
use MakegoodFaults\OrderRun;
use MakegoodFaults\Story;
use MakegoodFaults\Untimed;

require __DIR__ . '/lib/autoload.php';
// FAULTS_BRIDGE: a copy of the bridge with a planted mistake.
require (getenv('FAULTS_BRIDGE') ?: dirname(__DIR__, 2) . '/php-bridge/src') . '/autoload.php';

[, $seeds, $first, $json] = $argv;
$root = dirname(__DIR__, 2);
$engine = ($argv[4] ?? '') === 'native' ? Engine::over(new ProcessCore("$root/target/release/makegood")) : Engine::at("$root/dist");
$data = sys_get_temp_dir() . '/makegood-orders-' . bin2hex(random_bytes(6));
mkdir($data, 0700);
register_shutdown_function(static function () use ($data): void {
    $inner = new RecursiveDirectoryIterator($data, FilesystemIterator::SKIP_DOTS);
    foreach (new RecursiveIteratorIterator($inner, RecursiveIteratorIterator::CHILD_FIRST) as $entry) {
        $entry->isDir() ? rmdir((string) $entry) : unlink((string) $entry);
    }
    rmdir($data);
});

$limit = (float) ($argv[5] ?? PHP_INT_MAX);
$end = Messages::ms('2026-05-22 06:00:00');
$started = microtime(true);
$figures = [];
$failed = 0;
for ($seed = (int) $first; $seed < (int) $first + (int) $seeds; $seed++) {
    if (microtime(true) - $started > $limit) {
        break;
    }
    $story = new Story($seed);
    $messages = $story->messages();
    $late = $story->scrambled($messages, $end - 86_400_000);

    $ordered = new OrderRun($engine, $data);
    $ordered->live(array_map(static fn (array $m): array => $m + ['received' => $m['at'] + 5000], $messages), $end);
    $shuffled = new OrderRun($engine, $data);
    $shuffled->live($late, $end);

    $faults = [...$ordered->faults, ...$shuffled->faults, ...$ordered->imbalances(), ...$shuffled->imbalances()];
    if ($ordered->sums() !== $shuffled->sums()) {
        $faults[] = 'sums differ: ' . json_encode(array_diff_assoc($ordered->sums(), $shuffled->sums())) . ' in order, '
            . json_encode(array_diff_assoc($shuffled->sums(), $ordered->sums())) . ' shuffled';
    }
    $figures[] = ['seed' => $seed, 'messages' => count($messages), 'deliveries' => count($late), 'positions' => count($ordered->sums()),
        'entries_in_order' => $ordered->entries(), 'entries_shuffled' => $shuffled->entries(), 'faults' => array_values(array_unique($faults))];
    $failed += $faults === [] ? 0 : 1;
    printf("seed %d: %d messages, %d deliveries; %d positions; entries %d in order, %d shuffled%s\n", $seed, count($messages), count($late),
        count($ordered->sums()), $ordered->entries(), $shuffled->entries(), $faults === [] ? '' : "\nFAULT " . implode("\nFAULT ", array_unique($faults)));
}
$moved = array_sum(array_column($figures, 'positions'));
if ($moved === 0) {
    echo "FAULT no seed moved any money\n";
    $failed++;
}
$untimed = Untimed::faults($engine, $data);
foreach ($untimed as $fault) {
    printf("FAULT untimed: %s\n", $fault);
}
$failed += $untimed === [] ? 0 : 1;
$summary = ['seeds' => count($figures), 'first_seed' => (int) $first, 'positions' => $moved, 'corrections' => array_sum(array_column($figures, 'entries_shuffled')) - $moved,
    'failed' => $failed, 'seconds' => (int) round(microtime(true) - $started)];
file_put_contents($json, json_encode(['summary' => $summary, 'seeds' => $figures, 'untimed' => $untimed], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%d passed, %d failed\n", count($figures) + 1 - $failed, $failed);
exit($failed === 0 ? 0 : 1);
