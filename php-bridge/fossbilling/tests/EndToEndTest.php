<?php

/** The whole way through the module: messages, mapping, policy, cron, a line on the next invoice; once, whatever is repeated. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Cron;
use FossSandbox\People;
use Makegood\Tests\Support\TwoMonitors;
use MakegoodSandbox\Clock;

class EndToEndTest extends ModuleTestCase
{
    use TwoMonitors;

    private const POLICY = '{"schema":1,"name":"Standard","zone":"UTC","maintenance":{"rule":"excludedIfAnnounced","noticeMs":86400000},'
        . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99.5","percent":"25"}]},"cap":{"percent":"50"}}';

    protected function setUp(): void
    {
        if (!ShippedModule::hasEngine()) {
            self::markTestSkipped('no engine: run make wasm first');
        }
        parent::setUp();
    }

    /** 89 minutes of 31 days: 99.8 %, so 10 % of 10.00, and of 12.00 with tax. */
    public function testAnOutageTakesSomethingOffTheNextInvoice(): void
    {
        $this->sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = 4");
        $plain = $this->order(['expires_at' => '2026-04-20 00:00:00']);
        $taxed = $this->order(['client_id' => 4, 'expires_at' => '2026-04-20 00:00:00']);
        $this->watch();
        $this->outage();
        $this->cron('2026-04-03T23:00:00Z');
        self::assertSame([], $this->entries(), 'the month is not settled before its delay is over');
        $this->cron('2026-04-05T06:00:00Z');
        self::assertSame([[$plain, '1.00', 'ready'], [$taxed, '1.20', 'ready']], $this->entries(), 'both wait for an invoice');
        self::assertSame([], $this->sql('SELECT id FROM client_balance'), 'the balance would pay no part of it');
        // Fourteen days before the orders run out cron makes their invoices, in the same call that Makegood works in.
        $this->cron('2026-04-06T06:00:00Z');
        self::assertSame(['9.00', '10.80'], [$this->total($plain), $this->total($taxed)]);
        self::assertSame([['-1.00', 0], ['-1.00', 1]], $this->credits(), 'net, with tax where the invoice has it');
        $this->cron('2026-04-06T06:05:00Z');
        self::assertSame([[$plain, '1.00', 'posted'], [$taxed, '1.20', 'posted']], $this->entries());
        foreach (['2026-04-06T06:10:00Z', '2026-04-07T06:00:00Z', '2026-05-06T06:00:00Z'] as $again) {
            $this->cron($again);
        }
        self::assertCount(2, $this->credits(), 'once');
        self::assertSame([], $this->failuresLogged());
        $this->assertMails($plain, $taxed);
        $this->assertShown($plain);
    }

    /** The first invoice is deleted before it was paid, the second is paid and refunded: each time the credit comes back, and goes onto the next one. */
    public function testAnInvoiceThatIsTakenBackGivesTheCreditBackOnce(): void
    {
        $order = $this->order(['expires_at' => '2026-04-20 00:00:00']);
        $this->watch();
        $this->outage();
        foreach (['05T06:00', '06T06:00', '06T06:05'] as $at) {
            $this->cron('2026-04-' . $at . ':00Z');
        }
        self::assertSame([[$order, '1.00', 'posted']], $this->entries());
        $first = $this->invoiceOf($order);
        $this->di()['api_admin']->invoice_delete(['id' => $first]);
        $this->cron('2026-04-07T06:00:00Z'); // looks first, and the panel makes the invoice anew in the same call
        $second = $this->invoiceOf($order);
        self::assertNotSame($first, $second);
        self::assertSame('9.00', $this->total($order));
        $this->cron('2026-04-07T06:05:00Z');
        self::assertSame([[$order, '1.00', 'posted']], $this->entries());
        $this->di()['mod_service']('Invoice')->markAsPaid($this->invoice($second), false, true);
        $this->cron('2026-04-07T06:10:00Z');
        self::assertSame([[$order, '1.00', 'posted']], $this->entries());
        $this->di()['api_admin']->invoice_refund(['id' => $second]);
        $this->cron('2026-04-07T06:15:00Z');
        $this->cron('2026-04-07T06:20:00Z');
        self::assertSame([[$order, '1.00', 'ready']], $this->entries(), 'with the refund the credit is the client\'s again');
        $parts = array_column($this->sql('SELECT state FROM mod_makegood_lines ORDER BY id'), 'state');
        self::assertSame(['returned', 'returned'], $parts);
        $by = $this->draft([['title' => 'By hand', 'price' => '0.60']]);
        $this->di()['api_admin']->invoice_approve(['id' => $by]);
        $this->cron('2026-04-07T06:25:00Z');
        self::assertSame([[$order, '1.00', 'ready']], $this->entries(), 'an invoice takes no more than it comes to');
        self::assertSame('paid', $this->sql('SELECT status FROM invoice WHERE id = ?', [$by])[0]['status'], 'and nothing is due of it');
        $rest = $this->draft([['title' => 'By hand', 'price' => '5.00']]);
        $this->di()['api_admin']->invoice_approve(['id' => $rest]);
        $this->cron('2026-04-07T06:30:00Z');
        self::assertSame([[$order, '1.00', 'posted']], $this->entries(), '0.60 and 0.40');
        self::assertCount(1, $this->sql("SELECT id FROM activity_client_email WHERE subject LIKE '%A credit of%'"), 'the client was told once');
        self::assertSame([], $this->failuresLogged());
    }

    /** A cancelled invoice can be had again with one click: then without the line, whose credit went back to the client. */
    public function testAnInvoiceThatWasCancelledHasNoLineAnyMore(): void
    {
        $order = $this->order(['expires_at' => '2026-04-20 00:00:00']);
        $this->watch();
        $this->outage();
        foreach (['05T06:00', '06T06:00', '06T06:05'] as $at) {
            $this->cron('2026-04-' . $at . ':00Z');
        }
        self::assertSame('9.00', $this->total($order));
        $invoice = $this->invoiceOf($order);
        $this->di()['api_admin']->invoice_update(['id' => $invoice, 'status' => 'canceled']);
        self::assertSame('10.00', $this->total($order), 'at once');
        $this->di()['api_admin']->invoice_update(['id' => $invoice, 'status' => 'unpaid']);
        $this->cron('2026-04-06T06:10:00Z');
        self::assertSame([[$order, '1.00', 'ready']], $this->entries());
        self::assertSame('10.00', $this->total($order));
        $next = $this->draft([['title' => 'By hand', 'price' => '5.00']]);
        $this->di()['api_admin']->invoice_approve(['id' => $next]);
        $this->cron('2026-04-06T06:15:00Z');
        self::assertSame([[$order, '1.00', 'posted']], $this->entries());
        $this->sql("UPDATE invoice SET status = 'canceled' WHERE id = ?", [$next]); // nobody tells of it
        $this->cron('2026-04-06T06:20:00Z');
        self::assertSame([[$order, '1.00', 'ready']], $this->entries());
        self::assertCount(1, $this->sql('SELECT id FROM invoice_item WHERE invoice_id = ?', [$next]));
        self::assertSame([], $this->failuresLogged());
    }

    public function testWhoPaysFromTheBalanceGetsItThere(): void
    {
        $order = $this->order(['expires_at' => '2026-04-20 00:00:00']);
        $this->app()->panel()->addCredit('1', '50.00', 'paid in');
        $this->watch();
        $this->outage();
        $this->cron('2026-04-05T06:00:00Z');
        self::assertSame([[$order, '1.00', 'posted']], $this->entries());
        self::assertSame('51.00', $this->app()->panel()->balance('1'));
        self::assertStringStartsWith('makegood:', (string) $this->app()->panel()->creditRows('1', '0')[1]->description);
        $this->cron('2026-04-06T06:00:00Z');
        self::assertSame('41.00', $this->app()->panel()->balance('1'), 'the renewal is paid from it, without a line');
        self::assertSame([], $this->credits());
    }

    public function testADryRunAttachesNothing(): void
    {
        $this->order(['expires_at' => '2026-04-20 00:00:00']);
        $this->watch(false);
        $this->outage();
        foreach (['05T06:00', '06T06:00', '06T06:05'] as $at) {
            $this->cron('2026-04-' . $at . ':00Z');
        }
        self::assertSame([], $this->credits());
        self::assertSame([], $this->sql("SELECT id FROM activity_client_email WHERE subject LIKE '%credit%'"));
    }

    public function testAHeldLineStaysOffTheInvoice(): void
    {
        $order = $this->order(['expires_at' => '2026-04-20 00:00:00']);
        $this->watch();
        $this->outage();
        $this->cron('2026-04-05T06:00:00Z');
        $this->app()->desk()->holdLine($order, '2026-03', 'admin:1', null);
        $this->cron('2026-04-06T06:00:00Z');
        self::assertSame('10.00', $this->total($order));
        $this->app()->desk()->releaseLine($order, '2026-03', 'admin:1');
        $by = $this->draft([['title' => 'By hand', 'price' => '5.00']]);
        $this->di()['api_admin']->invoice_approve(['id' => $by]);
        self::assertCount(1, $this->credits());
    }

    public function testTheClientIsToldWhatIsDown(): void
    {
        $order = $this->order();
        $this->watch();
        $this->pingdom('DOWN', '2026-03-04T12:00:00');
        $this->kuma(0, '2026-03-04 12:02:00');
        $this->cron('2026-03-04T12:05:00Z');
        People::logInClient(1);
        $api = $this->di()['api_client'];
        self::assertStringContainsString('role="status"', $api->makegood_notice(['order' => $order]));
        self::assertStringContainsString('/makegood', $api->makegood_notice());
        People::logInClient(2);
        self::assertSame('', $this->di()['api_client']->makegood_notice(['order' => $order]), 'another client is not told');
    }

    protected function connection(): \PDO
    {
        return $this->app()->panel()->pdo();
    }

    private function cron(string $at): void
    {
        Clock::travel($at);
        self::assertTrue(Cron::run());
    }

    /** Sources, policy, first messages, mapping; live unless told otherwise. */
    private function watch(bool $isLive = true): void
    {
        $desk = $this->app()->desk();
        foreach (['pingdom', 'uptime-kuma'] as $vendor) {
            $source = $desk->addSource($vendor, $vendor, $vendor, 'admin:1');
            $this->address[$vendor] = 's=' . $source['id'] . '.' . $source['secret'];
        }
        $isLive && $desk->goLive('2026-03', 'admin:1');
        $desk->assign('product', '1', $desk->putPolicy(self::POLICY, 'admin:1'), strtotime('2026-03-01T00:00:00Z') * 1000, 'admin:1');
        $this->pingdom('UP', '2026-03-01T06:00:00');
        $this->kuma(1, '2026-03-01 06:00:00');
        $this->cron('2026-03-01T06:01:00Z');
        foreach ($this->sql('SELECT id FROM mod_makegood_targets') as $target) {
            $desk->mapTarget((string) $target['id'], 'server:1', 'admin:1');
        }
    }

    /** @return list<array{string, string, string}> */
    private function entries(): array
    {
        return array_map(static fn (array $row): array => [(string) $row['service_id'], (string) $row['gross'], (string) $row['state']],
            $this->sql('SELECT service_id, gross, state FROM mod_makegood_entries ORDER BY id'));
    }

    /** @return list<array{string, int}> price and tax of our lines on invoices, but for those that a refund repeats */
    private function credits(): array
    {
        return array_map(static fn (array $row): array => [sprintf('%.2f', $row['price']), (int) $row['taxed']],
            $this->sql("SELECT price, taxed FROM invoice_item WHERE rel_id LIKE 'sla:%' AND price < 0 ORDER BY taxed, id"));
    }

    /** What the newest invoice of an order comes to, as the panel adds it up. */
    private function total(string $order): string
    {
        return sprintf('%.2f', $this->di()['mod_service']('Invoice')->getTotalWithTax($this->invoice($this->invoiceOf($order))));
    }

    private function invoiceOf(string $order): string
    {
        return (string) $this->sql("SELECT MAX(i.id) AS id FROM invoice i JOIN invoice_item l ON l.invoice_id = i.id AND l.type = 'order' WHERE l.rel_id = ? AND i.status <> 'refunded'", [$order])[0]['id'];
    }

    private function assertMails(string $plain, string $taxed): void
    {
        $mails = $this->sql("SELECT client_id, subject, content_html FROM activity_client_email WHERE subject LIKE '%A credit of%' ORDER BY client_id");
        self::assertSame([1, 4], array_map('intval', array_column($mails, 'client_id')), 'each client once');
        self::assertSame('[Harbour Hosting] A credit of 1.20 USD', trim(html_entity_decode((string) $mails[1]['subject'])));
        self::assertStringContainsString('#' . $this->invoiceOf($taxed), (string) $mails[1]['content_html']);
        self::assertStringContainsString('Web Starter - a.example.com', (string) $mails[0]['content_html']);
    }

    private function assertShown(string $order): void
    {
        [$_GET, $_SERVER['REQUEST_METHOD']] = [['tab' => 'credits'], 'GET'];
        $app = new \Box_AppAdmin();
        $app->setDi($this->di());
        $app->setUrl('/makegood');
        $result = $app->run();
        $html = is_object($result) ? (string) $result->getContent() : (string) $result;
        self::assertStringContainsString('1.20', $html);
        $_GET = [];
        People::logInClient(1);
        self::assertStringContainsString('1.00', json_encode($this->di()['api_client']->makegood_credits()));
        $entry = (string) $this->sql('SELECT id FROM mod_makegood_entries WHERE service_id = ?', [$order])[0]['id'];
        self::assertSame($entry, $this->di()['api_client']->makegood_credit(['id' => $entry])['entry']);
        People::logInClient(2);
        try {
            $this->di()['api_client']->makegood_credit(['id' => $entry]);
            self::fail('another client\'s credit');
        } catch (\FOSSBilling\InformationException $refused) {
            self::assertSame(404, $refused->getCode());
        }
    }
}
