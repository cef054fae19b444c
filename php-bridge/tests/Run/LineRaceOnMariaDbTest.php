<?php

/** The panel's hook, cron and people at the same moment, each on its own connection. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Ledger\Db;
use Makegood\Ledger\Ledger;
use Makegood\Run\Mode;
use Makegood\Run\Probe;
use Makegood\Tests\Support\OnMariaDb;

final class LineRaceOnMariaDbTest extends LineTestCase
{
    use OnMariaDb;

    public function testCronLeavesWhatAHookIsAddingAlone(): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $other = Ledger::over($this->connect());
        $seen = null;
        // In the middle of the hook, on another connection: cron reads back, while the line is recorded and not yet there.
        Probe::install(function (string $name) use ($world, &$seen): void {
            if ($name === 'attach.recorded' && $seen === null) {
                $seen = [];
                $world->run('2026-04-10T06:00:00Z');
                $seen = $this->parts();
            }
        });
        self::assertSame(1, $this->attaching($other)->to($invoice));
        Probe::install(null);
        self::assertSame(['1 ' . $invoice . ' 1.00 attaching'], $seen);
        self::assertSame(['1 ' . $invoice . ' 1.00 attached'], $this->parts());
        self::assertCount(1, $this->panel->ours($invoice));
    }

    public function testTwoHooksAtOnceAddOneLine(): void
    {
        $this->owing();
        [$one, $two] = [$this->panel->newInvoice('5', [['30.00']]), $this->panel->newInvoice('5', [['30.00']])];
        $second = $this->attaching(Ledger::over($this->connect()));
        $added = null;
        Probe::install(static function (string $name) use ($second, $two, &$added): void {
            if ($name === 'attach.added' && $added === null) {
                $added = 0;
                $added = $second->to($two); // waits for the first one's lock, and gives up
            }
        });
        self::assertSame([1, 0], [$this->attaching()->to($one), $added]);
        Probe::install(null);
        self::assertSame(0, $second->to($two), 'nor afterwards: nothing is left');
        self::assertSame(['1 ' . $one . ' 1.00 attached'], $this->parts());
    }

    public function testAPlanSeesWhatWasRecordedAfterItsTransactionBegan(): void
    {
        $this->owing();
        [$one, $two] = [$this->panel->newInvoice('5', [['30.00']]), $this->panel->newInvoice('5', [['30.00']])];
        $late = Ledger::over($this->connect());
        // The panel's own transaction has looked at the tables before the first hook wrote.
        $late->db->run('START TRANSACTION');
        self::assertSame([], $late->lines->ofPostings(['1']));
        self::assertSame(1, $this->attaching()->to($one));
        $waiting = $late->lines->waiting('5', 'USD');
        self::assertSame(['1 ' . $one . ' 1.00 attached'], array_map(
            static fn (array $row): string => implode(' ', [$row['n'], $row['panel_invoice'], $row['gross'], $row['state']]),
            $late->lines->ofPostings([(string) $waiting[0]['id']], true)['1'],
        ));
        $late->db->run('ROLLBACK');
        self::assertSame([], $this->panel->ours($two));
    }

    /** @dataProvider words */
    public function testAPlanWaitsForAWordThatIsBeingSaid(string $word): void
    {
        $world = $this->owing();
        $hook = Ledger::over($this->connect());
        $hook->db->run('SET SESSION innodb_lock_wait_timeout = 0');
        $world->ledger->transaction(function () use ($word, $world, $hook): void {
            match ($word) {
                'hold' => [$world->ledger->postings->statesForUpdate('17', '2026-03'), $world->ledger->holds->hold('17', '2026-03', null, 'admin:1', 5)],
                'dry' => Mode::dry($world->ledger),
                'plan' => $world->ledger->lines->waiting('5', 'USD'),
            };
            try {
                $hook->transaction(static fn (): array => $hook->lines->waiting('5', 'USD'));
                self::fail('it did not wait');
            } catch (\PDOException $busy) {
                self::assertTrue(Db::isBusy($busy), $busy->getMessage());
            }
        });
        self::assertCount($word === 'plan' ? 1 : 0, $hook->transaction(static fn (): array => $hook->lines->waiting('5', 'USD')));
    }

    /** @return iterable<string, array{string}> */
    public static function words(): iterable
    {
        yield from ['the line is held' => ['hold'], 'dry run' => ['dry'], 'another plan' => ['plan']];
    }

    public function testAReturnIsTakenBackOnceByTwoRuns(): void
    {
        $world = $this->owing();
        $invoice = $this->panel->newInvoice('5', [['30.00']]);
        $this->panel->approve($invoice);
        $world->run('2026-04-10T06:00:00Z');
        $part = (string) $world->ledger->lines->ofPostings(['1'])['1'][0]['id'];
        $other = Ledger::over($this->connect());
        self::assertSame([true, false], [$world->ledger->lines->returned($part, 'booked', 'gone', 7), $other->lines->returned($part, 'booked', 'gone', 8)]);
        self::assertSame([true, false], [$world->ledger->postings->reopened('1'), $other->postings->reopened('1')]);
    }
}
