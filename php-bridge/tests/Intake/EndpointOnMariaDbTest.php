<?php

/** What the endpoint writes as text into a statement arrives byte by byte on MariaDB. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Intake\Endpoint;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnMariaDb;

final class EndpointOnMariaDbTest extends DatabaseTestCase
{
    use OnMariaDb;

    /** @return array<string, array{string}> modes in which text is escaped otherwise, or faults are told */
    public static function modes(): array
    {
        return ['as panels have it' => ['NO_ENGINE_SUBSTITUTION'], 'strict' => ['STRICT_ALL_TABLES'], 'a backslash is a letter' => ['NO_BACKSLASH_ESCAPES'], 'ANSI' => ['ANSI'], 'none' => ['']];
    }

    /** @dataProvider modes */
    public function testBytesArriveAsTheyWereSent(string $mode): void
    {
        $ledger = $this->ledger();
        $secret = SecretCheck::newSecret();
        $key = 's=' . $ledger->sources->add('mapped', 'M', 'm', SecretCheck::digest($secret), 1) . '.' . $secret;
        $endpoint = new Endpoint(function () use ($mode): \PDO {
            $pdo = $this->connect();
            $pdo->exec("SET SESSION sql_mode = '$mode'");
            return $pdo;
        }, null);
        foreach (['s=1.' . str_repeat('a', 64), 's=2.' . $secret, ''] as $stranger) {
            self::assertSame(401, $endpoint->answer('POST', $stranger, '', 'x')->status);
        }
        self::assertSame(0, $ledger->deliveries->count());
        $all = implode('', array_map(chr(...), range(0, 255)));
        foreach (['', $all, "';\\", "\\'", '?', ':a ? \\? --', "\xbf\x27 OR 1=1 #", str_repeat($all, 4096)] as $i => $body) {
            $query = $i === 7 ? 'x=1' : "x=\xff'\\?" . substr($body, 0, 99);
            self::assertSame(202, $endpoint->answer('POST', $key . '&' . strtr($query, '&', '+'), "text/x'\\?\xfe", $body, ['x-makegood-signature' => "a'\\"])->status);
            $row = Ledger::over($this->connect())->deliveries->recent(1)[0];
            self::assertTrue($row['body'] === $body, 'body ' . $i);
            self::assertSame([strtr($query, '&', '+'), "text/x'\\?\xfe", ['x-makegood-signature' => "a'\\"], 'new', null, 'webhook'], [
                $row['query'], $row['content_type'], json_decode($row['headers'], true), $row['state'], $row['problem'], $row['channel'],
            ]);
        }
    }
}
