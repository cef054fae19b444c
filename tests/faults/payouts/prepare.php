<?php

/**
 * Makes a panel on which three refunds were decided and nothing has been paid. php prepare.php <sqlite|mariadb> <database> <seed 0|1|asked>
 *
 * Two go back through the gateway, one to the client's balance; the next cron ends the services and pays. Seed `asked`: nobody has decided yet. Seed 0: files and empty tables.
 */

declare(strict_types=1);

use Makegood\Run\Mode;
use MakegoodFaults\Lab;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Installer;
use MakegoodSandbox\Panel;
use MakegoodSandbox\SeedData;
use WHMCS\Module\Addon\Makegood\App;

require dirname(__DIR__) . '/lib/autoload.php';
require dirname(__DIR__, 3) . '/php-bridge/sandbox/autoload.php';

const ADA = 'admin:1';
const POLICY = '{"kind":"refund","schema":1,"name":"All of it","zone":"UTC","rules":[{"id":"all","when":{},"give":{"method":"full"}}],"payout":{"to":"choice"}}';
/** client, product, cents, where to */
const SALES = [[4, 3, 6000, null], [5, 1, 1000, 'accountCredit'], [4, 1, 1000, null]];

[, $db, $database, $seed] = $argv;
$lab = Lab::ofEnvironment();
$store = $lab->store($db);
foreach ($store->environment($database) as $name => $value) {
    putenv("$name=$value");
}
$root = $store->home($database) . '/panel';
Clock::travel('2026-04-01T09:00:00Z');
Installer::install($root, $lab->module(), $db, true);
if ($seed === '0') {
    return;
}
Panel::boot((string) realpath($root));
$_SESSION = ['adminid' => 1];
SeedData::insert();
$answer = Addons::activate('makegood');
if ($answer['status'] !== 'success') {
    throw new RuntimeException($answer['description']);
}
Addons::configure('makegood', ['gateway_refunds' => 'sandboxpay'], [1]);
$app = new App();
Mode::live($app->ledger(), null);
$hash = $app->desk()->putPolicy(POLICY, ADA);
foreach (['1', '3'] as $product) {
    $app->desk()->assign('product', $product, $hash, 1_774_828_800_000, ADA); // the 30th of March
}
$services = [];
foreach (SALES as $i => [$client, $product, $cents]) {
    $made = Orders::place($client, $product, 'Monthly', "sale$i.example", ['gateway' => 'sandboxpay']);
    Payments::add($made['invoice'], $cents, "paid-$i", 'sandboxpay', Clock::timestamp());
    $services[] = (string) $made['service'];
}
Cron::run();
Clock::travel('2026-04-04T10:00:00Z');
$refunds = (new App())->desk()->refunds;
foreach (SALES as $i => [$client, , , $wish]) {
    $seen = $refunds->quote($services[$i], $wish);
    $quote = json_decode($seen['answer'], true, 64, JSON_THROW_ON_ERROR)['quote'];
    $refunds->request($services[$i], (string) $client, ['reason' => 'movedAway', 'wish' => $wish], $quote, $seen['requestedAt'], "client:$client");
}
Cron::run();
$refunds = (new App())->desk()->refunds;
foreach ($seed === 'asked' ? [] : $services as $service) {
    $refunds->act((string) $refunds->open($service), 'approve', ADA, 'owner');
}
