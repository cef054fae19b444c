<?php

/** The part of the panel's contract for panels that take credit as lines of invoices; used beside PanelContractTest. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\InvoiceDraft;
use Makegood\Panel\LineFacts;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;

trait LinesContract
{
    /** The same panel throughout one test. */
    abstract protected function panel(): Panel;

    abstract protected function aClient(): string;

    /** A draft of the client's: one line of 30.00, taxed, and a rate of 19 %. @return string its id */
    abstract protected function anInvoice(string $clientId): string;

    /** In the panel's own way. @param string $state unpaid (approved), paid, refunded, cancelled, or `deleted` */
    abstract protected function becomes(string $invoiceId, string $state): void;

    /** What the panel says is due of it, as a decimal string. */
    abstract protected function due(string $invoiceId): string;

    /** As a person does it in the panel. */
    abstract protected function deletesLine(string $invoiceId, string $itemId): void;

    private function asLines(): Lines
    {
        $panel = $this->panel();
        self::assertInstanceOf(Lines::class, $panel);
        self::assertContains('invoiceLine', $panel->capabilities()['routes']);
        return $panel;
    }

    private static function aKey(): string
    {
        return 'sla:' . bin2hex(random_bytes(8));
    }

    public function testADraftHasItsLines(): void
    {
        $client = $this->aClient();
        $id = $this->anInvoice($client);
        $draft = $this->asLines()->draft($id);
        self::assertInstanceOf(InvoiceDraft::class, $draft);
        self::assertSame([$id, $client, 'USD'], [$draft->id, $draft->clientId, $draft->currency]);
        self::assertCount(1, $draft->lines);
        self::assertSame(['price', 'quantity', 'taxed'], array_keys($draft->lines[0]));
        self::assertMatchesRegularExpression('/^30(\.0+)?$/D', $draft->lines[0]['price']);
        self::assertSame([1, true], [$draft->lines[0]['quantity'], $draft->lines[0]['taxed']]);
        self::assertMatchesRegularExpression('/^19(\.0+)?$/D', (string) $draft->taxRate);
        self::assertMatchesRegularExpression('/^\d+(\.\d{1,' . max(1, $draft->scale) . '})?$/D', $draft->leastDue);
    }

    public function testALineLowersTheTotalByItsWorth(): void
    {
        $id = $this->anInvoice($this->aClient());
        $this->asLines()->addLine($id, self::aKey(), '2.94', true, 'SLA credit 2026-03, Hosting');
        $draft = $this->asLines()->draft($id);
        self::assertCount(2, (array) $draft?->lines);
        self::assertContains(['-2.94', 1, true], array_map(static fn (array $line): array => [rtrim($line['price'], '0') === '-2.94' ? '-2.94' : $line['price'], $line['quantity'], $line['taxed']], $draft->lines));
        $this->becomes($id, LineFacts::UNPAID);
        // 27.06 and 5.14 of tax (5.1414), as the core says: 35.70 − 3.50
        self::assertMatchesRegularExpression('/^32\.20*$/D', $this->due($id));
    }

    public function testTheTaxIsRoundedOnceOnTheSumOfTheTaxedLines(): void
    {
        $id = $this->anInvoice($this->aClient());
        foreach (['0.03', '0.03', '0.03'] as $net) {
            $this->asLines()->addLine($id, self::aKey(), $net, true, 'SLA credit');
        }
        $this->becomes($id, LineFacts::UNPAID);
        // 29.91 × 19 % = 5.6829; line by line the tax would fall by 3 × 0.01, to 5.67
        self::assertMatchesRegularExpression('/^35\.590*$/D', $this->due($id));
    }

    public function testAnUntaxedLineTakesNoTax(): void
    {
        $id = $this->anInvoice($this->aClient());
        $this->asLines()->addLine($id, self::aKey(), '1.00', false, 'SLA credit');
        $this->becomes($id, LineFacts::UNPAID);
        self::assertMatchesRegularExpression('/^34\.70*$/D', $this->due($id));
    }

    public function testALineIsFoundByItsKeyWhereverItIs(): void
    {
        [$one, $other] = [$this->anInvoice($this->aClient()), $this->anInvoice($this->aClient())];
        [$first, $second, $never] = [self::aKey(), self::aKey(), self::aKey()];
        $items = [$this->asLines()->addLine($one, $first, '1.00', true, 'SLA credit'), $this->asLines()->addLine($other, $second, '2.50', true, 'SLA credit')];
        $found = $this->asLines()->lines([$second, $never, $first]);
        ksort($found);
        $keys = [$first, $second];
        sort($keys);
        self::assertSame($keys, array_keys($found));
        self::assertSame([$items[0], $one, LineFacts::DRAFT], [$found[$first]->itemId, $found[$first]->invoiceId, $found[$first]->invoiceState]);
        self::assertMatchesRegularExpression('/^1(\.0+)?$/D', $found[$first]->amount);
        self::assertMatchesRegularExpression('/^2\.50*$/D', $found[$second]->amount);
        self::assertSame($second, $found[$second]->key);
        self::assertSame([], $this->asLines()->lines([]));
        self::assertSame([], $this->asLines()->lines([$never]));
    }

    public function testALinesInvoiceHasAState(): void
    {
        foreach ([LineFacts::UNPAID, LineFacts::PAID, LineFacts::REFUNDED, LineFacts::CANCELLED] as $state) {
            $id = $this->anInvoice($this->aClient());
            $key = self::aKey();
            $this->asLines()->addLine($id, $key, '1.00', true, 'SLA credit');
            $this->becomes($id, LineFacts::UNPAID);
            if ($state === LineFacts::REFUNDED) {
                $this->becomes($id, LineFacts::PAID);
            }
            if ($state !== LineFacts::UNPAID) {
                $this->becomes($id, $state);
            }
            self::assertSame($state, $this->asLines()->lines([$key])[$key]->invoiceState ?? null, $state);
            self::assertNull($this->asLines()->draft($id), $state . ' is no draft');
        }
    }

    public function testWhatIsDeletedIsNotThere(): void
    {
        $id = $this->anInvoice($this->aClient());
        [$one, $other] = [self::aKey(), self::aKey()];
        $item = $this->asLines()->addLine($id, $one, '1.00', true, 'SLA credit');
        $this->asLines()->addLine($id, $other, '1.00', true, 'SLA credit');
        $this->deletesLine($id, $item);
        self::assertSame([$other], array_keys($this->asLines()->lines([$one, $other])));
        $this->becomes($id, 'deleted');
        self::assertSame([], $this->asLines()->lines([$one, $other]));
        self::assertNull($this->asLines()->draft($id));
    }

    public function testWhatIsNoDraftTakesNoLine(): void
    {
        $id = $this->anInvoice($this->aClient());
        $this->becomes($id, LineFacts::UNPAID);
        foreach ([$id, '987654'] as $invoice) {
            $key = self::aKey();
            try {
                $this->asLines()->addLine($invoice, $key, '1.00', true, 'SLA credit');
                self::fail('a line was added to ' . $invoice);
            } catch (UnableToPost) {
                self::assertSame([], $this->asLines()->lines([$key]));
            }
        }
        self::assertNull($this->asLines()->draft('987654'));
    }

    public function testAnInvoiceOfNothingIsClosedAndNoOther(): void
    {
        [$whole, $part, $draft] = [$this->anInvoice($this->aClient()), $this->anInvoice($this->aClient()), $this->anInvoice($this->aClient())];
        $keys = [self::aKey(), self::aKey(), self::aKey()];
        foreach ([[$whole, '30.00'], [$part, '29.00'], [$draft, '30.00']] as $n => [$id, $net]) {
            $this->asLines()->addLine($id, $keys[$n], $net, true, 'SLA credit');
        }
        $this->becomes($whole, LineFacts::UNPAID);
        $this->becomes($part, LineFacts::UNPAID);
        foreach ([$whole, $whole, $part, $draft] as $id) {
            $this->asLines()->closeIfNothingDue($id);
        }
        $states = array_map(fn (string $key): string => $this->asLines()->lines([$key])[$key]->invoiceState, $keys);
        self::assertSame([LineFacts::PAID, LineFacts::UNPAID, LineFacts::DRAFT], $states);
    }

    public function testWhoPaysFromTheBalanceIsKnown(): void
    {
        self::assertFalse($this->asLines()->paysFromBalance($this->aClient()));
        $this->expectException(UnableToRead::class);
        $this->asLines()->paysFromBalance('987654');
    }
}
