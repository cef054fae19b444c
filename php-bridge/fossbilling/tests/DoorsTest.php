<?php

/** Who gets in where: pages, actions, API calls and the door for monitors. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use Box\Mod\Makegood\Web\Areas;
use FossSandbox\People;
use FossSandbox\Profile;
use Makegood\Pages\Http\Ending;
use Makegood\Pages\Http\Response;

class DoorsTest extends ModuleTestCase
{
    private const SUPPORT = 2;

    public function testTheAdminPage(): void
    {
        [$status, $html] = $this->page('admin');
        self::assertSame(200, $status);
        self::assertStringContainsString('mg-', $html);
        [$status, $html] = $this->page('admin', ['tab' => 'settings']);
        self::assertSame(200, $status);
        self::assertStringNotContainsString('href="#', $html, 'the frame has a base: such a link would lead into its theme');
        self::assertSame([], $this->failuresLogged());
    }

    public function testStaffWithoutThePermissionSeeNothing(): void
    {
        People::logInAdmin(self::SUPPORT);
        self::assertNull($this->app()->host()->staff());
        $this->assertRefused(fn () => $this->page('admin'), 'the panel asks before');
        [$status, $html] = self::told(Areas::admin($this->di(), $this->panelApp('admin')));
        self::assertSame(403, $status, 'and so do we');
        self::assertStringNotContainsString('name="do"', $html);
    }

    public function testWhoMayOnlyReadChangesNothing(): void
    {
        $this->allow(['access' => true]);
        People::logInAdmin(self::SUPPORT);
        [$status] = $this->page('admin');
        self::assertSame(200, $status);
        $this->post('admin', ['tab' => 'setup'], ['do' => 'addSource', 'vendor' => 'uptimerobot', 'name' => 'UR', 'group' => 'a', 'token' => $this->app()->host()->token()]);
        self::assertSame([], $this->sources());
        $this->allow(['access' => true, 'manage' => true]);
        $this->post('admin', ['tab' => 'setup'], ['do' => 'addSource', 'vendor' => 'uptimerobot', 'name' => 'UR', 'group' => 'a', 'token' => $this->app()->host()->token()]);
        self::assertSame(['UR'], $this->sources());
    }

    /** @dataProvider tokens */
    public function testAFormWithoutTheVisitorsTokenChangesNothing(?string $token): void
    {
        $this->app()->host()->token();
        $fields = ['do' => 'addSource', 'vendor' => 'uptimerobot', 'name' => 'UR', 'group' => 'a'] + ($token === null ? [] : ['token' => $token]);
        [$status] = $this->post('admin', ['tab' => 'setup'], $fields);
        self::assertSame(403, $status);
        self::assertSame([], $this->sources());
    }

    /** @return array<string, array{?string}> */
    public static function tokens(): array
    {
        return ['none' => [null], 'empty' => [''], 'another' => [str_repeat('0', 64)]];
    }

    public function testTheApiAsksForPermissions(): void
    {
        $api = $this->di()['api_admin'];
        self::assertSame('dry', $api->makegood_status()['health']['mode']);
        self::assertSame([], $api->makegood_outgoing()['lines']);
        self::assertTrue($api->makegood_run()['ran']);
        People::logInAdmin(self::SUPPORT);
        $this->assertRefused(fn () => $this->di()['api_admin']->makegood_status(), 'nobody who has no access');
        $this->allow(['access' => true]);
        self::assertSame('dry', $this->di()['api_admin']->makegood_status()['health']['mode']);
        $this->assertRefused(fn () => $this->di()['api_admin']->makegood_run(), 'reading is not running');
        $this->allow(['access' => true, 'manage' => true]);
        self::assertTrue($this->di()['api_admin']->makegood_run()['ran']);
    }

    public function testAClientSeesTheirOwn(): void
    {
        $own = $this->order(['client_id' => 1]);
        $other = $this->order(['client_id' => 2]);
        People::logOut();
        $this->assertRefused(fn () => $this->di()['api_client']->makegood_services(), 'nobody is logged in');
        People::logInClient(1);
        $api = $this->di()['api_client'];
        self::assertSame([$own], array_column($api->makegood_services()['services'], 'service'));
        self::assertArrayHasKey('credits', $api->makegood_credits());
        self::assertSame('', $api->makegood_notice());
        self::assertSame('', $api->makegood_notice(['order' => $other]));
        $this->assertRefused(fn () => $api->makegood_credit(['id' => 1]), 'there is none');
        $this->assertRefused(fn () => $api->makegood_credit(['id' => '1 OR 1=1']), 'no number');
        $this->assertRefused(fn () => $api->makegood_credit(), 'no number');
    }

    public function testTheClientPage(): void
    {
        $own = $this->order(['client_id' => 1]);
        $other = $this->order(['client_id' => 2]);
        People::logOut();
        People::logInClient(1);
        [$status, $html] = $this->page('client');
        self::assertSame(200, $status);
        self::assertStringContainsString('a.example.com', $html);
        $this->page('client', ['service' => $own, 'period' => '2026-03']);
        [, $html] = $this->page('client', ['service' => $other, 'period' => '2026-03']);
        self::assertStringNotContainsString('a.example.com', $html, 'another client\'s service is not found');
        self::assertSame([], $this->failuresLogged());
    }

    public function testNobodyIsSentToTheLogin(): void
    {
        People::logOut();
        try {
            $this->run_('client');
            self::fail('a page for nobody');
        } catch (\FossSandbox\Web\Redirect $redirect) {
            self::assertStringContainsString('login', $redirect->to);
        }
        $this->assertRefused(fn () => $this->run_('admin'), 'a page for nobody');
    }

    public function testAModuleThatIsSwitchedOffAnswersNoPage(): void
    {
        $this->di()['api_admin']->extension_deactivate(['type' => 'mod', 'id' => 'makegood']);
        foreach (['admin' => 'admin', 'client' => 'client', 'webhook' => 'client'] as $door => $area) {
            http_response_code(200);
            [$status, $html] = self::told(Areas::$door($this->di(), $this->panelApp($area)));
            self::assertStringNotContainsString('mg-', $html, $door);
            self::assertSame(404, $status, $door);
        }
    }

    public function testTheDoorForMonitors(): void
    {
        $source = $this->app()->desk()->addSource('uptimerobot', 'UR', 'a', 'admin:1');
        $secret = 's=' . $source['id'] . '.' . $source['secret'];
        self::assertSame([202, "stored\n"], $this->hook($secret . '&monitorID=1&alertType=1'));
        self::assertSame([202, "stored\n"], $this->hook('_url=/makegood/webhook&' . $secret . '&monitorID=2&alertType=1'), 'a server that hands over the path');
        $rows = $this->sql('SELECT query, state, source_id FROM mod_makegood_deliveries ORDER BY id');
        self::assertSame(['monitorID=1&alertType=1', 'monitorID=2&alertType=1'], array_column($rows, 'query'), 'neither the secret nor the path is kept');
        foreach (['none' => '', 'forged' => 's=' . $source['id'] . '.' . str_repeat('a', 64), 'unknown' => 's=99.' . $source['secret']] as $case => $query) {
            self::assertSame(401, $this->hook($query)[0], $case);
        }
        self::assertSame(202, $this->hook($secret, 'PUT')[0]);
        self::assertSame(202, $this->guest($secret)[0], 'the same through the API');
        self::assertSame(401, $this->guest('')[0]);
        self::assertCount(4, $this->sql('SELECT id FROM mod_makegood_deliveries'));
    }

    public function testWithoutThePanel(): void
    {
        $source = $this->app()->desk()->addSource('uptimerobot', 'UR', 'a', 'admin:1');
        $settings = \Makegood\Intake\ConnectionSettings::fromFile(ShippedModule::directory() . '/connection.php');
        self::assertSame(static::database() === 'mariadb', $settings->isServer());
        self::assertSame(1, (int) $settings->open()->query('SELECT COUNT(*) FROM mod_makegood_sources')->fetchColumn());
        self::assertSame(ShippedModule::root() . '/data/makegood', $settings->dataDirectory()?->path, 'among the panel\'s private files');
        mkdir(ShippedModule::home() . '/makegood-data', 0700);
        $moved = \Makegood\Intake\ConnectionSettings::fromFile(ShippedModule::directory() . '/connection.php');
        self::assertSame(ShippedModule::home() . '/makegood-data', $moved->dataDirectory()?->path, 'or beside the panel, where somebody made it');
        self::assertNull($settings->vault()->problem(), 'secrets are kept by the panel\'s own salt');
        self::assertSame(64, strlen($source['secret']));
    }

    /** @param array<string, string> $query @return array{int, string} */
    private function page(string $area, array $query = []): array
    {
        [$_GET, $_POST, $_SERVER['REQUEST_METHOD']] = [$query, [], 'GET'];

        return $this->shown($area);
    }

    /** @param array<string, string> $query @param array<string, string> $fields @return array{int, string} */
    private function post(string $area, array $query, array $fields): array
    {
        [$_GET, $_POST, $_SERVER['REQUEST_METHOD']] = [$query, $fields, 'POST'];
        try {
            return $this->shown($area);
        } finally {
            [$_POST, $_SERVER['REQUEST_METHOD']] = [[], 'GET'];
        }
    }

    /** @return array{int, string} */
    private function shown(string $area): array
    {
        http_response_code(200);

        return self::told($this->run_($area));
    }

    /** @return array{int, string} as the line of the panel gives it */
    private static function told(mixed $result): array
    {
        self::assertSame(!Profile::is('0.7'), is_object($result), '0.7 takes text, later lines an object');

        return is_object($result) ? [$result->getStatusCode(), (string) $result->getContent()] : [(int) http_response_code(), (string) $result];
    }

    private function run_(string $area, string $path = '/makegood'): mixed
    {
        return $this->panelApp($area, $path)->run();
    }

    private function panelApp(string $area, string $path = '/makegood'): \Box_App
    {
        $app = $area === 'admin' ? new \Box_AppAdmin() : new \Box_AppClient();
        $app->setDi($this->di());
        $app->setUrl($path);

        return $app;
    }

    /** @return array{int, string} */
    private function hook(string $query, string $method = 'GET'): array
    {
        return $this->ended($query, $method, fn () => $this->run_('client', '/makegood/webhook'));
    }

    /** @return array{int, string} */
    private function guest(string $query): array
    {
        return $this->ended($query, 'GET', fn () => $this->di()['api_guest']->makegood_webhook([]));
    }

    /** @param callable(): mixed $work @return array{int, string} */
    private function ended(string $query, string $method, callable $work): array
    {
        [$_SERVER['QUERY_STRING'], $_SERVER['REQUEST_METHOD']] = [$query, $method];
        Ending::replace(static fn (Response $response): never => throw new AnswerSent($response));
        http_response_code(200);
        try {
            $result = $work();

            return is_object($result) ? [$result->getStatusCode(), (string) $result->getContent()] : [(int) http_response_code(), (string) $result];
        } catch (AnswerSent $sent) {
            return [$sent->response->status, $sent->response->body];
        } finally {
            [$_SERVER['QUERY_STRING'], $_SERVER['REQUEST_METHOD']] = ['', 'GET'];
        }
    }

    /** @param array<string, bool> $permissions of the module, for the one who has none */
    private function allow(array $permissions): void
    {
        $json = json_encode(['makegood' => $permissions]);
        $this->sql(Profile::is('0.7') ? 'UPDATE admin SET permissions = ? WHERE id = 2' : 'UPDATE admin_group SET permissions = ? WHERE id = 2', [$json]);
    }

    /** @return list<string> */
    private function sources(): array
    {
        return array_map('strval', array_column($this->sql('SELECT name FROM mod_makegood_sources ORDER BY id'), 'name'));
    }

    private function assertRefused(callable $call, string $why): void
    {
        try {
            $call();
        } catch (\Exception) {
            $this->addToAssertionCount(1);

            return;
        }
        self::fail($why);
    }
}
