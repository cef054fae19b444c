<?php

/**
 * Fills a sandbox panel for the browser tests, one verb a call, with the module that lies in it.
 *
 *   make.php <root> fill <plain|hostile>   three months with everything a page can show: see fill()
 *   make.php <root> outages <n>            that many confirmed outages more, written straight into the ledger
 *   make.php <root> dump [table]           a hash of every table that a page may not change by being looked at, but for that one
 *   make.php <root> ids                    ids for addresses, as JSON
 *   make.php <root> down <target> <instant> both monitors of a filled panel say so
 *   make.php <root> go <instant> [cron]    sets the clock and runs the panel's cron
 */

declare(strict_types=1);

use Makegood\Intake\ConnectionSettings;
use Makegood\Intake\Endpoint;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

require dirname(__DIR__, 3) . '/php-bridge/sandbox/autoload.php';
require __DIR__ . '/hostile.php';
require __DIR__ . '/fill.php';

[, $root, $verb] = $argv;
$_SESSION = ['adminid' => 1];
Panel::boot((string) realpath($root));
require_once Panel::root() . '/modules/addons/makegood/makegood.php';

/** The clock of this process and of the web server. */
function at(string $instant): void
{
    file_put_contents(Panel::root() . '/clock', $instant . "\n");
}

function cron(string $instant): void
{
    at($instant);
    Cron::run();
}

/** A message by the real door. @param array<string, mixed> $body */
function deliver(string $secret, array $body): void
{
    $settings = ConnectionSettings::fromFile(Panel::root() . '/configuration.php');
    $answer = (new Endpoint($settings->open(...), $settings->dataDirectory()))
        ->answer('POST', 's=' . $secret, 'application/json', json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE));
    $answer->status === 202 || exit("not stored: $answer->status\n");
}

/** @return list<string> */
function tables(): array
{
    return Capsule::connection()->getPdo()->query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")->fetchAll(PDO::FETCH_COLUMN);
}

$verbs = [
    'fill' => static fn () => fill($argv[3] === 'hostile'),
    'go' => static function () use ($argv): void {
        at($argv[3]);
        ($argv[4] ?? '') === 'cron' && Cron::run();
    },
    'down' => static function () use ($argv): void {
        foreach (['pingdom', 'uptime-kuma'] as $vendor) {
            down(json_decode((string) file_get_contents(Panel::root() . '/secrets.json'), true), $vendor, $argv[3], 'Web ' . $argv[3], 'down', $argv[4]);
        }
    },
    'outages' => static function () use ($argv): void {
        $pdo = Capsule::connection()->getPdo();
        $row = $pdo->query("SELECT * FROM mod_makegood_outages WHERE status = 'confirmed' AND open = 0 ORDER BY id LIMIT 1")->fetch(PDO::FETCH_ASSOC);
        unset($row['id']);
        $insert = $pdo->prepare('INSERT INTO mod_makegood_outages (' . implode(', ', array_keys($row)) . ') VALUES (' . rtrim(str_repeat('?, ', count($row)), ', ') . ')');
        $pdo->beginTransaction();
        for ($i = 0; $i < (int) $argv[3]; ++$i) {
            // Four minutes apart: most of March is nothing but outages, which is the worst a timeline can be asked to draw.
            $from = 1772323200000 + 60_000 + $i * 240_000;
            $key = $row['subject'] . '/' . $from;
            $statuses = ['confirmed', 'unconfirmed', 'review', 'refused'];
            $made = ['outage_key' => $key, 'key_hash' => hash('sha256', $key), 'from_ms' => $from, 'to_ms' => $from + 120_000,
                'status' => $statuses[$i % 40 < 37 ? 0 : $i % 40 - 36]] + $row;
            $insert->execute(array_map(static fn (string $name): mixed => $made[$name], array_keys($row)));
        }
        $pdo->commit();
    },
    'dump' => static function () use ($argv): void {
        $pdo = Capsule::connection()->getPdo();
        $but = ['tblactivitylog', ...(isset($argv[3]) ? [$argv[3], 'sqlite_sequence'] : [])];
        $hash = hash_init('sha256');
        foreach (tables() as $table) {
            // The activity log is the panel's own diary of failures.
            foreach (in_array($table, $but, true) ? [] : $pdo->query("SELECT * FROM $table ORDER BY rowid")->fetchAll(PDO::FETCH_ASSOC) as $line) {
                hash_update($hash, $table . json_encode($line, JSON_INVALID_UTF8_SUBSTITUTE));
            }
        }
        echo hash_final($hash), "\n";
    },
    'ids' => static function (): void {
        $pdo = Capsule::connection()->getPdo();
        $all = static fn (string $sql): array => $pdo->query($sql)->fetchAll(PDO::FETCH_ASSOC);
        echo json_encode([
            'entries' => $all('SELECT id, client_id, service_id, period, currency, state FROM mod_makegood_entries ORDER BY id'),
            'outages' => $all('SELECT id, status, open, subject, from_ms, to_ms FROM mod_makegood_outages ORDER BY id LIMIT 50'),
            'cases' => $all('SELECT id, kind, state FROM mod_makegood_cases ORDER BY id'),
            'services' => $all('SELECT id, userid FROM tblhosting ORDER BY id'),
            'policies' => $all('SELECT hash, kind FROM mod_makegood_policies ORDER BY kind DESC, rowid'),
            'targets' => $all('SELECT id, subject FROM mod_makegood_targets ORDER BY id'),
            'windows' => $all('SELECT id FROM mod_makegood_maintenance ORDER BY id'),
            'sources' => $all('SELECT id, vendor FROM mod_makegood_sources ORDER BY id'),
            'forecasts' => $all('SELECT client_id, currency FROM mod_makegood_forecasts'),
            'postings' => $all('SELECT id, state, held_run FROM mod_makegood_postings ORDER BY id'),
            'refunds' => $all('SELECT id, state, client_id, service_id FROM mod_makegood_refund_cases ORDER BY id'),
            'payouts' => $all('SELECT id, case_id, state FROM mod_makegood_payouts ORDER BY id'),
            'activity' => $all("SELECT description FROM tblactivitylog WHERE description LIKE 'Makegood%' ORDER BY id DESC LIMIT 5"),
        ], JSON_THROW_ON_ERROR);
    },
];
($verbs[$verb] ?? exit("unknown verb $verb\n"))();
