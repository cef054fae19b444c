<?php

/**
 * staff.php --root DIR [--now INSTANT] ACTION: what a person does in the admin area.
 *
 *   move | suspend | unsuspend                       the demonstration's moved and suspended services, at --now
 *   maintenance SERVER "START" "END" "TITLE"         announces work; local times like "2026-03-18 02:00:00"
 */

declare(strict_types=1);

use MakegoodSandbox\Panel;
use MakegoodSandbox\Seed;
use MakegoodSandbox\Shared\CommandLine;
use MakegoodSandbox\Staff;

require dirname(__DIR__) . '/autoload.php';

[$options, $words] = CommandLine::options($argv, ['root' => 'var/panel', 'now' => '']);
$_SESSION = ['adminid' => 1];
Panel::boot((string) realpath($options['root']));
switch ($words[0] ?? '') {
    case 'move':
        Staff::moveService(Seed::MOVED_SERVICE, Seed::MOVED_TO);
        break;
    case 'suspend':
        Staff::suspend(Seed::SUSPENDED_SERVICE, 'Overdue on Payment');
        break;
    case 'unsuspend':
        Staff::unsuspend(Seed::SUSPENDED_SERVICE);
        break;
    case 'maintenance':
        echo Staff::scheduleMaintenance((int) $words[1], $words[2], $words[3], $words[4]), "\n";
        break;
    default:
        fwrite(STDERR, "actions: move, suspend, unsuspend, maintenance SERVER START END TITLE\n");
        exit(2);
}
