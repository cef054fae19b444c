<?php

/** Credit as a line: which invoices take one, and what is read back of it in each state that the panel knows. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Profile;
use FossSandbox\Rows;
use Makegood\Panel\UnableToPost;

class LinesTest extends ModuleTestCase
{
    private const KEY = 'sla:0123456789abcdef';

    public function testADraft(): void
    {
        $this->sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = 1");
        $id = $this->draft([['title' => 'One', 'price' => '30.00', 'taxed' => 1], ['title' => 'Two', 'price' => '0.10', 'quantity' => 3], ['title' => 'Less', 'price' => '-1.50']]);
        $draft = $this->app()->panel()->draft($id);
        self::assertNotNull($draft);
        self::assertSame([$id, '1', 'USD', '20', 2], [$draft->id, $draft->clientId, $draft->currency, $draft->taxRate, $draft->scale]);
        self::assertSame([
            ['price' => '30.00', 'quantity' => 1, 'taxed' => true],
            ['price' => '0.10', 'quantity' => 3, 'taxed' => false],
            ['price' => '-1.50', 'quantity' => 1, 'taxed' => false],
        ], $draft->lines);
        self::assertSame(Profile::is('0.7') ? '0.06' : '0.02', $draft->leastDue, 'less than that the panel gives away');
    }

    /** What the panel charges is what credit may take: pieces that nobody pays for are none. */
    public function testADraftChargesWhatThePanelCharges(): void
    {
        $id = $this->draft([['title' => 'One', 'price' => '5.00'], ['title' => 'None', 'price' => '30.00'], ['title' => 'Back', 'price' => '1.25']]);
        $this->sql('UPDATE invoice_item SET quantity = 0 WHERE invoice_id = ? AND title = \'None\'', [$id]);
        $this->sql('UPDATE invoice_item SET quantity = -2 WHERE invoice_id = ? AND title = \'Back\'', [$id]);
        self::assertSame([['5.00', 1], ['0.00', 1], ['-2.50', 1]], $this->drafted($id));
        self::assertSame('2.50', number_format($this->di()['mod_service']('Invoice')->getTotalWithTax($this->invoice($id)), 2), 'the panel\'s own sum');
        $this->sql('UPDATE invoice_item SET quantity = NULL WHERE invoice_id = ? AND quantity = 0', [$id]);
        self::assertSame([['5.00', 1], [Profile::is('main') ? '30.00' : '0.00', 1], ['-2.50', 1]], $this->drafted($id));
    }

    /** @return list<array{string, int}> price and quantity */
    private function drafted(string $id): array
    {
        return array_map(static fn (array $line): array => [$line['price'], $line['quantity']], $this->app()->panel()->draft($id)?->lines ?? []);
    }

    public function testWhatIsNoDraft(): void
    {
        $panel = $this->app()->panel();
        self::assertNull($panel->draft('987654'));
        $approved = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $this->approve($approved);
        self::assertNull($panel->draft($approved));
        $deposit = $this->draft([['title' => 'Funds', 'price' => '30.00', 'type' => 'deposit']]);
        self::assertNull($panel->draft($deposit), 'money that the client pays in is not reduced');
        foreach (['canceled', 'refunded', 'paid'] as $status) {
            $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
            $this->sql('UPDATE invoice SET status = ? WHERE id = ?', [$status, $id]);
            self::assertNull($panel->draft($id), $status);
        }
    }

    public function testALineFromDraftToPaid(): void
    {
        $panel = $this->app()->panel();
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $item = $panel->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        self::assertSame(['draft', '4.50', $id, $item], $this->facts());
        self::assertSame(['-4.50', 'custom', self::KEY], [number_format((float) $this->row($item)['price'], 2), $this->row($item)['type'], $this->row($item)['rel_id']]);
        $this->approve($id);
        self::assertSame(['unpaid', '4.50', $id, $item], $this->facts());
        $invoices = $this->di()['mod_service']('Invoice');
        self::assertSame('25.50', number_format($invoices->getTotalWithTax($this->invoice($id)), 2), 'the panel\'s own sum follows');
        $invoices->markAsPaid($this->invoice($id), false, true);
        self::assertSame(['paid', '4.50', $id, $item], $this->facts());
    }

    /** @return array<string, array{string}> */
    public static function logics(): array
    {
        return ['a credit note' => ['credit_note'], 'a negative invoice' => ['negative_invoice']];
    }

    /** @dataProvider logics */
    public function testARefundRepeatsTheLineAndIsSeen(string $logic): void
    {
        $this->sql('UPDATE setting SET value = ? WHERE param = ?', [$logic, 'invoice_refund_logic']);
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $item = $this->app()->panel()->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        $this->approve($id);
        $this->di()['mod_service']('Invoice')->markAsPaid($this->invoice($id), false, true);
        $this->di()['mod_service']('Invoice')->refundInvoice($this->invoice($id));
        self::assertCount(2, $this->sql('SELECT id FROM invoice_item WHERE rel_id = ?', [self::KEY]), 'the panel copies it with its key');
        self::assertSame(['refunded', '4.50', $id, $item], $this->facts());
    }

    /** The panel refunds it by a document, and leaves it to be paid as it is. */
    public function testARefundOfAnUnpaidInvoiceLeavesTheLineOnIt(): void
    {
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $this->app()->panel()->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        $this->approve($id);
        $this->di()['mod_service']('Invoice')->refundInvoice($this->invoice($id));
        self::assertSame('unpaid', $this->facts()[0]);
        $this->di()['mod_service']('Invoice')->markAsPaid($this->invoice($id), false, true);
        self::assertSame('refunded', $this->facts()[0], 'now it is paid and given back');
    }

    public function testALineThatIsGone(): void
    {
        $panel = $this->app()->panel();
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $item = $panel->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        $this->di()['api_admin']->invoice_item_delete(['id' => $item]);
        self::assertSame([], $panel->lines([self::KEY]));
        $panel->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        $this->di()['mod_service']('Invoice')->deleteInvoiceByAdmin($this->invoice($id));
        self::assertSame([], $panel->lines([self::KEY]));
        self::assertSame([], $panel->lines([]));
    }

    public function testACancelledInvoice(): void
    {
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $this->app()->panel()->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        $this->sql("UPDATE invoice SET status = 'canceled' WHERE id = ?", [$id]);
        self::assertSame('cancelled', $this->facts()[0]);
    }

    public function testAnAmountThatSomebodyChangedIsToldAsItIs(): void
    {
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $item = $this->app()->panel()->addLine($id, self::KEY, '4.50', false, 'SLA credit');
        $this->sql("UPDATE invoice_item SET price = '-1.00' WHERE id = ?", [$item]);
        self::assertSame('1.00', $this->facts()[1]);
    }

    /** The panel's table has no room for characters of four bytes, nor for more than 255 characters. */
    public function testATitleThatDoesNotFitIsCutToWhatDoes(): void
    {
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        $item = $this->app()->panel()->addLine($id, self::KEY, '1.00', false, "Fast \u{1F680} & <b>ä</b> " . str_repeat('x', 300));
        self::assertStringStartsWith('Fast ? & <b>ä</b> xxx', (string) $this->row($item)['title']);
        self::assertLessThanOrEqual(255, strlen((string) $this->row($item)['title']));
        self::assertSame(['pending_payment', 'void', 1], [$this->row($item)['status'], $this->row($item)['task'], (int) $this->row($item)['quantity']]);
    }

    /** @dataProvider amounts */
    public function testARefusedAmountAddsNothing(string $amount): void
    {
        $id = $this->draft([['title' => 'One', 'price' => '30.00']]);
        try {
            $this->app()->panel()->addLine($id, self::KEY, $amount, false, 'SLA credit');
            self::fail('the panel took ' . $amount);
        } catch (UnableToPost) {
            self::assertSame([], $this->app()->panel()->lines([self::KEY]));
        }
    }

    /** @return array<string, array{string}> */
    public static function amounts(): array
    {
        return ['negative' => ['-1.00'], 'zero' => ['0.00'], 'three decimals' => ['1.234'], 'an exponent' => ['1e3'], 'blanks' => [' 7 '], 'empty' => ['']];
    }

    public function testALineOnNothing(): void
    {
        $this->expectException(UnableToPost::class);
        $this->app()->panel()->addLine('987654', self::KEY, '1.00', false, 'SLA credit');
    }

    public function testAnInvoiceThatComesToNothingIsClosedAndItsOrderRenewed(): void
    {
        $panel = $this->app()->panel();
        $order = $this->order(['expires_at' => '2026-03-10 00:00:00']);
        foreach ([1, 2] as $_) { // the first paid invoice of an order moves no date
            $id = (string) Rows::id($this->di()['mod_service']('Invoice')->generateForOrder(Rows::load('ClientOrder', $order)));
            $panel->addLine($id, 'sla:' . bin2hex(random_bytes(8)), '10.00', false, 'SLA credit');
            $panel->closeIfNothingDue($id);
            self::assertSame('unpaid', $this->status($id), 'a draft is left alone');
            $this->approve($id);
            $panel->closeIfNothingDue($id);
            self::assertSame('paid', $this->status($id));
        }
        self::assertStringStartsWith('2026-0', (string) $this->sql('SELECT expires_at FROM client_order WHERE id = ?', [$order])[0]['expires_at']);
        self::assertNotSame('2026-03-10 00:00:00', $this->sql('SELECT expires_at FROM client_order WHERE id = ?', [$order])[0]['expires_at']);
        self::assertSame('0.00', $panel->balance('1'));
    }

    public function testAnInvoiceOfWhichSomethingIsDueStaysOpen(): void
    {
        $this->sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = 1");
        foreach ([['10.00', 1, '9.99', 1], ['10.00', 1, '10.00', 0]] as [$price, $taxed, $credit, $creditTaxed]) {
            $id = $this->draft([['title' => 'One', 'price' => $price, 'taxed' => $taxed]]);
            $this->app()->panel()->addLine($id, 'sla:' . bin2hex(random_bytes(8)), $credit, (bool) $creditTaxed, 'SLA credit');
            $this->approve($id);
            $this->app()->panel()->closeIfNothingDue($id);
            self::assertSame('unpaid', $this->status($id), 'its tax is due');
        }
        $empty = $this->draft([]);
        $this->approve($empty);
        $this->app()->panel()->closeIfNothingDue($empty);
        self::assertSame('unpaid', $this->status($empty), 'no lines, no credit of ours');
    }

    /** @return array{string, string, string, string} state, amount, invoice, item */
    private function facts(): array
    {
        $facts = $this->app()->panel()->lines([self::KEY, 'sla:ffffffffffffffff']);
        self::assertSame([self::KEY], array_keys($facts));

        return [$facts[self::KEY]->invoiceState, $facts[self::KEY]->amount, $facts[self::KEY]->invoiceId, $facts[self::KEY]->itemId];
    }

    private function approve(string $id): void
    {
        $this->di()['mod_service']('Invoice')->approveInvoice($this->invoice($id), []);
    }

    private function status(string $id): string
    {
        return (string) $this->sql('SELECT status FROM invoice WHERE id = ?', [$id])[0]['status'];
    }

    /** @return array<string, mixed> */
    private function row(string $item): array
    {
        return $this->sql('SELECT * FROM invoice_item WHERE id = ?', [$item])[0];
    }
}
