<?php

/**
 * Four clients who cancel in April 2026, as data: what each bought and paid, what they and Ada say at which instant, on both panels.
 *
 * The figures are worked out by hand in tests/demo/expected.md.
 */

declare(strict_types=1);

return [
    'policy' => [
        'kind' => 'refund',
        'schema' => 1,
        'name' => 'Unused days',
        'zone' => 'UTC',
        'requires' => ['without' => ['breach']],
        'rules' => [
            ['id' => 'ownFault', 'when' => ['facts' => ['ownFault']], 'give' => ['method' => 'full']],
            ['id' => 'unusedDays', 'when' => (object) [], 'give' => ['method' => 'unused', 'time' => ['unit' => 'day', 'count' => 'calendar', 'used' => 'up']]],
        ],
        // What was made to order is work that has been done: three tenths of it are kept.
        'lines' => [['kind' => 'customisation', 'give' => ['keep' => '30']]],
        'arrears' => 'settleFirst',
        'review' => ['reasons' => [
            ['code' => 'movedAway', 'fields' => []],
            ['code' => 'outage', 'route' => 'technical', 'fields' => []],
        ]],
    ],
    'products' => ['1', '2', '3'],
    'kinds' => [['of' => 'Theme made to order', 'kind' => 'customisation']],
    'inForceFrom' => '2026-04-06T00:00:00Z',
    'set' => '2026-04-05T13:00:00Z',
    // From now on the module knows the services.
    'seen' => '2026-04-06T12:05:00Z',

    // Who buys what: client, product, price, domain, what is bought once, whether the invoice is paid at once.
    'orders' => [
        'wei' => ['2026-04-06T09:00:00Z', '3', '2', '25.00', 'wei-moves.example', [['name' => 'Theme made to order', 'price' => '40.00']], true],
        'haddad' => ['2026-04-06T09:05:00Z', '4', '3', '60.00', 'haddad-app.example', [], true],
        'okafor' => ['2026-04-06T09:10:00Z', '1', '1', '10.00', 'okafor-shop.example', [], true],
        'okaforMail' => ['2026-04-06T09:11:00Z', '1', '4', '3.00', 'okafor-mail.example', [], false],
        'diallo' => ['2026-04-06T09:15:00Z', '6', '1', '10.00', 'diallo-bulk.example', [], true],
    ],

    // Action of desk.php, or of the sandbox's bin/staff.php; <wei> is that order's service, <okaforMail.invoice> its invoice.
    'deeds' => [
        ['2026-04-08T09:00:00Z', 'Amara asks while another invoice of hers is overdue: it is paid first.', 'request', 'okafor', 'movedAway'],
        ['2026-04-08T09:30:00Z', null, 'cron'],
        ['2026-04-08T15:00:00Z', 'Amara pays.', 'pays', 'okaforMail'],
        ['2026-04-08T15:30:00Z', null, 'cron'],
        ['2026-04-08T16:00:00Z', null, 'act', 'okafor', 'approve', null],
        ['2026-04-09T09:00:00Z', 'Fatou asks; her service sent bulk mail, so nothing comes back.', 'request', 'diallo', 'movedAway'],
        ['2026-04-09T09:30:00Z', null, 'cron'],
        ['2026-04-09T10:00:00Z', null, 'fact', 'diallo', 'breach', 'Bulk mail on Tuesday'],
        ['2026-04-09T10:05:00Z', null, 'act', 'diallo', 'reject', 'Bulk mail is a breach of our terms.'],
        ['2026-04-10T09:00:00Z', 'Dina asks; her machine could not do what was sold.', 'request', 'haddad', 'outage'],
        ['2026-04-10T09:30:00Z', null, 'cron'],
        ['2026-04-10T11:00:00Z', null, 'act', 'haddad', 'reject', 'The machine runs.'],
        ['2026-04-13T09:00:00Z', 'Dina appeals with her log, and Ada finds that it is the host\'s own fault.', 'appeal', 'haddad', 'The disk is read-only since the first day, see the log.'],
        ['2026-04-13T09:30:00Z', null, 'cron'],
        ['2026-04-13T10:00:00Z', null, 'fact', 'haddad', 'ownFault', 'The disk was broken when it was sold'],
        ['2026-04-13T10:05:00Z', null, 'act', 'haddad', 'approve', null],
        ['2026-04-16T10:00:00Z', 'Chen moves away: ten days used, %s, and a theme that was made to order.', 'request', 'wei', 'movedAway'],
        ['2026-04-16T10:30:00Z', null, 'cron'],
        ['2026-04-16T11:05:00Z', null, 'act', 'wei', 'approve', null],
        ['2026-04-16T12:05:00Z', null, 'cron'],
        ['2026-04-17T09:00:00Z', 'Ada sends what the panel cannot send by itself, and notes the references.', 'paid'],
        ['2026-04-17T12:05:00Z', null, 'cron'],
    ],

    // What differs where traffic is measured: how much later all of it happens, in days, and what is taken off besides the days that were used.
    'measured' => [
        'later' => 0,
        'policy' => [],
        // Each GB above the 100 that Web Business has.
        'overage' => ['2', 'USD', ['traffic' => [['upTo' => null, 'price' => '0.10']]]],
        'deeds' => [['2026-04-16T09:50:00Z', null, 'staff', ['call', 'UpdateClientProduct', 'serviceid=<wei>', 'bwlimit=102400', 'bwusage=122880']]],
        'besides' => '20 GB too much',
    ],
    // Where nothing is: who ends a term before its end pays a fee. And the invoices of May have to be made before, or they take credit along.
    'unmeasured' => [
        'later' => 14,
        'policy' => ['fees' => [['id' => 'early', 'amounts' => [['currency' => 'USD', 'amount' => '2.00']], 'rules' => ['unusedDays']]]],
        'overage' => null,
        // Its invoices are due in five days, and clients here pay in three.
        'deeds' => [['2026-04-07T09:00:00Z', null, 'staff', ['call', 'invoice_update', 'id=<okaforMail.invoice>', 'due_at=2026-04-21 12:00:00']]],
        'besides' => 'a fee for ending early',
    ],
];
