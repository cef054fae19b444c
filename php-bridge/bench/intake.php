#!/usr/bin/env php
<?php

/**
 * A storm of webhooks (MAKEGOOD_STORM_SECONDS, 60) over nginx, php-fpm and MariaDB (MAKEGOOD_MARIADB_SOCKET) against an endpoint that only
 * inserts one row, in turn; then what cron needs to read them. Writes target/bench/intake.json. Fails when a message that was answered with
 * 202 is not stored, or another answer came; never on a time.
 */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Intake\DataDirectory;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;

require __DIR__ . '/../src/autoload.php';
require __DIR__ . '/fpm.php';
require __DIR__ . '/site.php';

const ROOT = __DIR__ . '/../..';
const AIM = 0.8;

/** @param list<float> $values */
function median(array $values): float
{
    sort($values);
    $middle = intdiv(count($values), 2);
    return count($values) % 2 === 1 ? $values[$middle] : ($values[$middle - 1] + $values[$middle]) / 2;
}

/** The yardstick: it opens the same database in the same way and inserts the message, nothing else. */
function yardstick(string $dsn): string
{
    return '<?php $pdo = new PDO(' . var_export($dsn . ';charset=utf8mb4', true) . ", 'root', '', [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_TIMEOUT => 5]);\n\$s = \$pdo->prepare('INSERT INTO yardstick (received_ms, body) VALUES (?, ?)');\n"
        . "\$s->execute([(int) (microtime(true) * 1000), file_get_contents('php://input')]);\nhttp_response_code(202);\nheader('Content-Type: text/plain');\necho \"stored\\n\";\n";
}

/** @return array{string, string} what to ask for: ours, the yardstick */
function site(string $root, string $socket, string $schema, Ledger $ledger): array
{
    $express = var_export(realpath(__DIR__ . '/../src/Intake/Express.php'), true);
    file_put_contents($root . '/configuration.php', "<?php\n\$db_host = '$socket';\n\$db_username = 'root';\n\$db_password = '';\n\$db_name = '$schema';\n"
        . "\$cc_encryption_hash = '" . bin2hex(random_bytes(32)) . "';\n\$makegood_data_dir = '$root/data';\n");
    file_put_contents($root . '/webhook.php', "<?php\nrequire $express;\nMakegood\\Intake\\Express::serve(__DIR__ . '/configuration.php');\n");
    file_put_contents($root . '/insert.php', yardstick("mysql:unix_socket=$socket;dbname=$schema"));
    $secret = SecretCheck::newSecret();
    $id = $ledger->sources->add('pingdom', 'Storm', 'pingdom', SecretCheck::digest($secret), 1);
    DataDirectory::at($root . '/data')?->mirror()->write($ledger->sources->callers()); // as the panel does when a monitor is added
    return ["/webhook.php?s=$id.$secret", '/insert.php'];
}

/** @return array<string, mixed> */
function storm(Site $site, int $seconds, int $database, array $paths): array
{
    $pids = implode(',', [...$site->pids(), $database]);
    $process = proc_open(['node', __DIR__ . '/storm.mjs', (string) $site->port, (string) $seconds, $pids, ...$paths], [1 => ['pipe', 'w']], $pipes);
    $said = json_decode((string) stream_get_contents($pipes[1]), true);
    if (proc_close($process) !== 0 || !is_array($said)) {
        throw new \RuntimeException('the storm broke off');
    }
    return $said;
}

/** @return array<string, mixed> */
function measured(\PDO $pdo, string $socket, string $schema, string $root): array
{
    $seconds = max(6, (int) (getenv('MAKEGOOD_STORM_SECONDS') ?: 60));
    $ledger = Ledger::over($pdo);
    $ledger->migrate();
    $pdo->exec('CREATE TABLE yardstick (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, received_ms BIGINT NOT NULL, body LONGBLOB NOT NULL) ENGINE=InnoDB');
    $paths = site($root, $socket, $schema, $ledger);
    $site = new Site($root);
    try {
        $said = storm($site, $seconds, (int) file_get_contents((string) $pdo->query('SELECT @@pid_file')->fetchColumn()), $paths);
    } finally {
        $site->stop();
    }
    [$ours, $plain] = $said['report'];
    $stored = (int) $pdo->query("SELECT COUNT(*) FROM mod_makegood_deliveries")->fetchColumn();
    $inserted = (int) $pdo->query('SELECT COUNT(*) FROM yardstick')->fetchColumn();
    $answered = ($ours['statuses']['202'] ?? 0) + ($plain['statuses']['202'] ?? 0) + $said['warm'];
    if (array_diff(array_keys($ours['statuses'] + $plain['statuses']), [202]) !== [] || $answered !== $stored + $inserted) {
        throw new \RuntimeException("$answered were answered with 202, $stored + $inserted are stored; answers " . json_encode([$ours['statuses'], $plain['statuses']]));
    }
    $drain = json_decode((string) shell_exec(implode(' ', array_map('escapeshellarg', [PHP_BINARY, __DIR__ . '/drained.php', "mysql:unix_socket=$socket;dbname=$schema", '30']))), true);
    $pairs = array_map(static fn (float $a, float $b): float => $a / $b, $ours['rates'], $plain['rates']);
    return [
        'seconds' => $seconds, 'stored' => $stored, 'lost' => 0, 'rate_per_s' => round(median($ours['rates']), 1), 'insert_rate_per_s' => round(median($plain['rates']), 1),
        'ratio' => round(median($pairs), 3), 'ratio_spread' => [round(min($pairs), 3), round(max($pairs), 3)], 'cpu_ms' => round($ours['cpu_ms'], 3), 'insert_cpu_ms' => round($plain['cpu_ms'], 3),
        'cpu_ratio' => round($plain['cpu_ms'] / $ours['cpu_ms'], 3), 'p50_ms' => round($ours['p50_ms'], 2),
        'p99_ms' => round($ours['p99_ms'], 2), 'insert_p99_ms' => round($plain['p99_ms'], 2), 'drain' => $drain,
        'measured' => ['php' => PHP_VERSION, 'connections' => $said['connections'], 'pairs' => count($pairs)],
    ];
}

$socket = (string) getenv('MAKEGOOD_MARIADB_SOCKET');
$root = sys_get_temp_dir() . '/makegood-storm-' . bin2hex(random_bytes(6));
$schema = 'makegood_storm_' . bin2hex(random_bytes(6));
try {
    $pdo = new \PDO('mysql:unix_socket=' . ($socket ?: throw new \RuntimeException('set MAKEGOOD_MARIADB_SOCKET')), 'root', '', [\PDO::ATTR_EMULATE_PREPARES => false]);
    $pdo->exec("CREATE DATABASE $schema CHARACTER SET utf8mb4");
    $pdo->exec("USE $schema");
    mkdir($root, 0700);
    $result = measured($pdo, $socket, $schema, $root);
} catch (\Throwable $problem) {
    fwrite(STDERR, 'bench: ' . $problem->getMessage() . "\n");
    exit(1);
} finally {
    isset($pdo) && $pdo->exec("DROP DATABASE IF EXISTS $schema");
    foreach (['/data/callers', '/data', ''] as $folder) {
        array_map('unlink', array_filter([...(array) glob("$root$folder/*"), ...(array) glob("$root$folder/.ht*")], 'is_file'));
        @rmdir($root . $folder);
    }
}
is_dir(ROOT . '/target/bench') || mkdir(ROOT . '/target/bench', 0777, true);
file_put_contents(ROOT . '/target/bench/intake.json', json_encode($result, JSON_PRETTY_PRINT) . "\n");
printf("\nWebhooks: %.0f a second, %.2f of an endpoint that only inserts (aim %.1f; by time of the servers' processors %.2f), p99 %.1f ms (%.1f ms); %d stored, none lost\n", $result['rate_per_s'], $result['ratio'], AIM, $result['cpu_ratio'], $result['p99_ms'], $result['insert_p99_ms'], $result['stored']);
printf("Reading them: %.0f a second, %.1f MB at most\nfigures: target/bench/intake.json\n", $result['drain']['per_s'] ?? 0, ($result['drain']['peak_bytes'] ?? 0) / 1048576);
