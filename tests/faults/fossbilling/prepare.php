<?php

/**
 * Makes a FOSSBilling panel for the tests. php prepare.php <0.7|0.8|main> <database> <seed 0|1>
 *
 * Without seed it has the files and empty tables only: a place into which prepared databases are copied.
 */

declare(strict_types=1);

use FossSandbox\Cron;
use FossSandbox\Installer;
use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Profile;
use FossSandbox\Seed;
use Makegood\Ledger\Ledger;
use MakegoodFaults\Company;
use MakegoodFaults\FossCompany;
use MakegoodFaults\Lab;
use MakegoodFaults\Messages;

require dirname(__DIR__) . '/lib/autoload.php';
require dirname(__DIR__, 3) . '/php-bridge/fossbilling/sandbox/autoload.php';

[, $line, $database, $seed] = $argv;
$lab = Lab::ofEnvironment();
$store = $lab->store('mariadb');
foreach ($store->environment($database) as $name => $value) {
    putenv("$name=$value");
}
Profile::choose($line);
$home = $store->home($database);
is_dir($home) || mkdir($home, 0700, true);
Installer::install("$home/panel", $lab->module(), 'mariadb', true);
if ($seed === '1') {
    require_once Panel::root() . '/modules/Makegood/bridge/autoload.php';
    Panel::boot(Panel::root());
    People::logInAdmin(1);
    Seed::company();
    FossCompany::seed();
    Panel::container()['api_admin']->extension_activate(['type' => 'mod', 'id' => 'makegood']);
    $ledger = Ledger::over(Panel::container()['pdo']);
    Company::seedLedger($ledger, Messages::ms('2026-02-28 09:00:00'));
    // The first look: histories of services begin with its month.
    Cron::run();
    foreach (Messages::march() as $message) {
        $ledger->deliveries->add((string) $message['source'], $message['at'] + 4000, $message['type'], '', $message['body']);
    }
}
