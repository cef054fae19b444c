<?php

/**
 * Four clients of WHMCS who cancel in April 2026, as data: what each bought and paid, what they and Ada say at which instant.
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
        'lines' => [['kind' => 'addOn', 'if' => ['customised'], 'give' => ['keep' => '30']]],
        'arrears' => 'settleFirst',
        'review' => ['reasons' => [
            ['code' => 'movedAway', 'fields' => []],
            ['code' => 'outage', 'route' => 'technical', 'fields' => []],
        ]],
    ],
    'products' => ['1', '2', '3'],
    // Each GB above the 100 that Web Business has.
    'overage' => ['2', 'USD', ['traffic' => [['upTo' => null, 'price' => '0.10']]]],
    'inForceFrom' => '2026-04-06T00:00:00Z',
    'set' => '2026-04-05T13:00:00Z',

    // Who buys what: client, product, cycle, domain, more, whether the invoice is paid at once.
    'orders' => [
        'wei' => ['2026-04-06T09:00:00Z', '3', '2', 'Monthly', 'wei-moves.example', ['addons' => [['name' => 'Theme made to order', 'price' => '40.00', 'cycle' => 'One Time']]], 7800],
        'haddad' => ['2026-04-06T09:05:00Z', '4', '3', 'Monthly', 'haddad-app.example', [], 6000],
        'novak' => ['2026-04-06T09:10:00Z', '5', '1', 'Monthly', 'novak-shop.example', [], 1000],
        'novakMail' => ['2026-04-06T09:11:00Z', '5', '4', 'Monthly', 'novak-mail.example', [], 0],
        'diallo' => ['2026-04-06T09:15:00Z', '6', '1', 'Monthly', 'diallo-bulk.example', [], 1200],
    ],

    // Action of desk.php, or of bin/staff.php; <wei> is that order's service, <novakMail.invoice> its invoice.
    'deeds' => [
        ['2026-04-08T09:00:00Z', 'Emil asks while another invoice of his is overdue: it is paid first.', 'request', 'novak', 'movedAway'],
        ['2026-04-08T09:30:00Z', null, 'cron'],
        ['2026-04-08T15:00:00Z', 'Emil pays.', 'staff', ['pay', '<novakMail.invoice>', '300', 'banktransfer']],
        ['2026-04-08T15:30:00Z', null, 'cron'],
        ['2026-04-08T16:00:00Z', null, 'act', 'novak', 'approve', null],
        ['2026-04-09T09:00:00Z', 'Fatou asks; her service sent bulk mail, so nothing comes back.', 'request', 'diallo', 'movedAway'],
        ['2026-04-09T09:30:00Z', null, 'cron'],
        ['2026-04-09T10:00:00Z', null, 'fact', 'diallo', 'breach', 'Bulk mail on the 7th'],
        ['2026-04-09T10:05:00Z', null, 'act', 'diallo', 'reject', 'Bulk mail is a breach of our terms.'],
        ['2026-04-10T09:00:00Z', 'Dina asks; her machine could not do what was sold.', 'request', 'haddad', 'outage'],
        ['2026-04-10T09:30:00Z', null, 'cron'],
        ['2026-04-10T11:00:00Z', null, 'act', 'haddad', 'reject', 'The machine runs.'],
        ['2026-04-13T09:00:00Z', 'Dina appeals with her log, and Ada finds that it is the host\'s own fault.', 'appeal', 'haddad', 'The disk is read-only since the 6th, see the log.'],
        ['2026-04-13T09:30:00Z', null, 'cron'],
        ['2026-04-13T10:00:00Z', null, 'fact', 'haddad', 'ownFault', 'The disk was broken when it was sold'],
        ['2026-04-13T10:05:00Z', null, 'act', 'haddad', 'approve', null],
        ['2026-04-16T09:50:00Z', null, 'staff', ['call', 'UpdateClientProduct', 'serviceid=<wei>', 'bwlimit=102400', 'bwusage=122880']],
        ['2026-04-16T10:00:00Z', 'Chen moves away: ten days used and 20 GB too much, and a theme that was made to order.', 'request', 'wei', 'movedAway'],
        ['2026-04-16T10:30:00Z', null, 'cron'],
        ['2026-04-16T11:00:00Z', null, 'fact', 'wei', 'customised', 'The theme'],
        ['2026-04-16T11:05:00Z', null, 'act', 'wei', 'approve', null],
        ['2026-04-16T12:05:00Z', null, 'cron'],
        ['2026-04-17T09:00:00Z', 'Ada sends what the panel cannot send by itself, and notes the references.', 'paid'],
        ['2026-04-17T12:05:00Z', null, 'cron'],
    ],
];
