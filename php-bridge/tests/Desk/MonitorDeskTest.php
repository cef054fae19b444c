<?php

/** What people set about monitors: what is refused, and that no secret is to be found anywhere afterwards. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\Desk;
use Makegood\Desk\UnableToDo;
use Makegood\Run\Settings;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;
use Makegood\Vault;

final class MonitorDeskTest extends DatabaseTestCase
{
    use OnSqlite;

    private World $world;
    private Vault $vault;

    protected function setUp(): void
    {
        $this->world = new World($this->connect(), $this->temporaryDirectory());
        $this->vault = new Vault(str_repeat('k', 64), null);
    }

    /** @return array<string, array{string, array<string, mixed>}> vendor, settings */
    public static function refused(): array
    {
        return [
            'a setting that is none' => ['pingdom', ['digest' => 'x']],
            'a level that is none' => ['pingdom', ['level' => 'moon']],
            'no weight' => ['pingdom', ['weight' => 0]],
            'too much weight' => ['pingdom', ['weight' => 101]],
            'a weight as text' => ['pingdom', ['weight' => '5']],
            'a delay into the future' => ['pingdom', ['startDelayMs' => -1]],
            'a delay of days' => ['pingdom', ['endDelayMs' => 86_400_001]],
            'a delay of nothing' => ['pingdom', ['startDelayMs' => null]],
            'a tolerance of hours' => ['pingdom', ['toleranceMs' => 3_600_001]],
            'every second' => ['pingdom', ['expectEveryMs' => 1000]],
            'expires before it is expected' => ['pingdom', ['expectEveryMs' => 600_000, 'expiresAfterMs' => 300_000]],
            'confirms from one place' => ['pingdom', ['ownQuorum' => 1]],
            'a group with a line break' => ['pingdom', ['group' => "a\nb"]],
            'a mapping for a vendor that is read by code' => ['pingdom', ['mapping' => str_repeat('0', 64)]],
            'a mapping that is not there' => ['mapped', ['mapping' => str_repeat('0', 64)]],
        ];
    }

    /**
     * @dataProvider refused
     * @param array<string, mixed> $settings
     */
    public function testWhatMakesNoSenseIsRefusedAndNothingIsSet(string $vendor, array $settings): void
    {
        $id = $this->world->source($vendor);
        $before = $this->world->ledger->sources->byId($id);
        try {
            $this->world->desk->monitors->set($id, $settings + ['level' => 'own'], 'admin:1');
            self::fail('set');
        } catch (UnableToDo $refusal) {
            self::assertMatchesRegularExpression('/^[A-Z].*\.$/D', $refusal->getMessage());
        }
        self::assertSame($before, $this->world->ledger->sources->byId($id));
    }

    public function testEachChangeIsAnEventAndNoChangeIsNone(): void
    {
        $id = $this->world->source('pingdom');
        foreach ([1, 2] as $_) {
            $this->world->desk->monitors->set($id, ['level' => 'thirdParty', 'weight' => 3, 'expectEveryMs' => 60_000, 'group' => ''], 'admin:1');
        }
        $said = array_map(static fn (array $event): string => $event['data'], $this->world->ledger->events->since('0', 'source.settings'));
        self::assertSame([
            '{"by":"admin:1","setting":"level","before":"","after":"thirdParty"}', '{"by":"admin:1","setting":"weight","before":"1","after":"3"}',
            '{"by":"admin:1","setting":"expect_every_ms","before":"","after":"60000"}',
        ], $said);
    }

    public function testSecretsAreSealedAndNowhereElse(): void
    {
        $desk = $this->desk($this->vault);
        $zabbix = $this->world->source('zabbix');
        $made = $desk->monitors->secrets->sign($zabbix, '', 'admin:1');
        self::assertMatchesRegularExpression('/^[0-9a-f]{64}$/D', (string) $made);
        self::assertSame($made, $this->vault->open(Vault::signing($zabbix), $this->world->ledger->sources->byId($zabbix)['signing_secret']));
        $checkly = $this->world->source('checkly');
        self::assertNull($desk->monitors->secrets->sign($checkly, 'our-own-signing-secret', 'admin:1'));
        $pingdom = $this->world->source('pingdom');
        $desk->monitors->secrets->api($pingdom, 'api-key-of-pingdom', [], 'admin:1');
        self::assertSame('api-key-of-pingdom', $this->vault->open(Vault::api($pingdom), $this->world->ledger->sources->byId($pingdom)['api_secret']));
        $everything = json_encode([$this->world->ledger->sources->all(), $this->world->ledger->events->recent(99), $desk->health(), $this->world->panel->logged]);
        foreach ([$made, 'our-own-signing-secret', 'api-key-of-pingdom'] as $secret) {
            self::assertStringNotContainsString($secret, $everything);
        }
        $desk->monitors->secrets->stopSigning($zabbix, 'admin:1');
        $desk->monitors->secrets->stopPulling($pingdom, 'admin:1');
        self::assertSame([null, null], [$this->world->ledger->sources->byId($zabbix)['signing'], $this->world->ledger->sources->byId($pingdom)['api_secret']]);
    }

    public function testWhereNoSecretCanBeKeptTheFormSaysWhy(): void
    {
        $zabbix = $this->world->source('zabbix');
        foreach ([null, new Vault(null, null)] as $vault) {
            $secrets = $this->desk($vault)->monitors->secrets;
            self::assertNotNull($secrets->problem());
            try {
                $secrets->sign($zabbix, '', 'admin:1');
                self::fail('kept');
            } catch (UnableToDo $refusal) {
                self::assertSame($secrets->problem(), $refusal->getMessage());
            }
        }
        self::assertNull($this->world->ledger->sources->byId($zabbix)['signing']);
    }

    /** @return array<string, array{string, \Closure(\Makegood\Desk\SecretDesk, string): mixed}> vendor, what is tried */
    public static function impossible(): array
    {
        return [
            'Pingdom does not sign' => ['pingdom', static fn ($desk, string $id) => $desk->sign($id, '', 'admin:1')],
            'a short secret' => ['grafana', static fn ($desk, string $id) => $desk->sign($id, 'short', 'admin:1')],
            'a secret for Amazon' => ['cloudwatch', static fn ($desk, string $id) => $desk->sign($id, str_repeat('x', 32), 'admin:1')],
            'Uptime Kuma has no history' => ['uptime-kuma', static fn ($desk, string $id) => $desk->api($id, 'some-key', [], 'admin:1')],
            'a key with a line break' => ['pingdom', static fn ($desk, string $id) => $desk->api($id, "some\nkey", [], 'admin:1')],
            'no key' => ['pingdom', static fn ($desk, string $id) => $desk->api($id, null, [], 'admin:1')],
            'Prometheus over http' => ['prometheus', static fn ($desk, string $id) => $desk->api($id, null, ['url' => 'http://prom.example.com'], 'admin:1')],
            'no such source' => ['pingdom', static fn ($desk, string $id) => $desk->sign('99', '', 'admin:1')],
        ];
    }

    /** @dataProvider impossible */
    public function testWhatCannotBeIsRefusedInASentence(string $vendor, \Closure $try): void
    {
        $this->expectException(UnableToDo::class);
        $try($this->desk($this->vault)->monitors->secrets, $this->world->source($vendor));
    }

    public function testAmazonNeedsNoSecret(): void
    {
        $id = $this->world->source('cloudwatch');
        self::assertNull($this->desk(null)->monitors->secrets->sign($id, '', 'admin:1'));
        self::assertSame(['sns', null], [$this->world->ledger->sources->byId($id)['signing'], $this->world->ledger->sources->byId($id)['signing_secret']]);
    }

    public function testNobodyAddsABuiltInSource(): void
    {
        foreach (['panel', 'manual', 'nobody'] as $vendor) {
            try {
                $this->world->desk->addSource($vendor, 'X', '', 'admin:1');
                self::fail('added');
            } catch (UnableToDo) {
                self::assertSame([], $this->world->ledger->sources->all());
            }
        }
    }

    public function testHealthNamesWhoseSignaturesWereRefusedAndWhoseHistoryCannotBeHad(): void
    {
        $id = $this->world->source('zabbix');
        $this->world->ledger->sources->refused($id);
        $this->world->ledger->sources->refused($id);
        $this->world->ledger->sources->pullFailed($id, 'The key is not accepted.');
        $health = $this->world->desk->health();
        self::assertSame([2, 2, 'The key is not accepted.', []], [
            $health['refusedSignatures'], $health['refusedOf'][0]['refused'], $health['pullProblems'][0]['problem'], $health['silent'],
        ]);
    }

    private function desk(?Vault $vault): Desk
    {
        return new Desk($this->world->panel, $this->world->engine, $this->world->ledger, new Settings(vault: $vault));
    }
}
