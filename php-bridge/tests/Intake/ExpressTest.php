<?php

/** The short way of a message on MariaDB: what it keeps, what it leaves to Endpoint, and the whole of it over HTTP. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Intake\ConnectionSettings;
use Makegood\Intake\Counter;
use Makegood\Intake\DataDirectory;
use Makegood\Intake\Express;
use Makegood\Intake\Headers;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnMariaDb;

final class ExpressTest extends DatabaseTestCase
{
    use OnMariaDb;
    use Served;

    private Ledger $ledger;
    private string $root;
    private string $secret;
    private string $key;

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $this->secret = SecretCheck::newSecret();
        $this->key = 's=' . $this->ledger->sources->add('mapped', 'M', 'm', SecretCheck::digest($this->secret), 1) . '.' . $this->secret;
        $this->root = $this->temporaryDirectory();
        $this->configure((string) getenv('MAKEGOOD_MARIADB_SOCKET'));
    }

    /** @dataProvider \Makegood\Tests\Intake\EndpointOnMariaDbTest::modes */
    public function testBytesArriveAsTheyWereSent(string $mode): void
    {
        $pdo = ConnectionSettings::fromFile($this->root . '/configuration.php')->open();
        $pdo->exec("SET SESSION sql_mode = '$mode'");
        $digest = SecretCheck::digest($this->secret);
        foreach ([['1', str_repeat('a', 64)], ['2', $digest], ['1', $this->secret]] as [$id, $wrong]) {
            self::assertFalse(Express::keep($pdo, $id, $wrong, '', '', 'x'), 'nobody knows this caller');
        }
        self::assertSame(0, $this->ledger->deliveries->count());
        $all = implode('', array_map(chr(...), range(0, 255)));
        foreach (['', $all, "';\\", "\\'", "\\", '?', ':a ? \\? --', "\xbf\x27 OR 1=1 #", 'ü', str_repeat($all, 4096)] as $i => $body) {
            $query = "x=\xff'\\?" . substr($body, 0, 300);
            self::assertTrue(Express::keep($pdo, '1', $digest, "text/x'\\?\xfe", $query, $body));
            $row = $this->ledger->deliveries->recent(1)[0];
            self::assertTrue($row['body'] === $body, 'body ' . $i);
            self::assertSame(['1', $query, "text/x'\\?\xfe", null, 'new', null, 'webhook', null, null], [
                (string) $row['source_id'], $row['query'], $row['content_type'], $row['headers'], $row['state'], $row['problem'], $row['channel'],
                $row['drained_ms'], $row['spool_hash'],
            ]);
        }
    }

    public function testWhatItLeavesToTheEndpoint(): void
    {
        $pdo = $this->connect();
        $digest = SecretCheck::digest($this->secret);
        self::assertFalse(Express::keep($pdo, '1', $digest, '', '', str_repeat('x', Express::MAX_BODY + 1)), 'too large');
        self::assertFalse(Express::keep($pdo, '1', $digest, '', str_repeat('x', Express::QUERY_MAX + 1), ''), 'too long a query');
        $this->ledger->sources->setSigning('1', 'hmac', 'sealed');
        self::assertFalse(Express::keep($pdo, '1', $digest, '', '', 'x'), 'signs');
        self::assertSame(0, $this->ledger->deliveries->count());
        $this->ledger->sources->setSigning('1', null, null);
        self::assertTrue(Express::keep($pdo, '1', $digest, str_repeat('t', 300), '', str_repeat('x', Express::MAX_BODY)));
        self::assertSame(str_repeat('t', 255), $this->ledger->deliveries->recent(1)[0]['content_type']);
    }

    public function testEachHeaderThatIsKeptGoesTheLongWay(): void
    {
        self::assertSame(Express::SIGNED, array_map(static fn (string $name): string => 'HTTP_' . strtoupper(strtr($name, '-', '_')), Headers::KEPT));
    }

    /** @dataProvider requests */
    public function testOverHttp(string $query, string $header, string $body, int $status, ?array $kept): void
    {
        $this->serve();
        self::assertSame($status, $this->send(strtr($query, ['KEY' => $this->key, 'SECRET' => $this->secret]), $header, $body));
        $rows = $this->ledger->deliveries->recent(9);
        self::assertSame($kept === null ? [] : [$kept], array_map(static fn (array $row): array => [$row['query'], $row['content_type'], $row['body'], $row['headers']], $rows));
        self::assertSame($status === 401 ? 1 : 0, Counter::value($this->ledger));
    }

    /** @return array<string, array{string, string, string, int, ?list<?string>}> query, content type and further headers, body, status, what is kept */
    public static function requests(): array
    {
        $json = 'application/json';
        return [
            'a message' => ['KEY', $json, "\x00raw\xff'\\", 202, ['', $json, "\x00raw\xff'\\", null]],
            'further parameters' => ['KEY&a=1&b=%20', $json, '', 202, ['a=1&b=%20', $json, '', null]],
            'the key is not the first' => ['a=1&KEY&b=2', $json, 'x', 202, ['a=1&b=2', $json, 'x', null]],
            'the key twice' => ['KEY&b=2&KEY', $json, 'x', 202, ['b=2', $json, 'x', null]],
            'a wrong key after the right one' => ['KEY&s=1.2', $json, 'x', 202, ['', $json, 'x', null]],
            'a header that is kept' => ['KEY', "$json\r\nX-Zabbix-Signature: ab", 'x', 202, ['', $json, 'x', '{"x-zabbix-signature":"ab"}']],
            'another header' => ['KEY', "$json\r\nX-Forwarded-For: 192.0.2.1", 'x', 202, ['', $json, 'x', null]],
            'a form with files' => ['KEY', 'multipart/form-data; boundary=b', "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n", 202, ['', 'application/x-www-form-urlencoded', 'a=1', null]],
            'too large' => ['KEY', $json, str_repeat('x', 1024 * 1024 + 1), 413, null],
            'no key' => ['', $json, 'x', 401, null],
            'wrong secret' => ['s=1.' . str_repeat('0', 64), $json, 'x', 401, null],
            'another source' => ['s=2.SECRET', $json, 'x', 401, null],
            'a line after the key' => ['KEY%0A', $json, 'x', 401, null],
        ];
    }

    /**
     * What the mirror says of source 1, whose secret is KEY's: each time the message is kept, or the caller is turned away.
     *
     * @dataProvider mirrors
     * @param \Closure(string, string): void $make by data directory and digest
     */
    public function testWhateverTheMirrorIsNothingIsLost(\Closure $make, bool $isOnItsWord): void
    {
        $make($this->root . '/data', SecretCheck::digest($this->secret));
        $this->serve();
        self::assertSame(202, $this->send($this->key . '&a=1', 'text/x', "\xff'"));
        self::assertSame(401, $this->send('s=1.' . SecretCheck::newSecret(), 'text/x', 'x'));
        $rows = $this->ledger->deliveries->recent(9);
        self::assertSame([['1', 'a=1', 'text/x', "\xff'", 'new', $isOnItsWord ? SecretCheck::digest($this->secret) : null]], array_map(
            static fn (array $row): array => [(string) $row['source_id'], $row['query'], $row['content_type'], $row['body'], $row['state'], $row['presented']],
            $rows,
        ));
    }

    /** @return array<string, array{\Closure(string, string): void, bool}> */
    public static function mirrors(): array
    {
        $with = static fn (string ...$names): \Closure => static function (string $data, string $digest) use ($names): void {
            mkdir($data . '/callers', 0700, true);
            array_map(static fn (string $name): bool => touch($data . '/callers/' . strtr($name, ['DIGEST' => $digest])), $names);
        };
        return [
            'none' => [static fn () => null, false],
            'empty' => [$with(), false],
            'up to date' => [$with('1.DIGEST'), true],
            'with others' => [$with('1.DIGEST', '2.' . str_repeat('0', 64), '11.DIGEST'), true],
            'of another source' => [$with('2.DIGEST', '11.DIGEST'), false],
            'before the secret was replaced' => [$with('1.' . str_repeat('0', 64)), false],
            'cut off' => [$with('1.DIGES', '1.', '1'), false],
            'before it stopped to sign' => [$with('1.DIGEST.signs'), false],
            'a folder where a file should be' => [static fn (string $data, string $digest) => mkdir("$data/callers/1.$digest", 0700, true), false],
            'a file where the folder should be' => [static fn (string $data) => mkdir($data) && touch($data . '/callers'), false],
            'the one file of before' => [static fn (string $data, string $digest) => mkdir($data) && file_put_contents($data . '/sources.json', json_encode(['1' => $digest])), false],
        ];
    }

    public function testWithTablesOfBeforeAKnownCallerIsLookedUp(): void
    {
        $this->ledger->db->run('ALTER TABLE mod_makegood_deliveries DROP COLUMN presented');
        DataDirectory::at($this->root . '/data')->mirror()->write($this->ledger->sources->callers());
        $this->serve();
        self::assertSame(202, $this->send($this->key, '', 'x'));
        self::assertSame(401, $this->send('s=1.' . SecretCheck::newSecret(), '', 'x'));
        self::assertSame(1, $this->ledger->deliveries->count());
    }

    public function testAReplacedSecretEndsAtOnceWhereTheMirrorLies(): void
    {
        $mirror = DataDirectory::at($this->root . '/data')->mirror();
        $mirror->write($this->ledger->sources->callers());
        $new = SecretCheck::newSecret();
        $this->ledger->sources->rotate('1', SecretCheck::digest($new), 1);
        $this->serve();
        self::assertSame(202, $this->send($this->key, '', 'the mirror is behind'));
        self::assertSame(202, $this->send('s=1.' . $new, '', 'the server is asked'));
        $mirror->write($this->ledger->sources->callers());
        self::assertSame(401, $this->send($this->key, '', 'x'));
        self::assertSame(202, $this->send('s=1.' . $new, '', 'the mirror knows'));
        self::assertSame([SecretCheck::digest($new), null, SecretCheck::digest($this->secret)], array_column($this->ledger->deliveries->recent(9), 'presented'));
    }

    public function testAServerThatIsDownMeansTheSpool(): void
    {
        $this->configure($this->root . '/no-server.sock');
        $this->serve();
        self::assertSame(503, $this->send($this->key, 'application/json', 'x'), 'no mirror yet');
        DataDirectory::at($this->root . '/data')->mirror()->write($this->ledger->sources->callers());
        self::assertSame(202, $this->send($this->key, 'application/json', 'x'));
        $spool = DataDirectory::at($this->root . '/data')->spool();
        self::assertSame([SecretCheck::digest($this->secret)], array_map(static fn (string $file): ?string => $spool->read($file)->presented, $spool->files()));
        self::assertSame(503, $this->send('s=1.' . str_repeat('0', 64), 'application/json', 'x'));
        self::assertSame(0, $this->ledger->deliveries->count());
    }

    private function configure(string $socket): void
    {
        file_put_contents($this->root . '/configuration.php', "<?php\n\$db_host = '$socket';\n\$db_username = 'root';\n\$db_password = '';\n\$db_name = '{$this->schema}';\n"
            . "\$makegood_data_dir = '{$this->root}/data';\n");
    }
}
