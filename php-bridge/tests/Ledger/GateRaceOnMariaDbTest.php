<?php

/** A person and a claim at the same moment, each on its own connection: whoever comes second sees what the first one did. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Ledger\Db;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Postings;
use Makegood\Run\Mode;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnMariaDb;

final class GateRaceOnMariaDbTest extends DatabaseTestCase
{
    use OnMariaDb;

    private const HASH = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

    private const LEVELS = ['REPEATABLE READ', 'READ COMMITTED'];

    /** @dataProvider words */
    public function testAClaimWaitsForAWordThatIsBeingSaid(string $word, string $level): void
    {
        [$person, $run, $id] = $this->two();
        $run->db->run('SET SESSION TRANSACTION ISOLATION LEVEL ' . $level);
        $person->transaction(function () use ($word, $person, $run, $id): void {
            match ($word) {
                'hold' => [$person->postings->statesForUpdate('17', '2026-03'), $person->holds->hold('17', '2026-03', null, 'admin:1', 5)],
                'dry' => Mode::dry($person),
                'run' => $person->postings->holdInRun($id, '12'),
            };
            self::assertTrue($this->waits(static fn () => $run->postings->claim($id, 'one', '0.00', '0', 7)));
        });
        self::assertFalse($run->postings->claim($id, 'one', '0.00', '0', 7));
    }

    /** @return iterable<string, array{string, string}> */
    public static function words(): iterable
    {
        foreach (self::LEVELS as $level) {
            yield 'the line is held, ' . $level => ['hold', $level];
            yield 'dry run, ' . $level => ['dry', $level];
            yield 'a held run, ' . $level => ['run', $level];
        }
    }

    /** @dataProvider levels */
    public function testAClaimThatWaitedSeesTheWord(string $level): void
    {
        [$person, , $id] = $this->two();
        $command = [PHP_BINARY, dirname(__DIR__) . '/Support/claim.php', (string) $person->db->value('SELECT DATABASE()'), $level, $id];
        $claim = $person->transaction(function () use ($person, $command) {
            $person->postings->statesForUpdate('17', '2026-03');
            $person->holds->hold('17', '2026-03', null, 'admin:1', 5);
            $claim = proc_open($command, [1 => ['pipe', 'w']], $pipes);
            while ((int) $person->db->value("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") === 0 && proc_get_status($claim)['running']) {
                usleep(200_000); // asked more often than each 100 ms the server answers from a cache
            }
            return [$claim, $pipes[1]];
        });
        self::assertSame('not claimed', stream_get_contents($claim[1]));
        proc_close($claim[0]);
        self::assertSame('pending', $person->postings->byId($id)['state']);
    }

    /** @return iterable<string, array{string}> */
    public static function levels(): iterable
    {
        foreach (self::LEVELS as $level) {
            yield $level => [$level];
        }
    }

    public function testAWordThatComesAfterTheClaimSeesIt(): void
    {
        [$person, $run, $id] = $this->two();
        $run->transaction(function () use ($person, $run, $id): void {
            self::assertTrue($run->postings->claim($id, 'one', '0.00', '0', 7));
            self::assertTrue($this->waits(static fn () => $person->transaction(static fn () => $person->postings->statesForUpdate('17', '2026-03'))));
        });
        self::assertSame(['posting'], $person->transaction(static fn () => $person->postings->statesForUpdate('17', '2026-03')));
    }

    public function testARunThatJoinsACaseWaitsForThePersonWhoIsDeciding(): void
    {
        [$person, $run] = $this->two();
        $person->cases->open('run/12', 'run', 'aboveLimits', ['run_id' => 12], 1);
        $person->transaction(function () use ($person, $run): void {
            $person->cases->decide('1', 'accepted', 2, 'admin:1', null);
            self::assertTrue($this->waits(static fn () => $run->transaction(static fn () => $run->cases->forUpdate('run/12'))));
        });
        self::assertSame('accepted', $run->transaction(static fn () => $run->cases->forUpdate('run/12'))['state']);
    }

    /** @dataProvider levels */
    public function testWhatAPersonHasProlongedMeanwhileIsNotOwedAgain(string $level): void
    {
        [$person, $run] = $this->two();
        $run->db->run('SET SESSION TRANSACTION ISOLATION LEVEL ' . $level);
        $person->extensions->owe('17', '2026-03', '5', 24, 1);
        $run->transaction(static function () use ($person, $run): void {
            self::assertNull($run->settlements->of('17', '2026-03'), 'from here on the run sees the tables as they are now');
            self::assertTrue($person->extensions->done('1', null, 'admin:1', 2));
            $run->extensions->owe('17', '2026-03', '5', 36, 3);
        });
        $rows = $person->extensions->of('17', '2026-03');
        self::assertSame([['done', 24], ['open', 12]], array_map(static fn (array $row): array => [$row['state'], (int) $row['ms']], $rows));
    }

    /** @return array{Ledger, Ledger, string} a person's connection, a run's, a posting that waits */
    private function two(): array
    {
        $person = $this->ledger();
        $entry = $person->entries->add([
            'service_id' => '17', 'client_id' => '5', 'currency' => 'USD', 'period' => '2026-03', 'kind' => 'sla', 'n' => 1, 'net' => '1.00',
            'tax' => '0.00', 'gross' => '1.00', 'rate' => '0', 'route' => 'accountCredit', 'carry_before' => '0.00', 'carry_after' => '0.00',
            'revision' => 0, 'state' => 'pending', 'request' => '{}', 'answer' => '{}', 'engine_sha256' => self::HASH, 'policy_hash' => null,
            'created_ms' => 1,
        ]);
        $id = $person->postings->add($entry, 1, '1.00', Postings::marker('17', '2026-03', 'sla', 1, 1), 'pending');
        $run = Ledger::over($this->connect());
        foreach ([$person, $run] as $ledger) {
            $ledger->db->run('SET SESSION innodb_lock_wait_timeout = 0');
        }
        return [$person, $run, $id];
    }

    private function waits(callable $work): bool
    {
        try {
            $work();
        } catch (\PDOException $busy) {
            return Db::isBusy($busy);
        }
        return false;
    }
}
