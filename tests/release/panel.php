<?php

/**
 * One step of an administrator's or a monitor's work on a sandbox panel, with whatever version of the module lies in it.
 * Usage: panel.php <root> <now> setup | deliver <down|up> <instant> | map | open | dump. Each step is a process of its own: it loads the files that are there now.
 */

declare(strict_types=1);

use MakegoodSandbox\Addons;
use MakegoodSandbox\Panel;

[, $root, $now, $verb] = $argv;
putenv('SANDBOX_NOW=' . $now);
require dirname(__DIR__, 2) . '/php-bridge/sandbox/autoload.php';
$_SESSION = ['adminid' => 1];
Panel::boot((string) realpath($root));
require_once Panel::root() . '/modules/addons/makegood/makegood.php';

$steps = [
    'setup' => static function (): void {
        $desk = (new WHMCS\Module\Addon\Makegood\App())->desk();
        $secrets = [];
        foreach (['pingdom' => 'Pingdom', 'uptime-kuma' => 'Kuma'] as $vendor => $name) {
            $source = $desk->addSource($vendor, $name, '', 'admin:1');
            $secrets[$vendor] = $source['id'] . '.' . $source['secret'];
        }
        file_put_contents(Panel::root() . '/secrets.json', json_encode($secrets, JSON_THROW_ON_ERROR));
        $hash = $desk->putPolicy('{"schema":1,"name":"Release test","zone":"UTC","maintenance":{"rule":"excluded"},'
            . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"25"}]}}', 'admin:1');
        foreach (['1', '2', '3', '4'] as $product) {
            $desk->assign('product', $product, $hash, 1772323200000, 'admin:1');
        }
    },
    'deliver' => static function () use ($argv): void {
        [, , , , $state, $at] = $argv;
        $secrets = json_decode((string) file_get_contents(Panel::root() . '/secrets.json'), true, 4, JSON_THROW_ON_ERROR);
        $epoch = (int) strtotime($at);
        $bodies = [
            'pingdom' => ['check_id' => 11, 'check_name' => 'alpha', 'check_type' => 'HTTP', 'check_params' => ['hostname' => 'alpha.harbour-hosting.example'],
                'current_state' => strtoupper($state), 'previous_state' => $state === 'up' ? 'DOWN' : 'UP', 'state_changed_timestamp' => $epoch],
            'uptime-kuma' => ['heartbeat' => ['monitorID' => 22, 'status' => $state === 'up' ? 1 : 0, 'time' => gmdate('Y-m-d H:i:s', $epoch), 'important' => true],
                'monitor' => ['id' => 22, 'name' => 'alpha', 'hostname' => 'alpha.harbour-hosting.example', 'type' => 'http']],
        ];
        $settings = Makegood\Intake\ConnectionSettings::fromFile(Panel::root() . '/configuration.php');
        $endpoint = new Makegood\Intake\Endpoint($settings->open(...), $settings->dataDirectory());
        foreach ($bodies as $vendor => $body) {
            $answer = $endpoint->answer('POST', 's=' . $secrets[$vendor], 'application/json', json_encode($body, JSON_THROW_ON_ERROR));
            $answer->status === 202 || exit("not stored: $answer->status\n");
        }
    },
    'map' => static function (): void {
        $app = new WHMCS\Module\Addon\Makegood\App();
        foreach ($app->ledger()->targets->all() as $target) {
            $app->desk()->mapTarget((string) $target['id'], 'server:1', 'admin:1');
        }
    },
    // What the panel does when the module's page is opened: it notices the new version first.
    'open' => static function (): void {
        $vars = Addons::vars('makegood', 'addonmodules.php?module=makegood');
        $_SERVER['REQUEST_METHOD'] = 'GET';
        ob_start();
        makegood_output($vars);
        echo strlen((string) ob_get_clean()) > 500 ? "page\n" : "no page\n";
    },
    'live' => static function (): void {
        (new WHMCS\Module\Addon\Makegood\App())->desk()->goLive('2026-03', 'admin:1');
    },
    'dump' => static function (): void {
        $pdo = WHMCS\Database\Capsule::connection()->getPdo();
        $dump = ['version' => (string) WHMCS\Database\Capsule::table('tbladdonmodules')->where('module', 'makegood')->where('setting', 'version')->value('value')];
        foreach ($pdo->query("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'mod\\_makegood\\_%' ESCAPE '\\' ORDER BY name")->fetchAll(PDO::FETCH_COLUMN) as $table) {
            $dump['tables'][$table] = $pdo->query("SELECT * FROM $table ORDER BY 1, 2")->fetchAll(PDO::FETCH_ASSOC);
        }
        $dump['credit'] = $pdo->query('SELECT id, clientid, description, amount FROM tblcredit ORDER BY id')->fetchAll(PDO::FETCH_ASSOC);
        $engine = (new WHMCS\Module\Addon\Makegood\App())->engine();
        foreach ($dump['tables']['mod_makegood_entries'] ?? [] as $entry) {
            $dump['replayed'][$entry['id']] = $engine->bytes($entry['request']) === $entry['answer'];
        }
        echo json_encode($dump, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    },
];
($steps[$verb] ?? exit("unknown step $verb\n"))();
