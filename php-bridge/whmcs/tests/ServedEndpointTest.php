<?php

/** Over HTTP, in a process of its own: what the browser gets is the answer and nothing that was printed by mistake. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;

final class ServedEndpointTest extends ModuleTestCase
{
    /** What a careless file would print while an endpoint works. */
    private const NOISE = "\necho 'noise'; trigger_error('a notice'); ob_start(); echo 'more noise';\n";

    /** @var resource|null */
    private $server;

    private string $address = '';

    private string $planted = '';

    /** @after */
    protected function stop(): void
    {
        if ($this->server !== null) {
            proc_terminate($this->server);
            proc_close($this->server);
        }
        is_file(ShippedModule::directory() . '/assets/boot.js') && unlink(ShippedModule::directory() . '/assets/boot.js');
        if ($this->planted !== '') {
            file_put_contents($this->planted, str_replace(self::NOISE, '', (string) file_get_contents($this->planted)));
        }
    }

    public function testNoiseNeverReachesAnAnswer(): void
    {
        $id = $this->service();
        $this->ledger()->spans->open((new ServiceReader())->one($id), 1767225600000);
        $this->planted = ShippedModule::directory() . '/lib/Viewer.php';
        file_put_contents($this->planted, self::NOISE, FILE_APPEND);
        $this->start();
        [$status, $headers, $body] = $this->get('/index.php?m=makegood&api=notice', 'sandbox_client=1');
        self::assertSame(200, $status, $body);
        self::assertSame(['ok', 'asOf', 'services'], array_keys(json_decode($body, true, 8, JSON_THROW_ON_ERROR)));
        self::assertSame(['application/json; charset=utf-8', 'nosniff', 'no-store'], [$headers['content-type'], $headers['x-content-type-options'], $headers['cache-control']]);
        [$status, , $body] = $this->get('/index.php?m=makegood&api=notice', 'sandbox_client=1', 'HEAD');
        self::assertSame([200, ''], [$status, $body]);
        [$status, $headers, $body] = $this->get('/index.php?m=makegood&api=notice');
        self::assertSame([403, 'application/json; charset=utf-8', 'forbidden'], [$status, $headers['content-type'], json_decode($body, true)['errors'][0]['code']]);
        [$status, , $body] = $this->get('/index.php?m=makegood', 'sandbox_client=1');
        self::assertSame([200, true], [$status, str_contains($body, 'makegood-client')]);
    }

    public function testAPublicFileCarriesNoSession(): void
    {
        file_put_contents(ShippedModule::directory() . '/assets/boot.js', 'void 0;');
        $this->start();
        $url = '/index.php?m=makegood&asset=boot.js&v=' . hash('sha256', 'void 0;');
        [$status, $headers, $body] = $this->get($url);
        self::assertSame([200, 'void 0;', 'public, max-age=31536000, immutable'], [$status, $body, $headers['cache-control']]);
        foreach (['set-cookie', 'pragma', 'expires'] as $name) {
            self::assertArrayNotHasKey($name, $headers);
        }
        [$status, $headers, $body] = $this->get($url, '', 'GET', 'If-None-Match: ' . $headers['etag']);
        self::assertSame([304, ''], [$status, $body]);
        [$status, , $body] = $this->get('/admin/addonmodules.php?module=makegood&asset=boot.js', 'sandbox_admin=1');
        self::assertSame([200, 'void 0;'], [$status, $body]);
    }

    private function start(): void
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->address = (string) stream_socket_get_name($socket, false);
        fclose($socket);
        $log = ['file', ShippedModule::home() . '/served.log', 'a'];
        $command = [PHP_BINARY, '-d', 'display_errors=1', '-d', 'error_reporting=-1', '-S', $this->address, dirname(__DIR__, 2) . '/sandbox/router.php'];
        $this->server = proc_open($command, [1 => $log, 2 => $log], $pipes, null, ['SANDBOX_ROOT' => ShippedModule::root()] + getenv()) ?: null;
        for ($i = 0; $i < 400 && @stream_socket_client('tcp://' . $this->address) === false; ++$i) {
            usleep(25_000);
        }
    }

    /** @return array{int, array<string, string>, string} status, headers, body */
    private function get(string $url, string $cookie = '', string $method = 'GET', string $header = ''): array
    {
        $lines = array_filter([$cookie === '' ? '' : 'Cookie: ' . $cookie, $header, 'Connection: close']);
        $context = stream_context_create(['http' => ['method' => $method, 'ignore_errors' => true, 'timeout' => 20, 'header' => implode("\r\n", $lines)]]);
        $body = (string) file_get_contents('http://' . $this->address . $url, false, $context);
        $headers = [];
        foreach (array_slice($http_response_header, 1) as $line) {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $headers[strtolower($name)] = trim($value);
        }

        return [(int) explode(' ', $http_response_header[0])[1], $headers, $body];
    }
}
