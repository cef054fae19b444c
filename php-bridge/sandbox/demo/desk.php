<?php

/**
 * desk.php --root DIR ACTION JSON: what the demo's clients and Ada say about refunds, through the desk that the module's pages use.
 *
 *   policy {document, products, from, overage}   request {service, client, reason}   act {service, action, note}
 *   appeal {service, client, text}               fact {service, fact, note}          paid {}
 *
 * A service has one case here.
 */

declare(strict_types=1);

use MakegoodSandbox\Panel;
use MakegoodSandbox\Shared\CommandLine;
use Makegood\Instant;
use WHMCS\Module\Addon\Makegood\App;

require dirname(__DIR__) . '/autoload.php';

const ADA = 'admin:1';

[$options, $words] = CommandLine::options($argv, ['root' => 'var/panel']);
$_SESSION = ['adminid' => 1];
Panel::boot((string) realpath($options['root']));
require_once Panel::root() . '/modules/addons/makegood/makegood.php';

$app = new App();
$desk = $app->desk();
$given = json_decode($words[1], true, 16, JSON_THROW_ON_ERROR);
$caseOf = static fn (): string => (string) $app->ledger()->db->value('SELECT MAX(id) FROM mod_makegood_refund_cases WHERE service_id = ?', [$given['service']]);
switch ($words[0]) {
    case 'policy':
        $hash = $desk->putPolicy($given['document'], ADA);
        foreach ($given['products'] as $product) {
            $desk->assign('product', $product, $hash, Instant::ms($given['from']), ADA);
        }
        $desk->refunds->setOverage($given['overage'][0], $given['overage'][1], $given['overage'][2], ADA);
        break;
    case 'request':
        $seen = $desk->refunds->quote($given['service']);
        $quote = json_decode($seen['answer'], true, 64, JSON_THROW_ON_ERROR)['quote'];
        echo $desk->refunds->request($given['service'], $given['client'], ['reason' => $given['reason']], $quote, $seen['requestedAt'], 'client:' . $given['client']), "\n";
        break;
    case 'act':
        $desk->refunds->act($caseOf(), $given['action'], ADA, 'owner', $given['note']);
        break;
    case 'appeal':
        $desk->refunds->act($caseOf(), 'appeal', 'client:' . $given['client'], fields: ['evidence' => $given['text']]);
        break;
    case 'fact':
        $desk->refunds->addFact($caseOf(), $given['fact'], $given['note'], ADA);
        break;
    case 'paid':
        foreach ($app->ledger()->db->rows("SELECT id FROM mod_makegood_payouts WHERE state = 'task' ORDER BY id") as ['id' => $id]) {
            $desk->refunds->done((string) $id, "bank-{$id}", ADA);
        }
        break;
    default:
        fwrite(STDERR, "actions: policy, request, act, appeal, fact, paid\n");
        exit(2);
}
