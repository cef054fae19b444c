<?php

/** Plants known mistakes about lines on invoices in a copy of the module: tests that do not notice them prove nothing. php planted.php <json>, after main.php in the same FAULTS_WORK. */

declare(strict_types=1);

use MakegoodFaults\FossCase;
use MakegoodFaults\FossPlan;
use MakegoodFaults\Lab;
use MakegoodSandbox\Shared\Directories;

require dirname(__DIR__) . '/lib/autoload.php';
require_once dirname(__DIR__, 3) . '/php-bridge/sandbox/src/Shared/Directories.php';

$case = static fn (string $story, ?string $point, string $then = 'kill', string $act = '', int $crons = 1): array
    => ['story' => $story, 'db' => 'mariadb', 'point' => $point, 'hit' => 1, 'crons' => $crons, 'then' => $then, 'act' => $act, 'assume' => ''];

$lockOpen = ['Run/Lock.php', 'return $this->named = (int) $this->db->value(\'SELECT GET_LOCK(?, ?)\', [$this->name(), $waitS]) === 1;', 'return $this->named = true;'];
$notAsked = ['Run/Lock.php', "return \$this->named && (int) \$this->db->value('SELECT IS_USED_LOCK(?) = CONNECTION_ID()', [\$this->name()]) === 1;", 'return $this->named;'];
/** name, what is changed in which files of the bridge, the case that must fail, words of the fault */
$plants = [
    ['a line is given back by whoever comes', [$lockOpen, ['Ledger/Lines.php', "returned_ms = ? WHERE id = ? AND state = ?\"", "returned_ms = ? WHERE id = ? AND state <> ?\""],
        ['Ledger/Lines.php', '$nowMs, (int) $id, $from,', '$nowMs, (int) $id, \'nothing\',']], $case('back', 'line.checked', 'pause', 'delete', 2), 'came back twice'],
    ['cron asks nobody whether lines are being added', [['Run/LineCheck.php', 'if (!$lock->take(self::WAIT_S)) {', 'if (false) {']], $case('beside', 'attach.recorded', 'pause'), 'its line is there'],
    ['two plans for a client at a time', [['Ledger/Lines.php', "\$lock = \$this->db->isSqlite() ? '' : ' FOR UPDATE';", "\$lock = '';"],
        ['Ledger/Lines.php', "(\$now && !\$this->db->isSqlite() ? ' LOCK IN SHARE MODE' : '')", "''"],
        ['Ledger/Lines.php', "WHERE posting_id = ?' . (\$this->db->isSqlite() ? '' : ' FOR UPDATE')", "WHERE posting_id = ?'"]], $case('cart', 'checkout.done', 'pause'), 'were not added'],
    ['what was being added is never looked for', [['Run/LineCheck.php', "        \$this->attaching(\$this->panel);\n", '']], $case('approve', 'attach.added'), 'left attaching'],
    ['what is gone stays taken', [['Run/LineCheck.php', '$this->giveBack($part, $gone);', '']], $case('back', 'line.checked', 'kill', 'delete'), 'without its line'],
    ['of what is on invoices nothing is known', [['Run/AttachRequest.php', "'attached' => array_map('strval', array_column(\$taken, 'gross')),", "'attached' => [],"]], $case('checkout', null, 'run', 'commit'), 'more than it on invoices'],
    ['a refund is not seen', [['../Panel/InvoiceLines.php', '$wasRefunded() ? LineFacts::REFUNDED : LineFacts::PAID', 'LineFacts::PAID']], $case('back', 'line.checked', 'kill', 'payRefund'), 'without its line'],
    ['the lock lets everybody in', [$lockOpen, $notAsked], $case('cron', 'post.before', 'pause', '', 2), 'two credits|parked'],
];

$calm = unserialize((string) file_get_contents(getenv('FAULTS_WORK') . '/calm'));
$missed = [];
foreach ($plants as $i => [$name, $changes, $about, $words]) {
    $line = FossPlan::LINES[$i % count(FossPlan::LINES)];
    $work = (string) getenv('FAULTS_WORK') . "/planted-fossbilling-$i";
    $module = "$work/module/Makegood";
    mkdir("$work/module", 0700, true);
    Directories::copy((string) getenv('FAULTS_MODULE'), $module);
    $isPlanted = true;
    foreach ($changes as [$file, $there, $instead]) {
        $text = (string) file_get_contents("$module/bridge/$file");
        $isPlanted = $isPlanted && substr_count($text, $there) === 1;
        file_put_contents("$module/bridge/$file", str_replace($there, $instead, $text));
    }
    if (!$isPlanted) {
        $missed[] = "$name: its place is gone";
        continue;
    }
    $lab = new Lab($work, $module, (string) getenv('MAKEGOOD_MARIADB_SOCKET'));
    $faults = implode("\n", (new FossCase($lab, ['order' => $line] + $about, 90 + $i))->run($calm['mariadb'][$line])['faults']);
    $noticed = preg_match("/$words/", $faults) === 1;
    if (!$noticed) {
        $missed[] = "$name: " . ($faults === '' ? 'nobody noticed' : $faults);
    }
    printf("planted: %-55s %s\n", $name, $noticed ? 'noticed' : 'MISSED');
}
foreach ($missed as $text) {
    echo "FAULT $text\n";
}
file_put_contents($argv[1], json_encode(['planted' => count($plants), 'missed' => $missed], JSON_PRETTY_PRINT | JSON_THROW_ON_ERROR) . "\n");
printf("%d passed, %d failed\n", count($plants) - count($missed), count($missed));
exit($missed === [] ? 0 : 1);
