<?php

/**
 * staff.php --root DIR [--now INSTANT] ACTION: what a person does in the admin area.
 *
 *   move | suspend | unsuspend     the demonstration's moved and suspended orders
 *   prepay CLIENT AMOUNT           money that a client has paid in advance
 *   deleteInvoice CLIENT           the client's latest invoice
 */

declare(strict_types=1);

use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Rows;
use MakegoodSandbox\Seed;

require __DIR__ . '/options.php';
require_once dirname(__DIR__, 3) . '/sandbox/src/Seed.php';

[$options, $words] = foss_options($argv, ['root' => 'var/foss', 'now' => '']);
$api = Panel::boot($options['root'])['api_admin'];
People::logInAdmin(1);
switch ($words[0] ?? '') {
    case 'move':
        // Changing an account's server fires nothing.
        $account = Rows::value(Rows::existing('ClientOrder', Seed::MOVED_SERVICE, 'Order not found'), 'service_id');
        Rows::write(Rows::existing('ServiceHosting', $account, 'Account not found'), ['service_hosting_server_id' => Seed::MOVED_TO]);
        break;
    case 'suspend':
        $api->order_suspend(['id' => Seed::SUSPENDED_SERVICE, 'reason' => 'Overdue on payment']);
        break;
    case 'unsuspend':
        $api->order_unsuspend(['id' => Seed::SUSPENDED_SERVICE]);
        break;
    case 'prepay':
        $api->client_balance_add_funds(['id' => $words[1], 'amount' => $words[2], 'description' => 'Paid in advance']);
        break;
    case 'deleteInvoice':
        $latest = Rows::sql('SELECT MAX(id) AS id FROM invoice WHERE client_id = ?', [$words[1]])[0]['id'];
        $api->invoice_delete(['id' => $latest]);
        break;
    default:
        fwrite(STDERR, "actions: move, suspend, unsuspend, prepay CLIENT AMOUNT, deleteInvoice CLIENT\n");
        exit(2);
}
