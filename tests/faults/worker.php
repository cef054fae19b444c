<?php

/** Runs cases that come as lines of JSON and answers each with a line. php worker.php <slot> */

declare(strict_types=1);

use MakegoodFaults\FossCase;
use MakegoodFaults\FossPlan;
use MakegoodFaults\IntakeCase;
use MakegoodFaults\KillCase;
use MakegoodFaults\Lab;
use MakegoodFaults\SafetyCase;

require __DIR__ . '/lib/autoload.php';

$slot = (int) $argv[1];
$lab = Lab::ofEnvironment();
$calm = unserialize((string) file_get_contents($lab->work('calm')));
while (($line = fgets(STDIN)) !== false) {
    $case = json_decode($line, true, 8, JSON_THROW_ON_ERROR);
    try {
        $test = match (true) {
            in_array($case['order'], FossPlan::LINES, true) => new FossCase($lab, $case, $slot),
            isset($case['story']) => new SafetyCase($lab, $case, $slot),
            $case['point'] === 'intake.stored' => new IntakeCase($lab, $case, $slot),
            default => new KillCase($lab, $case, $slot),
        };
        $result = $test->run($calm[$case['db']][$case['order']]);
    } catch (Throwable $failure) {
        $result = ['case' => $case, 'faults' => [get_class($failure) . ': ' . $failure->getMessage()]];
    }
    echo json_encode($result, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
}
