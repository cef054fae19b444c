<?php

/**
 * desk.php SANDBOX ROOT ACTION JSON: what the demo's clients and Ada say about refunds, through the desk that the module's pages use.
 *
 *   policy {document, products, from, overage, kinds}   request {service, client, reason}   act {service, action, note}
 *   appeal {service, client, text}                      fact {service, fact, note}          paid {}
 *
 * A service has one case here.
 */

declare(strict_types=1);

use Makegood\Instant;

const ADA = 'admin:1';

// The sandbox knows how its panel is opened.
[, $sandbox, $root, $action, $json] = $argv + array_fill(0, 5, '');
$app = (require $sandbox . '/bin/module.php')($root);
$desk = $app->desk();
$given = json_decode($json, true, 16, JSON_THROW_ON_ERROR);
$caseOf = static fn (): string => (string) $app->ledger()->db->value('SELECT MAX(id) FROM mod_makegood_refund_cases WHERE service_id = ?', [$given['service']]);
switch ($action) {
    case 'policy':
        $hash = $desk->putPolicy($given['document'], ADA);
        foreach ($given['products'] as $product) {
            $desk->assign('product', $product, $hash, Instant::ms($given['from']), ADA);
        }
        $given['overage'] === null || $desk->refunds->setOverage($given['overage'][0], $given['overage'][1], $given['overage'][2], ADA);
        $desk->refunds->setKinds($given['kinds'], ADA);
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
