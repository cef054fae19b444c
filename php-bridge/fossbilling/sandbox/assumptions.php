<?php

/**
 * What the reference does not settle, or knows from the source only: one row per question, each with a switch.
 *
 * Source: [run] measured, [src] read, [doc] documentation, [?] nothing found.
 * Switch with the environment: FOSS_ASSUME="deactivate.uninstalls=yes,paid.executes=when-asked". A value outside the row is refused.
 */

declare(strict_types=1);

return [
    ['id' => 'deactivate.uninstalls', 'source' => '[src]', 'default' => 'line', 'alternative' => 'yes', 'third' => 'no',
        'text' => 'Deactivating a module calls its uninstall(): in 0.7, not in later lines ("line" follows the line).'],
    ['id' => 'paid.executes', 'source' => '[run]', 'default' => 'line', 'alternative' => 'when-asked',
        'text' => 'Marking an invoice as paid renews its orders: at the next cron in 0.7, at once later ("line"); or only when the caller asks.'],
    ['id' => 'bean.store', 'source' => '[src]', 'default' => 'all-columns', 'alternative' => 'changed-columns',
        'text' => 'In 0.7 and 0.8 the core writes back a whole record as it read it, or only what it changed.'],
    ['id' => 'refund.logic', 'source' => '[run]', 'default' => 'credit_note', 'alternative' => 'negative_invoice', 'third' => 'manual',
        'text' => 'The setting invoice_refund_logic of a new installation.'],
    ['id' => 'main.version', 'source' => '[run]', 'default' => '0.0.1', 'alternative' => '0.9.0',
        'text' => 'What a build of main calls itself: 0.0.1 as a preview, a number of its own once it is released.'],
    ['id' => 'hooks.fresh', 'source' => '[run]', 'default' => 'connected', 'alternative' => 'unconnected',
        'text' => 'The core listens, as after the first cron; a panel whose cron never ran connects no module at activation.'],
    ['id' => 'modules.php', 'source' => '[src]', 'default' => 'denied', 'alternative' => 'served',
        'text' => 'The web server runs PHP files below modules/, or answers 404 for them, as the panel\'s own rewrite rules do.'],
    ['id' => 'setup.line', 'source' => '[?]', 'default' => 'custom', 'alternative' => 'order',
        'text' => 'A set-up fee is a line of type custom without a number, or one of type order, with the order\'s number and without a task.'],
    ['id' => 'mail.admin', 'source' => '[?]', 'default' => 'known', 'alternative' => 'unknown',
        'text' => 'sendTemplate writes to one administrator by to_admin, or refuses a mail whose only receiver that is.'],
];
