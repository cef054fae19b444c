<?php

/**
 * A panel with hundreds of generated services, and what becomes of their March. Each step is a process of its own.
 * Usage: panel.php <root> <now> make <seed> | setup | deliver | map | previews | booked | invoices. The last three print JSON.
 */

declare(strict_types=1);

use MakegoodSandbox\Billing\Cycle;
use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Panel;
use WHMCS\Database\Capsule;

[, $root, $now, $verb] = $argv;
putenv('SANDBOX_NOW=' . $now);
require dirname(__DIR__, 3) . '/php-bridge/sandbox/autoload.php';
$_SESSION = ['adminid' => 1];
Panel::boot((string) realpath($root));
is_file(Panel::root() . '/modules/addons/makegood/makegood.php') && require_once Panel::root() . '/modules/addons/makegood/makegood.php';

const SERVERS = 7;
const CLIENTS = 96;
const SERVICES = 340;
/** product => [monthly price by currency id, policy] */
const PRODUCTS = [
    1 => [['10.00', '1500.00', '3.15'], 'plain'], 2 => [['24.99', '3610.00', '7.65'], 'capped'], 3 => [['3.33', '455.00', '0.95'], 'minimum'],
    4 => [['129.90', '19999.00', '41.37'], 'capped'], 5 => [['7.77', '1111.00', '2.21'], 'minimum'],
];
const POLICIES = [
    'plain' => '{"schema":1,"name":"Plain","zone":"UTC","maintenance":{"rule":"excluded"},"schedule":{"family":"uptimeTiers",'
        . '"tiers":[{"below":"99.95","percent":"5"},{"below":"99.5","percent":"12.5"},{"below":"99","percent":"33.333333333"}]}}',
    'capped' => '{"schema":1,"name":"Capped","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers",'
        . '"tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"100"}]},"cap":{"percent":"17.5"}}',
    'minimum' => '{"schema":1,"name":"Minimum","zone":"UTC","maintenance":{"rule":"excluded"},"schedule":{"family":"uptimeTiers",'
        . '"tiers":[{"below":"99.99","percent":"7"},{"below":"99.2","percent":"19"}]},"minimumPayout":[{"currency":"USD","amount":"1.00"},'
        . '{"currency":"JPY","amount":"120"},{"currency":"KWD","amount":"0.305"}]}',
];

$steps = [
    'make' => static function () use ($argv): void {
        mt_srand((int) $argv[4]);
        foreach (['USD', 'JPY', 'KWD'] as $i => $code) {
            Capsule::table('tblcurrencies')->insert(['id' => $i + 1, 'code' => $code, 'prefix' => '', 'suffix' => " $code", 'format' => 2,
                'rate' => '1.00000', 'default' => $i === 0 ? 1 : 0]);
        }
        Capsule::table('tbltax')->insert(['level' => 1, 'name' => 'VAT', 'country' => 'GB', 'taxrate' => '20.000']);
        Capsule::table('tbltax')->insert(['level' => 1, 'name' => 'GST', 'country' => 'CA', 'taxrate' => '5.000']);
        Capsule::table('tbltax')->insert(['level' => 2, 'name' => 'QST', 'country' => 'CA', 'taxrate' => '9.975']);
        for ($id = 1; $id <= SERVERS; ++$id) {
            Capsule::table('tblservers')->insert(['id' => $id, 'name' => "node$id", 'hostname' => "node$id.example", 'ipaddress' => "192.0.2.$id",
                'type' => 'sandbox', 'accesshash' => '']);
        }
        foreach (array_keys(PRODUCTS) as $id) {
            Capsule::table('tblproducts')->insert(['id' => $id, 'type' => 'hostingaccount', 'gid' => 1, 'name' => "Plan $id", 'description' => '',
                'servertype' => 'sandbox', 'paytype' => 'recurring', 'tax' => $id === 5 ? 0 : 1, 'configoption1' => '', 'configoption24' => '']);
        }
        for ($id = 1; $id <= CLIENTS; ++$id) {
            Capsule::table('tblclients')->insert(['id' => $id, 'uuid' => sprintf('00000000-0000-4000-8000-%012d', $id), 'firstname' => "Client$id",
                'lastname' => 'Generated', 'companyname' => '', 'email' => "c$id@example.com", 'address1' => 'x', 'city' => 'x', 'status' => 'Active',
                'country' => ['GB', 'CA', 'US'][mt_rand(0, 2)], 'currency' => $id % 3 + 1, 'credit' => $id % 4 === 0 ? '2.00' : '0.00',
                'defaultgateway' => 'banktransfer', 'notes' => '', 'taxexempt' => (int) ($id % 11 === 0)]);
        }
        for ($id = 1; $id <= SERVICES; ++$id) {
            $client = $id <= CLIENTS ? $id : mt_rand(1, CLIENTS);
            $product = mt_rand(1, count(PRODUCTS));
            $annual = mt_rand(1, 7) === 1;
            $price = PRODUCTS[$product][0][$client % 3];
            if ($annual) { // eleven months' price: fees that do not divide
                $price = MakegoodSandbox\Cents::print(MakegoodSandbox\Cents::parse($price) * 11);
            }
            $start = $annual ? sprintf('2025-%02d-15', mt_rand(5, 12)) : ['2026-03-01', '2026-03-10', '2026-03-05'][mt_rand(0, 2)];
            Capsule::table('tblhosting')->insert(['id' => $id, 'userid' => $client, 'orderid' => $id, 'packageid' => $product,
                'server' => mt_rand(1, SERVERS), 'regdate' => '2025-01-01', 'domain' => "s$id.example", 'username' => "s$id",
                'paymentmethod' => 'banktransfer', 'firstpaymentamount' => $price, 'amount' => $price, 'billingcycle' => $annual ? 'Annually' : 'Monthly',
                'nextduedate' => $start, 'nextinvoicedate' => $start, 'domainstatus' => 'Active', 'qty' => 1, 'notes' => '']);
        }
        // The bills of the year before, so that March is paid.
        foreach (['2025-05-01', '2025-06-01', '2025-07-01', '2025-08-01', '2025-09-01', '2025-10-01', '2025-11-01', '2025-12-01', '2026-02-20', '2026-02-28'] as $day) {
            Clock::travel($day . 'T06:00:00Z');
            Generator::run('autogen', null, null, false);
            Clock::travel((new DateTimeImmutable($day))->modify('+4 days')->format('Y-m-d') . 'T06:00:00Z');
            Generator::clientsPay();
        }
        Clock::travel(null);
    },
    'setup' => static function (): void {
        $desk = (new WHMCS\Module\Addon\Makegood\App())->desk();
        $secrets = [];
        foreach (['pingdom' => 'Pingdom', 'uptime-kuma' => 'Kuma'] as $vendor => $name) {
            $source = $desk->addSource($vendor, $name, '', 'admin:1');
            $secrets[$vendor] = $source['id'] . '.' . $source['secret'];
        }
        file_put_contents(Panel::root() . '/secrets.json', json_encode($secrets, JSON_THROW_ON_ERROR));
        $hashes = array_map(static fn (string $document): string => $desk->putPolicy($document, 'admin:1'), POLICIES);
        foreach (PRODUCTS as $product => [, $policy]) {
            $desk->assign('product', (string) $product, $hashes[$policy], (int) strtotime('2026-03-01T00:00:00Z') * 1000, 'admin:1');
        }
        $desk->goLive('2026-03', 'admin:1');
    },
    // Every node goes down, by two monitors, for lengths on both sides of every tier's edge.
    'deliver' => static function (): void {
        $secrets = json_decode((string) file_get_contents(Panel::root() . '/secrets.json'), true, 4, JSON_THROW_ON_ERROR);
        $settings = Makegood\Intake\ConnectionSettings::fromFile(Panel::root() . '/configuration.php');
        $endpoint = new Makegood\Intake\Endpoint($settings->open(...), $settings->dataDirectory());
        $minutes = [1 => [4], 2 => [23], 3 => [45, 7], 4 => [230], 5 => [447, 3], 6 => [60, 61, 62], 7 => []];
        foreach ($minutes as $node => $lengths) {
            foreach ($lengths as $i => $length) {
                $from = (int) strtotime(sprintf('2026-03-%02dT0%d:17:11Z', 6 + 3 * $i + $node, $node));
                foreach (['down' => $from, 'up' => $from + $length * 60 + 13 * $node] as $state => $at) {
                    $bodies = [
                        'pingdom' => ['check_id' => 100 + $node, 'check_name' => "node$node", 'check_type' => 'HTTP', 'check_params' => ['hostname' => "node$node.example"],
                            'current_state' => strtoupper($state), 'previous_state' => $state === 'up' ? 'DOWN' : 'UP', 'state_changed_timestamp' => $at],
                        'uptime-kuma' => ['heartbeat' => ['monitorID' => 200 + $node, 'status' => $state === 'up' ? 1 : 0, 'time' => gmdate('Y-m-d H:i:s', $at), 'important' => true],
                            'monitor' => ['id' => 200 + $node, 'name' => "node$node", 'hostname' => "node$node.example", 'type' => 'http']],
                    ];
                    foreach ($bodies as $vendor => $body) {
                        $answer = $endpoint->answer('POST', 's=' . $secrets[$vendor], 'application/json', json_encode($body, JSON_THROW_ON_ERROR));
                        $answer->status === 202 || exit("not stored: $answer->status\n");
                    }
                }
            }
        }
    },
    'map' => static function (): void {
        $app = new WHMCS\Module\Addon\Makegood\App();
        foreach ($app->ledger()->targets->all() as $target) {
            $app->desk()->mapTarget((string) $target['id'], 'server:' . (int) substr((string) $target['target'], -1), 'admin:1');
        }
    },
    'previews' => static function (): void {
        $app = new WHMCS\Module\Addon\Makegood\App();
        $names = new Makegood\Pages\Names(new Makegood\Pages\Directory($app->catalogue()), $app->ledger());
        $reads = new Makegood\Api\Reads($app->panel(), $app->ledger(), $names, $app->engine());
        $previews = [];
        for ($id = 1; $id <= CLIENTS; ++$id) {
            $previews[] = $reads->preview((string) $id);
        }
        echo json_encode($previews, JSON_THROW_ON_ERROR);
    },
    'booked' => static function (): void {
        echo json_encode(['entries' => Capsule::connection()->select('SELECT e.service_id, e.client_id, e.period, e.n, e.currency, e.net, e.tax, e.gross, e.state,'
            . ' e.carry_after, e.answer, p.amount AS posting, p.state AS posting_state FROM mod_makegood_entries e LEFT JOIN mod_makegood_postings p ON p.entry_id = e.id'
            . ' ORDER BY e.id'), 'credits' => Capsule::table('tblcredit')->orderBy('id')->get(['clientid', 'description', 'amount'])->all()], JSON_THROW_ON_ERROR);
    },
    'invoices' => static function (): void {
        echo json_encode(Capsule::table('tblinvoices')->where('date', '>=', '2026-04-01')->orderBy('id')
            ->get(['id', 'userid', 'date', 'duedate', 'subtotal', 'tax', 'tax2', 'total', 'credit'])->all(), JSON_THROW_ON_ERROR);
    },
];
($steps[$verb] ?? exit("unknown step $verb\n"))();
