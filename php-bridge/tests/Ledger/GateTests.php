<?php

/** What keeps a posting from being claimed, what a ledger of an earlier release becomes, and the two tables that came with both. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Migrations;
use Makegood\Ledger\Postings;
use Makegood\Run\Mode;
use Makegood\Tests\Support\DatabaseTestCase;

abstract class GateTests extends DatabaseTestCase
{
    private const HASH = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';
    private const OLD_TABLES = ['entries', 'postings', 'assignments', 'settlements', 'clients', 'cases', 'events', 'policies', 'spans'];

    /**
     * @dataProvider gates
     * @param list<string> $before what people said, in order
     */
    public function testTheClaimIsTheLastGate(array $before, bool $isClaimed): void
    {
        $ledger = $this->ledger();
        $id = $this->posting($ledger);
        $say = [
            'hold' => static fn () => $ledger->holds->hold('17', '2026-03', 'look', 'admin:1', 5),
            'hold other month' => static fn () => $ledger->holds->hold('17', '2026-04', null, 'admin:1', 5),
            'hold other service' => static fn () => $ledger->holds->hold('18', '2026-03', null, 'admin:1', 5),
            'release' => static fn () => $ledger->holds->release('17', '2026-03', 'admin:2', 6),
            'run' => static fn () => $ledger->postings->holdInRun($id, '12'),
            'clear' => static fn () => $ledger->postings->clearRun('12'),
            'clear other run' => static fn () => $ledger->postings->clearRun('13'),
            'dry' => static fn () => Mode::dry($ledger),
            'live' => static fn () => Mode::live($ledger, '2027-01'),
        ];
        foreach ($before as $word) {
            $say[$word]();
        }
        self::assertSame($isClaimed, $ledger->postings->claim($id, 'one', '0.00', '0', 7));
        self::assertSame($isClaimed ? 'posting' : 'pending', $ledger->postings->byId($id)['state']);
    }

    /** @return array<string, array{list<string>, bool}> */
    public static function gates(): array
    {
        return [
            'nothing was said' => [[], true],
            'its line is held' => [['hold'], false],
            'its line was released' => [['hold', 'release'], true],
            'held, released, held again' => [['hold', 'release', 'hold'], false],
            'held twice over needs one release' => [['hold', 'hold', 'release'], true],
            'another month is held' => [['hold other month'], true],
            'another service is held' => [['hold other service'], true],
            'it is in a held run' => [['run'], false],
            'its run was let through' => [['run', 'clear'], true],
            'another run was let through' => [['run', 'clear other run'], false],
            'let through, but its line is held' => [['hold', 'run', 'clear'], false],
            'dry run' => [['dry'], false],
            'live again: what was decided goes out, whatever the first month' => [['dry', 'live'], true],
        ];
    }

    public function testWhatWaitsForNobody(): void
    {
        $ledger = $this->ledger();
        $ids = array_map(fn (string $service): string => $this->posting($ledger, $service), ['17', '18', '19', '20']);
        $ledger->holds->hold('18', '2026-03', null, 'admin:1', 5);
        $ledger->postings->holdInRun($ids[2], '12');
        $ledger->postings->move($ids[3], 'pending', 'review');
        self::assertSame([$ids[0]], array_map('strval', array_column($ledger->postings->free(), 'id')));
        self::assertSame([$ids[2]], array_map('strval', array_column($ledger->postings->ofHeldRun('12'), 'id')));
        self::assertSame(1, $ledger->postings->countHeldInRuns());
        self::assertFalse($ledger->postings->holdInRun($ids[2], '13'), 'it is in one already');
        self::assertFalse($ledger->postings->holdInRun($ids[3], '13'), 'it does not wait');
        self::assertSame([1, 0], [$ledger->postings->clearRun('12'), $ledger->postings->clearRun('12')]);
        self::assertFalse($ledger->postings->holdInRun($ids[2], '13'), 'a person let it through');
    }

    public function testHoldsAreKeptWithWhoAndWhy(): void
    {
        $ledger = $this->ledger();
        self::assertTrue($ledger->holds->hold('17', '2026-03', "it's \u{1F525}", 'admin:1', 5));
        self::assertFalse($ledger->holds->hold('17', '2026-03', 'again', 'admin:2', 6));
        self::assertTrue($ledger->holds->hold('srv-A', '2026-03', null, 'admin:1', 7));
        self::assertFalse($ledger->holds->isHeld('srv-a', '2026-03'), 'another service');
        self::assertSame([["it's \u{1F525}", 'admin:1'], [null, 'admin:1']], array_map(
            static fn (array $row): array => [$row['note'], $row['held_by']],
            $ledger->holds->active(),
        ));
        self::assertTrue($ledger->holds->release('17', '2026-03', 'admin:2', 8));
        self::assertFalse($ledger->holds->release('17', '2026-03', 'admin:2', 9));
        self::assertSame(1, $ledger->holds->count());
    }

    public function testForecastsAreReplacedForgottenAndReadInOrder(): void
    {
        $ledger = $this->ledger();
        foreach (range(1, 120) as $i) {
            $ledger->forecasts->put('c' . sprintf('%03d', intdiv($i, 2)), $i % 2 === 0 ? 'USD' : 'EUR', $i, "request $i", "answer\0$i", 1);
        }
        $ledger->forecasts->put('c010', 'USD', 999, 'changed', 'other', 2);
        $ledger->forecasts->forget('c011', 'USD');
        $keys = [];
        foreach ($ledger->forecasts->all() as $row) {
            $keys[] = $row['client_id'] . $row['currency'];
        }
        $sorted = $keys;
        sort($sorted, SORT_STRING);
        self::assertSame([119, $sorted], [count(array_unique($keys)), $keys]);
        self::assertSame(['EUR', 'USD'], array_column($ledger->forecasts->ofClient('c010'), 'currency'));
        $changed = $ledger->forecasts->ofClient('c010')[1];
        self::assertSame(['999', 'changed', 'other'], [(string) $changed['as_of_ms'], $changed['request'], $changed['answer']]);
    }

    /** @dataProvider upgrades */
    public function testALedgerOfBeforeKeepsEverythingAndGoesOnAsItWas(string $what, bool $isLive, bool $isCutOff): void
    {
        $ledger = $this->ledger();
        if ($what === 'entries') {
            $this->posting($ledger);
            $ledger->settlements->put('17', '2026-03', '5', self::HASH, true, 900, 'answer', 1);
        } elseif ($what === 'assignments') {
            $hash = $ledger->policies->put('{}', 'Standard', 1);
            $ledger->assignments->add('product', '1', $hash, 0, 'admin:1', 1);
        }
        $this->backToFive($ledger, $isCutOff);
        $before = $this->contents($ledger);
        $run = (new Migrations($ledger->db))->run();
        self::assertSame((int) $ledger->meta->get('migration') - 5, $run, 'every step after the fifth');
        self::assertSame($before, $this->contents($ledger));
        $mode = Mode::of($ledger);
        self::assertSame([$isLive, null, $isLive], [$mode->isLive(), $mode->from(), $mode->decides('2001-01')]);
        if ($what === 'entries') {
            self::assertTrue($ledger->postings->claim('1', 'one', '0.00', '0', 7), 'what was pending goes out');
        }
        $ledger->holds->hold('17', '2026-03', null, 'admin:1', 5);
        $ledger->forecasts->put('5', 'USD', 1, 'r', 'a', 1);
        self::assertSame(0, (new Migrations($ledger->db))->run());
    }

    /** @return array<string, array{string, bool, bool}> what is there, live?, cut off half way the first time? */
    public static function upgrades(): array
    {
        return [
            'entries: it goes on paying' => ['entries', true, false],
            'assignments only: it would have paid' => ['assignments', true, false],
            'nothing: it looks on first' => ['nothing', false, false],
            'cut off between the columns' => ['entries', true, true],
        ];
    }

    public function testAModeThatAPersonChoseSurvivesTheStepBeingRunAgain(): void
    {
        $ledger = $this->ledger();
        $this->posting($ledger);
        Mode::dry($ledger);
        $ledger->meta->put('migration', '5');
        $ledger->migrate();
        self::assertFalse(Mode::of($ledger)->isLive());
    }

    /** Takes away what the sixth and seventh step made. */
    private function backToFive(Ledger $ledger, bool $isCutOff): void
    {
        foreach (['settlements' => 'settled', 'postings' => 'posted', 'postings ' => 'held', 'outages' => 'open'] as $table => $name) {
            $table = 'mod_makegood_' . trim($table);
            $ledger->db->run($ledger->db->isSqlite() ? "DROP INDEX {$table}_$name" : "DROP INDEX makegood_$name ON $table");
        }
        $ledger->db->run('DROP TABLE mod_makegood_forecasts');
        $isCutOff || $ledger->db->run('DROP TABLE mod_makegood_holds');
        $isCutOff || $ledger->db->run('ALTER TABLE mod_makegood_postings DROP COLUMN held_run');
        $ledger->db->run('ALTER TABLE mod_makegood_postings DROP COLUMN cleared');
        $ledger->meta->forget(Mode::NAME);
        $ledger->meta->put('migration', '5');
    }

    /** @return array<string, list<array<string, mixed>>> */
    private function contents(Ledger $ledger): array
    {
        $contents = [];
        foreach (self::OLD_TABLES as $table) {
            $contents[$table] = array_map(
                static fn (array $row): array => array_diff_key($row, ['held_run' => 0, 'cleared' => 0]),
                $ledger->db->rows("SELECT * FROM mod_makegood_$table"),
            );
        }
        return $contents;
    }

    private function posting(Ledger $ledger, string $service = '17'): string
    {
        $entry = $ledger->entries->add([
            'service_id' => $service, 'client_id' => $service, 'currency' => 'USD', 'period' => '2026-03', 'kind' => 'sla', 'n' => 1, 'net' => '1.00',
            'tax' => '0.00', 'gross' => '1.00', 'rate' => '0', 'route' => 'accountCredit', 'carry_before' => '0.00', 'carry_after' => '0.00',
            'revision' => 0, 'state' => 'pending', 'request' => '{}', 'answer' => '{}', 'engine_sha256' => self::HASH, 'policy_hash' => null,
            'created_ms' => 1,
        ]);
        return $ledger->postings->add($entry, 1, '1.00', Postings::marker($service, '2026-03', 'sla', 1, 1), 'pending');
    }
}
