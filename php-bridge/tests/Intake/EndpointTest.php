<?php

/** The webhook endpoint: who is let in, what is kept, what happens while the database is away. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Clock;
use Makegood\Intake\Counter;
use Makegood\Intake\DataDirectory;
use Makegood\Intake\Endpoint;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Run\Drain;
use Makegood\Run\RunSummary;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;

final class EndpointTest extends DatabaseTestCase
{
    use OnSqlite;

    private Ledger $ledger;
    private DataDirectory $data;
    private string $secret;
    private string $key;
    private bool $down = false;

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $this->data = DataDirectory::at($this->temporaryDirectory() . '/data');
        $this->secret = SecretCheck::newSecret();
        $id = $this->ledger->sources->add('pingdom', 'Pingdom', 'pingdom', SecretCheck::digest($this->secret), 1);
        $this->key = 's=' . $id . '.' . $this->secret;
        Clock::set(static fn (): int => 1772625601000);
    }

    protected function tearDown(): void
    {
        Clock::set(null);
    }

    public function testAKnownCallerIsStoredRawWithoutTheSecret(): void
    {
        self::assertSame(202, $this->send('POST', 'a=1&' . $this->key . '&b=%20', "\x00raw\xff")->status);
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame(["\x00raw\xff", 'a=1&b=%20', 'application/json', '1772625601000', 'new'], [
            $row['body'], $row['query'], $row['content_type'], (string) $row['received_ms'], $row['state'],
        ]);
        foreach ($row as $value) {
            self::assertStringNotContainsString($this->secret, (string) $value);
        }
    }

    public function testEqualMessagesAreAllStored(): void
    {
        foreach ([1, 2] as $_) {
            $this->send('POST', $this->key, 'same');
        }
        self::assertSame(2, $this->ledger->deliveries->count());
    }

    /** @dataProvider strangers */
    public function testAStrangerGets401AndLeavesOnlyACount(string $query): void
    {
        self::assertSame(401, $this->send('POST', strtr($query, ['SECRET' => $this->secret]), 'x')->status);
        self::assertSame(0, $this->ledger->deliveries->count());
        self::assertSame(1, Counter::value($this->ledger));
        self::assertSame([], $this->data->spool()->files());
    }

    /** @return array<string, array{string}> */
    public static function strangers(): array
    {
        return [
            'nothing' => [''],
            'wrong secret' => ['s=1.' . str_repeat('a', 64)],
            'another source' => ['s=2.SECRET'],
            'no such source, zero secret' => ['s=2.' . str_repeat('0', 64)],
            'digest of nothing' => ['s=1.'],
            'upper case' => ['S=1.SECRET'],
            'longer' => ['s=1.SECRET0'],
            'source by another spelling' => ['s=01.SECRET'],
            'array' => ['s[]=1.SECRET'],
        ];
    }

    /** @dataProvider methods */
    public function testMethods(string $method, int $status): void
    {
        self::assertSame($status, $this->send($method, $this->key, '')->status);
        self::assertSame($status === 202 ? 1 : 0, $this->ledger->deliveries->count());
    }

    /** @return list<array{string, int}> */
    public static function methods(): array
    {
        return [['GET', 202], ['POST', 202], ['PUT', 202], ['DELETE', 405], ['HEAD', 405], ['', 405]];
    }

    public function testSize(): void
    {
        self::assertSame(202, $this->send('POST', $this->key, str_repeat('x', Endpoint::MAX_BODY))->status);
        self::assertSame(413, $this->send('POST', $this->key, str_repeat('x', Endpoint::MAX_BODY + 1))->status);
        self::assertSame(413, $this->send('GET', $this->key . '&q=' . str_repeat('x', 66_000), '')->status);
        self::assertSame(1, $this->ledger->deliveries->count());
    }

    public function testWhileTheDatabaseIsDownAKnownCallerIsSpooledAndTakenInOnceLater(): void
    {
        $this->data->mirror()->write($this->ledger->sources->callers());
        $this->down = true;
        self::assertSame(202, $this->send('POST', $this->key . '&x=1', "raw\xff")->status);
        self::assertCount(1, $this->data->spool()->files());
        $copy = file_get_contents($this->data->spool()->files()[0]);
        $name = $this->data->spool()->files()[0];
        $this->down = false;
        $this->drainSpool();
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame(["raw\xff", 'x=1', '1772625601000'], [$row['body'], $row['query'], (string) $row['received_ms']]);
        self::assertSame([], $this->data->spool()->files());
        file_put_contents($name, $copy); // died after the insert, before the file was removed
        $this->drainSpool();
        self::assertSame(1, $this->ledger->deliveries->count());
    }

    public function testWhileTheDatabaseIsDownNobodyElseIsTold401(): void
    {
        $this->data->mirror()->write($this->ledger->sources->callers());
        $this->down = true;
        self::assertSame(503, $this->send('POST', 's=1.' . str_repeat('a', 64), 'x')->status, 'may be newer than the mirror');
        self::assertSame(503, $this->send('POST', '', 'x')->status);
        self::assertSame([], $this->data->spool()->files());
    }

    public function testWithoutAMirrorOrADirectoryThereIs503(): void
    {
        $this->down = true;
        self::assertSame(503, $this->send('POST', $this->key, 'x')->status);
        $nowhere = new Endpoint(fn (): \PDO => throw new \PDOException('down'), null);
        self::assertSame(503, $nowhere->answer('POST', $this->key, '', 'x')->status);
    }

    public function testTheSpoolIsCapped(): void
    {
        $spool = new \Makegood\Intake\Spool($this->data, 2, 100_000);
        $message = new \Makegood\Intake\Message('1', 5, '', '', 'x');
        self::assertSame([true, true, false], [$spool->put($message), $spool->put($message), $spool->put($message)]);
        $small = new \Makegood\Intake\Spool($this->data, 100, 400);
        self::assertFalse($small->put(new \Makegood\Intake\Message('1', 5, '', '', str_repeat('x', 400))));
    }

    public function testADirectoryWithBracketsInItsNameIsADirectory(): void
    {
        $spool = DataDirectory::at($this->temporaryDirectory() . '/shop[1]')->spool();
        self::assertTrue($spool->put(new \Makegood\Intake\Message('1', 5, '', '', 'x')));
        self::assertCount(1, $spool->files());
        self::assertSame('x', $spool->read($spool->files()[0])->body);
    }

    public function testAFullSpoolSays503(): void
    {
        $this->data->mirror()->write($this->ledger->sources->callers());
        mkdir($this->data->path . '/spool');
        for ($i = 0; $i < \Makegood\Intake\Spool::MAX_FILES; $i++) {
            touch($this->data->path . '/spool/' . $i . '.json');
        }
        $this->down = true;
        self::assertSame(503, $this->send('POST', $this->key, 'x')->status);
    }

    public function testTablesThatAreNotThereAreADatabaseThatIsDown(): void
    {
        $this->data->mirror()->write($this->ledger->sources->callers());
        $this->ledger->db->run('DROP TABLE mod_makegood_sources');
        self::assertSame(202, $this->send('POST', $this->key, 'x')->status);
        self::assertCount(1, $this->data->spool()->files());
    }

    public function testAMessageThatCannotBeInsertedIsSpooled(): void
    {
        $this->ledger->db->run('DROP TABLE mod_makegood_deliveries');
        self::assertSame(202, $this->send('POST', $this->key, 'x')->status);
        self::assertCount(1, $this->data->spool()->files());
    }

    public function testABrokenSpoolFileIsSetAside(): void
    {
        mkdir($this->data->path . '/spool');
        file_put_contents($this->data->path . '/spool/0.json', '{"source":');
        $this->drainSpool();
        self::assertSame([], $this->data->spool()->files());
        self::assertFileExists($this->data->path . '/spool/0.json.broken');
    }

    public function testADisabledSourceIsStillHeard(): void
    {
        $this->ledger->sources->setEnabled('1', false);
        self::assertSame(202, $this->send('POST', $this->key, 'x')->status);
        self::assertSame('1772625601000', (string) $this->ledger->sources->byId('1')['last_ms']);
    }

    private function send(string $method, string $query, string $body): \Makegood\Intake\Answer
    {
        $open = fn (): \PDO => $this->down ? throw new \PDOException('down') : $this->connect();
        return (new Endpoint($open, $this->data))->answer($method, $query, 'application/json', $body);
    }

    private function drainSpool(): void
    {
        (new Drain($this->ledger, new RunSummary(), 9))->spool($this->data);
    }
}
