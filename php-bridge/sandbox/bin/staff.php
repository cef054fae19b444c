<?php

/**
 * staff.php --root DIR [--now INSTANT] ACTION: what a person does in the admin area.
 *
 *   move | suspend | unsuspend                       the demonstration's moved and suspended services, at --now
 *   maintenance SERVER "START" "END" "TITLE"         announces work; local times like "2026-03-18 02:00:00"
 *   order CLIENT PRODUCT CYCLE DOMAIN [JSON]         a client buys (Billing\Orders); answers what was made, as JSON
 *   pay INVOICE CENTS GATEWAY                        and pays; answers the transaction's id
 *   reverse TRANSACTION                              the bank takes a payment back
 *   call COMMAND [key=value …]                       a call of the local API, its answer as JSON
 *   set SETTING VALUE                                SandboxGateway, SandboxServer and the like
 */

declare(strict_types=1);

use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Billing\Refunds;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Panel;
use MakegoodSandbox\Seed;
use MakegoodSandbox\Shared\CommandLine;
use MakegoodSandbox\Staff;
use WHMCS\Database\Capsule;

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
    case 'order':
        echo json_encode(Orders::place((int) $words[1], (int) $words[2], $words[3], $words[4], json_decode($words[5] ?? '{}', true, 8, JSON_THROW_ON_ERROR))), "\n";
        break;
    case 'pay':
        Payments::add((int) $words[1], (int) $words[2], "$words[3]-$words[1]", $words[3], Clock::timestamp());
        echo Capsule::table('tblaccounts')->max('id'), "\n";
        break;
    case 'reverse':
        Refunds::reverse((int) $words[1]);
        break;
    case 'call':
        parse_str(implode('&', array_slice($words, 2)), $values);
        echo json_encode(localAPI($words[1], $values, 'admin')), "\n";
        break;
    case 'set':
        Config::set($words[1], $words[2]);
        break;
    default:
        fwrite(STDERR, "actions: move, suspend, unsuspend, maintenance SERVER START END TITLE, order CLIENT PRODUCT CYCLE DOMAIN JSON, pay INVOICE CENTS GATEWAY,"
            . " reverse TRANSACTION, call COMMAND key=value, set SETTING VALUE\n");
        exit(2);
}
