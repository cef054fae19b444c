<?php

/** What every adapter must do that knows refunds; a test class of the adapter provides the panel and what was bought. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Panel\Customer;
use Makegood\Panel\GatewayRefunds;
use Makegood\Panel\Panel;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Panel\RefundRefused;
use Makegood\Panel\Refunds;
use Makegood\Panel\Reversals;
use Makegood\Panel\ServiceFacts;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;
use PHPUnit\Framework\TestCase;

abstract class RefundsContractTest extends TestCase
{
    private const AMOUNT = '/^\d+(\.\d+)?$/D';

    /** The same panel throughout one test; it implements Refunds, and its gateway is on where it can be. */
    abstract protected function panel(): Panel;

    /**
     * A new client in USD with one active service, ordered and paid a month ago for a year: a plan of 120.00, a set-up fee of 10.00, untaxed, in cash
     * as a whole; the gateway takes it back.
     *
     * @return array{client: string, service: string, invoice: string, payment: string}
     */
    abstract protected function aPurchase(): array;

    /** As the panel does it: another invoice of the client's, of 15.00, whose due date is past and of which nothing is paid. @return string its id */
    abstract protected function anOverdueInvoice(string $clientId): string;

    /** The gateway says no from now on. */
    protected function gatewayRefuses(): void
    {
        self::markTestSkipped('The gateway of this panel is no part of it.');
    }

    /** The bank takes this payment back as a whole. @return bool false: the panel cannot tell that from a refund */
    protected function isReversed(string $paymentId): bool
    {
        return false;
    }

    private function refunds(): Refunds
    {
        $panel = $this->panel();
        self::assertInstanceOf(Refunds::class, $panel);
        return $panel;
    }

    private function gateway(): GatewayRefunds
    {
        return $this->refunds()->gateway() ?? self::markTestSkipped('This panel sends no money back.');
    }

    public function testThePlanComesFirstAndEachLineIsItself(): void
    {
        $bought = $this->aPurchase();
        $lines = $this->refunds()->refundLines($bought['service']);
        self::assertContainsOnlyInstancesOf(RefundLine::class, $lines);
        self::assertSame(['plan', 'setup'], array_map(static fn (RefundLine $line): string => $line->kind, $lines));
        self::assertMatchesRegularExpression('/^120(\.0+)?$/D', $lines[0]->amount);
        self::assertMatchesRegularExpression('/^10(\.0+)?$/D', $lines[1]->amount);
        self::assertSame([$bought['invoice'], $bought['invoice']], [$lines[0]->invoiceId, $lines[1]->invoiceId]);
        self::assertNotSame($lines[0]->id, $lines[1]->id);
        self::assertMatchesRegularExpression('/^(product:[1-9]\d*)?$/D', (string) $lines[0]->item, 'what was sold');
        self::assertSame([null, null], [$lines[1]->item, $lines[1]->name], 'a set-up fee is no thing of its own');
        self::assertGreaterThan($lines[0]->fromMs, $lines[0]->toMs);
        self::assertEquals($lines, $this->refunds()->refundLines($bought['service']), 'the same each time');
    }

    public function testWhatWasPaidIsAPaymentOfTheInvoice(): void
    {
        $bought = $this->aPurchase();
        $payments = $this->refunds()->payments([$bought['invoice']]);
        self::assertContainsOnlyInstancesOf(Payment::class, $payments);
        self::assertCount(1, $payments);
        self::assertSame([$bought['payment'], $bought['invoice'], 'cash', false], [$payments[0]->id, $payments[0]->invoiceId, $payments[0]->source, $payments[0]->disputed]);
        self::assertMatchesRegularExpression('/^130(\.0+)?$/D', $payments[0]->amount);
        self::assertMatchesRegularExpression('/^0(\.0+)?$/D', $payments[0]->returned);
        self::assertMatchesRegularExpression(self::AMOUNT, $payments[0]->fee);
        self::assertSame([], $this->refunds()->payments([]));
    }

    public function testArrearsAreOtherInvoicesThatAreDue(): void
    {
        $bought = $this->aPurchase();
        self::assertSame([], $this->refunds()->arrears($bought['client'], [$bought['invoice']]));
        $id = $this->anOverdueInvoice($bought['client']);
        $arrears = $this->refunds()->arrears($bought['client'], [$bought['invoice']]);
        self::assertCount(1, $arrears);
        self::assertSame('invoice:' . $id, $arrears[0]->id);
        self::assertMatchesRegularExpression('/^15(\.0+)?$/D', $arrears[0]->amount);
        self::assertSame([], $this->refunds()->arrears($bought['client'], [$bought['invoice'], $id]));
    }

    public function testTheCustomerAndTheCard(): void
    {
        $bought = $this->aPurchase();
        $customer = $this->refunds()->customer($bought['client']);
        self::assertInstanceOf(Customer::class, $customer);
        self::assertMatchesRegularExpression('/^([A-Z]{2})?$/D', (string) $customer->country);
        self::assertMatchesRegularExpression('/^(\d{4}-\d\d-\d\d)?$/D', (string) $customer->since);
        $card = $this->refunds()->card($bought['service']);
        self::assertSame([$bought['service'], 'active'], [$card->serviceId, $card->state]);
        self::assertNotSame('', $card->product);
        self::assertGreaterThan(1_000_000_000_000, $card->createdMs);
        foreach ($this->refunds()->usage($bought['service']) as $usage) {
            self::assertMatchesRegularExpression(self::AMOUNT, $usage->included);
            self::assertMatchesRegularExpression(self::AMOUNT, $usage->used);
        }
        self::assertSame([], array_diff($this->refunds()->refundFacts($bought['service']), ['activated', 'overdue', 'renewal', 'trial', 'failedOrder', 'notStarted', 'domainKept', 'customised', 'invoiced']));
    }

    public function testACardOfNobodyCannotBeRead(): void
    {
        $this->expectException(UnableToRead::class);
        $this->refunds()->card('987654');
    }

    public function testAServiceIsEndedOnce(): void
    {
        $bought = $this->aPurchase();
        self::assertFalse($this->refunds()->isCancelled($bought['service']));
        $this->refunds()->cancelService($bought['service'], 'makegood refund 1');
        self::assertTrue($this->refunds()->isCancelled($bought['service']));
        self::assertContains($this->state($bought['service']), ['ended', 'gone']);
        $this->refunds()->cancelService($bought['service'], 'makegood refund 1');
        self::assertTrue($this->refunds()->isCancelled($bought['service']), 'again: nothing happens');
    }

    public function testWhatWasBoughtIsStillToldOnceTheServiceEnded(): void
    {
        $bought = $this->aPurchase();
        $before = $this->refunds()->refundLines($bought['service']);
        $this->refunds()->cancelService($bought['service'], 'makegood refund 1');
        self::assertEquals($before, $this->refunds()->refundLines($bought['service']));
    }

    public function testMoneyBackIsARowWithOurReference(): void
    {
        $bought = $this->aPurchase();
        self::assertSame([], $this->gateway()->rows($bought['payment']));
        $reference = 'makegood:' . bin2hex(random_bytes(16));
        $id = $this->gateway()->refund($bought['payment'], '12.50', $reference);
        $rows = $this->gateway()->rows($bought['payment']);
        self::assertCount(1, $rows);
        self::assertSame([$id, $reference], [$rows[0]->id, $rows[0]->reference]);
        self::assertMatchesRegularExpression('/^12\.50*$/D', $rows[0]->amount);
    }

    public function testARefusalSendsNothingAndSaysWhy(): void
    {
        $bought = $this->aPurchase();
        $gateway = $this->gateway();
        $this->gatewayRefuses();
        try {
            $gateway->refund($bought['payment'], '12.50', 'makegood:' . bin2hex(random_bytes(16)));
            self::fail('refused');
        } catch (RefundRefused $refused) {
            self::assertContains($refused->failure, RefundRefused::FAILURES);
        }
        self::assertSame([], $gateway->rows($bought['payment']));
    }

    public function testCreditIsTakenAwayWithARowOfItsOwn(): void
    {
        $client = $this->aPurchase()['client'];
        $panel = $this->panel();
        self::assertInstanceOf(Reversals::class, $panel);
        $panel->addCredit($client, '7.50', 'Gift');
        $before = $panel->lastCreditId($client);
        $panel->removeCredit($client, '2.50', 'makegood:aa taken back');
        self::assertMatchesRegularExpression('/^5\.00*$/D', $panel->balance($client));
        $rows = $panel->creditRows($client, $before);
        self::assertCount(1, $rows);
        self::assertMatchesRegularExpression('/^-2\.50*$/D', $rows[0]->amount);
        self::assertSame('makegood:aa taken back', $rows[0]->description);
        foreach (['0.00', '-1.00', '1.005'] as $amount) {
            try {
                $panel->removeCredit($client, $amount, 'makegood:bb');
                self::fail($amount . ' was taken');
            } catch (UnableToPost) {
            }
        }
        self::assertMatchesRegularExpression('/^5\.00*$/D', $panel->balance($client));
    }

    public function testWhatTheBankTookBackIsToldOnceAndTheSameEachTime(): void
    {
        $bought = $this->aPurchase();
        $panel = $this->panel();
        self::assertInstanceOf(Reversals::class, $panel);
        self::assertSame([], $panel->reversals(0));
        self::assertSame(['client' => $bought['client'], 'currency' => 'USD', 'paid' => [$bought['invoice']]], $panel->reversible($bought['invoice']));
        self::assertNull($panel->reversible('987654'));
        if (!$this->isReversed($bought['payment'])) {
            self::assertSame([], $panel->reversals(0));
            return;
        }
        $reversals = $panel->reversals(0);
        self::assertCount(1, $reversals);
        self::assertSame([$bought['invoice'], [$bought['invoice']], $bought['client'], 'USD'], [$reversals[0]->invoiceId, $reversals[0]->paid, $reversals[0]->clientId, $reversals[0]->currency]);
        self::assertMatchesRegularExpression('/^130(\.0+)?$/D', $reversals[0]->amount);
        self::assertEquals($reversals, $panel->reversals($reversals[0]->atMs), 'its own instant counts');
        self::assertSame([], $panel->reversals($reversals[0]->atMs + 1));
    }

    private function state(string $serviceId): string
    {
        foreach ($this->panel()->services() as $facts) {
            if ($facts->id === $serviceId) {
                self::assertInstanceOf(ServiceFacts::class, $facts);
                return $facts->state;
            }
        }
        return 'gone';
    }
}
