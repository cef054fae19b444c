<?php

/** Reads what a storm left, as cron does, in a process of its own: rate and memory as JSON. Arguments: data source name, seconds at most. */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Engine\Engine;
use Makegood\Engine\TransportSettings;
use Makegood\Ledger\Ledger;
use Makegood\Run\Deadline;
use Makegood\Run\Drain;
use Makegood\Run\RunSummary;
use Makegood\Run\Settings;

require __DIR__ . '/../src/autoload.php';

$ledger = Ledger::over(new \PDO($argv[1], 'root', '', [\PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION, \PDO::ATTR_EMULATE_PREPARES => false]));
$engine = Engine::at(__DIR__ . '/../../dist', new TransportSettings('compiled'));
$engine->selfTest();
$before = memory_get_peak_usage();
$began = hrtime(true);
$summary = new RunSummary();
$isDone = (new Drain($ledger, $summary, (int) (microtime(true) * 1000)))->run($engine, (new Settings())->drainBatch, Deadline::in((int) $argv[2] * 1000));
$seconds = (hrtime(true) - $began) / 1e9;
echo json_encode([
    'deliveries' => $summary->deliveries, 'observations' => $summary->observations, 'all' => $isDone, 'per_s' => round($summary->deliveries / $seconds, 1),
    'peak_bytes' => memory_get_peak_usage(), 'peak_before_bytes' => $before, 'transport' => 'compiled PHP',
]), "\n";
