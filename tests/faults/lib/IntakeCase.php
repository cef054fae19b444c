<?php

/** The webhook's process is killed after the message is stored and before the answer: sent again, it counts once, and the money is the same. */

declare(strict_types=1);

namespace MakegoodFaults;

final class IntakeCase
{
    private readonly Store $store;
    private readonly string $slot;
    private readonly string $dir;
    /** @var list<string> */
    private array $faults = [];
    private int $port = 0;

    /** @param array{db: string, order: string, point: string, hit: int, crons: int, then: string, assume: string} $case */
    public function __construct(private readonly Lab $lab, private readonly array $case, int $slot)
    {
        $this->store = $lab->store($case['db']);
        $this->slot = "intake$slot";
        $this->dir = $lab->work("intake-$slot");
    }

    /** @return array<string, mixed> the case with its figures and faults */
    public function run(Books $calm): array
    {
        $started = microtime(true);
        is_dir($this->store->home($this->slot)) || $this->lab->must([__DIR__ . '/../prepare.php', $this->case['db'], $this->slot, '0'], []);
        $this->store->copy('template', $this->slot);
        is_dir($this->dir) || mkdir($this->dir);
        $pdo = $this->store->open($this->slot);
        $pdo->exec('DELETE FROM mod_makegood_deliveries');
        $acknowledged = $died = $sent = 0;
        foreach (Messages::march() as $i => $message) {
            // Every third message meets a server that dies; the monitor sends it again until somebody says 2xx.
            for ($try = 0; $try < 5; $try++) {
                $server = $this->serve($i % 3 === 1 && $try === 0);
                $status = $this->post($message);
                $sent++;
                $server->stop();
                if ($status === 202) {
                    $acknowledged++;
                    break;
                }
                $died += $status === 0 ? 1 : 0;
            }
        }
        $this->judge($pdo, $sent, $acknowledged, $died);
        $end = $this->settle($calm, $pdo);

        return ['case' => $this->case, 'posted' => $end->count('posted'), 'parked' => $end->count('review'), 'double' => Judge::doubles($end),
            'crons_run' => 1, 'accepted' => $acknowledged, 'killed' => $died, 'ms' => (int) round((microtime(true) - $started) * 1000), 'faults' => $this->faults];
    }

    private function settle(Books $calm, \PDO $pdo): Books
    {
        $root = $this->store->home($this->slot) . '/panel';
        $environment = ['SANDBOX_NOW' => KillCase::NOW, 'SANDBOX_ASSUME' => 'addcredit.order=' . $this->case['order']];
        $this->lab->must([__DIR__ . '/../cron.php', $root, json_encode(['dir' => $this->dir], JSON_THROW_ON_ERROR)], $environment);
        $end = Books::read($pdo);
        $this->faults = [...$this->faults, ...Judge::faults($calm, $end, $end, '')];

        return $end;
    }

    private function judge(\PDO $pdo, int $sent, int $acknowledged, int $died): void
    {
        $messages = Messages::march();
        $stored = $pdo->query('SELECT body FROM mod_makegood_deliveries')->fetchAll(\PDO::FETCH_COLUMN);
        $acknowledged === count($messages) || $this->faults[] = "only $acknowledged messages were accepted";
        $died > 0 || $this->faults[] = 'no server died';
        foreach ($messages as $message) {
            in_array($message['body'], $stored, true) || $this->faults[] = 'an accepted message is not stored';
        }
        // A message that was stored before the kill stands there twice; the core makes one observation of the two.
        count($stored) === $acknowledged + $died || $this->faults[] = count($stored) . " stored of $sent sent, $died killed";
    }

    private function serve(bool $dies): Child
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->port = (int) substr(strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        $module = $this->store->home($this->slot) . '/panel/modules/addons/makegood';
        $environment = ['FAULTS_WEBHOOK' => $module, 'FAULTS_DIES' => $dies ? '1' : '', 'SANDBOX_NOW' => '2026-03-28T00:00:00Z'];
        $server = $this->lab->start(['-S', "127.0.0.1:$this->port", __DIR__ . '/../webhook.php'], $environment, "$this->dir/server.log");
        for ($end = microtime(true) + 5; microtime(true) < $end; usleep(2000)) {
            $probe = @fsockopen('127.0.0.1', $this->port, $code, $text, 0.2);
            if ($probe !== false) {
                fclose($probe);
                break;
            }
        }

        return $server;
    }

    /** @param array{source: int, type: string, body: string} $message @return int HTTP status, 0 when no answer came */
    private function post(array $message): int
    {
        $context = stream_context_create(['http' => ['method' => 'POST', 'header' => 'Content-Type: ' . $message['type'], 'content' => $message['body'],
            'ignore_errors' => true, 'timeout' => 10.0]]);
        $http_response_header = [];
        $url = "http://127.0.0.1:$this->port/?s={$message['source']}." . Company::SECRET;
        $body = @file_get_contents($url, false, $context);

        return $body === false || preg_match('/^HTTP\/\S+ (\d{3})/', $http_response_header[0] ?? '', $found) !== 1 ? 0 : (int) $found[1];
    }
}
