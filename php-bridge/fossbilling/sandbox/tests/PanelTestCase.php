<?php

/** A fresh panel for each test, with the company's clients but without orders; the clock stands still. */

declare(strict_types=1);

namespace FossSandbox\Tests;

use FossSandbox\Assumptions;
use FossSandbox\Installer;
use FossSandbox\Panel;
use FossSandbox\People;
use FossSandbox\Profile;
use FossSandbox\Rows;
use FossSandbox\Seed;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Shared\Directories;
use PHPUnit\Framework\TestCase;
use Pimple\Container;

abstract class PanelTestCase extends TestCase
{
    protected Container $di;
    protected string $root;

    protected function setUp(): void
    {
        // One process has one root.
        $this->root = sys_get_temp_dir() . '/foss-' . getmypid();
        Assumptions::reset();
        Clock::travel('2026-03-01T06:00:00Z');
        Installer::install($this->root, __DIR__ . '/fixtures/Tiny', $this->database(), true);
        $this->di = Panel::container();
        Seed::company();
        People::logInAdmin(1);
        $GLOBALS['tiny'] = [];
        ini_set('error_log', $this->root . '/data/log/php_error.log');
    }

    protected function tearDown(): void
    {
        Clock::travel(null);
        Assumptions::reset();
        unset($this->di);
        Directories::remove($this->root . '/modules');
    }

    public static function tearDownAfterClass(): void
    {
        Directories::remove(sys_get_temp_dir() . '/foss-' . getmypid());
    }

    protected function database(): string
    {
        return 'sqlite';
    }

    /** The value that a row gives for the line of this process. @param array<string, mixed> $byLine */
    protected static function line(array $byLine): mixed
    {
        return $byLine[Profile::name()];
    }

    public function client(int $id = 4): object
    {
        return Rows::existing('Client', $id, 'Client not found');
    }

    /** A draft with lines [price, quantity, taxed]. */
    public function draft(int $client, array ...$lines): object
    {
        $items = array_map(static fn (array $line): array => ['title' => 'Hosting', 'price' => $line[0], 'quantity' => $line[1] ?? 1, 'taxed' => $line[2] ?? false], $lines);

        return $this->di['mod_service']('invoice')->prepareInvoice($this->client($client), ['items' => $items, 'gateway_id' => 1]);
    }

    public function credit(int $client, mixed $amount): void
    {
        $this->di['mod_service']('client')->addFunds($this->client($client), $amount, 'SLA credit', ['type' => 'gift', 'rel_id' => 'sla:1']);
    }

    /** As the database keeps it, in both databases. */
    public function balance(int $client): string
    {
        return number_format((float) (Rows::sql('SELECT SUM(amount) AS s FROM client_balance WHERE client_id = ?', [$client])[0]['s'] ?? 0), 2, '.', '');
    }

    public function reload(string $name, object $model): object
    {
        Profile::hasBeans() || $this->di['em']->clear();

        return Rows::existing($name, Rows::id($model), 'gone');
    }

    public function status(object $invoice): string
    {
        return (string) Rows::sql('SELECT status FROM invoice WHERE id = ?', [Rows::id($invoice)])[0]['status'];
    }

    public function cron(): bool
    {
        return $this->di['mod_service']('cron')->runCrons();
    }

    /** An active hosting order of 30.00 a month, its first invoice paid, due on a day. */
    public function order(int $client, string $due, string $price = '30.00'): object
    {
        $order = Rows::make('ClientOrder', ['client_id' => $client, 'product_id' => 1, 'group_id' => 'g', 'group_master' => 1, 'invoice_option' => 'issue-invoice',
            'title' => 'Web Business', 'currency' => 'USD', 'service_type' => 'hosting', 'period' => '1M', 'quantity' => 1, 'price' => $price, 'status' => 'active',
            'service_id' => $this->di['mod_service']('servicehosting')->createFor($client, ['server_id' => 1]), 'expires_at' => "$due 00:00:00"]);
        $first = $this->draft($client, ['30.00']);
        Rows::sql("UPDATE invoice_item SET type = 'order', task = 'activate', rel_id = ?, status = 'executed' WHERE invoice_id = ?", [(string) Rows::id($order), Rows::id($first)]);
        Rows::sql("UPDATE invoice SET status = 'paid', approved = 1 WHERE id = ?", [Rows::id($first)]);

        return $order;
    }
}
