<?php

/** People's actions: what is refused, what is remembered of who did it. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Instant;
use Makegood\Intake\DataDirectory;
use Makegood\Intake\SecretCheck;
use Makegood\Panel\ServiceFacts;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;

final class DeskTest extends DatabaseTestCase
{
    use OnSqlite;

    private World $world;
    private string $dataDir;

    protected function setUp(): void
    {
        $this->dataDir = $this->temporaryDirectory();
        $this->world = new World($this->connect(), $this->dataDir);
    }

    public function testASourcesSecretIsShownOnceAndMirroredAsADigest(): void
    {
        $made = $this->world->desk->addSource('pingdom', 'Our Pingdom', '', 'admin:1');
        $mirror = DataDirectory::at($this->dataDir)->mirror();
        self::assertSame([$made['id'] => SecretCheck::digest($made['secret'])], $mirror->read());
        self::assertStringNotContainsString($made['secret'], json_encode($this->world->ledger->sources->all()));
        self::assertSame('pingdom', $this->world->ledger->sources->byId($made['id'])['independence_group']);
        $new = $this->world->desk->rotateSecret($made['id'], 'admin:1');
        self::assertNotSame($made['secret'], $new);
        self::assertSame([$made['id'] => SecretCheck::digest($new)], $mirror->read());
        self::assertSame(['source.rotated', 'source.added'], array_column($this->world->ledger->events->recent(2), 'type'));
    }

    public function testTheMirrorHearsAtOnceWhoSigns(): void
    {
        $made = $this->world->desk->addSource('zabbix', 'Our Zabbix', '', 'admin:1');
        $name = $this->dataDir . '/callers/' . $made['id'] . '.' . SecretCheck::digest($made['secret']);
        self::assertFileExists($name);
        $this->world->desk->monitors->secrets->sign($made['id'], '', 'admin:1');
        self::assertSame([false, true], [is_file($name), is_file($name . '.signs')]);
        $this->world->desk->monitors->secrets->stopSigning($made['id'], 'admin:1');
        self::assertSame([true, false], [is_file($name), is_file($name . '.signs')]);
    }

    /** @dataProvider refusedPolicies */
    public function testAPolicyIsJudgedByTheCoreBeforeItIsStored(string $document, string $code): void
    {
        try {
            $this->world->desk->putPolicy($document, 'admin:1');
            self::fail('stored');
        } catch (CoreRefused $refusal) {
            self::assertSame($code, $refusal->errorCode);
        }
        self::assertSame([], $this->world->ledger->policies->all());
    }

    /** @return array<string, array{string, string}> */
    public static function refusedPolicies(): array
    {
        return [
            'tiers out of order' => [strtr(World::POLICY, ['"99.5"' => '"99.95"']), 'policy_tiers'],
            'unknown field' => [strtr(World::POLICY, ['"zone"' => '"zonee":1,"zone"']), 'unknown_field'],
            'key twice' => [strtr(World::POLICY, ['"zone"' => '"zone":"UTC","zone"']), 'duplicate_field'],
            'another schema' => [strtr(World::POLICY, ['"schema":1' => '"schema":3']), 'policy_schema'],
            'notice without its rule' => [strtr(World::POLICY, ['excludedIfAnnounced' => 'excluded']), 'policy_maintenance'],
        ];
    }

    /** @dataProvider notObjects */
    public function testWhatIsNotOneObjectNeverReachesTheRequest(string $document): void
    {
        $this->expectException(UnableToDo::class);
        $this->world->desk->putPolicy($document, 'admin:1');
    }

    /** @return list<array{string}> */
    public static function notObjects(): array
    {
        return [[''], ['null'], ['[]'], ['"x"'], ['{}}],"services":[{'], [World::POLICY . ','], [World::POLICY . World::POLICY]];
    }

    public function testAPolicyIsBoundToWhatIsThere(): void
    {
        $hash = $this->world->desk->putPolicy(World::POLICY, 'admin:1');
        $this->world->desk->assign('service', '17', $hash, 5, 'admin:1');
        self::assertSame('Standard', $this->world->ledger->assignments->all()[0]['policy_name']);
        $this->expectException(UnableToDo::class);
        $this->world->desk->assign('service', '17', str_repeat('0', 64), 5, 'admin:1');
    }

    /** @dataProvider refusedActions */
    public function testWhatMakesNoSenseIsRefused(\Closure $action): void
    {
        $this->expectException(UnableToDo::class);
        $action($this->world);
    }

    /** @return array<string, array{\Closure}> */
    public static function refusedActions(): array
    {
        $noon = Instant::ms('2026-03-01T12:00:00Z');
        return [
            'no such case' => [static fn (World $w) => $w->desk->acceptCase('9', 'admin:1')],
            'no such outage' => [static fn (World $w) => $w->desk->acceptOutageByHand('9', 'admin:1')],
            'no such target' => [static fn (World $w) => $w->desk->mapTarget('9', 'server:1', 'admin:1')],
            'no such source' => [static fn (World $w) => $w->desk->enableSource('9', false, 'admin:1')],
            'unknown vendor' => [static fn (World $w) => $w->desk->addSource('carrier-pigeon', 'x', '', 'admin:1')],
            'nameless source' => [static fn (World $w) => $w->desk->addSource('pingdom', ' ', '', 'admin:1')],
            'subject without an id' => [static fn (World $w) => $w->desk->addMaintenance('server:', $noon, $noon + 1, 0, 'x', 'admin:1')],
            'maintenance that ends first' => [static fn (World $w) => $w->desk->addMaintenance('*', $noon, $noon, 0, 'x', 'admin:1')],
            'announced tomorrow' => [static fn (World $w) => $w->desk->addMaintenance('*', $noon, $noon + 1, $noon, 'x', 'admin:1')],
            'withdrawn twice' => [static function (World $w) use ($noon): void {
                $id = $w->desk->addMaintenance('*', $noon, $noon + 1, 0, 'x', 'admin:1');
                $w->desk->withdrawMaintenance($id, 'admin:1');
                $w->desk->withdrawMaintenance($id, 'admin:1');
            }],
        ];
    }

    public function testAnOutageInProgressCannotBeAccepted(): void
    {
        $this->world->service('17', '5', '1');
        [$pingdom] = $this->world->twoMonitors();
        $this->world->message($pingdom, '801', 'down', '2026-03-04T12:00:00Z');
        $this->world->run('2026-03-04T13:00:00Z');
        $outage = $this->world->ledger->outages->recent(1)[0];
        self::assertSame(1, (int) $outage['open']);
        $this->expectException(UnableToDo::class);
        $this->world->desk->acceptOutageByHand((string) $outage['id'], 'admin:1');
    }

    public function testWhatIsAcceptedByHandIsWhatThePersonSaw(): void
    {
        $this->world->service('17', '5', '1');
        [$pingdom] = $this->world->twoMonitors();
        $this->world->outage([$pingdom], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->world->run('2026-03-05T00:00:00Z');
        $seen = $this->world->ledger->outages->recent(1)[0];
        $interval = [(int) $seen['from_ms'], (int) $seen['to_ms']];
        $this->world->message($pingdom, '801', 'up', '2026-03-04T13:00:00Z'); // a recovery that comes late
        $this->world->run('2026-03-05T01:00:00Z');
        try {
            $this->world->desk->acceptOutageByHand((string) $seen['id'], 'admin:1', null, $interval);
            self::fail('accepted');
        } catch (UnableToDo $refused) {
            self::assertStringContainsString('to 2026-03-04T13:00:00Z by now', $refused->getMessage());
        }
        $this->world->desk->acceptOutageByHand((string) $seen['id'], 'admin:1', null, [$interval[0], Instant::ms('2026-03-04T13:00:00Z')]);
        self::assertSame('accepted', $this->world->ledger->cases->all(1)[0]['state']);
    }

    public function testALabelIsOfTheTimeWhenTheServiceWasTheClients(): void
    {
        $this->world->policy();
        $this->world->service('17', '5', '1');
        $this->world->outage($this->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->world->run('2026-04-04T06:00:00Z');
        $this->world->clock('2026-04-05T06:00:00Z');
        $this->world->panel->services['17'] = new ServiceFacts('17', '6', '1', '1', 'active', 'USD', '10.00', 1, null, 'Secret of client 6');
        $this->world->run();
        self::assertSame(['Hosting 17'], array_column($this->world->desk->creditsOfClient('5'), 'label'));
    }

    public function testADisabledSourceDoesNotVoteAndATrustedOneMayStandAlone(): void
    {
        $this->world->service('17', '5', '1');
        $this->world->policy();
        [$pingdom, $robot] = $this->world->twoMonitors();
        $this->world->outage([$pingdom], '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        self::assertSame(0, $this->world->run('2026-03-05T00:00:00Z')->confirmed);
        $this->world->desk->enableSource($robot, false, 'admin:1');
        self::assertSame([0, 1], (static fn ($s): array => [$s->confirmed, $s->review])($this->world->run()));
        $this->world->desk->trustSource($pingdom, true, 'admin:1');
        self::assertSame(1, $this->world->run()->confirmed);
        self::assertSame(0, $this->world->ledger->cases->countOpen(), 'the question does not arise any more');
    }

    public function testTakingAMappingAwayTakesItsOutagesBack(): void
    {
        $this->world->service('17', '5', '1');
        $sources = $this->world->twoMonitors();
        $this->world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->world->run('2026-03-05T00:00:00Z');
        self::assertSame(1, $this->world->desk->totals()['confirmed']);
        foreach ($this->world->ledger->targets->all() as $target) {
            $this->world->desk->mapTarget((string) $target['id'], null, 'admin:1');
        }
        $this->world->run();
        self::assertSame(0, $this->world->desk->totals()['confirmed']);
    }

    public function testTheMessagesOfABadHourAreTakenInByTheNextRun(): void
    {
        $this->world->service('17', '5', '1');
        $source = $this->world->source('pingdom');
        $data = DataDirectory::at($this->dataDir);
        $body = '{"check_id":801,"check_name":"Web","current_state":"DOWN","state_changed_timestamp":1772625600}';
        $data->spool()->put(new \Makegood\Intake\Message($source, Instant::ms('2026-03-04T12:00:01Z'), 'application/json', '', $body));
        self::assertSame(1, $this->world->desk->health()['spooled']);
        self::assertSame(1, $this->world->run('2026-03-04T13:00:00Z')->observations);
        self::assertSame(0, $this->world->desk->health()['spooled']);
        self::assertArrayHasKey($source, $data->mirror()->read(), 'the run brings the mirror up to date');
    }
}
