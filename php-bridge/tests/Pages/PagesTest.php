<?php

/**
 * Both areas and their endpoints on the panel in memory: nothing of any panel is needed to show them. Who writes a module for a
 * panel runs this first and then the same with ports of their own.
 */

declare(strict_types=1);

namespace Makegood\Tests\Pages;

use Makegood\Pages\Admin\Controller;
use Makegood\Pages\Catalogue\Server;
use Makegood\Pages\Client\Page;
use Makegood\Pages\Client\ServiceNotice;
use Makegood\Pages\Http\Door;
use Makegood\Pages\Http\Request;
use Makegood\Pages\Http\Response;
use Makegood\Pages\Shown;
use Makegood\Tests\Run\RunTestCase;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\InMemorySite;
use Makegood\Tests\Support\OnSqlite;

final class PagesTest extends RunTestCase
{
    use OnSqlite;

    private const TABS = ['overview', 'outages', 'credits', 'review', 'refunds', 'claims', 'deliveries', 'policies', 'health', 'settings', 'setup'];

    private InMemorySite $site;

    protected function setUp(): void
    {
        parent::setUp();
        date_default_timezone_set('UTC');
        $directory = $this->temporaryDirectory();
        symlink(Core::dist(), $directory . '/engine');
        mkdir($directory . '/assets');
        file_put_contents($directory . '/assets/boot.js', 'void 0;');
        $this->site = new InMemorySite($this->world, $directory);
        $this->site->catalogue->servers = [new Server('1', 'alpha', ['alpha.example.com', '192.0.2.1'])];
        $this->site->catalogue->products = ['1' => 'Web <Starter>'];
        $this->site->catalogue->names = ['17' => 'site17.example.com', '18' => 'theirs.example.com'];
        $this->site->catalogue->clients = ['5' => 'Acme & Sons', '6' => 'Other'];
        $this->site->catalogue->prices = ['1' => '10'];
        $world = $this->company();
        $world->service('18', '6', '1');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
    }

    protected function tearDown(): void
    {
        unset($this->site);
        parent::tearDown();
    }

    /** @return array<string, array{string, list<string>}> tab, words on it */
    public static function tabs(): array
    {
        $words = [
            'outages' => ['alpha (server:1)'],
            'credits' => ['Web &lt;Starter&gt; - site17.example.com', 'Acme &amp; Sons (client 5)', '1.00 USD'],
            'health' => ['https://billing.example.com/makegood/webhook?s=&lt;source&gt;.&lt;secret&gt;', 'before the invoices, at most 45 s', 'settings.php as $makegood_data_dir'],
            'settings' => ['<em>Rights &gt; Makegood</em>', 'is set under Rights: now before the invoices', 'Server 1: alpha'],
            'policies' => ['Web &lt;Starter&gt;'],
        ];

        return array_combine(self::TABS, array_map(static fn (string $tab): array => [$tab, $words[$tab] ?? []], self::TABS));
    }

    /** @dataProvider tabs @param list<string> $words */
    public function testEachTabOfTheAdminPage(string $tab, array $words): void
    {
        $shown = $this->admin(['tab' => $tab]);
        self::assertSame([200, 'Makegood', []], [$shown->status, $shown->title, $this->world->panel->logged]);
        self::assertSame([], self::strays($shown->html, '/admin/makegood'));
        foreach (['<a href="/admin/makegood?tab=' . $tab . '" aria-current="page"', 'src="/admin/makegood?asset=boot.js&amp;v=', ...$words] as $text) {
            self::assertStringContainsString($text, $shown->html);
        }
    }

    public function testWhoMayNotSeesNothing(): void
    {
        $shown = (new Controller($this->site))->answer();
        self::assertSame([403, '<p role="alert">Your role has no access to Makegood.</p>'], [$shown->status, $shown->html]);
        self::assertSame(403, $this->door('admin', 'GET', ['api' => 'outgoing'])?->status);
        self::assertSame(403, $this->door('client', 'GET', ['api' => 'notice'])?->status);
        $this->site->host->client = '5';
        $this->site->host->maySee = false;
        self::assertStringContainsString('Ask the owner', (new Page($this->site))->answer()->html);
    }

    public function testAFormNeedsTheTokenOfTheVisitor(): void
    {
        foreach (['' => 403, 'another' => 403, $this->site->host->token => 200] as $token => $status) {
            $shown = $this->admin(['tab' => 'settings'], ['token' => $token, 'do' => 'goDry']);
            self::assertSame($status, $shown->status, $token);
        }
        self::assertSame('dry', $this->world->ledger->meta->get('mode'));
        self::assertSame('admin:3', json_decode((string) $this->world->ledger->events->recent(1)[0]['data'], true)['by']);
        $this->site->host->token = '';
        self::assertSame(403, $this->admin(['tab' => 'settings'], ['token' => '', 'do' => 'goDry'])->status, 'no token is no token');
    }

    public function testAValueIsWhatThePersonTyped(): void
    {
        $this->admin(['tab' => 'settings'], ['token' => $this->site->host->token, 'do' => 'addSource', 'vendor' => 'pingdom', 'name' => 'A &amp; <b>', 'group' => 'g']);
        $names = array_column($this->world->ledger->sources->all(), 'name');
        self::assertSame('A &amp; <b>', end($names));
    }

    public function testAClientSeesTheirOwnCreditAndWhy(): void
    {
        $html = $this->client()->html;
        self::assertSame([], self::strays($html, '/makegood'));
        $own = ['Web &lt;Starter&gt; - site17.example.com', '1.00 USD', 'href="/makegood?service=17&amp;period=2026-03"', '<makegood-notice src="/makegood?api=notice"', 'href="/makegood?service=17&amp;sla=1"'];
        foreach ($own as $text) {
            self::assertStringContainsString($text, $html);
        }
        self::assertStringNotContainsString('theirs.example.com', $html);
        $month = $this->client(['service' => '17', 'period' => '2026-03'])->html;
        foreach (['2026-03-04 12:00', '<makegood-timeline src="/makegood?api=timeline&amp;service=17&amp;period=2026-03">', '2 h down'] as $text) {
            self::assertStringContainsString($text, $month);
        }
        self::assertStringContainsString('What we promise for Web &lt;Starter&gt;', $this->client(['service' => '17', 'sla' => '1'])->html);
        foreach ([['service' => '18', 'period' => '2026-03'], ['service' => '18', 'sla' => '1'], ['service' => '99', 'period' => '2026-03']] as $query) {
            self::assertStringContainsString('There is no such service or month', $this->client($query)->html, 'nothing of others');
        }
    }

    public function testEndpointsAndFiles(): void
    {
        [$this->site->host->staff, $this->site->host->client] = ['3', '5'];
        self::assertNull($this->door('admin', 'GET', ['tab' => 'health']), 'a page is no endpoint');
        $timeline = json_decode((string) $this->door('client', 'GET', ['api' => 'timeline', 'service' => '17', 'period' => '2026-03'])?->body, true);
        self::assertSame([true, 'Web <Starter> - site17.example.com'], [$timeline['ok'], $timeline['label']]);
        self::assertSame(404, $this->door('client', 'GET', ['api' => 'timeline', 'service' => '18', 'period' => '2026-03'])?->status);
        self::assertSame(404, $this->door('client', 'GET', ['api' => 'outgoing'])?->status, 'what staff may ask');
        self::assertSame([405, 403], [$this->door('admin', 'GET', ['api' => 'act'])?->status, $this->door('admin', 'POST', ['api' => 'act'])?->status]);
        $file = $this->door('client', 'GET', ['asset' => 'boot.js']);
        self::assertSame([200, 'void 0;'], [$file?->status, $file?->body]);
    }

    public function testAServicesOwnPageSaysWhatIsToCome(): void
    {
        self::assertSame('', (new ServiceNotice($this->site))->html('5', '17'), 'it was credited');
        $this->world->outage(['1', '2'], '2026-04-05T00:00:00Z', '2026-04-05T09:00:00Z');
        $this->world->run('2026-04-06T00:00:00Z');
        self::assertStringContainsString('<a href="/makegood">', (new ServiceNotice($this->site))->html('5', '17'));
    }

    /** @param array<string, string> $query @param array<string, string>|null $form */
    private function admin(array $query, ?array $form = null): Shown
    {
        $this->site->host->staff = '3';
        $this->site->host->request = new Request($form === null ? 'GET' : 'POST', $query, $form ?? []);

        return (new Controller($this->site))->answer();
    }

    /** @param array<string, string> $query */
    private function client(array $query = []): Shown
    {
        $this->site->host->client = '5';
        $this->site->host->request = new Request('GET', $query, []);

        return (new Page($this->site))->answer();
    }

    /** @param 'admin'|'client' $area @param array<string, string> $query */
    private function door(string $area, string $method, array $query): ?Response
    {
        $this->site->host->request = new Request($method, $query, []);

        return $area === 'admin' ? Door::ofAdmin($this->site) : Door::ofClient($this->site);
    }

    /** @return list<string> addresses of a page that do not begin with where the page is */
    private static function strays(string $html, string $page): array
    {
        preg_match_all('/ (?:href|action|src)="([^"]*)"/', $html, $found);

        return array_values(array_filter($found[1], static fn (string $url): bool => !str_starts_with($url, '#') && preg_match('#^' . $page . '([?\#]|$)#D', $url) !== 1));
    }
}
