<?php

/** The endpoint as a module's webhook.php has it: over HTTP, in a process of its own. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;

final class ServeTest extends DatabaseTestCase
{
    use OnSqlite;

    private Ledger $ledger;
    private string $root;
    private string $url;
    private string $key;
    /** @var resource */
    private $server;

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $secret = SecretCheck::newSecret();
        $this->key = 's=' . $this->ledger->sources->add('uptime-kuma', 'Kuma', 'kuma', SecretCheck::digest($secret), 1) . '.' . $secret;
        $this->root = $this->temporaryDirectory();
        $file = $this->connect()->query('PRAGMA database_list')->fetch()['file'];
        file_put_contents($this->root . '/configuration.php', "<?php\n\$db_driver = 'sqlite';\n\$db_name = '$file';\n\$makegood_data_dir = '{$this->root}/data';\n");
        $autoload = var_export(realpath(__DIR__ . '/../../src/autoload.php'), true);
        file_put_contents($this->root . '/webhook.php', "<?php\nrequire $autoload;\nMakegood\\Intake\\Endpoint::serve(__DIR__ . '/configuration.php');\n");
        $this->start();
    }

    protected function tearDown(): void
    {
        proc_terminate($this->server);
        proc_close($this->server);
    }

    public function testAJsonMessage(): void
    {
        self::assertSame(202, $this->send($this->key . '&x=1', 'application/json', '{"msg":"ü"}'));
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame(['{"msg":"ü"}', 'x=1', 'application/json'], [$row['body'], $row['query'], $row['content_type']]);
    }

    public function testAMultipartFormIsKeptAsAPlainOne(): void
    {
        $body = "--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"a\":\"&\"}\r\n--b--\r\n";
        self::assertSame(202, $this->send($this->key, 'multipart/form-data; boundary=b', $body));
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame(['data=%7B%22a%22%3A%22%26%22%7D', 'application/x-www-form-urlencoded'], [$row['body'], $row['content_type']]);
    }

    public function testAStranger(): void
    {
        self::assertSame(401, $this->send('s=1.' . str_repeat('a', 64), 'application/json', '{}'));
        self::assertSame(0, $this->ledger->deliveries->count());
    }

    public function testAPanelWithoutItsConfigurationSaysNothingAboutItself(): void
    {
        unlink($this->root . '/configuration.php');
        self::assertSame(503, $this->send($this->key, 'application/json', '{}'));
    }

    private function send(string $query, string $type, string $body): int
    {
        $context = stream_context_create(['http' => [
            'method' => 'POST', 'header' => 'Content-Type: ' . $type, 'content' => $body, 'ignore_errors' => true, 'timeout' => 10,
        ]]);
        $answer = file_get_contents($this->url . '?' . $query, false, $context);
        self::assertMatchesRegularExpression('/^[a-z0-9 ]+\n$/D', (string) $answer, 'a short text, whatever happened');
        return (int) explode(' ', $http_response_header[0])[1];
    }

    private function start(): void
    {
        $probe = stream_socket_server('tcp://127.0.0.1:0');
        $address = stream_socket_get_name($probe, false);
        fclose($probe);
        $null = ['file', '/dev/null', 'w'];
        $this->server = proc_open(['php', '-d', 'display_errors=0', '-S', $address, '-t', $this->root], [['file', '/dev/null', 'r'], $null, $null], $pipes);
        $this->url = 'http://' . $address . '/webhook.php';
        for ($i = 0; $i < 100; $i++) {
            $socket = @stream_socket_client('tcp://' . $address, $code, $text, 0.1);
            if ($socket !== false) {
                fclose($socket);
                return;
            }
            usleep(20_000);
        }
        self::fail('the server did not start');
    }
}
