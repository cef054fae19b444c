<?php

/** What pages read of credit that goes onto invoices: what is where, what waits, and the next invoices with their lines. */

declare(strict_types=1);

namespace Makegood\Tests\Api;

use Makegood\Api\Parts;
use Makegood\Api\Reads;
use Makegood\Engine\Json;
use Makegood\Ledger\History;
use Makegood\Pages\OnInvoices;
use Makegood\Pages\Texts;
use Makegood\Panel\Invoicing;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;
use Makegood\Tests\Run\LineTestCase;
use Makegood\Tests\Support\OnSqlite;

final class LinesApiTest extends LineTestCase
{
    use OnSqlite;

    private function reads(bool $withEngine = true): Reads
    {
        return new Reads($this->panel, $this->world->ledger, new PlainNames(), $withEngine ? $this->world->engine : null);
    }

    /** 0.40 of 1.00 is on an invoice. @return string its id */
    private function partly(): string
    {
        $this->owing();
        $invoice = $this->panel->newInvoice('5', [['0.40']]);
        $this->panel->approve($invoice);
        $this->world->run('2026-04-10T06:00:00Z');
        return $invoice;
    }

    public function testACreditTellsItsPartsAndWhatWaits(): void
    {
        $invoice = $this->partly();
        $posting = $this->reads()->credit('1')['postings'][0];
        self::assertSame(['ready', null, '0.60'], [$posting['state'], $posting['reference'], $posting['left']]);
        self::assertSame([[
            'invoice' => $invoice, 'net' => '0.40', 'tax' => '0.00', 'gross' => '0.40', 'state' => 'booked', 'at' => '2026-04-10T06:00:00Z',
        ]], $posting['parts']);
        self::assertSame(['on invoice ' . $invoice . ': 0.40 USD', 'waits for the next invoice: 0.60 USD'], OnInvoices::words($posting, 'USD', Texts::from([])));
        self::assertSame(' (on invoice ' . $invoice . ': 0.40 USD, waits for the next invoice: 0.60 USD)', OnInvoices::suffix($posting, 'USD', Texts::from([])));
        self::assertNull($this->reads(false)->credit('1')['postings'][0]['left'], 'without a core nobody adds it up');
    }

    public function testBeforeAnyInvoiceAllOfItWaits(): void
    {
        $this->owing();
        self::assertSame(['waits for the next invoice: 1.00 USD'], OnInvoices::words($this->reads()->credit('1')['postings'][0], 'USD', Texts::from([])));
    }

    public function testPostedNothingWaits(): void
    {
        $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        self::assertSame(['on invoice ' . $invoice . ': 1.00 USD'], OnInvoices::words($this->reads()->credit('1')['postings'][0], 'USD', Texts::from([])), 'on it, though it is not read back yet');
        $this->world->run('2026-04-10T06:00:00Z');
        self::assertSame(['on invoice ' . $invoice . ': 1.00 USD'], OnInvoices::words($this->reads()->credit('1')['postings'][0], 'USD', Texts::from([])));
        $this->panel->deleteInvoice($invoice);
        $this->world->run('2026-04-10T07:00:00Z');
        self::assertSame(['waits for the next invoice: 1.00 USD'], OnInvoices::words($this->reads()->credit('1')['postings'][0], 'USD', Texts::from([])));
    }

    public function testAClientsPageHasTheSame(): void
    {
        $invoice = $this->partly();
        $postings = (new History($this->world->ledger->db))->postings(['1']);
        $rows = (new Parts($this->world->ledger, $this->world->engine))->with($postings);
        self::assertSame(['on invoice ' . $invoice . ': 0.40 USD', 'waits for the next invoice: 0.60 USD'], OnInvoices::words($rows['1'][0], 'USD', Texts::from([])));
        $credit = $this->reads()->preview('5', true)['credits'][0];
        self::assertSame(['ready', null, '0.60'], [$credit['state'], $credit['at'], $credit['booked']['left']]);
        self::assertCount(1, $credit['booked']['parts']);
    }

    public function testTheNextInvoicesTakeItAsLines(): void
    {
        $this->partly();
        $this->panel->invoicing['5'] = new Invoicing(2, true, ['mode' => 'exclusive', 'rates' => ['19'], 'perLine' => false], '0.06');
        $this->panel->upcoming['5'] = [$this->invoice('2026-04-15', '0.30'), $this->invoice('2026-05-15', '10.00')];
        $this->panel->addCredit('5', '4.00', 'somebody paid in advance');
        $invoice = $this->reads()->preview('5')['invoice'];
        $lines = array_column(Json::decode($invoice['request'])['invoices'], 'lines');
        // 0.30 + 0.06 of tax: all of it; 0.24 waits for the next, where 0.20 net is worth 0.24 (the tax of 9.80 is 1.862, so 1.86)
        self::assertSame([['0.30', '-0.30'], ['10.00', '-0.20']], array_map(static fn (array $rows): array => array_column($rows, 'amount'), $lines));
        self::assertSame(['credit/17/2026-03', true], [$lines[0][1]['id'], $lines[0][1]['taxed']]);
        $answer = Json::decode((string) $invoice['answer']);
        self::assertSame([['0.00', '0.00', '0.00'], ['11.66', '0.00', '11.66']], array_map(
            static fn (array $row): array => [$row['total'], $row['balanceUsed'], $row['due']],
            $answer['invoices'],
        ), 'the balance pays no part of them');
        self::assertSame('SLA credit March 2026, S17 <of> 5', ((array) $invoice['invoices'][1]['lines'])['credit/17/2026-03']);
        self::assertEquals((object) [], $invoice['credits']);
    }

    public function testWhatIsForeseenIsALineOfALaterInvoice(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-10T06:00:00Z');
        $this->panel->upcoming['5'] = [$this->invoice('2026-04-02', '10.00'), $this->invoice('2026-05-02', '10.00')];
        $invoices = Json::decode($this->reads()->preview('5')['invoice']['request'])['invoices'];
        self::assertSame([[], []], array_column($invoices, 'credits'));
        self::assertSame([1, 2], array_map(static fn (array $row): int => count($row['lines']), $invoices), 'decided on 4 April');
    }

    public function testWhoPaysFromTheBalanceIsShownTheBalance(): void
    {
        $this->panel->prepaid['5'] = true;
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run('2026-03-10T06:00:00Z');
        $this->panel->upcoming['5'] = [$this->invoice('2026-05-02', '10.00')];
        self::assertCount(1, Json::decode($this->reads()->preview('5')['invoice']['request'])['invoices'][0]['credits']);
        $world->desk->setBalance('never', 'admin:1');
        self::assertSame([], Json::decode($this->reads()->preview('5')['invoice']['request'])['invoices'][0]['credits']);
    }

    public function testAReferenceIsARowOrInvoices(): void
    {
        self::assertSame(['', 'row 12', 'invoice 12, 15'], array_map(OnInvoices::reference(...), [null, '12', 'invoice:12,15']));
        self::assertSame('', OnInvoices::suffix(['amount' => '1.00'], 'USD', Texts::from([])), 'of credit on the balance there is nothing to say');
    }

    private function invoice(string $day, string $amount): UpcomingInvoice
    {
        return new UpcomingInvoice($day, $day, $day, [new UpcomingLine('service/17/' . $day, 'Hosting', $amount, true)]);
    }
}
