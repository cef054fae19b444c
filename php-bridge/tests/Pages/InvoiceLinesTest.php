<?php

/** Where credit is that goes onto invoices, as staff and the client read it. */

declare(strict_types=1);

namespace Makegood\Tests\Pages;

use Makegood\Pages\Admin\Controller;
use Makegood\Pages\Client\Page;
use Makegood\Pages\Http\Request;
use Makegood\Tests\Run\LineTestCase;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\InMemorySite;
use Makegood\Tests\Support\OnSqlite;

final class InvoiceLinesTest extends LineTestCase
{
    use OnSqlite;

    private InMemorySite $site;

    protected function setUp(): void
    {
        parent::setUp();
        $directory = $this->temporaryDirectory();
        symlink(Core::dist(), $directory . '/engine');
        mkdir($directory . '/assets');
        file_put_contents($directory . '/assets/boot.js', 'void 0;');
        $this->site = new InMemorySite($this->world, $directory);
        $this->site->catalogue->names = ['17' => 'site17.example.com'];
        $this->site->catalogue->clients = ['5' => 'Acme & Sons'];
    }

    protected function tearDown(): void
    {
        unset($this->site);
        parent::tearDown();
    }

    public function testPagesSayWhatIsOnWhichInvoiceAndWhatWaits(): void
    {
        $this->owing();
        $invoice = $this->panel->newInvoice('5', [['0.40']]);
        $this->panel->approve($invoice);
        $this->world->run('2026-04-10T06:00:00Z');
        $words = '(on invoice ' . $invoice . ': 0.40 USD, waits for the next invoice: 0.60 USD)';
        self::assertStringContainsString($words, $this->admin(['tab' => 'credits', 'entry' => '1']));
        $this->site->host->client = '5';
        foreach ([[], ['service' => '17', 'period' => '2026-03']] as $query) {
            $html = $this->client($query);
            self::assertStringContainsString('1.00 USD comes off the next invoice', $html);
            self::assertStringContainsString($words, $html);
        }
        $next = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($next);
        $this->world->run('2026-04-10T07:00:00Z');
        $html = $this->admin(['tab' => 'credits', 'entry' => '1']);
        self::assertStringContainsString('invoice ' . $invoice . ', ' . $next, $html);
        self::assertStringContainsString('onto the next invoices', $html);
    }

    /** @param array<string, string> $query */
    private function admin(array $query): string
    {
        $this->site->host->staff = '3';
        $this->site->host->request = new Request('GET', $query, []);

        return (new Controller($this->site))->answer()->html;
    }

    /** @param array<string, string> $query */
    private function client(array $query): string
    {
        $this->site->host->request = new Request('GET', $query, []);

        return (new Page($this->site))->answer()->html;
    }
}
