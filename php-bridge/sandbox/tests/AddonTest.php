<?php

/** An addon module from activation to its pages, over real HTTP with the built-in server, as a browser meets it. */

declare(strict_types=1);

namespace MakegoodSandbox\Tests;

use MakegoodSandbox\Addons;
use MakegoodSandbox\Cron;
use MakegoodSandbox\Shared\Directories;
use MakegoodSandbox\UndocumentedUse;
use WHMCS\Database\Capsule;

final class AddonTest extends SandboxTestCase
{
    /** @var resource|null */
    private $server = null;
    private string $url = '';
    /** @var array<string, string> */
    private array $cookies = [];

    protected function setUp(): void
    {
        parent::setUp();
        Directories::copy(__DIR__ . '/fixtures/tinyaddon', $this->root . '/modules/addons/tinyaddon');
        file_put_contents($this->root . '/clock', "2026-03-04T12:00:00Z\n");
    }

    protected function tearDown(): void
    {
        $this->stop();
        parent::tearDown();
    }

    private function stop(): void
    {
        if ($this->server !== null) {
            proc_terminate($this->server);
            proc_close($this->server);
            $this->server = null;
        }
    }

    public function testActivationStoresVersionSettingsAndAccess(): void
    {
        self::assertSame(['status' => 'success', 'description' => 'Tables made'], Addons::activate('tinyaddon'));
        Addons::configure('tinyaddon', [], [1]);
        self::assertSame(['version' => '1.10.0', 'colour' => 'blue', 'access' => '1'], Addons::settings('tinyaddon'));
        self::assertSame([true, false], [Addons::mayUse('tinyaddon', 1), Addons::mayUse('tinyaddon', 2)]);
        Cron::run();
        self::assertTrue(Capsule::table('tblactivitylog')->where('description', 'tiny hook ran')->exists());
        Addons::deactivate('tinyaddon');
        self::assertSame([[], []], [Addons::active(), Addons::settings('tinyaddon')]);
    }

    public function testUpgradeRunsOnceWithThePreviousVersion(): void
    {
        Addons::activate('tinyaddon');
        Capsule::table('tbladdonmodules')->where('setting', 'version')->update(['value' => '1.9.0']);
        Addons::vars('tinyaddon', 'x');
        Addons::vars('tinyaddon', 'x');
        self::assertSame(1, Capsule::table('tblactivitylog')->where('description', 'upgraded from 1.9.0')->count());
    }

    public function testASettingThatTheModuleDoesNotDeclareIsRefused(): void
    {
        Addons::activate('tinyaddon');
        $this->expectException(UndocumentedUse::class);
        Addons::configure('tinyaddon', ['size' => '3'], [1]);
    }

    public function testPagesOverHttp(): void
    {
        Addons::activate('tinyaddon');
        Addons::configure('tinyaddon', [], [1]);
        $this->serve();
        $page = '/admin/addonmodules.php?module=tinyaddon';

        self::assertSame(302, $this->get($page)[0]);
        $this->cookies['sandbox_admin'] = '2';
        self::assertSame(403, $this->get($page)[0]);
        $this->cookies['sandbox_admin'] = '1';
        [$status, $body] = $this->get($page);
        self::assertSame(200, $status);
        self::assertStringContainsString('<p>Hello blue addonmodules.php?module=tinyaddon</p>', $body);
        self::assertStringContainsString('<meta name="tiny" content="head">', $body);
        self::assertSame(1, preg_match('/name="token" value="(\w+)"/', $body, $token));
        self::assertStringContainsString('<p>refused</p>', $this->get($page, ['word' => 'x', 'token' => 'wrong'])[1]);
        // The module prints what it was given: the panel has escaped it before.
        $posted = $this->get($page, ['word' => 'a & <b>', 'token' => $token[1]])[1];
        self::assertStringContainsString('<p>posted a &amp; &lt;b&gt;</p>', $posted);

        $this->cookies['sandbox_client'] = '7';
        self::assertStringContainsString('<p>&lt;Gil&gt; tiny kind Harbour Hosting</p>', $this->get('/index.php?m=tinyaddon')[1]);
        self::assertStringContainsString('R$0,00 BRL', $this->get('/clientarea.php')[1]);
        self::assertStringContainsString('Gulf Pearls', $this->get('/admin/')[1]);
        self::assertStringContainsString('2026-03-04 12:00:00', $this->get('/')[1]);
    }

    public function testModuleFilesAreServedWithoutThePanelAndGuardedFoldersAreClosed(): void
    {
        $this->serve();
        self::assertSame("bare <b>\n", $this->get('/modules/addons/tinyaddon/endpoint.php?q=%3Cb%3E')[1]);
        self::assertSame("This file cannot be accessed directly", $this->get('/modules/addons/tinyaddon/tinyaddon.php')[1]);
        [$status, $body, $type] = $this->get('/modules/addons/tinyaddon/assets/tiny.js');
        self::assertSame([200, "export const tiny = 1;\n", 'text/javascript; charset=utf-8'], [$status, $body, $type]);
        foreach (['engine/known.json', 'lib/Kind.php', '../../../configuration.php', '.hidden'] as $closed) {
            self::assertSame(403, $this->get("/modules/addons/tinyaddon/$closed")[0]);
        }
        foreach (['/modules/addons/tinyaddon/nothing.js', '/configuration.php', '/panel.sqlite'] as $absent) {
            self::assertSame(404, $this->get($absent)[0]);
        }
    }

    public function testTheInvoicePageHasSlotsForModulesIn9Only(): void
    {
        Addons::activate('tinyaddon');
        localAPI('CreateInvoice', ['userid' => 7, 'itemdescription1' => 'Work', 'itemamount1' => '10.00']);
        $this->cookies['sandbox_client'] = '7';
        $pages = [];
        foreach (['8', '9'] as $profile) {
            $this->stop();
            $this->serve("profile=$profile");
            $pages[$profile] = $this->get('/viewinvoice.php?id=1')[1];
        }
        self::assertStringNotContainsString('alert', $pages['8']);
        self::assertStringContainsString('<strong>alert &lt;b&gt;</strong> escaped</p><b>raw</b>', $pages['9']);
        $this->cookies['sandbox_client'] = '8';
        self::assertSame(404, $this->get('/viewinvoice.php?id=1')[0]);
    }

    private function serve(string $assume = ''): void
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $address = stream_socket_get_name($socket, false);
        fclose($socket);
        $environment = ['SANDBOX_ROOT' => $this->root, 'SANDBOX_ASSUME' => $assume] + getenv();
        $log = ['file', $this->root . '/server.log', 'w'];
        $command = [PHP_BINARY, '-S', $address, dirname(__DIR__) . '/router.php'];
        $this->server = proc_open($command, [1 => $log, 2 => $log], $pipes, null, $environment) ?: null;
        $this->url = 'http://' . $address;
        for ($i = 0; $i < 100 && @stream_socket_client('tcp://' . $address) === false; ++$i) {
            usleep(50_000);
        }
    }

    /** @return array{int, string, string} status, body, content type */
    private function get(string $path, ?array $post = null): array
    {
        $cookies = http_build_query($this->cookies, '', '; ');
        $context = stream_context_create(['http' => [
            'method' => $post === null ? 'GET' : 'POST',
            'ignore_errors' => true,
            'follow_location' => 0,
            'header' => "Cookie: $cookies\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            'content' => http_build_query($post ?? []),
        ]]);
        $body = (string) file_get_contents($this->url . $path, false, $context);
        $type = '';
        foreach ($http_response_header as $line) {
            if (preg_match('/^Set-Cookie: (WHMCSSandbox)=([^;]+)/i', $line, $found) === 1) {
                $this->cookies[$found[1]] = $found[2];
            }
            if (preg_match('/^Content-Type: (.+)$/i', $line, $found) === 1) {
                $type = $found[1];
            }
        }

        return [(int) explode(' ', $http_response_header[0])[1], $body, $type];
    }
}
