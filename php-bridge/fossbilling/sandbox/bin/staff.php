<?php

/**
 * staff.php --root DIR [--now INSTANT] ACTION: what a person does in the admin area.
 *
 *   move | suspend | unsuspend       the demonstration's moved and suspended services, at --now
 *   call MODULE_METHOD [key=value …]  a call of the admin API, its answer as JSON
 *   order CLIENT PRODUCT PERIOD [JSON]  a client buys (Purchases); answers what was made, as JSON
 *   pay INVOICE WAY                   and pays: hand, gateway, throughBalance, balance
 *
 * This panel announces no maintenance: that is done on the module's own pages.
 */

declare(strict_types=1);

use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Purchases;
use FossSandbox\Staff;
use MakegoodSandbox\Seed as Company;
use MakegoodSandbox\Shared\CommandLine;

require dirname(__DIR__) . '/autoload.php';
require_once dirname(__DIR__, 3) . '/sandbox/src/Seed.php';

[$options, $words] = CommandLine::options($argv, ['root' => 'var/foss', 'now' => '']);
$di = Panel::boot($options['root']);
People::logInAdmin(1);
switch ($words[0] ?? '') {
    case 'move':
        Staff::moveService(Company::MOVED_SERVICE, Company::MOVED_TO);
        break;
    case 'suspend':
        Staff::suspend(Company::SUSPENDED_SERVICE, 'Overdue on Payment');
        break;
    case 'unsuspend':
        Staff::unsuspend(Company::SUSPENDED_SERVICE);
        break;
    case 'call':
        $data = [];
        foreach (array_slice($words, 2) as $word) {
            [$key, $value] = explode('=', $word, 2) + [1 => ''];
            $data[$key] = $value;
        }
        echo json_encode($di['api_admin']->{$words[1]}($data)), "\n";
        break;
    case 'order':
        echo json_encode(Purchases::place((int) $words[1], (int) $words[2], $words[3], json_decode($words[4] ?? '{}', true, 8, JSON_THROW_ON_ERROR))), "\n";
        break;
    case 'pay':
        Purchases::pay((int) $words[1], $words[2]);
        break;
    default:
        fwrite(STDERR, "actions: move, suspend, unsuspend, call MODULE_METHOD key=value, order CLIENT PRODUCT PERIOD JSON, pay INVOICE WAY\n");
        exit(2);
}
