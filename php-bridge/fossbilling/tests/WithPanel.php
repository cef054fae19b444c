<?php

/** A fresh panel for each test, with the demonstration company's people, the module active; the clock stands still. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use Box\Mod\Makegood\App;
use FossSandbox\Assumptions;
use FossSandbox\Installer;
use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Rows;
use FossSandbox\Seed;
use Makegood\Ledger\Ledger;
use Makegood\Pages\Http\Ending;
use Makegood\Run\Probe;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Shared\Directories;
use Pimple\Container;

trait WithPanel
{
    /** Activation proves the engine, most of a test's time: once for each class is enough. */
    private static bool $isProved = false;

    /** sqlite or mariadb */
    protected static function database(): string
    {
        return 'sqlite';
    }

    protected function setUp(): void
    {
        Directories::remove(ShippedModule::home() . '/makegood-data');
        Assumptions::reset();
        date_default_timezone_set('UTC');
        Clock::travel('2026-03-01T06:00:00Z');
        $_POST = $_GET = $_COOKIE = [];
        $_SERVER['REQUEST_METHOD'] = 'GET';
        $_SERVER['QUERY_STRING'] = '';
        Installer::install(ShippedModule::root(), null, static::database(), true);
        Seed::company();
        People::logInAdmin(1);
        self::$isProved ? $this->activateUnproved() : $this->di()['api_admin']->extension_activate(['type' => 'mod', 'id' => 'makegood']);
        self::$isProved = true;
    }

    /** What an activation leaves behind. */
    private function activateUnproved(): void
    {
        $this->app()->migrate();
        Rows::make('Extension', ['name' => 'makegood', 'type' => 'mod', 'version' => $this->di()['mod']('makegood')->getManifest()['version'], 'status' => 'installed']);
        $this->di()['mod_service']('hook')->batchConnect('makegood');
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        Ending::replace(null);
        gc_collect_cycles();
        Clock::travel(null);
        Assumptions::reset();
        date_default_timezone_set('UTC');
    }

    protected function di(): Container
    {
        return Panel::container();
    }

    protected function app(): App
    {
        return App::of($this->di());
    }

    protected function ledger(): Ledger
    {
        return $this->app()->ledger();
    }

    /** An active order of client 1 (USD, no tax) on server 1 unless told otherwise. @param array<string, mixed> $columns */
    protected function order(array $columns = []): string
    {
        $client = (int) ($columns['client_id'] ?? 1);
        $hosting = Rows::make('ServiceHosting', ['client_id' => $client, 'service_hosting_server_id' => (int) ($columns['server'] ?? 1), 'sld' => 'a', 'tld' => '.example.com']);

        return (string) Rows::id(Rows::make('ClientOrder', array_diff_key($columns, ['server' => 0]) + [
            'client_id' => $client, 'product_id' => 1, 'group_id' => bin2hex(random_bytes(4)), 'group_master' => 1, 'invoice_option' => 'issue-invoice',
            'title' => 'Web Starter', 'currency' => 'USD', 'service_id' => Rows::id($hosting), 'service_type' => 'hosting', 'period' => '1M', 'quantity' => 1,
            'unit' => 'product', 'price' => '10.00', 'status' => 'active', 'activated_at' => '2026-01-01 00:00:00', 'expires_at' => '2026-04-01 00:00:00',
        ]));
    }

    /** A draft with these lines: title, price and more, as the panel takes them. @param list<array<string, mixed>> $items */
    protected function draft(array $items, int $client = 1): string
    {
        $invoice = $this->di()['mod_service']('Invoice')->prepareInvoice(Rows::load('Client', $client), ['items' => $items, 'gateway_id' => 1]);

        return (string) Rows::id($invoice);
    }

    /** Changes the panel's rows behind its back: what it holds in memory is forgotten. @param list<mixed> $params @return list<array<string, mixed>> */
    protected function sql(string $sql, array $params = []): array
    {
        $rows = Rows::sql($sql, $params);
        isset($this->di()['db']) || $this->di()['em']->clear();

        return $rows;
    }

    protected function invoice(string $id): object
    {
        return Rows::load('Invoice', $id);
    }

    /** @return list<string> texts of the panel's log about a failure of ours */
    protected function failuresLogged(): array
    {
        return array_column(Rows::sql("SELECT message FROM activity_system WHERE message LIKE 'Makegood:%failed%' ORDER BY id"), 'message');
    }
}
