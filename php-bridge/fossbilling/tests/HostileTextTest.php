<?php

/** Names that are markup, quotes, templates or characters of four bytes stay what they are: text, on every page, invoice, answer and mail. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Cron;
use MakegoodSandbox\Clock;

class HostileTextTest extends ModuleTestCase
{
    use Served;

    private const TAG = '<script>alert(1)</script>';
    private const ATTRIBUTE = '" onfocus="alert(4)" autofocus x="';
    private const REST = self::ATTRIBUTE . '\'><img src=x onerror=alert(2)>&amp;{{7*7}}{% if 1 %}\\';

    public function testNamesAreText(): void
    {
        $title = self::TAG . self::REST . $this->wide();
        $order = $this->order(['title' => $title, 'expires_at' => '2026-04-18 00:00:00']);
        $held = $this->order(['title' => self::TAG, 'client_id' => 2, 'expires_at' => '2026-09-01 00:00:00']);
        $this->sql('UPDATE service_hosting SET sld = ?, tld = ?', ['"><script>alert(3)</script>', ".x'"]);
        $this->sql('UPDATE client SET first_name = ?, company = ? WHERE id = 1', [self::TAG, self::REST]);
        $this->sql('UPDATE product SET title = ? WHERE id = 1', [self::TAG]);
        $this->sql('UPDATE service_hosting_server SET name = ? WHERE id = 1', [self::TAG . self::ATTRIBUTE]);
        $this->month();
        $desk = $this->app()->desk();
        $desk->addSource('uptimerobot', self::TAG . "\u{1F680}" . self::REST, self::TAG, 'admin:1');
        $desk->addMaintenance('server:1', strtotime('2026-04-20T00:00:00Z') * 1000, strtotime('2026-04-20T01:00:00Z') * 1000, strtotime('2026-04-05T00:00:00Z') * 1000, self::TAG . "\u{1F680}", 'admin:1');
        $desk->holdLine($held, '2026-03', 'admin:1', self::TAG . "\u{1F680}" . self::REST);
        $line = $this->sql("SELECT invoice_id, title FROM invoice_item WHERE rel_id LIKE 'sla:%'");
        self::assertCount(1, $line, 'the credit is on the invoice, whatever its service is called');
        self::assertStringContainsString(self::TAG, (string) $line[0]['title'], 'as text');
        self::assertDoesNotMatchRegularExpression('/[\x{10000}-\x{10FFFF}]/u', (string) $line[0]['title'], 'the panel\'s table has no room for these');
        Clock::travel('2026-04-06T06:00:00Z');
        Cron::run();
        $this->serve('2026-04-06T07:00:00Z');
        $invoice = (string) $line[0]['invoice_id'];
        $entry = (string) $this->sql('SELECT id FROM mod_makegood_entries WHERE service_id = ?', [$order])[0]['id'];
        $seen = '';
        foreach (['', 'outages', 'credits', 'review', 'claims', 'deliveries', 'policies', 'health', 'settings', 'setup', "credits&entry=$entry", "credits&service=$order&period=2026-03", 'credits&q=' . urlencode(self::TAG)] as $tab) {
            $seen .= $this->assertIsText('/admin/makegood?tab=' . $tab, 'sandbox_admin=1', 200);
        }
        foreach (['/makegood', "/makegood?service=$order&period=2026-03", "/makegood?service=$order", '/invoice/' . $this->sql('SELECT hash FROM invoice WHERE id = ?', [$invoice])[0]['hash'], '/order/service/manage/' . $order, '/'] as $path) {
            $seen .= $this->assertIsText($path, 'sandbox_client=1', 200);
        }
        $seen .= $this->assertIsText("/admin/invoice/manage/$invoice", 'sandbox_admin=1', null);
        self::assertStringContainsString('&lt;script&gt;alert(1)', $seen, 'the names are shown');
        $this->assertAnswersAreJson($order, $entry);
        foreach ($this->sql('SELECT subject, content_html FROM activity_client_email') as $mail) {
            self::assertStringNotContainsString(self::TAG, $mail['content_html']);
            self::assertStringNotContainsString('{{7*7}}', $mail['subject']);
        }
    }

    /** What the visitor sends comes back as text, too. */
    public function testWhatIsSentIsText(): void
    {
        $this->order();
        $this->serve('2026-03-02T07:00:00Z');
        $hostile = urlencode(self::TAG . self::REST . "\u{1F680}");
        foreach (['tab', 'service', 'period', 'entry', 'q', 'client', 'page', 'from', 'subject', 'state', 'id', 'api', 'asset', 'sla'] as $name) {
            foreach (['/admin/makegood', '/makegood'] as $page) {
                $this->assertIsText("$page?tab=credits&$name=$hostile", 'sandbox_admin=1; sandbox_client=1', null);
                $this->assertIsText("$page?{$name}[$hostile]=$hostile", 'sandbox_admin=1; sandbox_client=1', null);
            }
        }
        [$session, $token] = $this->sessionAndToken();
        foreach (['addSource', 'enterOutage', 'addMaintenance', 'putPolicy', 'setMapping', 'setLimits', $hostile] as $action) {
            [$status, $body] = $this->ask('POST', '/admin/makegood?tab=settings', "sandbox_admin=1; $session", "do=$action&token=$token&vendor=$hostile&name=$hostile&group=$hostile"
                . "&subject=$hostile&title=$hostile&document=$hostile&from=$hostile&to=$hostile&clients=$hostile");
            self::assertNotSame(500, $status, $action);
            self::assertStringNotContainsString(self::TAG, $body, $action);
        }
    }

    private function assertIsText(string $path, string $cookie, ?int $status): string
    {
        [$got, $body, $headers] = $this->ask('GET', $path, $cookie);
        $status === null ? self::assertNotSame(500, $got, "$path: $body") : self::assertSame($status, $got, "$path: $body");
        if (preg_match('#^Content-Type: application/json#mi', $headers) === 1) {
            return '';
        }
        self::assertStringNotContainsString(self::TAG, $body, $path);
        self::assertStringNotContainsString('<script>alert(3)', $body, $path);
        self::assertStringNotContainsString('<img src=x', $body, $path);
        self::assertStringNotContainsString(self::ATTRIBUTE, $body, $path);

        return $body;
    }

    private function assertAnswersAreJson(string $order, string $entry): void
    {
        foreach (['/makegood?api=preview' => 'sandbox_client=1', "/makegood?api=credit&entry=$entry" => 'sandbox_client=1', '/makegood?api=notice' => 'sandbox_client=1',
            "/makegood?api=timeline&service=$order&period=2026-03" => 'sandbox_client=1', '/admin/makegood?api=outgoing' => 'sandbox_admin=1', "/admin/makegood?api=credit&entry=$entry" => 'sandbox_admin=1',
            '/admin/makegood?api=source&id=1' => 'sandbox_admin=1'] as $path => $cookie) {
            [$status, $body, $headers] = $this->ask('GET', $path, $cookie);
            self::assertSame(200, $status, $path);
            self::assertMatchesRegularExpression('#^Content-Type: application/json#mi', $headers, $path);
            self::assertMatchesRegularExpression('#^X-Content-Type-Options: nosniff#mi', $headers, $path);
            self::assertIsArray(json_decode($body, true), $path);
        }
    }

    /** On a server the panel's own columns take no characters of four bytes. */
    private function wide(): string
    {
        return static::database() === 'mariadb' ? '' : "\u{1F680}";
    }
}
