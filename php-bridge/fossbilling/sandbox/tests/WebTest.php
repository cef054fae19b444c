<?php

/** The panel over HTTP: what pages, the API and files of a module answer in each line, one row each. */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\Profile;
use FossSandbox\Rows;

final class WebTest extends PanelTestCase
{
    /** @var resource|null */
    private $server;
    private int $port = 0;

    protected function setUp(): void
    {
        parent::setUp();
        $this->di['api_admin']->extension_activate(['type' => 'mod', 'id' => 'tiny']);
        file_put_contents($this->root . '/clock', "2026-03-01T06:00:00Z\n");
        $this->serve();
    }

    protected function tearDown(): void
    {
        if ($this->server !== null) {
            proc_terminate($this->server);
            proc_close($this->server);
        }
        parent::tearDown();
    }

    /** @return array<string, array> id => [method, path, who, body, type, answer of all lines, or one for each] */
    public static function requests(): array
    {
        $json = 'application/json';
        $rows = [
            'the login page' => ['GET', '/login', '', '', '', '200 has Ada Admin'],
            'admin, nobody logged in' => ['GET', '/admin/tiny', '', '', '', '302 to /admin/staff/login'],
            'admin page of the module' => ['GET', '/admin/tiny', 'admin=1', '', '', '200 has item none &lt;b&gt;'],
            'with a number' => ['GET', '/admin/tiny/42', 'admin=1', '', '', '200 has item 42'],
            'with something else' => ['GET', '/admin/tiny/x', 'admin=1', '', '', '404 has not found'],
            'its base address' => ['GET', '/admin/tiny', 'admin=1', '', '', '200 has <base href="http://127.0.0.1:8080/themes/admin_default/">'],
            'its menu' => ['GET', '/admin/tiny', 'admin=1', '', '', '200 has http://127.0.0.1:8080/admin/tiny">Tiny'],
            'without the right' => ['GET', '/admin/tiny', 'admin=2', '', '', '403 has permission'],
            'its settings page' => ['GET', '/admin/extension/settings/tiny', 'admin=1', '', '', '200 has colour none'],
            'client page, nobody logged in' => ['GET', '/tiny', '', '', '', '302 with the secrets', '302 to /login', '302 to /login'],
            'client page' => ['GET', '/tiny', 'client=4', '', '', '200 has secrets'],
            'a page that says not found' => ['GET', '/tiny/gone', '', '', '', '404 has It is gone'],
            'a module\'s door' => ['POST', '/tiny/door', '', 'any {raw', 'text/plain', '422 text/plain', '200 text/html', '200 text/html'],
            'the door\'s body' => ['POST', '/tiny/door', '', 'any {raw', 'text/plain', '422 has body: any {raw', '200 has body: any {raw', '200 has body: any {raw'],
            'a response object' => ['POST', '/tiny/response', '', 'x', 'text/plain', '200 has HTTP/1.0 418', '418 text/plain', '418 text/plain'],
            'guest call with JSON' => ['POST', '/api/guest/tiny/echo', '', '{"a":1}', $json, '200 has "data":{"a":1}'],
            'guest call with something else' => ['POST', '/api/guest/tiny/echo', '', 'not json', 'text/plain', '200 has "data":[null]', '200 has "code":400', '200 has "code":400'],
            'guest call with a form' => ['POST', '/api/guest/tiny/echo', '', 'a=1&CSRFToken=x', 'application/x-www-form-urlencoded', '200 has "data":{"a":"1"}'],
            'guest call by GET' => ['GET', '/api/guest/tiny/echo?a=1', '', '', '', '200 has {"a":"1","_url"', '200 has "data":{"a":"1"}', '200 has "data":{"a":"1"}'],
            'a call that is not there' => ['GET', '/api/guest/tiny/nothing', '', '', '', '200 has "code":740'],
            'a module that is not active' => ['GET', '/api/guest/nobody/echo', '', '', '', '200 has "code":715'],
            'an unknown role' => ['GET', '/api/king/tiny/echo', '', '', '', '400 has "code":701'],
            'admin call, nobody logged in' => ['POST', '/api/admin/tiny/some_call', '', '{}', $json, '401 has "code":201'],
            'admin call without a token' => ['POST', '/api/admin/tiny/some_call', 'admin=1', '{}', $json, '401 has "code":201', '401 has "code":403', '401 has "code":403'],
            'the core\'s list of clients' => ['GET', '/admin/client', 'admin=1', '', '', '200 has Dina Haddad'],
            'one client' => ['GET', '/admin/client/manage/4', 'admin=1', '', '', '200 has Dina Haddad'],
            'a client that is not there' => ['GET', '/admin/client/manage/99', 'admin=1', '', '', '404 has Client not found'],
            'an order that is not there' => ['GET', '/admin/order/manage/99', 'admin=1', '', '', '404 has Order not found'],
            'the list of extensions' => ['GET', '/admin/extension', 'admin=1', '', '', '200 has 1.2.3'],
            'a client\'s invoices' => ['GET', '/invoice', 'client=4', '', '', '200 has <h1>Invoices</h1>'],
            'a file of the module' => ['GET', '/modules/Tiny/assets/tiny.js', '', '', '', '200 has // tiny'],
            'a file with .sh in its name' => ['GET', '/modules/Tiny/assets/a.shared.js', '', '', '', '404 has Not Found'],
            'a PHP file of the module' => ['GET', '/modules/Tiny/direct.php', '', '', '', '404 has Not Found'],
            'outside of the folder' => ['GET', '/modules/../clock', '', '', '', '404 has Not Found'],
            'a template' => ['GET', '/modules/Tiny/templates/admin/mod_tiny_index.html.twig', '', '', '', '404 has Not Found'],
        ];

        return array_map(static fn (array $row): array => [...array_slice($row, 0, 5), array_combine(Profile::ALL, count($row) === 6 ? array_fill(0, 3, $row[5]) : array_slice($row, 5))], $rows);
    }

    /**
     * @dataProvider requests
     *
     * @param array<string, string> $answers
     */
    public function testRequest(string $method, string $path, string $who, string $body, string $type, array $answers): void
    {
        $this->sees(self::line($answers), $this->ask($method, $path, $who, $body, $type));
    }

    /** The token of a page opens the API for the session that got it, and no other. */
    public function testATokenOpensTheApi(): void
    {
        [, $headers, $page] = $this->ask('GET', '/admin', 'admin=1');
        preg_match('/CSRFToken = "([0-9a-f]+)"/', $page, $token);
        preg_match('/^Set-Cookie: ((?:PHPSESSID|fossbilling_session)=[^;]+)/mi', $headers, $session);
        $body = json_encode(['CSRFToken' => $token[1], 'b' => 2]);
        $this->sees('200 has "got":{"b":2}', $this->ask('POST', '/api/admin/tiny/some_call', 'admin=1', $body, 'application/json', $session[1]));
        $this->sees('401 has "error"', $this->ask('POST', '/api/admin/tiny/some_call', 'admin=1', $body, 'application/json'));
        $this->sees('200 has "message":"No, thanks","code":9999', $this->ask('POST', '/api/admin/tiny/fails', 'admin=1', $body, 'application/json', $session[1]));
    }

    public function testAnApiTokenNeedsNoSession(): void
    {
        Rows::sql("UPDATE admin SET api_token = 'secret' WHERE id = 1");
        $this->sees('200 has "mod":"tiny"', $this->ask('POST', '/api/admin/tiny/some_call', '', '{}', 'application/json', null, 'admin:secret'));
        $this->sees('401 has "code":205', $this->ask('POST', '/api/admin/tiny/some_call', '', '{}', 'application/json', null, 'admin:wrong'));
    }

    /** Widgets are there after 0.7; one that fails leaves the page whole. */
    public function testWidgets(): void
    {
        $order = $this->order(4, '2026-03-10');
        $page = $this->ask('GET', '/order/service/manage/' . Rows::id($order), 'client=4');
        self::assertSame(200, $page[0]);
        self::assertSame(!Profile::is('0.7'), str_contains($page[2], 'widget of order ' . Rows::id($order)));
        $this->sees('404 has not found', $this->ask('GET', '/order/service/manage/' . Rows::id($order), 'client=5'));
    }

    /** Pages of a module that was switched off still answer; its API does not. */
    public function testPagesOfADeactivatedModuleStay(): void
    {
        $this->di['api_admin']->extension_deactivate(['type' => 'mod', 'id' => 'tiny']);
        $this->sees('200 has secrets', $this->ask('GET', '/tiny', 'client=4'));
        $this->sees('200 has "code":715', $this->ask('GET', '/api/guest/tiny/echo'));
    }

    /** @param array{int, string, string} $answer */
    private function sees(string $expected, array $answer): void
    {
        [$status, $headers, $body] = $answer;
        [$wanted, $kind, $what] = explode(' ', $expected, 3) + [2 => ''];
        self::assertSame((int) $wanted, $status, $body);
        match ($kind) {
            'has' => self::assertStringContainsString($what, $body),
            'to' => self::assertSame([1, false], [preg_match('#^Location: (http://127.0.0.1:8080)?' . preg_quote($what, '#') . '\r?$#mi', $headers),
                str_contains($body, 'secrets')], $headers),
            'with' => self::assertStringContainsString('secrets', $body),
            default => self::assertMatchesRegularExpression('#^Content-Type: ' . preg_quote($kind, '#') . '#mi', $headers),
        };
    }

    /** @return array{int, string, string} status, headers, body */
    private function ask(string $method, string $path, string $who = '', string $body = '', string $type = '', ?string $cookie = null, ?string $login = null): array
    {
        $headers = array_filter([$who === '' && $cookie === null ? '' : 'Cookie: ' . implode('; ', array_filter([$who === '' ? '' : "sandbox_$who", $cookie])),
            $type === '' ? '' : "Content-Type: $type", $login === null ? '' : 'Authorization: Basic ' . base64_encode($login)]);
        $context = stream_context_create(['http' => ['method' => $method, 'header' => $headers, 'content' => $body, 'ignore_errors' => true, 'follow_location' => 0]]);
        $answer = (string) file_get_contents("http://127.0.0.1:$this->port$path", false, $context);
        preg_match('#^HTTP/\S+ (\d+)#', $http_response_header[0], $found);

        return [(int) $found[1], implode("\n", $http_response_header), $answer];
    }

    private function serve(): void
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->port = (int) substr((string) strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        $log = ['file', $this->root . '/data/log/server.log', 'a'];
        $this->server = proc_open(['php', '-S', "127.0.0.1:$this->port", dirname(__DIR__) . '/router.php'], [['file', '/dev/null', 'r'], $log, $log], $pipes, null,
            ['SANDBOX_ROOT' => $this->root, 'PATH' => (string) getenv('PATH'), 'SANDBOX_DB_HOST' => (string) getenv('SANDBOX_DB_HOST')]);
        for ($i = 0; $i < 200 && @fsockopen('127.0.0.1', $this->port) === false; ++$i) {
            usleep(25000);
        }
    }
}
