<?php

/**
 * March 2026 of the demo company, as data: who watches what, which policies hold, what happens at which instant.
 *
 * All instants are UTC. README.md in this folder tells the same story as a table.
 */

declare(strict_types=1);

use MakegoodDemo\Payloads;

const ALPHA = 'alpha.harbour-hosting.example';
const BRAVO = 'bravo.harbour-hosting.example';
const CHARLIE = 'charlie.harbour-hosting.example';

/** One message: when it reaches the endpoint, which source sends it, its bytes. */
$message = static fn (string $at, string $source, array $payload, string $what, string $secret = 'right'): array
    => ['at' => $at, 'source' => $source, 'what' => $what, 'secret' => $secret] + $payload;

$pingdom = static fn (string $at, int $check, bool $up, string $changed): array
    => $message($at, 'pingdom', Payloads::pingdom($check, $check === 803318 ? ALPHA : BRAVO, $up, $changed), $up ? 'up' : 'down');

$kuma = static fn (string $at, int $monitor, bool $up, string $checked, bool $important = true): array
    => $message(
        $at,
        'kuma',
        Payloads::kuma($monitor, [29 => ALPHA, 30 => BRAVO, 31 => 'router.office.example'][$monitor], $up, $checked, $important),
        $important ? ($up ? 'up' : 'down') : 'reminder',
    );

$robot = static fn (string $at, bool $up, string $began, int $seconds = 0): array
    => $message($at, 'uptimerobot', Payloads::uptimeRobot(779912345, CHARLIE, $up, $began, $seconds), $up ? 'up' : 'down');

return [
    'from' => '2026-02-28T09:00:00Z',
    'to' => '2026-04-05T12:00:00Z',

    // The panel's cron, hour by hour of each day.
    'cron' => ['00:05', '12:05'],

    'sources' => [
        'pingdom' => ['vendor' => 'pingdom', 'name' => 'Pingdom', 'group' => 'pingdom'],
        'kuma' => ['vendor' => 'uptime-kuma', 'name' => 'Office Kuma', 'group' => 'office'],
        'uptimerobot' => ['vendor' => 'uptimerobot', 'name' => 'UptimeRobot', 'group' => 'uptimerobot'],
    ],

    // Which check watches which server. Monitor 31 (the office router) is nobody's server and stays unmapped.
    'targets' => [
        ['source' => 'pingdom', 'target' => '803318', 'subject' => 'server:1'],
        ['source' => 'pingdom', 'target' => '803319', 'subject' => 'server:2'],
        ['source' => 'kuma', 'target' => '29', 'subject' => 'server:1'],
        ['source' => 'kuma', 'target' => '30', 'subject' => 'server:2'],
        ['source' => 'uptimerobot', 'target' => '779912345', 'subject' => 'server:3'],
    ],

    'policies' => [
        'hosting' => [
            'schema' => 1,
            'name' => 'Web hosting promise',
            'zone' => 'UTC',
            'maintenance' => ['rule' => 'excludedIfAnnounced', 'noticeMs' => 86400000],
            'schedule' => ['family' => 'uptimeTiers', 'tiers' => [
                ['below' => '99.9', 'percent' => '5'],
                ['below' => '99.7', 'percent' => '12.5'],
                ['below' => '99', 'percent' => '25'],
            ]],
            'cap' => ['percent' => '50'],
        ],
        // Its months are London's: March 2026 is one hour shorter there.
        'vps' => [
            'schema' => 1,
            'name' => 'VPS promise',
            'zone' => 'Europe/London',
            'maintenance' => ['rule' => 'excludedIfAnnounced', 'noticeMs' => 172800000],
            'schedule' => ['family' => 'uptimeTiers', 'tiers' => [
                ['below' => '99.95', 'percent' => '10'],
                ['below' => '99.5', 'percent' => '25'],
            ]],
            'cap' => ['percent' => '100'],
        ],
    ],

    // Product of the panel => policy; both in force from the first of March. Mail (product 4) has no promise.
    'assignments' => ['1' => 'hosting', '2' => 'hosting', '3' => 'vps'],
    'inForceFrom' => '2026-03-01',

    // What people do in the admin area. `does` is an action of bin/staff.php, or `map`: map the targets that have been seen.
    'staff' => [
        ['at' => '2026-02-28T12:30:00Z', 'does' => ['map']],
        ['at' => '2026-03-11T10:00:00Z', 'does' => ['maintenance', '2', '2026-03-14 01:00:00', '2026-03-14 03:00:00', 'New kernel on bravo']],
        ['at' => '2026-03-16T12:00:00Z', 'does' => ['move']],
        ['at' => '2026-03-19T00:00:00Z', 'does' => ['suspend']],
        ['at' => '2026-03-22T00:00:00Z', 'does' => ['unsuspend']],
    ],

    // One line for the reader, printed when its day begins.
    'story' => [
        '2026-02-28' => 'Makegood is activated; each monitor says hello; its checks are mapped to servers.',
        '2026-03-04' => 'alpha is down. Pingdom and Kuma both see it; they agree on 89 minutes.',
        '2026-03-06' => 'Kuma sends a test.',
        '2026-03-08' => 'UptimeRobot warns of a certificate that expires.',
        '2026-03-10' => 'The office line is down: Kuma reports alpha down for 51 minutes, Pingdom does not.',
        '2026-03-11' => 'Maintenance of bravo is announced. A stranger posts to our address, another one guesses a secret.',
        '2026-03-14' => 'bravo is down for 49 minutes inside the announced window; both monitors see it.',
        '2026-03-16' => 'Service 5 moves from alpha to bravo.',
        '2026-03-17' => 'Pingdom reports bravo down, and its recovery message never comes.',
        '2026-03-19' => 'Service 7 is suspended for three days.',
        '2026-03-20' => 'alpha is down again: 47 minutes for both monitors. One message is late.',
        '2026-03-22' => 'Kuma has a false alarm on bravo.',
        '2026-03-25' => 'charlie is down for three hours. UptimeRobot is its only monitor.',
        '2026-04-04' => 'March closed 72 hours ago: what is certain is decided and booked.',
    ],

    // Where credit waits for the client's next invoice, the demo goes on until the cron has made the invoices of May, on the 17th of April.
    'invoices' => [
        'to' => '2026-04-18T12:00:00Z',
        'staff' => [
            ['at' => '2026-04-01T09:00:00Z', 'does' => ['prepay', '5', '60.00']],
            ['at' => '2026-04-17T18:00:00Z', 'does' => ['deleteInvoice', '15']],
        ],
        'story' => [
            '2026-04-17' => 'The cron makes the invoices of May: credit goes onto them. In the evening Ada deletes the latest one of client 15.',
            '2026-04-18' => 'The cron makes client 15 another invoice: the credit of the deleted one goes onto it.',
        ],
    ],

    'messages' => [
        // Set-up: each monitor is switched on and says that all is well, so its checks are known and can be mapped.
        $pingdom('2026-02-28T10:00:03Z', 803318, true, '2026-02-28T10:00:00'),
        $pingdom('2026-02-28T10:00:04Z', 803319, true, '2026-02-28T10:00:00'),
        $kuma('2026-02-28T10:01:02Z', 29, true, '2026-02-28 10:01:00.000'),
        $kuma('2026-02-28T10:01:03Z', 30, true, '2026-02-28 10:01:00.250'),
        $kuma('2026-02-28T10:01:04Z', 31, true, '2026-02-28 10:01:00.500'),
        $robot('2026-02-28T10:02:05Z', true, '2026-02-28T10:02:00'),

        // A real outage of alpha, seen by two monitors whose edges differ; Kuma reminds. Both agree for 89 minutes.
        $pingdom('2026-03-04T12:00:04Z', 803318, false, '2026-03-04T12:00:00'),
        $kuma('2026-03-04T12:02:03Z', 29, false, '2026-03-04 12:02:00.000'),
        $kuma('2026-03-04T12:32:01Z', 29, false, '2026-03-04 12:32:00.000', false),
        $kuma('2026-03-04T13:02:01Z', 29, false, '2026-03-04 13:02:00.000', false),
        $pingdom('2026-03-04T13:31:05Z', 803318, true, '2026-03-04T13:31:00'),
        $kuma('2026-03-04T13:32:02Z', 29, true, '2026-03-04 13:32:00.000'),

        // Noise that says nothing about up or down.
        $message('2026-03-06T09:00:00Z', 'kuma', Payloads::kumaTest(), 'test'),
        $message('2026-03-08T07:30:00Z', 'uptimerobot', Payloads::uptimeRobotExpiry(779912345, CHARLIE, '2026-03-08T07:30:00'), 'expiry'),

        // A false alarm: the office line was down, so Kuma missed alpha and the router; Pingdom saw nothing.
        $kuma('2026-03-10T03:14:02Z', 29, false, '2026-03-10 03:14:00.000'),
        $kuma('2026-03-10T03:14:03Z', 31, false, '2026-03-10 03:14:00.500'),
        $kuma('2026-03-10T04:05:02Z', 29, true, '2026-03-10 04:05:00.000'),
        $kuma('2026-03-10T04:05:03Z', 31, true, '2026-03-10 04:05:00.500'),

        // Somebody else's alert at our address, and a caller with a wrong secret.
        $message('2026-03-11T08:00:02Z', 'pingdom', Payloads::stranger(), 'stranger'),
        $message('2026-03-11T08:01:00Z', 'pingdom', Payloads::pingdom(803318, ALPHA, false, '2026-03-11T08:01:00'), 'down', 'wrong'),

        // Bravo is down for 49 minutes in a maintenance window that was announced three days before. Both monitors see it.
        $pingdom('2026-03-14T01:20:04Z', 803319, false, '2026-03-14T01:20:00'),
        $kuma('2026-03-14T01:21:02Z', 30, false, '2026-03-14 01:21:00.000'),
        $pingdom('2026-03-14T02:10:04Z', 803319, true, '2026-03-14T02:10:00'),
        $kuma('2026-03-14T02:11:02Z', 30, true, '2026-03-14 02:11:00.000'),

        // Pingdom says that bravo is down and never says that it is up again. Nobody else saw it down.
        $pingdom('2026-03-17T22:40:03Z', 803319, false, '2026-03-17T22:40:00'),

        // A second real outage of alpha, 47 minutes for both; Pingdom's first message is late and comes after Kuma's.
        $kuma('2026-03-20T15:01:02Z', 29, false, '2026-03-20 15:01:00.000'),
        $pingdom('2026-03-20T15:21:00Z', 803318, false, '2026-03-20T15:00:00'),
        $pingdom('2026-03-20T15:48:04Z', 803318, true, '2026-03-20T15:48:00'),
        $kuma('2026-03-20T15:49:02Z', 29, true, '2026-03-20 15:49:00.000'),

        // Days after Pingdom's missing recovery, Kuma has a false alarm on bravo. Half a quorum must not be waiting for it.
        $kuma('2026-03-22T04:05:02Z', 30, false, '2026-03-22 04:05:00.000'),
        $kuma('2026-03-22T05:17:02Z', 30, true, '2026-03-22 05:17:00.000'),

        // Charlie has one monitor only: three hours down wait for a person.
        $robot('2026-03-25T02:00:06Z', false, '2026-03-25T02:00:00'),
        $robot('2026-03-25T05:00:06Z', true, '2026-03-25T05:00:00', 10800),
    ],
];
