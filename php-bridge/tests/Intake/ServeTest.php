<?php

/** The endpoint as a module's webhook.php has it: over HTTP, in a process of its own. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;

final class ServeTest extends DatabaseTestCase
{
    use OnSqlite;
    use Served;

    private Ledger $ledger;
    private string $root;
    private string $key;

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $secret = SecretCheck::newSecret();
        $this->key = 's=' . $this->ledger->sources->add('uptime-kuma', 'Kuma', 'kuma', SecretCheck::digest($secret), 1) . '.' . $secret;
        $this->root = $this->temporaryDirectory();
        $file = $this->connect()->query('PRAGMA database_list')->fetch()['file'];
        file_put_contents($this->root . '/configuration.php', "<?php\n\$db_driver = 'sqlite';\n\$db_name = '$file';\n\$makegood_data_dir = '{$this->root}/data';\n");
        $this->serve();
    }

    public function testAJsonMessage(): void
    {
        self::assertSame(202, $this->send($this->key . '&x=1', 'application/json', '{"msg":"ü"}'));
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame(['{"msg":"ü"}', 'x=1', 'application/json'], [$row['body'], $row['query'], $row['content_type']]);
    }

    public function testAMultipartFormIsKeptAsAPlainOne(): void
    {
        $body = "--b\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"a\":\"&\"}\r\n--b--\r\n";
        self::assertSame(202, $this->send($this->key, 'multipart/form-data; boundary=b', $body));
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame(['data=%7B%22a%22%3A%22%26%22%7D', 'application/x-www-form-urlencoded'], [$row['body'], $row['content_type']]);
    }

    public function testAStranger(): void
    {
        self::assertSame(401, $this->send('s=1.' . str_repeat('a', 64), 'application/json', '{}'));
        self::assertSame(0, $this->ledger->deliveries->count());
    }

    public function testAPanelWithoutItsConfigurationSaysNothingAboutItself(): void
    {
        unlink($this->root . '/configuration.php');
        self::assertSame(503, $this->send($this->key, 'application/json', '{}'));
    }
}
