<?php

/** Plants known mistakes about refunds in a copy of the module: each must be noticed. php planted.php */

declare(strict_types=1);

use MakegoodFaults\Lab;
use MakegoodFaults\PayoutCase;
use MakegoodSandbox\Shared\Directories;

require dirname(__DIR__) . '/lib/autoload.php';
require dirname(__DIR__, 3) . '/php-bridge/sandbox/src/Shared/Directories.php';

/** name, file of the bridge, what stands there, what is put there, the point, words of the fault */
$plants = [
    ['what may be gone is sent again', 'Run/Paying.php', "\$this->failed(\$payout, 'review', self::UNKNOWN, '');",
        "\$this->ledger->payouts->move((string) \$payout['id'], 'posting', 'pending');", 'refund.sent', 'went out twice'],
    ['what was called counts as not called', 'Run/Paying.php', "\$payout['called_ms'] === null ? \$this->ledger", 'true ? $this->ledger', 'payout.returned', 'wait for a person, not 0'],
    ['an approval is two transactions', 'Run/RefundMoves.php', "            if (\$answer['case']['state'] === 'payoutPending'", "            \$this->ledger->db->run('COMMIT'); \$this->ledger->db->run('BEGIN');\n            if (\$answer['case']['state'] === 'payoutPending'",
        'payout.recorded', 'entries, payouts and undecided cases'],
    ['an e-mail is marked only after it was sent', 'Ledger/Messages.php', "SET state = 'sending', attempts", "SET state = 'pending', attempts", 'mail.handed', 'went out twice'],
    ['nobody recovers', 'Run/Paying.php', '$this->ledger->payouts->claimed() as', '[] as', 'payout.claimed', 'should wait for a person'],
];
$missed = 0;
foreach ($plants as $i => [$name, $file, $there, $instead, $point, $words]) {
    $work = (string) getenv('FAULTS_WORK') . "/planted-payout-$i";
    $module = "$work/module/makegood";
    mkdir("$work/module", 0700, true);
    Directories::copy((string) getenv('FAULTS_MODULE'), $module);
    $text = (string) file_get_contents("$module/bridge/$file");
    $faults = "its place in $file is gone";
    if (substr_count($text, $there) === 1) {
        file_put_contents("$module/bridge/$file", str_replace($there, $instead, $text));
        $lab = new Lab($work, $module, '');
        $lab->must([__DIR__ . '/prepare.php', 'sqlite', 'payouts', '1'], ['SANDBOX_ASSUME' => PayoutCase::ASSUME]);
        $isDesk = isset(PayoutCase::DESK[$point]);
        $isDesk && $lab->must([__DIR__ . '/prepare.php', 'sqlite', 'asked', 'asked'], ['SANDBOX_ASSUME' => PayoutCase::ASSUME]);
        $case = ['db' => 'sqlite', 'order' => 'log-first', 'assume' => PayoutCase::ASSUME, 'point' => $point, 'hit' => 1, 'crons' => 1, 'then' => 'kill', 'gateway' => null];
        $test = new PayoutCase($lab, $case, 0);
        $faults = implode("\n", ($isDesk ? $test->approving() : $test->run())['faults']);
    }
    $noticed = preg_match("/$words/", $faults) === 1;
    $missed += (int) !$noticed;
    printf("planted: %-45s %s\n", $name, $noticed ? 'noticed' : "MISSED\nFAULT $faults");
}
printf("%d passed, %d failed\n", count($plants) - $missed, $missed);
exit($missed === 0 ? 0 : 1);
