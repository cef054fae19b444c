<?php

/** Plants known mistakes in a copy of the module: tests that do not notice them prove nothing. php planted.php <json> */

declare(strict_types=1);

use MakegoodFaults\Child;
use MakegoodFaults\KillCase;
use MakegoodFaults\Lab;
use MakegoodFaults\SafetyCase;
use MakegoodSandbox\Shared\Directories;

require __DIR__ . '/lib/autoload.php';
require dirname(__DIR__, 2) . '/php-bridge/sandbox/src/Shared/Directories.php';

$kill = static fn (string $point, string $then = 'kill'): array
    => ['db' => 'sqlite', 'order' => 'log-first', 'point' => $point, 'hit' => 2, 'crons' => $then === 'kill' ? 1 : 2, 'then' => $then, 'assume' => ''];

/** name, file of the bridge, what stands there, what is put there, the case that must fail (null: orders), words of the fault */
$plants = [
    ['what is unclear is posted again', 'Run/Reconciling.php', "'review' => \$this->park(\$posting, \$answer['steps'])", "'review' => \$this->release(\$posting)",
        $kill('addcredit.between'), 'two credits'],
    ['a credit that was found is posted again', 'Run/Reconciling.php', "'posted' => \$this->mark(\$posting, \$answer['row'], 'posting.found')",
        "'posted' => \$this->release(\$posting)", $kill('post.returned'), 'two credits'],
    ['the lock lets everybody in', 'Run/Lock.php', 'if (!flock($file, LOCK_EX | LOCK_NB)) {', 'if (false) {', $kill('post.before', 'pause'), 'two credits|parked though'],
    ['nobody recovers', 'Run/Recovery.php', "\$this->ledger->postings->inState('posting')", '[]', $kill('mark.before'), 'was left posting'],
    ['entries are edited', 'Ledger/Entries.php', "' SET state = ? WHERE id = ?'", "\" SET state = ?, rate = '9' WHERE id = ?\"", $kill('claim.before'), 'was edited'],
    ['a claim that began before dry run goes on', 'Ledger/Postings.php', " AND EXISTS (SELECT 1 FROM mod_makegood_meta m WHERE m.name = 'mode' AND m.value = 'live')",
        '', ['story' => 'flip'] + $kill('claim.before', 'pause'), 'went out in dry run'],
    ['postings are held before anybody is asked', 'Run/SafetyCatch.php', '$this->ledger->transaction(function () use ($kind, $postings',
        '(static fn (callable $work): array => $work())(function () use ($kind, $postings', ['story' => 'release', 'hit' => 1] + $kill('held.marked'), 'with an open case'],
    ['a run that is let through is not let through', 'Desk/Decisions.php', "'releaseRun' => \$this->clearRun((string) \$case['run_id'])",
        "'releaseRun' => null", ['story' => 'release', 'hit' => 1] + $kill('held.before'), 'was left pending'],
    ['what was settled is not looked at again', 'Run/Settling.php', '$this->ledger->settlements->positions()', '[]', null, 'sums differ'],
];

$missed = [];
foreach ($plants as $i => [$name, $file, $there, $instead, $case, $words]) {
    $work = (string) getenv('FAULTS_WORK') . "/planted-$i";
    $module = "$work/module/makegood";
    mkdir("$work/module", 0700, true);
    Directories::copy((string) getenv('FAULTS_MODULE'), $module);
    $text = (string) file_get_contents("$module/bridge/$file");
    if (substr_count($text, $there) !== 1) {
        $missed[] = "$name: its place in $file is gone";
        continue;
    }
    file_put_contents("$module/bridge/$file", str_replace($there, $instead, $text));
    if ($case === null) {
        $orders = new Child([PHP_BINARY, __DIR__ . '/orders.php', '6', '1', "$work/orders.json"], ['FAULTS_BRIDGE' => "$module/bridge"] + getenv(), "$work/orders.log");
        $orders->wait(300.0);
        $faults = $orders->output();
    } else {
        $lab = new Lab($work, $module, '');
        $lab->must([__DIR__ . '/prepare.php', 'sqlite', 'template', '1'], ['SANDBOX_NOW' => '2026-02-28T09:00:00Z']);
        $calm = (new KillCase($lab, ['point' => null] + $case, 0))->calm();
        $test = isset($case['story']) ? new SafetyCase($lab, $case, 1) : new KillCase($lab, $case, 1);
        $faults = implode("\n", $test->run($calm['books'])['faults']);
    }
    $noticed = preg_match("/$words/", $faults) === 1;
    if (!$noticed) {
        $missed[] = "$name: " . ($faults === '' ? 'nobody noticed' : $faults);
    }
    printf("planted: %-45s %s\n", $name, $noticed ? 'noticed' : 'MISSED');
}
foreach ($missed as $line) {
    echo "FAULT $line\n";
}
file_put_contents($argv[1], json_encode(['planted' => count($plants), 'missed' => $missed], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%d passed, %d failed\n", count($plants) - count($missed), count($missed));
exit($missed === [] ? 0 : 1);
