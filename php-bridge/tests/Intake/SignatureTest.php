<?php

/** Messages of a source with a signing secret: read only when the signature is right, refused and counted when it is not. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

use Makegood\Clock;
use Makegood\Intake\Answer;
use Makegood\Intake\DataDirectory;
use Makegood\Intake\Endpoint;
use Makegood\Intake\Headers;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;
use Makegood\Run\Checking;
use Makegood\Run\Deadline;
use Makegood\Run\Drain;
use Makegood\Run\Problems;
use Makegood\Run\RunSummary;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Vault;

final class SignatureTest extends DatabaseTestCase
{
    use OnSqlite;

    private const NOW_S = 1_772_625_601;
    private const DAY_MS = 86_400_000;
    /**
     * RFC 4231, test case 2: key "Jefe", "what do ya want for nothing?".
     * The other was made with `printf '1772625601:{"a":1}' | openssl dgst -sha256 -hmac Jefe`.
     */
    private const BODY = 'what do ya want for nothing?';
    private const SIGNATURE = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';

    private Ledger $ledger;
    private DataDirectory $data;
    private Vault $vault;
    private string $key;
    private bool $down = false;
    private int $nowMs = self::NOW_S * 1000;

    protected function setUp(): void
    {
        $this->ledger = $this->ledger();
        $this->data = DataDirectory::at($this->temporaryDirectory() . '/data');
        $this->vault = new Vault(str_repeat('k', 64), null);
        $secret = SecretCheck::newSecret();
        $this->key = 's=' . $this->ledger->sources->add('zabbix', 'Z', 'zabbix', SecretCheck::digest($secret), 1) . '.' . $secret;
        Clock::set(fn (): int => $this->nowMs);
    }

    protected function tearDown(): void
    {
        Clock::set(null);
    }

    /** @return array<string, array{string, array<string, string>, string, ?string}> kind, headers, body, problem code or null */
    public static function messages(): array
    {
        $grafana = static fn (int $at, string $body, string $secret = 'Jefe'): array => [
            'x-grafana-alerting-timestamp' => (string) $at, 'x-grafana-alerting-signature' => hash_hmac('sha256', $at . ':' . $body, $secret),
        ];
        return [
            'hmac' => ['hmac', ['x-makegood-signature' => self::SIGNATURE], self::BODY, null],
            'hmac, our Zabbix script\'s own name' => ['hmac', ['x-zabbix-signature' => self::SIGNATURE], self::BODY, null],
            'hmac in capitals' => ['hmac', ['x-makegood-signature' => strtoupper(self::SIGNATURE)], self::BODY, null],
            'hmac missing' => ['hmac', [], self::BODY, 'signature_missing'],
            'hmac of another body' => ['hmac', ['x-makegood-signature' => self::SIGNATURE], self::BODY . "\n", 'signature_wrong'],
            'hmac under another vendor\'s name' => ['hmac', ['x-checkly-signature' => self::SIGNATURE], self::BODY, 'signature_missing'],
            'hmac that is too long to be one' => ['hmac', ['x-makegood-signature' => self::SIGNATURE . str_repeat('0', 600)], self::BODY, 'signature_missing'],
            'checkly' => ['checkly', ['x-checkly-signature' => self::SIGNATURE, 'x-checkly-timestamp' => '1'], self::BODY, null],
            'checkly wrong' => ['checkly', ['x-checkly-signature' => str_repeat('0', 64)], self::BODY, 'signature_wrong'],
            'grafana' => ['grafana', [
                'x-grafana-alerting-timestamp' => '1772625601',
                'x-grafana-alerting-signature' => '7f8e3dfe05d2ca2a4fe7b4dee0390fe3a36baaf73bab86d817b7b4bbd9fde371',
            ], '{"a":1}', null],
            'grafana 5 minutes ago' => ['grafana', $grafana(self::NOW_S - 300, 'x'), 'x', null],
            'grafana longer ago' => ['grafana', $grafana(self::NOW_S - 301, 'x'), 'x', 'signature_old'],
            'grafana from the future' => ['grafana', $grafana(self::NOW_S + 301, 'x'), 'x', 'signature_old'],
            'grafana old and wrong: nothing is said of its time' => ['grafana', $grafana(self::NOW_S - 999, 'x', 'other'), 'x', 'signature_wrong'],
            'grafana, a new time on an old signature' => [
                'grafana', ['x-grafana-alerting-timestamp' => (string) self::NOW_S] + $grafana(self::NOW_S - 999, 'x'), 'x', 'signature_wrong',
            ],
            'grafana without the time, only the body signed' => ['grafana', ['x-grafana-alerting-signature' => self::SIGNATURE], self::BODY, 'signature_missing'],
            'grafana, a time that is none' => [
                'grafana', ['x-grafana-alerting-timestamp' => '1e9', 'x-grafana-alerting-signature' => hash_hmac('sha256', '1e9:x', 'Jefe')], 'x', 'signature_old',
            ],
        ];
    }

    /**
     * @dataProvider messages
     * @param array<string, string> $headers
     */
    public function testOnlyASignedMessageIsRead(string $kind, array $headers, string $body, ?string $code): void
    {
        $this->sign($kind);
        self::assertSame($code === null ? 202 : 401, $this->send($headers, $body)->status);
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame([$code === null ? 'new' : 'refused', $code, $body], [$row['state'], json_decode((string) $row['problem'], true)['code'] ?? null, $row['body']]);
        self::assertSame($code === null ? 0 : 1, (int) $this->ledger->sources->byId('1')['refused']);
        self::assertSame($code === null ? $this->nowMs : null, ($last = $this->ledger->sources->byId('1')['last_ms']) === null ? null : (int) $last);
        self::assertCount($code === null ? 1 : 0, $this->ledger->deliveries->fresh(9, 9999));
    }

    /**
     * @dataProvider messages
     * @param array<string, string> $headers
     */
    public function testWhatCameWhileTheDatabaseWasDownIsCheckedWhenItIsTakenIn(string $kind, array $headers, string $body, ?string $code): void
    {
        $this->sign($kind);
        $this->data->mirror()->write($this->ledger->sources->callers());
        foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($this->data->path, \FilesystemIterator::SKIP_DOTS)) as $file) {
            self::assertStringNotContainsString('Jefe', $file . file_get_contents((string) $file));
        }
        $this->down = true;
        self::assertSame(202, $this->send($headers, $body)->status);
        $this->nowMs += self::DAY_MS; // the signature was fresh when it came
        (new Drain($this->ledger, new RunSummary(), $this->nowMs, $this->vault))->spool($this->data);
        $row = $this->ledger->deliveries->recent(1)[0];
        self::assertSame([$code === null ? 'new' : 'refused', $code], [$row['state'], json_decode((string) $row['problem'], true)['code'] ?? null]);
        self::assertSame($code === null ? 0 : 1, (int) $this->ledger->sources->byId('1')['refused']);
    }

    public function testWithoutASecretNothingIsAsked(): void
    {
        self::assertSame(202, $this->send([], 'x')->status);
        self::assertSame('new', $this->ledger->deliveries->recent(1)[0]['state']);
    }

    public function testOnlyHeadersOfTheListAreKept(): void
    {
        $server = ['HTTP_X_MAKEGOOD_SIGNATURE' => 'a', 'HTTP_AUTHORIZATION' => 'Basic x', 'HTTP_COOKIE' => 'y', 'HTTP_X_AMZ_SNS_MESSAGE_TYPE' => 'Notification'];
        self::assertSame(['x-amz-sns-message-type' => 'Notification', 'x-makegood-signature' => 'a'], Headers::ofRequest($server));
        $this->send(Headers::ofRequest($server) + ['cookie' => 'y'], 'x');
        self::assertSame('{"x-amz-sns-message-type":"Notification","x-makegood-signature":"a"}', $this->ledger->deliveries->recent(1)[0]['headers']);
    }

    public function testWhatTheEndpointCannotOpenWaitsForCron(): void
    {
        $this->sign('hmac');
        $vault = $this->vault;
        $this->vault = new Vault(null, null);
        $this->send(['x-makegood-signature' => self::SIGNATURE], self::BODY);
        $this->send(['x-makegood-signature' => self::SIGNATURE], 'forged');
        self::assertSame(['unchecked', 'unchecked'], array_column($this->ledger->deliveries->recent(9), 'state'));
        self::assertFalse($this->check(), 'nothing final while it is not known');
        self::assertStringContainsString('set it anew', implode($this->ledger->meta->startingWith('problem/')));
        $this->vault = $vault;
        self::assertTrue($this->check());
        self::assertSame(['refused', 'new'], array_column($this->ledger->deliveries->recent(9), 'state'));
        self::assertSame([], $this->ledger->meta->startingWith('problem/'));
    }

    public function testWhatCannotBeCheckedForThreeDaysIsNotWaitedFor(): void
    {
        $this->sign('hmac');
        $this->vault = new Vault(null, null);
        $this->send(['x-makegood-signature' => self::SIGNATURE], self::BODY);
        $this->nowMs += 3 * self::DAY_MS;
        self::assertFalse($this->check());
        $this->nowMs++;
        self::assertTrue($this->check());
        self::assertSame('signature_unchecked', json_decode($this->ledger->deliveries->recent(1)[0]['problem'], true)['code']);
    }

    public function testASecretThatIsTakenAwayLetsTheWaitingIn(): void
    {
        $this->sign('hmac');
        $this->vault = new Vault(null, null);
        $this->send([], self::BODY);
        $this->ledger->sources->setSigning('1', null, null);
        self::assertTrue($this->check());
        self::assertSame('new', $this->ledger->deliveries->recent(1)[0]['state']);
    }

    private function sign(string $kind): void
    {
        $this->ledger->sources->setSigning('1', $kind, $this->vault->seal(Vault::signing('1'), 'Jefe'));
    }

    /** @param array<string, string> $headers */
    private function send(array $headers, string $body): Answer
    {
        $open = fn (): \PDO => $this->down ? throw new \PDOException('down') : $this->connect();
        return (new Endpoint($open, $this->data, fn (): Vault => $this->vault))->answer('POST', $this->key, 'application/json', $body, $headers);
    }

    private function check(): bool
    {
        $problems = new Problems($this->ledger, new RunSummary(), $this->nowMs);
        $nobody = static fn (string $url): string => throw new \LogicException('nobody is asked');
        return (new Checking($this->ledger, $problems, $this->vault, $nobody, $this->nowMs))->run(Deadline::in(60_000));
    }
}
