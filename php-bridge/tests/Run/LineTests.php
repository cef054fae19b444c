<?php

/** Credit as lines of invoices: from a decided month to the next invoice, and back when that invoice comes to nothing. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Engine;
use Makegood\Panel\LineFacts;
use Makegood\Run\Attaching;
use Makegood\Run\PrepaidRule;
use Makegood\Run\Probe;

abstract class LineTests extends LineTestCase
{
    /** @return list<string> types of the events about lines and postings */
    private function told(): array
    {
        $types = array_column($this->world->ledger->db->rows('SELECT type FROM mod_makegood_events ORDER BY id'), 'type');
        return array_values(array_filter($types, static fn (string $type): bool => preg_match('/^(line|posting)\./', $type) === 1));
    }

    public function testTheNextInvoiceTakesIt(): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        self::assertSame(0, $world->run('2026-04-10T06:00:00Z')->newItems(), 'cron itself touches no draft');
        $this->panel->approve($invoice);
        self::assertSame(['-1.00 SLA credit 2026-03, Hosting 17'], $this->panel->ours($invoice));
        self::assertSame(['29.00', LineFacts::UNPAID, '0.00'], [$this->panel->total($invoice), $this->panel->state($invoice), $this->panel->balance('5')]);
        self::assertSame(['1 ' . $invoice . ' 1.00 attached'], $this->parts());

        self::assertSame(1, $world->run('2026-04-10T06:05:00Z')->postings);
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
        self::assertSame(['1 ' . $invoice . ' 1.00 booked'], $this->parts());
        self::assertSame('invoice:' . $invoice, $world->ledger->postings->byId('1')['panel_ref']);
        self::assertSame(['posting.ready', 'line.attached', 'line.booked', 'posting.posted'], $this->told());

        $this->panel->approve($this->panel->newInvoice('5', [['30.00']]));
        self::assertSame([0, 1], [$world->run('2026-04-11T06:00:00Z')->newItems(), count($this->parts())], 'no other invoice takes it again');
    }

    public function testASmallInvoiceTakesAPartAndIsClosed(): void
    {
        $world = $this->owing();
        [$small, $next] = [$this->panel->newInvoice('5', [['0.40']]), $this->panel->newInvoice('5', [['30.00']])];
        $this->panel->approve($small);
        self::assertSame('0.00', $this->panel->total($small));
        $world->run('2026-04-10T06:00:00Z');
        self::assertSame([LineFacts::PAID, 'ready'], [$this->panel->state($small), $world->ledger->postings->byId('1')['state']]);
        $this->panel->approve($next);
        self::assertSame(['29.40', ['-0.60 SLA credit 2026-03, Hosting 17']], [$this->panel->total($next), $this->panel->ours($next)]);
        $world->run('2026-04-11T06:00:00Z');
        self::assertSame(['posted', 'invoice:' . $small . ',' . $next], [$world->ledger->postings->byId('1')['state'], $world->ledger->postings->byId('1')['panel_ref']]);
    }

    public function testACentThatNoTaxedLineIsWorthWaits(): void
    {
        $world = $this->owing();
        [$small, $taxed, $last] = [$this->panel->newInvoice('5', [['0.40']]), $this->panel->newInvoice('5', [['30.00']], '19'), $this->panel->newInvoice('5', [['30.00']])];
        $this->panel->approve($small);
        $this->panel->approve($taxed);
        // Of 30.00 at 19 % 0.50 net is worth 0.59 (the tax of 29.50 is 5.605, so 5.61) and 0.51 is worth 0.61 (5.6031).
        self::assertSame('35.11', $this->panel->total($taxed));
        $world->run('2026-04-10T06:00:00Z');
        self::assertSame('ready', $world->ledger->postings->byId('1')['state']);
        $this->panel->approve($last);
        self::assertSame('29.99', $this->panel->total($last));
        $world->run('2026-04-11T06:00:00Z');
        self::assertSame(['1 ' . $small . ' 0.40 booked', '2 ' . $taxed . ' 0.59 booked', '3 ' . $last . ' 0.01 booked'], $this->parts());
        self::assertSame('posted', $world->ledger->postings->byId('1')['state']);
    }

    /** @dataProvider ends */
    public function testWhatComesToNothingComesBackOnce(string $how, string $reason): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        $world->run('2026-04-10T06:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
        match ($how) {
            'deleted' => $this->panel->deleteInvoice($invoice),
            'line' => $this->panel->deleteItem($this->panel->ourItems($invoice)[0]),
            'paid, refunded' => [$this->panel->become($invoice, LineFacts::PAID), $world->run('2026-04-10T07:00:00Z'), $this->panel->become($invoice, LineFacts::REFUNDED)],
            default => $this->panel->become($invoice, $how),
        };
        $world->run('2026-04-11T06:00:00Z');
        self::assertSame(['1 ' . $invoice . ' 1.00 returned ' . $reason], $this->parts());
        self::assertSame(['17 2026-03 1 1.00 invoiceLine ready'], $world->entries());
        $world->run('2026-04-11T06:05:00Z');
        self::assertSame(1, count(array_keys($this->told(), 'line.returned', true)), 'once');

        $next = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($next);
        $world->run('2026-04-12T06:00:00Z');
        self::assertSame(['1 ' . $invoice . ' 1.00 returned ' . $reason, '2 ' . $next . ' 1.00 booked'], $this->parts());
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
    }

    /** @return iterable<string, array{string, string}> */
    public static function ends(): iterable
    {
        yield 'the invoice is deleted' => ['deleted', 'gone'];
        yield 'the line is deleted' => ['line', 'gone'];
        yield 'the invoice is cancelled' => [LineFacts::CANCELLED, 'cancelled'];
        yield 'the invoice is refunded' => [LineFacts::REFUNDED, 'refunded'];
        yield 'it was paid, and then refunded' => ['paid, refunded', 'refunded'];
    }

    /** @dataProvider livesAgain */
    public function testAnInvoiceThatLivesAgainWithCreditThatWentBackIsTold(string $down, string $up): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        $world->run('2026-04-10T06:00:00Z');
        $touch = function (string $state) use ($invoice, $world): void {
            $this->panel->become($invoice, $state);
            $world->ledger->lines->lookAgain($invoice); // as the panel's hook does
        };
        $touch($down);
        self::assertSame([], $world->run('2026-04-11T06:00:00Z')->problems);
        self::assertSame(['1 ' . $invoice . ' 1.00 returned ' . $down], $this->parts());
        $touch($down);
        self::assertSame([], $world->run('2026-04-11T07:00:00Z')->problems, 'touched, and still down');

        $touch($up);
        $told = ['line/1: Invoice ' . $invoice . ' is ' . $up . ' again, and its credit of 1.00 USD went back to the client: take that line off the invoice, or the client has it twice.'];
        self::assertSame($told, $world->run('2026-04-11T08:00:00Z')->problems);
        self::assertSame($told, $world->run('2026-04-11T09:00:00Z')->problems, 'until somebody does');
        self::assertSame(['1 ' . $invoice . ' 1.00 returned ' . $down], $this->parts(), 'nothing moves by itself');

        $this->panel->deleteItem($this->panel->ourItems($invoice)[0]);
        self::assertSame([], $world->run('2026-04-11T10:00:00Z')->problems);
        self::assertSame([], $world->run('2026-04-11T11:00:00Z')->problems);
    }

    /** @return iterable<string, array{string, string}> */
    public static function livesAgain(): iterable
    {
        yield 'refunded, then payable' => [LineFacts::REFUNDED, LineFacts::UNPAID];
        yield 'refunded, then paid' => [LineFacts::REFUNDED, LineFacts::PAID];
        yield 'cancelled, then payable' => [LineFacts::CANCELLED, LineFacts::UNPAID];
    }

    public function testADraftAgainIsNotBooked(): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        $world->run('2026-04-10T06:00:00Z');
        $this->panel->become($invoice, LineFacts::DRAFT);
        $world->run('2026-04-10T07:00:00Z');
        self::assertSame([['1 ' . $invoice . ' 1.00 attached'], 'ready'], [$this->parts(), $world->ledger->postings->byId('1')['state']]);
        $this->panel->approve($invoice);
        self::assertCount(1, $this->panel->ours($invoice), 'it is on it already');
        $world->run('2026-04-10T08:00:00Z');
        self::assertSame('posted', $world->ledger->postings->byId('1')['state']);
    }

    /** @dataProvider changes */
    public function testALineThatSomebodyChangedIsLookedAtByAPerson(string $how, string $action): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        $item = $this->panel->ourItems($invoice)[0];
        if ($how === 'price') {
            $this->panel->changePrice($item, '-5.00');
        } else {
            // A line with our key that is not the one that we added, on another invoice or on this.
            $key = (string) $world->ledger->lines->ofPostings(['1'])['1'][0]['line_key'];
            $this->panel->deleteItem($item);
            $this->panel->put($how === 'elsewhere' ? $this->panel->newInvoice('6', [['30.00']], '0', 'USD') : $invoice, $key, -100, 1, true, 'forged');
        }
        $world->run('2026-04-10T06:00:00Z');
        $world->run('2026-04-10T06:05:00Z');
        $open = $world->ledger->db->rows("SELECT id, reason FROM mod_makegood_cases WHERE state = 'open'");
        self::assertSame(['lineChanged'], array_column($open, 'reason'));
        self::assertSame(['17 2026-03 1 1.00 invoiceLine review'], $world->entries());
        $next = $this->panel->newInvoice('5', [['30.00']]);
        $action === 'accept' ? $world->desk->acceptCase((string) $open[0]['id'], 'admin:1') : $world->desk->refuseCase((string) $open[0]['id'], 'admin:1');
        $world->run('2026-04-10T06:10:00Z');
        $this->panel->approve($next);
        $world->run('2026-04-10T06:15:00Z');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
        self::assertSame($action === 'accept' ? [] : ['-1.00 SLA credit 2026-03, Hosting 17'], $this->panel->ours($next));
        self::assertSame($action === 'accept' ? ['1 ' . $invoice . ' 1.00 booked accepted'] : ['1 ' . $invoice . ' 1.00 returned changed', '2 ' . $next . ' 1.00 booked'], $this->parts());
    }

    /** @return iterable<string, array{string, string}> */
    public static function changes(): iterable
    {
        foreach (['price', 'elsewhere', 'here'] as $how) {
            foreach (['accept', 'refuse'] as $action) {
                yield $how . ', ' . $action => [$how, $action];
            }
        }
    }

    /**
     * The client had it with what was paid; that the panel's rows are gone says nothing about the money.
     *
     * @dataProvider takenAway
     */
    public function testWhatWasPaidAndThenTakenAwayIsForAPerson(string $how, string $action): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        $this->panel->become($invoice, LineFacts::PAID);
        $world->run('2026-04-10T06:00:00Z');
        match ($how) {
            'deleted' => $this->panel->deleteInvoice($invoice),
            'line' => $this->panel->deleteItem($this->panel->ourItems($invoice)[0]),
            'cancelled' => $this->panel->become($invoice, LineFacts::CANCELLED),
        };
        $world->run('2026-04-11T06:00:00Z');
        $world->run('2026-04-11T06:05:00Z');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine review'], $world->entries());
        $next = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($next);
        self::assertSame([], $this->panel->ours($next), 'not before somebody said so');
        $open = $world->ledger->db->rows("SELECT id FROM mod_makegood_cases WHERE state = 'open'");
        self::assertCount(1, $open);
        $action === 'accept' ? $world->desk->acceptCase((string) $open[0]['id'], 'admin:1') : $world->desk->refuseCase((string) $open[0]['id'], 'admin:1');
        $world->run('2026-04-11T06:10:00Z');
        $last = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($last);
        $world->run('2026-04-11T06:15:00Z');
        self::assertSame($action === 'accept' ? '30.00' : '29.00', $this->panel->total($last));
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
        self::assertSame([], $world->ledger->db->rows("SELECT id FROM mod_makegood_cases WHERE state = 'open'"));
    }

    /** @return iterable<string, array{string, string}> */
    public static function takenAway(): iterable
    {
        foreach (['deleted', 'line', 'cancelled'] as $how) {
            foreach (['accept', 'refuse'] as $action) {
                yield $how . ', ' . $action => [$how, $action];
            }
        }
    }

    /** 0.40 of 1.00 is on the invoice whose line somebody changed: the other 0.60 is nobody's but the client's. */
    public function testAWordAboutAPartLeavesTheRestOfTheCredit(): void
    {
        $world = $this->owing();
        $small = $this->panel->newInvoice('5', [['0.40']]);
        $this->panel->approve($small);
        $this->panel->changePrice($this->panel->ourItems($small)[0], '-0.30');
        $world->run('2026-04-10T06:00:00Z');
        $open = $world->ledger->db->rows("SELECT id FROM mod_makegood_cases WHERE state = 'open'");
        $world->desk->acceptCase((string) $open[0]['id'], 'admin:1');
        $world->run('2026-04-10T06:05:00Z');
        $next = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($next);
        self::assertSame('29.40', $this->panel->total($next));
        $world->run('2026-04-10T06:10:00Z');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
        self::assertSame(['1 ' . $small . ' 0.40 booked accepted', '2 ' . $next . ' 0.60 booked'], $this->parts());
    }

    public function testARunWithoutTimeGoesOnWhereTheOneBeforeStopped(): void
    {
        $world = $this->owing();
        $lines = $world->ledger->lines;
        $draft = $this->panel->newInvoice('5', [['30.00']]);
        for ($n = 1; $n <= 201; $n++) {
            $part = $lines->add($world->ledger->postings->byId('1'), $draft, 'USD', ['net' => '0.01', 'tax' => '0', 'gross' => '0.01', 'taxed' => false], $this->panel->now());
            $lines->attached((string) $part['id'], $this->panel->put($draft, (string) $part['line_key'], -1, 1, false, 'SLA credit'));
        }
        $looked = fn (): int => (int) $world->ledger->db->value("SELECT COUNT(*) FROM mod_makegood_lines WHERE checked_ms > ?", [$this->panel->now() - 3_600_000]);
        $world->clock('2026-04-10T06:00:00Z');
        $world->runWith($this->panel, $world->engine, 0);
        self::assertSame(200, $looked(), 'one block, however little time there is');
        $world->runWith($this->panel, $world->engine, 0);
        self::assertSame(201, $looked());
    }

    public function testAForgedKeyIsNotTakenForTheLineThatWasNeverAdded(): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->dies('attach.recorded', fn () => $this->panel->approve($invoice));
        $key = (string) $world->ledger->lines->ofPostings(['1'])['1'][0]['line_key'];
        $this->panel->put($invoice, $key, -900, 1, true, 'forged');
        $world->run('2026-04-10T06:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine review'], $world->entries());
    }

    /** @dataProvider gates */
    public function testNothingGoesOntoAnInvoiceBehindAGate(string $gate): void
    {
        $world = $this->owing();
        match ($gate) {
            'held' => $world->desk->holdLine('17', '2026-03', 'admin:1', null),
            'dry' => $world->desk->goDry('admin:1'),
            'moved' => $this->panel->installationUrl = 'https://copy.example.com/',
            'currency' => null,
            'other' => $world->service('20', '6', '3'),
        };
        $invoice = $this->panel->newInvoice($gate === 'other' ? '6' : '5', [['30.00']], '0', $gate === 'currency' ? 'EUR' : null);
        $this->panel->approve($invoice);
        self::assertSame([[], []], [$this->panel->ours($invoice), $this->parts()]);
        self::assertSame(LineFacts::UNPAID, $this->panel->state($invoice));
        if ($gate === 'held') {
            $world->desk->releaseLine('17', '2026-03', 'admin:1');
            $next = $this->panel->newInvoice('5', [['30.00']]);
            $this->panel->approve($next);
            self::assertCount(1, $this->panel->ours($next));
        }
    }

    /** @return iterable<string, array{string}> */
    public static function gates(): iterable
    {
        yield from ['the line is held' => ['held'], 'dry run' => ['dry'], 'the installation has moved' => ['moved'], 'another currency' => ['currency'], 'another client' => ['other']];
    }

    public function testLimitsHoldItBeforeItIsReadyAndCountItOnce(): void
    {
        $world = $this->company();
        $world->service('18', '6', '1', '20.00');
        $world->desk->setLimits(1, [], 'admin:1');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        self::assertSame(2, $world->run(self::SETTLED)->held);
        self::assertSame(['pending', 'pending'], array_map(static fn (string $id): string => $world->ledger->postings->byId($id)['state'], ['1', '2']));
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        self::assertSame([], $this->panel->ours($invoice));
        $world->desk->acceptCase((string) $world->ledger->db->value("SELECT id FROM mod_makegood_cases WHERE kind = 'run'"), 'admin:1');
        $world->run('2026-04-04T07:00:00Z');
        self::assertSame(['ready', 'ready'], array_map(static fn (string $id): string => $world->ledger->postings->byId($id)['state'], ['1', '2']));
    }

    public function testReadyCountsAsGoneForADay(): void
    {
        $world = $this->owing();
        $ids = fn (int $sinceMs): array => array_map('strval', array_column($world->ledger->postings->goneSince($sinceMs), 'id'));
        $atMs = $this->panel->nowMs;
        self::assertSame([['1'], []], [$ids($atMs), $ids($atMs + 1)]);
        $this->panel->approve($this->panel->newInvoice('5', [['30.00']]));
        $world->run('2026-05-01T06:00:00Z');
        self::assertSame(['posted', []], [$world->ledger->postings->byId('1')['state'], $ids($atMs + 1)], 'not again on the day of the invoice');
    }

    /** @dataProvider deaths */
    public function testAProcessThatDiesLosesAndDoublesNothing(string $point): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        if ($point === 'line.checked') {
            $this->panel->approve($invoice);
            $this->dies($point, fn () => $world->run('2026-04-10T06:00:00Z'));
        } elseif (in_array($point, ['before', 'after'], true)) {
            // The panel says no, or says nothing after it has written the line: the approval goes on.
            $this->panel->whileAdding = static fn (string $when) => $when === $point ? throw new \RuntimeException('no answer') : null;
            $this->panel->approve($invoice);
            $this->panel->whileAdding = null;
            self::assertSame(LineFacts::UNPAID, $this->panel->state($invoice));
        } else {
            $this->dies($point, fn () => $this->panel->approve($invoice));
            $world->run('2026-04-10T06:00:00Z');
            $this->panel->approve($invoice);
        }
        $world->run('2026-04-10T07:00:00Z');
        $next = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($next);
        $summary = $world->run('2026-04-10T08:00:00Z');
        self::assertSame([], $summary->problems);
        self::assertSame(1, count($this->panel->ours($invoice)) + count($this->panel->ours($next)), 'one line, on one of the two');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted'], $world->entries());
        self::assertCount(1, array_filter($this->parts(), static fn (string $part): bool => str_contains($part, 'booked')));
    }

    /** @return iterable<string, array{string}> */
    public static function deaths(): iterable
    {
        foreach (['attach.planned', 'attach.recorded', 'before', 'after', 'attach.added', 'attach.marked', 'line.checked'] as $point) {
            yield $point => [$point];
        }
    }

    public function testWhateverGoesWrongTheInvoiceIsApproved(): void
    {
        $world = $this->owing();
        $broken = new Attaching($world->ledger, $this->panel, static fn (): Engine => throw new \RuntimeException('no engine here'), $this->data);
        $this->panel->beforeApproval = $broken->to(...);
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        self::assertSame([LineFacts::UNPAID, [], []], [$this->panel->state($invoice), $this->panel->ours($invoice), $this->parts()]);
        self::assertStringContainsString('no engine here', implode(' ', $this->panel->logged));
        self::assertContains('line.failed', $this->told());
    }

    public function testWhereNothingWaitsTheEngineIsNotAskedFor(): void
    {
        $world = $this->company();
        $never = new Attaching($world->ledger, $this->panel, static fn (): Engine => self::fail('the engine was asked for'), $this->data);
        self::assertSame([0, 0], [$never->to($this->panel->newInvoice('5', [['30.00']])), $never->to('999')]);
    }

    public function testInATransactionOfThePanelsItIsPartOfIt(): void
    {
        $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        try {
            $this->panel->transactional(function () use ($invoice): never {
                self::assertSame(1, $this->attaching()->to($invoice));
                throw new \DomainException('the panel gives up');
            });
        } catch (\DomainException) {
        }
        self::assertSame([], $this->parts(), 'what was recorded went with it');
        $this->panel->transactional(fn () => $this->attaching()->to($this->panel->newInvoice('5', [['30.00']])));
        self::assertCount(1, $this->parts());
    }

    public function testWhoPaysFromTheBalanceGetsItThere(): void
    {
        $this->panel->prepaid['5'] = true;
        $world = $this->company();
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        self::assertSame(1, $world->run(self::SETTLED)->postings);
        self::assertSame([['17 2026-03 1 1.00 invoiceLine posted'], '1.00', '1'], [$world->entries(), $this->panel->balance('5'), $world->ledger->postings->byId('1')['panel_ref']]);
    }

    public function testUnlessTheOperatorSaysNever(): void
    {
        $this->panel->prepaid['5'] = true;
        PrepaidRule::put($this->world->ledger, PrepaidRule::NEVER);
        $this->owing();
        self::assertSame('0.00', $this->panel->balance('5'));
    }

    public function testTwoCreditsOfOneClientShareAnInvoice(): void
    {
        $world = $this->company();
        $world->service('18', '5', '1', '20.00');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $invoice = $this->panel->newInvoice('5', [['2.50']]);
        $this->panel->approve($invoice);
        self::assertSame(['-1.00 SLA credit 2026-03, Hosting 17', '-1.50 SLA credit 2026-03, Hosting 18'], $this->panel->ours($invoice));
        $world->run('2026-04-10T06:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 invoiceLine posted', '18 2026-03 1 2.00 invoiceLine ready'], $world->entries());
    }

    private function dies(string $point, callable $work): void
    {
        Probe::install(static fn (string $name) => $name === $point ? throw new \DomainException('died at ' . $name) : null);
        try {
            $work();
            self::fail('it did not pass ' . $point);
        } catch (\DomainException) {
        } finally {
            Probe::install(null);
        }
    }
}
