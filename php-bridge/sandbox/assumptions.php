<?php

/**
 * What WHMCS's public documentation does not settle: one row per question, each with a switch.
 *
 * Source: [DOC] its documentation, [3P] seen in published third-party modules, [GEN] general knowledge, [?] nothing found.
 * Switch with the environment: SANDBOX_ASSUME="addcredit.order=balance-first,profile=9". A value outside the row is refused.
 */

declare(strict_types=1);

return [
    ['id' => 'profile', 'source' => '[DOC]', 'default' => '8', 'alternative' => '9',
        'text' => 'Which line of the product: 8 lets issued invoices be edited, 9 makes every invoice that is not a Draft immutable.'],
    ['id' => 'addcredit.remove', 'source' => '[?]', 'default' => 'overdraws', 'alternative' => 'refused',
        'text' => 'AddCredit with type remove takes more than the balance holds, or refuses that.'],
    ['id' => 'addcredit.order', 'source' => '[?]', 'default' => 'log-first', 'alternative' => 'balance-first',
        'text' => 'AddCredit is two writes, each committed by itself: the row of the credit log, then the balance; or the other way.'],
    ['id' => 'autocredit.when', 'source' => '[?]', 'default' => 'after-InvoiceCreation', 'alternative' => 'before-InvoiceCreation',
        'text' => 'Automatic credit is applied to a new recurring invoice after, or before, the hook InvoiceCreation.'],
    ['id' => 'cron.order', 'source' => '[?]', 'default' => 'PreCronJob-before-invoicing', 'alternative' => 'PreCronJob-after-invoicing',
        'text' => 'PreCronJob runs before the daily invoicing, or after it.'],
    ['id' => 'cron.timezone', 'source' => '[3P]', 'default' => 'same', 'alternative' => 'America/Sao_Paulo',
        'text' => 'Cron runs in the same PHP time zone as the web server, or in another one.'],
    ['id' => 'invoice.total', 'source' => '[3P]', 'default' => 'profile', 'alternative' => 'gross', 'third' => 'net',
        'text' => 'The total column is net of applied credit (seen in 8) or gross (seen in 9); "profile" follows the product line.'],
    ['id' => 'invoice9.creation-lines', 'source' => '[?]', 'default' => 'kept', 'alternative' => 'ignored',
        'text' => 'In 9, lines that a hook adds inside InvoiceCreation are kept, or removed because the invoice is issued already.'],
    ['id' => 'hooks.calls', 'source' => '[3P]', 'default' => 'once', 'alternative' => 'twice',
        'text' => 'A hook point fires once for an event, or twice in the same request.'],
    ['id' => 'service-edit.hook', 'source' => '[?]', 'default' => 'fires', 'alternative' => 'silent',
        'text' => 'UpdateClientProduct fires PreServiceEdit and ServiceEdit, or nothing.'],
    ['id' => 'addtransaction.key', 'source' => '[3P]', 'default' => 'invocieid', 'alternative' => 'invoiceid',
        'text' => 'The hook AddTransaction spells the key as documented (invocieid) or as modules read it (invoiceid).'],
    ['id' => 'token.failure', 'source' => '[3P]', 'default' => 'false', 'alternative' => 'dies',
        'text' => 'check_token answers false for a wrong token, or ends the request.'],
    ['id' => 'smarty.escape', 'source' => '[?]', 'default' => 'on', 'alternative' => 'off',
        'text' => 'Client templates are rendered with automatic HTML escaping, or without.'],
    ['id' => 'input.escaped', 'source' => '[3P]', 'default' => 'yes', 'alternative' => 'no',
        'text' => 'Values of $_GET and $_POST arrive HTML-escaped, or as sent.'],
    ['id' => 'user.permissions', 'source' => '[3P]', 'default' => 'told', 'alternative' => 'untold',
        'text' => 'A user has getClientsByPermission(), or the panel cannot tell what a user who is not the owner may do.'],
    ['id' => 'product-details.argument', 'source' => '[3P]', 'default' => 'service', 'alternative' => 'list',
        'text' => 'ClientAreaProductDetailsOutput gives the service (as documented), or a list with the key service (as modules read it).'],
    ['id' => 'assets.static', 'source' => '[GEN]', 'default' => 'served', 'alternative' => 'denied',
        'text' => 'The web server hands out files below modules/, or denies them all, so that they must come through PHP.'],
    ['id' => 'refund.function', 'source' => '[3P]', 'default' => 'absent', 'alternative' => 'present',
        'text' => 'includes/invoicefunctions.php has no function refundInvoicePayment, or one with the six arguments that modules give it.'],
    ['id' => 'refund.answer', 'source' => '[?]', 'default' => 'word', 'alternative' => 'bool', 'third' => 'nothing',
        'text' => 'It answers the gateway\'s documented status word, or whether it succeeded, or nothing at all.'],
    ['id' => 'refund.transid', 'source' => '[?]', 'default' => 'gateway', 'alternative' => 'given',
        'text' => 'The refund\'s row has the transaction id that the gateway answered, or the one that was given to the function.'],
    ['id' => 'reversal.row', 'source' => '[?]', 'default' => 'refundid', 'alternative' => 'plain', 'third' => 'negative',
        'text' => 'A payment that the bank took back is a row of money out that names the payment, one that names nothing, or negative money in.'],
    ['id' => 'setup.line', 'source' => '[GEN]', 'default' => 'own', 'alternative' => 'included',
        'text' => 'A set-up fee is a line of type Setup with the service\'s number, or part of the hosting line.'],
    ['id' => 'terminate.status', 'source' => '[GEN]', 'default' => 'Terminated', 'alternative' => 'Cancelled',
        'text' => 'The state of a service after ModuleTerminate.'],
    ['id' => 'adminmail.type', 'source' => '[GEN]', 'default' => 'known', 'alternative' => 'ignored',
        'text' => 'SendAdminEmail goes to administrators whose role gets e-mails of that type (system, account, support), or to those of system e-mails whatever it says.'],
    ['id' => 'mail.smarty', 'source' => '[GEN]', 'default' => 'rendered', 'alternative' => 'plain',
        'text' => 'A message of its own is rendered as a template, braces and all, or taken as it is.'],
    ['id' => 'terminate.addons', 'source' => '[?]', 'default' => 'kept', 'alternative' => 'terminated',
        'text' => 'ModuleTerminate leaves the service\'s add-ons as they are, or ends them, too.'],
];
