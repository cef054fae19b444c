<?php

/**
 * Refunds in a FOSSBilling sandbox, for the browser: four cases of one client in four states, and one order more that can be refunded.
 *
 *   fossbilling.php <root> fill           answers the numbers of orders and cases, as JSON
 *   fossbilling.php <root> cron <instant>  sets the clock and runs the panel's cron
 */

declare(strict_types=1);

use Box\Mod\Makegood\App;
use FossSandbox\Cron;
use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Purchases;
use FossSandbox\Seed;
use Makegood\Instant;
use MakegoodSandbox\Clock;

require dirname(__DIR__, 3) . '/php-bridge/fossbilling/sandbox/autoload.php';

const CLIENT = 2;
const BY = 'admin:1';
const POLICY = ['kind' => 'refund', 'schema' => 1, 'name' => 'Hosting refunds', 'zone' => 'UTC',
    'rules' => [['id' => 'unusedDays', 'when' => new stdClass(), 'give' => ['method' => 'unused', 'time' => ['unit' => 'day', 'count' => 'calendar', 'used' => 'up']]]],
    'lines' => [['kind' => 'customisation', 'give' => ['keep' => '30']]],
    'fees' => [['id' => 'early', 'amounts' => [['currency' => 'USD', 'amount' => '2.00']], 'rules' => ['unusedDays']]],
    'review' => ['reasons' => [['code' => 'notNeeded', 'fields' => []], ['code' => 'movedAway', 'fields' => ['explanation']]]]];

[, $root, $verb] = $argv;

function at(string $root, string $instant): void
{
    file_put_contents($root . '/clock', $instant . "\n");
    Clock::travel($instant);
}

function bought(string $name, string $price, array $more = []): string
{
    $made = Purchases::place(CLIENT, 2, '1M', ['title' => "Web Business {$name}.example.com", 'sld' => $name, 'price' => $price] + $more);
    Purchases::pay($made['invoice'], 'hand');
    return (string) $made['order'];
}

function asked(App $app, string $order): string
{
    $desk = $app->desk()->refunds;
    $seen = $desk->quote($order);
    $quote = array_diff_key(json_decode($seen['answer'], true)['quote'], ['steps' => 1]);
    return $desk->request($order, (string) CLIENT, ['reason' => 'notNeeded', 'contact' => 'bea@example.com'], $quote, $seen['requestedAt'], 'client:' . CLIENT);
}

/** @return array{order: string, cases: array<string, string>} */
function fill(App $app, string $root): array
{
    at($root, '2026-04-06T09:00:00Z');
    Seed::company();
    $app->ledger()->meta->put('mode', 'live');
    $desk = $app->desk();
    $hash = $desk->putPolicy(json_encode(POLICY, JSON_THROW_ON_ERROR), BY);
    $desk->assign('product', '2', $hash, Instant::ms('2026-04-06T00:00:00Z'), BY);
    $desk->refunds->setKinds([['of' => 'Theme made to order', 'kind' => 'customisation']], BY);
    $orders = array_map(static fn (string $name): string => bought($name, '25.00'), ['open' => 'open', 'task' => 'task', 'rejected' => 'rejected', 'paid' => 'paid']);
    $order = bought('new', '25.00', ['setup' => '10.00', 'addOns' => [['title' => 'Theme made to order', 'price' => '40.00']]]);
    at($root, '2026-04-16T09:00:00Z');
    Cron::run();
    at($root, '2026-04-16T10:00:00Z');
    $cases = array_map(static fn (string $order): string => asked($app, $order), $orders);
    at($root, '2026-04-16T10:30:00Z');
    Cron::run();
    $app->desk()->refunds->act($cases['task'], 'approve', BY, 'owner');
    $app->desk()->refunds->act($cases['paid'], 'approve', BY, 'owner');
    $app->desk()->refunds->act($cases['rejected'], 'reject', BY, 'owner', 'The terms were broken.');
    at($root, '2026-04-16T11:00:00Z');
    Cron::run();
    $app->desk()->refunds->done((string) $app->ledger()->payouts->ofCase($cases['paid'])[0]['id'], 'bank 4711', BY);
    return ['order' => $order, 'cases' => $cases];
}

$di = Panel::boot($root);
People::logInAdmin(1);
if ($verb === 'fill') {
    echo json_encode(fill(App::of($di), $root), JSON_THROW_ON_ERROR), "\n";
} elseif ($verb === 'cron') {
    at($root, $argv[3]);
    Cron::run();
} else {
    exit("unknown verb {$verb}\n");
}
