<?php

/** webhook.php over PHP's own server: stored, turned away, or put off; it never boots the panel. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use WHMCS\Database\Capsule;

class WebhookTest extends ModuleTestCase
{
    private const BODY = '{"check_id":803318,"current_state":"DOWN"}';

    /** @var resource|null */
    private static $server = null;

    private static int $port = 0;

    public static function setUpBeforeClass(): void
    {
        $probe = stream_socket_server('tcp://127.0.0.1:0');
        self::$port = (int) substr((string) strrchr((string) stream_socket_get_name($probe, false), ':'), 1);
        fclose($probe);
        $command = [PHP_BINARY, '-S', '127.0.0.1:' . self::$port, '-t', ShippedModule::root()];
        self::$server = proc_open($command, [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
        for ($try = 0; $try < 100 && @fsockopen('127.0.0.1', self::$port) === false; ++$try) {
            usleep(20_000);
        }
    }

    public static function tearDownAfterClass(): void
    {
        if (is_resource(self::$server)) {
            proc_terminate(self::$server);
            proc_close(self::$server);
            self::$server = null;
        }
    }

    public function testARightSecretIsStored(): void
    {
        self::assertSame(202, $this->call($this->address()));
        $row = Capsule::table('mod_makegood_deliveries')->first();
        self::assertSame([self::BODY, 'application/json', 'extra=1', 'new'], [$row->body, $row->content_type, $row->query, $row->state]);
    }

    public function testAWrongSecretIsTurnedAwayAndCounted(): void
    {
        $address = $this->address();
        foreach (['', '?s=1', '?s=1.' . str_repeat('0', 64), '?s=9.' . substr((string) strstr($address, '.'), 1), '?x=1'] as $query) {
            self::assertSame(401, $this->call($query), $query);
        }
        self::assertSame(0, Capsule::table('mod_makegood_deliveries')->count());
        self::assertSame('5', $this->ledger()->meta->get('rejected_401'));
    }

    public function testAWrongMethodIsRefused(): void
    {
        self::assertSame(405, $this->call($this->address(), 'DELETE'));
    }

    public function testADatabaseThatIsDownCostsNoKnownCallersMessage(): void
    {
        if (static::database() !== 'sqlite') {
            self::markTestSkipped('a server cannot be taken away from the other tests; the file can');
        }
        $address = $this->address();
        $away = static fn (): bool => rename(ShippedModule::root() . '/panel.sqlite', ShippedModule::root() . '/away');
        Capsule::connection()->disconnect();
        $away();
        try {
            self::assertSame(202, $this->call($address), 'known by the mirror, kept in the spool');
            self::assertSame(503, $this->call('?s=1.' . str_repeat('0', 64)), 'unknown: it may be newer than the mirror');
            self::assertCount(1, glob(ShippedModule::home() . '/makegood-data/spool/*.json') ?: []);
            array_map('unlink', glob(ShippedModule::home() . '/makegood-data/callers/1.*') ?: []);
            self::assertSame(503, $this->call($address), 'no mirror: nobody is known');
        } finally {
            @unlink(ShippedModule::root() . '/panel.sqlite');
            rename(ShippedModule::root() . '/away', ShippedModule::root() . '/panel.sqlite');
        }
    }

    public function testTheEndpointNeedsNoPanel(): void
    {
        $address = $this->address();
        $init = ShippedModule::root() . '/init.php';
        $before = (string) file_get_contents($init);
        file_put_contents($init, '<?php throw new Exception("the panel was booted");');
        try {
            self::assertSame(202, $this->call($address));
        } finally {
            file_put_contents($init, $before);
        }
    }

    private function address(): string
    {
        $html = $this->send('sources', 'addSource', ['vendor' => 'pingdom', 'name' => 'P', 'group' => '']);
        self::assertSame(1, preg_match('/webhook\.php(\?s=\d+\.[0-9a-f]{64})/', $html, $found));

        return $found[1] . '&extra=1';
    }

    private function call(string $query, string $method = 'POST'): int
    {
        $context = stream_context_create(['http' => ['method' => $method, 'content' => self::BODY, 'header' => 'Content-Type: application/json',
            'ignore_errors' => true, 'timeout' => 20]]);
        $url = 'http://127.0.0.1:' . self::$port . '/modules/addons/makegood/webhook.php' . $query;
        file_get_contents($url, false, $context);

        return (int) explode(' ', $http_response_header[0])[1];
    }
}
