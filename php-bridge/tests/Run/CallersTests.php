<?php

/**
 * Whom the endpoint let in on the word of its mirror: no message is lost, and with a secret that had ended nothing counts. What the
 * endpoint does (an INSERT with the digest that was presented) is done here by itself, so that a mirror may say anything.
 */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Intake\DataDirectory;
use Makegood\Intake\Message;
use Makegood\Intake\SecretCheck;
use Makegood\Run\Callers;
use Makegood\Tests\Support\World;
use Makegood\Vault;

abstract class CallersTests extends RunTestCase
{
    private const DOWN = '2026-03-04T12:00:00Z';
    private const UP = '2026-03-04T14:00:00Z';

    /**
     * What happens in this order: `A` a message of an outage comes with the first secret (`B` the second, `C` the third, `X` one that
     * never was), `rotate` the secret is replaced, `run` cron. What a message shows is `read` or the code that it is refused with.
     *
     * @return array<string, array{list<string>, list<string>}>
     */
    public static function histories(): array
    {
        [$old, $wrong] = [Callers::OLD, Callers::WRONG];
        return [
            'the secret of now' => [['A'], ['read']],
            'the old one came before, cron after' => [['A', 'rotate'], ['read']],
            'the old one comes after, where a mirror is stale' => [['rotate', 'A'], [$old]],
            'before and after, read at once' => [['A', 'rotate', 'A', 'B'], ['read', $old, 'read']],
            'before and after, read in turn' => [['A', 'run', 'rotate', 'run', 'A', 'run', 'B'], ['read', $old, 'read']],
            'two rotations in a row, cron only after them' => [['A', 'rotate', 'B', 'rotate', 'C'], ['read', 'read', 'read']],
            'two rotations, the first secret between them' => [['rotate', 'A', 'B', 'rotate', 'C'], [$old, 'read', 'read']],
            'two rotations, both old ones after them' => [['rotate', 'rotate', 'A', 'B', 'C'], [$old, $old, 'read']],
            'nobody ever had it' => [['X', 'rotate', 'X'], [$wrong, $wrong]],
            'one that only comes later' => [['B', 'run', 'rotate', 'B'], [$wrong, 'read']],
        ];
    }

    /**
     * @dataProvider histories
     * @param list<string> $steps
     * @param list<string> $expected
     */
    public function testWhatComesOfAMessage(array $steps, array $expected): void
    {
        $source = $this->world->source('pingdom');
        $secrets = ['A' => 'x', 'X' => 'nobody\'s'];
        $fates = $expected;
        foreach ($steps as $step) {
            match ($step) {
                'rotate' => $secrets[isset($secrets['B']) ? 'C' : 'B'] = $this->world->desk->rotateSecret($source, 'admin:1'),
                'run' => $this->world->run(),
                // By the clock of the web server it would be the other way round. A secret that is not there yet is guessed.
                default => $this->admit($source, $secrets[$step] ?? 'guessed', self::down(), $this->world->panel->now() + (array_shift($fates) === 'read' ? 3_600_000 : -3_600_000)),
            };
        }
        $this->world->run(self::UP);
        self::assertSame($expected, $this->fates());
        self::assertSame(count($expected) - count(array_keys($expected, 'read', true)), (int) $this->world->ledger->sources->byId($source)['refused']);
    }

    public function testWithASecretThatEndedNoMoneyMoves(): void
    {
        $world = $this->company();
        [$pingdom, $robot] = $world->twoMonitors();
        foreach ([self::DOWN => 'down', self::UP => 'up'] as $at => $state) {
            $world->message($pingdom, '801', $state, $at);
        }
        $world->desk->rotateSecret($robot, 'admin:1');
        $body = static fn (string $at, string $type): string => Json::encode(['monitorID' => '801', 'monitorFriendlyName' => 'Web', 'alertType' => $type, 'alertDateTime' => (string) intdiv(Instant::ms($at), 1000)]);
        $this->admit($robot, 'x', $body(self::DOWN, '1'), Instant::ms(self::DOWN));
        $this->admit($robot, 'x', $body(self::UP, '2'), Instant::ms(self::UP));
        self::assertSame([], $world->run(self::SETTLED)->problems);
        self::assertSame([], $world->entries(), 'one monitor alone');
        self::assertSame([['refused', 2]], array_map(static fn (array $row): array => ['refused', $row['refused']], $world->desk->health()['refusedOf']));
        self::assertSame(2, $world->ledger->deliveries->countIn('refused'), 'kept');

        // The same two with the secret that they should have had: as if nothing had been.
        $world->ledger->db->run('UPDATE mod_makegood_deliveries SET state = \'new\', problem = NULL, presented = (SELECT digest FROM mod_makegood_sources WHERE id = ?) WHERE state = \'refused\'', [(int) $robot]);
        $world->run('2026-04-04T07:00:00Z');
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
    }

    public function testAMonitorThatIsNotHere(): void
    {
        $this->world->source('pingdom');
        $this->admit('9', 'x', self::down(), 1);
        $this->world->ledger->deliveries->add('9', 1, '', '', 'and nothing was presented');
        $this->admit('1', 'x', self::down(), 1);
        $this->world->run(self::UP);
        self::assertSame([Callers::WRONG, Callers::WRONG, 'read'], $this->fates(), 'and it holds nobody up');
    }

    public function testASourceThatSignsIsNotReadUncheckedWhateverAMirrorSaid(): void
    {
        $source = $this->world->source('zabbix');
        $this->admit($source, 'x', 'before', 1);
        $this->world->ledger->sources->setSigning($source, 'hmac', (new Vault(str_repeat('k', 64), null))->seal(Vault::signing($source), 'a secret to sign'));
        $this->admit($source, 'x', 'after', 1);
        $this->world->ledger->sources->setSigning($source, 'hmac', (new Vault(str_repeat('k', 64), null))->seal(Vault::signing($source), 'another secret'));
        $this->admit($source, 'x', 'after that', 1);
        $this->admit($source, 'nobody\'s', 'x', 1);
        $this->world->run(self::UP);
        self::assertSame(['read', 'unchecked', 'unchecked', Callers::WRONG], $this->fates());
        $this->world->run(self::UP);
        self::assertSame(['read', 'signature_missing', 'signature_missing', Callers::WRONG], $this->fates());
        $this->admit($source, 'x', 'signed in its body', 1);
        $this->world->run(self::UP);
        $this->world->ledger->deliveries->checked('5', 'new', null, 1);
        $this->world->run(self::UP);
        self::assertSame('read', $this->fates()[4], 'once is enough');
    }

    public function testNothingIsFinalWhileOneWaitsForItsSignature(): void
    {
        $world = $this->company();
        $world->outage($world->twoMonitors(), self::DOWN, self::UP);
        $signing = $world->source('zabbix');
        $world->ledger->sources->setSigning($signing, 'hmac', (new Vault(str_repeat('k', 64), null))->seal(Vault::signing($signing), 'a secret to sign'));
        $this->admit($signing, 'x', 'x', 1);
        $world->run(self::SETTLED);
        self::assertSame([], $world->entries());
        $world->run(self::SETTLED);
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted'], $world->entries());
    }

    /** From the spool: it has no number, only the time of the web server that took it in. */
    public function testTheSpool(): void
    {
        $directory = DataDirectory::at($this->temporaryDirectory() . '/data');
        $this->world = new World($this->anotherDatabase(), $directory->path);
        $source = $this->world->source('pingdom');
        $rotated = $this->world->panel->now();
        $new = SecretCheck::digest($this->world->desk->rotateSecret($source, 'admin:1'));
        $expected = [];
        foreach ([
            [SecretCheck::digest('x'), -1, 'read'], [SecretCheck::digest('x'), 0, 'read'], [SecretCheck::digest('x'), 1, Callers::OLD], [$new, -1, 'read'], [$new, 1, 'read'],
            [SecretCheck::digest('nobody\'s'), -1, Callers::WRONG], [null, 1, 'read'],
        ] as $i => [$presented, $ms, $fate]) {
            $directory->spool()->put(new Message($source, $rotated + $ms, 'application/json', '', self::down(), [], $presented));
            $expected[] = [$rotated + $ms, $fate];
        }
        $this->world->run(self::UP);
        $rows = array_map(null, array_map(static fn (array $row): int => (int) $row['received_ms'], $this->rows()), $this->fates());
        sort($rows);
        sort($expected);
        self::assertSame($expected, $rows);
        self::assertSame([], $directory->spool()->files());
        self::assertSame(2, (int) $this->world->ledger->sources->byId($source)['refused']);
    }

    public function testWhatWasNotUnderstoodMayBeReadAgainAfterTheSecretWasReplaced(): void
    {
        $source = $this->world->source('mapped');
        $this->admit($source, 'x', '{}', 1);
        $this->world->run(self::UP);
        $this->world->desk->rotateSecret($source, 'admin:1');
        self::assertSame(1, $this->world->ledger->deliveries->readAgain($source));
        $this->world->run(self::UP);
        self::assertSame('unknown', $this->rows()[0]['state'], 'not refused');
    }

    /** What the endpoint stores of a caller that a mirror knows. */
    private function admit(string $source, string $secret, string $body, int $receivedMs): void
    {
        $this->world->ledger->db->insert('mod_makegood_deliveries', [
            'source_id' => (int) $source, 'received_ms' => $receivedMs, 'content_type' => 'application/json', 'query' => '', 'body' => $body, 'state' => 'new',
            'presented' => SecretCheck::digest($secret),
        ]);
    }

    private static function down(): string
    {
        return Json::encode([
            'check_id' => 801, 'check_name' => 'Web', 'check_type' => 'HTTP', 'check_params' => ['hostname' => 'web.example.com'],
            'current_state' => 'DOWN', 'previous_state' => 'UP', 'state_changed_timestamp' => intdiv(Instant::ms(self::DOWN), 1000),
        ]);
    }

    /** @return list<array<string, mixed>> oldest first */
    private function rows(): array
    {
        return $this->world->ledger->db->rows('SELECT * FROM mod_makegood_deliveries ORDER BY id');
    }

    /** @return list<string> */
    private function fates(): array
    {
        return array_map(static function (array $row): string {
            $code = json_decode((string) $row['problem'], true)['code'] ?? null;
            return match ($row['state']) {
                'refused' => (string) $code,
                'unchecked', 'new' => $row['state'],
                default => 'read',
            };
        }, $this->rows());
    }
}
