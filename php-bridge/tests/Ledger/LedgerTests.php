<?php

/** What the ledger promises on every database. */

declare(strict_types=1);

namespace Makegood\Tests\Ledger;

use Makegood\Ledger\Db;
use Makegood\Ledger\DoesNotFit;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Levels;
use Makegood\Ledger\LostRace;
use Makegood\Ledger\Meta;
use Makegood\Ledger\Migrations;
use Makegood\Ledger\Postings;
use Makegood\Panel\Charge;
use Makegood\Panel\ServiceFacts;
use Makegood\Tests\Support\DatabaseTestCase;

abstract class LedgerTests extends DatabaseTestCase
{
    private const HASH = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

    /** @dataProvider indexes */
    public function testWhatIsAskedOftenReadsNoWholeTable(string $table, string $name, string $columns): void
    {
        $db = $this->ledger()->db;
        $rows = $db->isSqlite()
            ? array_column($db->rows("PRAGMA index_info({$table}_$name)"), 'name')
            : array_column($db->rows("SHOW INDEX FROM $table WHERE Key_name = 'makegood_$name'"), 'Column_name');
        self::assertSame($columns, implode(', ', $rows));
    }

    /** @return array<string, array{string, string, string}> table, index, columns */
    public static function indexes(): array
    {
        return [
            'each run: which clients to forecast anew' => ['mod_makegood_settlements', 'settled', 'settled_ms'],
            'each run with limits: what went out' => ['mod_makegood_postings', 'posted', 'state, posted_ms'],
            'each page of staff: what a run holds' => ['mod_makegood_postings', 'held', 'held_run'],
            'each minute of a client\'s page: what is down' => ['mod_makegood_outages', 'open', 'open, subject'],
        ];
    }

    public function testMigrationsRunOnceAndSurviveBeingCutOff(): void
    {
        $db = new Db($this->connect());
        $steps = (new Migrations($db))->run();
        self::assertSame('15', (new Meta($db))->get('migration'), 'the number of the last step');
        self::assertSame(0, (new Migrations($db))->run());
        // Cut off after the tables were made and before the number was written.
        $db->run("UPDATE mod_makegood_meta SET value = '2' WHERE name = 'migration'");
        self::assertSame($steps - 2, (new Migrations($db))->run());
    }

    public function testTheStepForMonitorsKeepsWhatIsThereAndMayRunAgain(): void
    {
        $db = new Db($this->connect());
        $steps = (new Migrations($db))->run();
        foreach (['pulls', 'mappings', 'levels', 'former_secrets'] as $table) {
            $db->run('DROP TABLE mod_makegood_' . $table);
        }
        if (!$db->isSqlite()) { // as it was before; SQLite of old drops no column
            $db->run('ALTER TABLE mod_makegood_sources DROP COLUMN weight, DROP COLUMN level');
            $db->run('ALTER TABLE mod_makegood_deliveries DROP COLUMN channel, DROP COLUMN presented');
            $db->run('ALTER TABLE mod_makegood_sources DROP COLUMN signed_after');
        }
        $db->run("UPDATE mod_makegood_meta SET value = '7' WHERE name = 'migration'");
        $old = ['vendor' => 'pingdom', 'name' => 'P', 'independence_group' => 'pingdom', 'digest' => self::HASH, 'enabled' => 1, 'trusted' => 0, 'created_ms' => 1];
        $id = $db->insert('mod_makegood_sources', $old);
        self::assertSame($steps - 7, (new Migrations($db))->run());
        $row = Ledger::over($this->connect())->sources->byId($id);
        self::assertSame(['P', null, 1, 0, 0, 0, null, null], [
            $row['name'], $row['level'], (int) $row['weight'], (int) $row['start_delay_ms'], (int) $row['tolerance_ms'], (int) $row['refused'],
            $row['expect_every_ms'], $row['signing'],
        ]);
        $sources = Ledger::over($this->connect())->sources;
        $sources->rotate($id, str_repeat('9', 64), 7);
        self::assertSame([7, 0], array_map('intval', array_values($sources->ended($id, self::HASH))));
    }

    /** A line that was kept before anybody asked what of it was cash is asked about once; what it charges stays. */
    public function testTheStepForClaimsKeepsWhatIsThereAndMayRunAgain(): void
    {
        $db = new Db($this->connect());
        $steps = (new Migrations($db))->run();
        foreach (['claims', 'excuses', 'flags', 'outage_details', 'anchors', 'extensions'] as $table) {
            $db->run('DROP TABLE mod_makegood_' . $table);
        }
        $columns = ['kind', 'cash', 'cash_known'];
        if (!$db->isSqlite()) { // as it was before; SQLite of old drops no column
            $db->run('ALTER TABLE mod_makegood_charges ' . implode(', ', array_map(static fn (string $name): string => 'DROP COLUMN ' . $name, $columns)));
        }
        $db->run("UPDATE mod_makegood_meta SET value = '9' WHERE name = 'migration'");
        $old = ['charge_id' => '7/1', 'service_id' => '17', 'from_day' => '2026-03-01', 'months' => 1, 'amount' => '10.00', 'tax' => null, 'usable' => 1, 'first_ms' => 1];
        $db->insert('mod_makegood_charges', $old + ($db->isSqlite() ? ['kind' => 'plan', 'cash' => null, 'cash_known' => 0] : []));
        self::assertSame($steps - 9, (new Migrations($db))->run());
        self::assertSame(0, (new Migrations($db))->run());
        $ledger = Ledger::over($this->connect());
        self::assertEquals([new Charge('7/1', '2026-03-01', 1, '10.00', null)], $ledger->charges->ofService('17'));
        $asked = 0;
        foreach (['4.00', '9.99'] as $cash) {
            $ledger->charges->learnCash('17', static function () use (&$asked, $cash): array {
                $asked++;
                return ['7/1' => $cash];
            });
        }
        self::assertSame(['4.00', 1], [$ledger->charges->ofService('17')[0]->cash, $asked]);
        self::assertSame([[], 0], [$ledger->claims->recent(9), $ledger->extensions->countOpen()]);
    }

    /** @return array<string, array{list<array{string, string, string, string, string}>, ?string}> service, client, period, currency, gross of entries; what service 17 of client 5 got in 2026-01 to 2026-02 */
    public static function sums(): array
    {
        return [
            'nothing' => [[], null],
            'one' => [[['17', '5', '2026-01', 'USD', '1.00']], '1.00'],
            'cents' => [[['17', '5', '2026-01', 'USD', '0.03'], ['17', '5', '2026-02', 'USD', '0.04']], '0.07'],
            'taken back in part' => [[['17', '5', '2026-01', 'USD', '10.00'], ['17', '5', '2026-02', 'USD', '-9.95']], '0.05'],
            'taken back' => [[['17', '5', '2026-01', 'USD', '10.00'], ['17', '5', '2026-02', 'USD', '-10.00']], null],
            'yen' => [[['17', '5', '2026-01', 'JPY', '120'], ['17', '5', '2026-02', 'JPY', '5']], '125'],
            'fils' => [[['17', '5', '2026-01', 'KWD', '0.375'], ['17', '5', '2026-02', 'KWD', '0.625']], '1.000'],
            'beyond what a float holds' => [[['17', '5', '2026-01', 'USD', '90071992547409.93'], ['17', '5', '2026-02', 'USD', '0.02']], '90071992547409.95'],
            'others' => [[['18', '5', '2026-01', 'USD', '1.00'], ['17', '6', '2026-01', 'USD', '1.00'], ['17', '5', '2025-12', 'USD', '1.00'], ['17', '5', '2026-03', 'USD', '1.00'], ['17', '5', '2026-02', 'USD', '2.00']], '2.00'],
        ];
    }

    /**
     * @dataProvider sums
     *
     * @param list<array{string, string, string, string, string}> $entries
     */
    public function testWhatWasGivenIsAddedByTheDatabase(array $entries, ?string $sum): void
    {
        $ledger = $this->ledger();
        foreach ($entries as $i => [$service, $client, $period, $currency, $gross]) {
            $ledger->entries->add([
                'service_id' => $service, 'client_id' => $client, 'currency' => $currency, 'period' => $period, 'kind' => 'sla', 'n' => 1, 'net' => $gross, 'tax' => '0', 'gross' => $gross,
                'rate' => '0', 'route' => 'carry', 'carry_before' => '0', 'carry_after' => '0', 'revision' => $i, 'state' => 'carried', 'request' => '{}', 'answer' => '{}',
                'engine_sha256' => self::HASH, 'policy_hash' => null, 'created_ms' => 1,
            ]);
        }
        $currency = $entries[0][3] ?? 'USD';
        self::assertSame($sum, $ledger->given->toService('17', '5', $currency, '2026-01', '2026-02'));
        self::assertNull($ledger->given->toService('17', '5', 'EUR', '2026-01', '2026-02'));
    }

    public function testTheHistoryThatWasAskedForIsJoined(): void
    {
        $pulls = $this->ledger()->pulls;
        foreach ([[10, 20], [15, 30], [40, 50], [30, 32], [90, 95]] as [$from, $to]) {
            $pulls->add('1', $from, $to, 99);
        }
        $pulls->add('2', 32, 40, 99);
        self::assertSame([[10, 32], [40, 50]], $pulls->covering('1', 12, 60));
        self::assertSame([], $pulls->covering('1', 51, 89));
    }

    public function testASubjectsOwnLevelsStandOverThoseOfAll(): void
    {
        $levels = $this->ledger()->levels;
        $levels->set('*', ['thirdParty' => 1, 'own' => 2]);
        $levels->set('server:1', ['own' => 0]);
        $levels->set('server:1', ['own' => 0, 'server' => 1]);
        self::assertSame(['server' => 1, 'thirdParty' => 1], Levels::holding($levels->all(), 'server:1'));
        self::assertSame(['own' => 2, 'thirdParty' => 1], Levels::holding($levels->all(), 'server:2'));
        $levels->set('server:1', []);
        self::assertSame(['own' => 2, 'thirdParty' => 1], Levels::holding($levels->all(), 'server:1'));
    }

    public function testAMappingIsKeptOnce(): void
    {
        $mappings = $this->ledger()->mappings;
        $hash = $mappings->put('One', '{"schema":1}', 5);
        self::assertSame($hash, $mappings->put('One', '{"schema":1}', 6));
        self::assertSame('{"schema":1}', $mappings->document($hash));
        self::assertCount(1, $mappings->all());
    }

    public function testOnlySettingsCanBeSet(): void
    {
        $sources = $this->ledger()->sources;
        $id = $sources->add('pingdom', 'P', 'pingdom', self::HASH, 1);
        $sources->set($id, ['weight' => 3, 'expires_after_ms' => null, 'level' => 'own']);
        self::assertSame([3, 'own'], [(int) $sources->byId($id)['weight'], $sources->byId($id)['level']]);
        $this->expectException(\InvalidArgumentException::class);
        $sources->set($id, ['digest' => self::HASH]);
    }

    public function testAPositionIsTakenOnce(): void
    {
        $ledger = $this->ledger();
        $ledger->entries->add($this->entry(['n' => 1, 'revision' => 0]));
        $ledger->entries->add($this->entry(['n' => 2, 'revision' => 1]));
        $this->expectException(LostRace::class);
        $ledger->entries->add($this->entry(['n' => 2, 'revision' => 2]));
    }

    public function testTwoDecisionsAgainstOneRevisionCollide(): void
    {
        $ledger = $this->ledger();
        $ledger->entries->add($this->entry(['service_id' => '17', 'revision' => 4]));
        $this->expectException(LostRace::class);
        $ledger->entries->add($this->entry(['service_id' => '18', 'revision' => 4]));
    }

    public function testIdsThatDifferInCaseAreTwo(): void
    {
        $ledger = $this->ledger();
        $ledger->entries->add($this->entry(['service_id' => 'srv-a', 'revision' => 0]));
        $ledger->entries->add($this->entry(['service_id' => 'srv-A', 'revision' => 1]));
        self::assertCount(1, $ledger->entries->fold('srv-a', '2026-03'));
        self::assertSame(2, $ledger->entries->count());
    }

    public function testNothingIsCutToFit(): void
    {
        $ledger = $this->ledger();
        $this->expectException(DoesNotFit::class);
        $ledger->entries->add($this->entry(['service_id' => str_repeat('9', 192)]));
    }

    public function testTheClientMovesOnByOneRevisionAtATime(): void
    {
        $ledger = $this->ledger();
        self::assertSame(['revision' => 0, 'carry' => '0'], $ledger->clients->state('5', 'USD'));
        $ledger->clients->advance('5', 'USD', 0, '0.25');
        $ledger->clients->advance('5', 'USD', 1, '-3.00');
        self::assertSame(['revision' => 2, 'carry' => '-3.00'], $ledger->clients->state('5', 'USD'));
        self::assertSame(['revision' => 0, 'carry' => '0'], $ledger->clients->state('5', 'EUR'), 'a currency of its own');
        foreach ([0, 1, 3] as $stale) {
            try {
                $ledger->clients->advance('5', 'USD', $stale, '9.99');
                self::fail('moved from ' . $stale);
            } catch (LostRace) {
                self::assertSame('-3.00', $ledger->clients->state('5', 'USD')['carry']);
            }
        }
    }

    public function testATransactionIsWholeAndNestedOnesJoin(): void
    {
        $ledger = $this->ledger();
        try {
            $ledger->transaction(function () use ($ledger): void {
                $ledger->clients->advance('5', 'USD', 0, '1.00');
                $ledger->transaction(fn () => $ledger->entries->add($this->entry([])));
                throw new \DomainException('no');
            });
        } catch (\DomainException) {
        }
        self::assertSame(0, $ledger->entries->count());
        self::assertSame(0, $ledger->clients->state('5', 'USD')['revision']);
    }

    public function testATransactionIsTriedAgainWhenTheDatabaseIsBusy(): void
    {
        $ledger = $this->ledger();
        $tries = 0;
        $result = $ledger->transaction(static function () use ($ledger, &$tries): string {
            $tries++;
            $ledger->meta->put('try' . $tries, 'x');
            if ($tries < 3) {
                $busy = new \PDOException('database is locked');
                $busy->errorInfo = ['HY000', $ledger->db->isSqlite() ? 5 : 1213, 'busy'];
                throw $busy;
            }
            return 'done';
        });
        self::assertSame(['done', 3], [$result, $tries]);
        self::assertNull($ledger->meta->get('try1'), 'a failed try leaves nothing');
        self::assertSame('x', $ledger->meta->get('try3'));
    }

    public function testAClaimHasOneOwner(): void
    {
        $ledger = $this->ledger();
        $id = $this->posting($ledger, 'pending');
        self::assertTrue($ledger->postings->claim($id, 'one', '0.00', '7', 1));
        self::assertFalse($ledger->postings->claim($id, 'two', '0.00', '7', 2));
        $row = $ledger->postings->byId($id);
        self::assertSame(['posting', 'one', '1', '0.00', '7'], [
            $row['state'], $row['owner'], (string) $row['attempt'], $row['balance_before'], $row['credit_id_before'],
        ]);
    }

    public function testAPostedPostingStaysPosted(): void
    {
        $ledger = $this->ledger();
        $id = $this->posting($ledger, 'pending');
        self::assertFalse($ledger->postings->posted($id, 'posting', '3', 1), 'not claimed');
        $ledger->postings->claim($id, 'one', '0.00', '0', 1);
        self::assertTrue($ledger->postings->posted($id, 'posting', '3', 1));
        self::assertFalse($ledger->postings->move($id, 'posting', 'pending'));
        self::assertFalse($ledger->postings->claim($id, 'two', '0.00', '0', 1));
        self::assertSame('posted', $ledger->postings->byId($id)['state']);
    }

    public function testAnEntryIsPostedWhenAllItsPostingsAre(): void
    {
        $ledger = $this->ledger();
        $first = $this->posting($ledger, 'posting');
        $entry = (string) $ledger->postings->byId($first)['entry_id'];
        $second = $ledger->postings->add($entry, 2, '0.50', Postings::marker('17', '2026-03', 'sla', 1, 2), 'posting');
        $ledger->postings->posted($first, 'posting', null, 1);
        $ledger->entries->postedIfAllAre($entry);
        self::assertSame('pending', $ledger->entries->byId($entry)['state']);
        $ledger->postings->posted($second, 'posting', null, 1);
        $ledger->entries->postedIfAllAre($entry);
        self::assertSame('posted', $ledger->entries->byId($entry)['state']);
    }

    public function testMarkersAreFixedAndDistinct(): void
    {
        // sha256("17/2026-03/sla/1|1"), first half
        $marker = 'makegood:' . substr(hash('sha256', '17/2026-03/sla/1|1'), 0, 32);
        self::assertSame($marker, Postings::marker('17', '2026-03', 'sla', 1, 1));
        self::assertSame(41, strlen($marker));
        self::assertNotSame($marker, Postings::marker('17', '2026-03', 'sla', 1, 2));
        self::assertNotSame($marker, Postings::marker('17', '2026-03', 'sla', 2, 1));
    }

    public function testDeliveriesKeepEveryByte(): void
    {
        $ledger = $this->ledger();
        $source = $ledger->sources->add('pingdom', 'Büro', 'g', self::HASH, 1);
        $body = implode('', array_map('chr', range(0, 255))) . "\u{1F525}'\\";
        $ledger->deliveries->add($source, 5, 'text/x; ü', "a=%20&b=\xff", $body);
        $ledger->deliveries->add($source, 5, 'text/x; ü', "a=%20&b=\xff", $body);
        $fresh = $ledger->deliveries->fresh(10, 1_000_000);
        self::assertCount(2, $fresh, 'equal messages are two');
        self::assertSame($body, $fresh[0]['body']);
        self::assertSame("a=%20&b=\xff", $fresh[0]['query']);
        self::assertSame('Büro', $ledger->sources->byId($source)['name']);
    }

    public function testFreshDeliveriesComeInBatchesByCountAndSize(): void
    {
        $ledger = $this->ledger();
        $source = $ledger->sources->add('pingdom', 'a', 'g', self::HASH, 1);
        foreach ([600, 600, 5] as $bytes) {
            $ledger->deliveries->add($source, 1, '', '', str_repeat('x', $bytes));
        }
        self::assertCount(1, $ledger->deliveries->fresh(10, 1000));
        self::assertCount(1, $ledger->deliveries->fresh(10, 100), 'one at least');
        self::assertCount(2, $ledger->deliveries->fresh(2, 100_000));
        $ledger->deliveries->drained((string) $ledger->deliveries->fresh(1, 1)[0]['id'], 'ignored', null, 9);
        self::assertCount(2, $ledger->deliveries->fresh(10, 100_000));
    }

    public function testASpoolFileIsTakenInOnce(): void
    {
        $ledger = $this->ledger();
        $source = $ledger->sources->add('pingdom', 'a', 'g', self::HASH, 1);
        self::assertTrue($ledger->deliveries->add($source, 1, '', '', 'x', self::HASH));
        self::assertFalse($ledger->deliveries->add($source, 1, '', '', 'x', self::HASH));
        self::assertSame(1, $ledger->deliveries->count());
    }

    public function testAnObservationIsKnownOnceByItsKey(): void
    {
        $ledger = $this->ledger();
        $observation = ['key' => '1/web/5/down', 'source' => '1', 'target' => 'web', 'state' => 'down', 'kind' => 'state', 'precision' => 'exact', 'atMs' => 5];
        self::assertTrue($ledger->observations->add($observation, '1'));
        self::assertFalse($ledger->observations->add($observation, '2'));
        self::assertTrue($ledger->observations->add(['key' => '1/WEB/5/down', 'target' => 'WEB'] + $observation, '3'));
    }

    public function testTargetsThatDifferInCaseAreTwoAndLabelsFollow(): void
    {
        $ledger = $this->ledger();
        $source = $ledger->sources->add('pingdom', 'a', 'g', self::HASH, 1);
        $ledger->targets->seen($source, 'web', 'Web', null);
        $ledger->targets->seen($source, 'WEB', str_repeat('ü', 200), null);
        $ledger->targets->seen($source, 'web', 'Web 1', 'web1.example.com');
        $all = $ledger->targets->all();
        self::assertSame([['web', 'Web 1'], ['WEB', str_repeat('ü', 127)]], array_map(static fn (array $row): array => [$row['target'], $row['label']], $all));
    }

    public function testPoliciesAreTheirBytes(): void
    {
        $ledger = $this->ledger();
        $document = "{\"schema\":1,  \"name\":\"Grün\"}\n";
        $hash = $ledger->policies->put($document, 'Grün', 1);
        self::assertSame(hash('sha256', $document), $hash);
        self::assertSame($hash, $ledger->policies->put($document, 'other', 2));
        self::assertSame($document, $ledger->policies->document($hash));
        self::assertCount(1, $ledger->policies->all());
    }

    public function testOfTwoAssignmentsFromOneInstantTheLaterMadeCounts(): void
    {
        $ledger = $this->ledger();
        $ledger->assignments->add('product', '1', self::HASH, 10, 'admin:1', 1);
        $ledger->assignments->add('product', '1', strrev(self::HASH), 10, 'admin:1', 2);
        $ledger->assignments->add('service', '17', self::HASH, 10, 'admin:1', 3);
        $ledger->assignments->add('service', '18', self::HASH, 10, 'admin:1', 4);
        self::assertSame(
            [['product', strrev(self::HASH)], ['service', self::HASH]],
            array_map(static fn (array $row): array => [$row['scope'], $row['policy_hash']], $ledger->assignments->of('17', '1')),
        );
    }

    public function testACaseIsDecidedOnceAndComesBackOnlyWhenItWasWithdrawn(): void
    {
        $ledger = $this->ledger();
        $about = ['subject' => 'server:1', 'from_ms' => 1, 'to_ms' => 2];
        self::assertTrue($ledger->cases->open('outage/server:1/1/2', 'outage', 'stale', $about, 5));
        self::assertFalse($ledger->cases->open('outage/server:1/1/2', 'outage', 'stale', $about, 6));
        $id = (string) $ledger->cases->byKey('outage/server:1/1/2')['id'];
        self::assertTrue($ledger->cases->withdraw($id, 7));
        self::assertTrue($ledger->cases->open('outage/server:1/1/2', 'outage', 'stale', $about, 8), 'the evidence is back');
        self::assertTrue($ledger->cases->decide($id, 'refused', 9, 'admin:1', 'no'));
        self::assertFalse($ledger->cases->decide($id, 'accepted', 10, 'admin:2', null));
        self::assertFalse($ledger->cases->open('outage/server:1/1/2', 'outage', 'stale', $about, 11));
        self::assertSame('refused', $ledger->cases->byId($id)['state']);
        self::assertCount(1, $ledger->cases->decisions('server:1'));
    }

    public function testOutagesThatStayKeepTheirIdAndWhatWasCounted(): void
    {
        $ledger = $this->ledger();
        $outage = static fn (int $from, string $status): array => [
            'key' => 'server:1/' . $from, 'subject' => 'server:1', 'fromMs' => $from, 'toMs' => $from + 10, 'open' => false, 'status' => $status,
            'reason' => 'quorum', 'json' => '{}',
        ];
        self::assertSame(['confirmed' => 1, 'refused' => 1], $ledger->outages->rewrite('server:1', [$outage(100, 'confirmed'), $outage(200, 'unconfirmed')]));
        self::assertSame('unknown', $ledger->outages->recent(1)[0]['counted']);
        $ledger->outages->setCounted('server:1/100', 'yes');
        $before = $ledger->outages->confirmed()[0];
        self::assertSame(['confirmed' => 1, 'refused' => 0], $ledger->outages->rewrite('server:1', [$outage(100, 'confirmed'), $outage(300, 'confirmed')]));
        self::assertSame([100, 300], array_map('intval', array_column($ledger->outages->confirmed(), 'from_ms')));
        self::assertSame((string) $before['id'], (string) $ledger->outages->confirmed()[0]['id']);
        self::assertSame('yes', $ledger->outages->byId((string) $before['id'])['counted']);
    }

    public function testSpansOfASubject(): void
    {
        $ledger = $this->ledger();
        $ledger->spans->open(new ServiceFacts('17', '5', '1', '1', 'active', 'USD', '10.00', 1, null, 'a'), 100);
        $ledger->spans->close((string) $ledger->spans->openOf('17')['id'], 200);
        $ledger->spans->open(new ServiceFacts('17', '5', '1', '2', 'active', 'USD', '10.00', 1, null, 'a'), 200);
        self::assertSame(['17'], array_map('strval', $ledger->spans->servicesOf('server:1', 150, 160)));
        self::assertSame([], $ledger->spans->servicesOf('server:1', 200, 300), 'it has moved');
        self::assertSame(['17'], array_map('strval', $ledger->spans->servicesOf('server:2', 199, 300)));
        self::assertSame(['17'], array_map('strval', $ledger->spans->servicesOf('service:17', 120, 130)));
        self::assertSame([], $ledger->spans->servicesOf('server:17', 120, 130));
    }

    public function testSettlementsKeepTheLatest(): void
    {
        $ledger = $this->ledger();
        $ledger->settlements->put('17', '2026-03', '5', self::HASH, false, 900, 'one', 1);
        $ledger->settlements->put('17', '2026-03', '5', strrev(self::HASH), true, 900, 'two', 2);
        self::assertSame(
            ['requestHash' => strrev(self::HASH), 'final' => true, 'dueMs' => 900, 'answer' => 'two', 'settledMs' => 2],
            $ledger->settlements->of('17', '2026-03'),
        );
        self::assertCount(1, $ledger->settlements->positions());
        self::assertNull($ledger->settlements->of('17', '2026-04'));
    }

    public function testCountersCount(): void
    {
        $ledger = $this->ledger();
        foreach ([1, 2, 3] as $times) {
            $ledger->meta->count('rejected_401');
            self::assertSame((string) $times, $ledger->meta->get('rejected_401'));
        }
        $ledger->meta->put('a', 'one');
        $ledger->meta->put('a', 'one');
        $ledger->meta->put('a', 'two');
        self::assertSame('two', $ledger->meta->get('a'));
        $ledger->meta->forget('a');
        self::assertNull($ledger->meta->get('a'));
    }

    public function testEventsTakeAnyText(): void
    {
        $ledger = $this->ledger();
        $ledger->events->add('problem', str_repeat('ü', 300), ['text' => "\xff'\u{1F525}"], 7);
        $row = $ledger->events->recent(1)[0];
        self::assertSame("\u{FFFD}'\u{1F525}", json_decode((string) $row['data'], true)['text']);
        self::assertSame(str_repeat('ü', 127), $row['ref']);
    }

    private function posting(Ledger $ledger, string $state): string
    {
        $entry = $ledger->entries->add($this->entry([]));
        return $ledger->postings->add($entry, 1, '1.00', Postings::marker('17', '2026-03', 'sla', 1, 1), $state);
    }

    /** @param array<string, mixed> $but @return array<string, mixed> */
    private function entry(array $but): array
    {
        return $but + [
            'service_id' => '17', 'client_id' => '5', 'currency' => 'USD', 'period' => '2026-03', 'kind' => 'sla', 'n' => 1, 'net' => '1.00',
            'tax' => '0.00', 'gross' => '1.00', 'rate' => '0', 'route' => 'accountCredit', 'carry_before' => '0.00', 'carry_after' => '0.00',
            'revision' => 0, 'state' => 'pending', 'request' => '{}', 'answer' => '{}', 'engine_sha256' => self::HASH, 'policy_hash' => null,
            'created_ms' => 1,
        ];
    }
}
