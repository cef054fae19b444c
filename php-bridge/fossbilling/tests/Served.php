<?php

/** The panel of this process behind PHP's own server, and a visitor who asks it over HTTP; a month with credits where a test needs them. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Cron;
use FossSandbox\Profile;
use Makegood\Ledger\Ledger;
use MakegoodFaults\Company;
use MakegoodFaults\Messages;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Shared\Directories;

require_once dirname(__DIR__, 3) . '/tests/faults/lib/autoload.php';

trait Served
{
    /** @var resource|null */
    private $server = null;

    private int $port = 0;

    /** @after */
    protected function stopServing(): void
    {
        if ($this->server !== null) {
            proc_terminate($this->server);
            proc_close($this->server);
            $this->server = null;
        }
        Directories::remove(ShippedModule::root() . '/sessions');
    }

    protected function serve(string $now, bool $ownFiles = false): void
    {
        file_put_contents(ShippedModule::root() . '/clock', $now . "\n");
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->port = (int) substr((string) strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        $log = ['file', ShippedModule::root() . '/data/log/server.log', 'a'];
        $this->server = proc_open([PHP_BINARY, '-d', 'opcache.enable_cli=1', '-S', "127.0.0.1:$this->port", dirname(__DIR__) . '/sandbox/router.php'], [['file', '/dev/null', 'r'], $log, $log], $pipes, null,
            ['SANDBOX_ROOT' => ShippedModule::root(), 'FOSS_ASSUME' => $ownFiles ? 'modules.php=served' : ''] + getenv()) ?: null;
        for ($i = 0; $i < 400 && @fsockopen('127.0.0.1', $this->port) === false; ++$i) {
            usleep(10000);
        }
    }

    /** @param array<string, string> $headers @return array{int, string, string} status, body, headers */
    protected function ask(string $method, string $path, string $cookie = '', string $body = '', array $headers = []): array
    {
        $lines = $cookie === '' ? [] : ["Cookie: $cookie"];
        foreach ($headers + ($body === '' ? [] : ['Content-Type' => 'application/x-www-form-urlencoded']) as $name => $value) {
            $lines[] = "$name: $value";
        }
        $context = stream_context_create(['http' => ['method' => $method, 'header' => $lines, 'content' => $body, 'ignore_errors' => true, 'follow_location' => 0, 'timeout' => 60]]);
        $answer = (string) file_get_contents("http://127.0.0.1:$this->port$path", false, $context);
        preg_match('#^HTTP/\S+ (\d+)#', $http_response_header[0] ?? '', $found);

        return [(int) ($found[1] ?? 0), $answer, implode("\n", $http_response_header ?? [])];
    }

    /** Admin 1's session and the token of its forms: who is logged in is a cookie of its own, so the same session serves others, too. @return array{string, string} */
    protected function sessionAndToken(): array
    {
        [, $page, $headers] = $this->ask('GET', '/admin/makegood?tab=setup', 'sandbox_admin=1');
        self::assertSame(1, preg_match('/name="token" value="([0-9a-f]{64})"/', $page, $token), 'the page has forms');
        self::assertSame(1, preg_match('/^Set-Cookie: ((?:PHPSESSID|fossbilling_session)=[^;]+)/mi', $headers, $session));

        return [$session[1], $token[1]];
    }

    /** March of the fault tests: both servers were down. Orders that are there get their credits on 5 April. */
    protected function month(): void
    {
        $ledger = $this->ledger();
        Company::seedLedger($ledger, Messages::ms('2026-02-28 09:00:00'));
        foreach (['2026-02-28T09:00:00Z', '2026-04-05T06:00:00Z'] as $at) {
            Clock::travel($at);
            foreach ($at < '2026-03' ? [] : Messages::march() as $message) {
                $ledger->deliveries->add((string) $message['source'], $message['at'] + 4000, $message['type'], '', $message['body']);
            }
            Cron::run();
        }
    }

    /** Everything of ours that a request may change; who was refused is counted, and sessions are the panel's. */
    protected function booksHash(): string
    {
        $state = [];
        $tables = array_merge(...array_map('array_values', $this->sql(static::database() === 'mariadb' ? "SHOW TABLES LIKE 'mod_makegood_%'"
            : "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'mod_makegood_%'")));
        foreach ($tables as $table) {
            $state[$table] = $this->sql("SELECT * FROM $table" . ($table === 'mod_makegood_meta' ? " WHERE name NOT LIKE 'rejected%'" : ''));
        }

        return hash('sha256', serialize($state));
    }
}
