<?php

/**
 * Makes a panel for the tests. php prepare.php <sqlite|mariadb> <database> <seed 0|1>
 *
 * Without seed it has the files and empty tables only: a place into which prepared databases are copied.
 */

declare(strict_types=1);

use Makegood\Ledger\Ledger;
use MakegoodFaults\Company;
use MakegoodFaults\Lab;
use MakegoodFaults\Messages;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Installer;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;

require __DIR__ . '/lib/autoload.php';
require dirname(__DIR__, 2) . '/php-bridge/sandbox/autoload.php';

[, $db, $database, $seed] = $argv;
$lab = Lab::ofEnvironment();
$store = $lab->store($db);
foreach ($store->environment($database) as $name => $value) {
    putenv("$name=$value");
}
$root = $store->home($database) . '/panel';
Installer::install($root, $lab->module(), $db, true);
if ($seed === '1') {
    Panel::boot((string) realpath($root));
    $_SESSION = ['adminid' => 1];
    Company::seedPanel();
    $answer = Addons::activate('makegood');
    if ($answer['status'] !== 'success') {
        throw new RuntimeException($answer['description']);
    }
    Addons::configure('makegood', [], [1]);
    $ledger = Ledger::over(Capsule::connection()->getPdo());
    Company::seedLedger($ledger, Messages::ms('2026-02-28 09:00:00'));
    // The first look: histories of services begin with its month.
    Cron::run();
    foreach (Messages::march() as $message) {
        $ledger->deliveries->add((string) $message['source'], $message['at'] + 4000, $message['type'], '', $message['body']);
    }
}
