<?php

/** A monitor's page: what its word counts, signatures, history, mapping; no secret is ever shown again. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Desk\MonitorKinds;
use Makegood\Engine\Engine;
use Makegood\Ledger\Sources;
use Makegood\Run\Callers;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

final class AdminMonitorTest extends ModuleTestCase
{
    private const SETTINGS = ['group' => 'rack 4', 'level' => 'own', 'weight' => '2', 'startDelay' => '300', 'endDelay' => '60', 'tolerance' => '90', 'expectEvery' => '600', 'expiresAfter' => '1200',
        'ownQuorum' => '3'];

    public function testEveryVendorOfTheCoreHasAnEntryForPeople(): void
    {
        $known = (new App())->engine()->call(['contract' => Engine::CONTRACT, 'command' => 'describe'])['sources'];
        self::assertSame($known, array_values(array_intersect($known, MonitorKinds::words())), 'a monitor that nobody can choose');
        self::assertEqualsCanonicalizing($known, MonitorKinds::words());
        self::assertSame([], array_intersect(MonitorKinds::addable(), Sources::BUILT_IN));
    }

    public function testEveryKindOfMonitorHasAPage(): void
    {
        foreach (MonitorKinds::addable() as $vendor) {
            $this->send('settings', 'addSource', ['vendor' => $vendor, 'name' => 'M ' . $vendor, 'group' => '']);
        }
        foreach (Capsule::table('mod_makegood_sources')->pluck('vendor', 'id') as $id => $vendor) {
            $html = $this->page('settings', ['source' => (string) $id]);
            self::assertSame([], self::faults($html), $vendor);
            self::assertStringContainsString('M ' . $vendor, $html);
            self::assertStringNotContainsString('This page failed', $html, $vendor);
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testWhatIsSetIsKeptAndDrawn(): void
    {
        $this->add('alertmanager');
        $html = $this->sendFrom(1, 'setSource', self::SETTINGS);
        self::assertStringContainsString('Saved', $html);
        $row = (array) Capsule::table('mod_makegood_sources')->first();
        self::assertSame(['rack 4', 'own', 2, 300_000, 60_000, 90_000, 600_000, 1_200_000, 3], array_map(
            static fn (string $column): mixed => is_numeric($row[$column]) ? (int) $row[$column] : $row[$column],
            ['independence_group', 'level', 'weight', 'start_delay_ms', 'end_delay_ms', 'tolerance_ms', 'expect_every_ms', 'expires_after_ms', 'own_quorum'],
        ));
        self::assertStringContainsString('An outage begins 5 min before it is told; it ends 1 min before that is told', $html);
    }

    /** @return array<string, array{string, string, string}> */
    public static function wrong(): array
    {
        return [
            'a weight of none' => ['weight', '0', 'weight'], 'a day and more' => ['startDelay', '86401', 'late start'], 'one place is no quorum' => ['ownQuorum', '1', '2 to 100'],
            'expires before it speaks' => ['expiresAfter', '300', 'sooner'], 'no number' => ['tolerance', '1.5', 'whole number'], 'no level' => ['level', 'mine', 'must be one of'],
        ];
    }

    /** @dataProvider wrong */
    public function testWhatCannotBeSetIsRefusedInWords(string $field, string $value, string $says): void
    {
        $this->add('alertmanager');
        self::assertStringContainsString($says, $this->sendFrom(1, 'setSource', [$field => $value] + self::SETTINGS));
        self::assertSame(1, (int) Capsule::table('mod_makegood_sources')->value('weight'));
    }

    public function testMessagesThatAreRefusedAreShownWithTheirReason(): void
    {
        $this->add('pingdom');
        $ledger = $this->ledger();
        foreach (['1' => Callers::OLD, '9' => Callers::WRONG] as $source => $code) {
            $ledger->deliveries->add((string) $source, 1, 'text/x', '', 'body of ' . $code, state: 'refused', problem: json_encode(Callers::problem($code)));
        }
        $ledger->sources->refused('1');
        $html = $this->page('deliveries', ['state' => 'refused']);
        foreach (['secret_old', 'had been replaced before it came', 'body of secret_old', 'secret_wrong', 'body of secret_wrong', 'none: 9'] as $words) {
            self::assertStringContainsString($words, $html);
        }
        self::assertSame([], self::faults($html));
        self::assertStringContainsString('1 message refused', $this->page('health'));
        self::assertStringContainsString('complete</span> 1', $this->page('health'));
        $ledger->sources->rotate('1', str_repeat('9', 64), 1);
        self::assertStringContainsString('out of date', $this->page('health'), 'the mirror still has the old one');
        self::assertStringContainsString('1 of its messages were refused', $this->page('settings', ['source' => '1']));
    }

    public function testSecretsAreNeverShownAgainAndNotInEvents(): void
    {
        $this->add('checkly');
        $this->add('pingdom');
        $this->sendFrom(1, 'setSigning', ['secret' => 'correct-horse-battery']);
        $this->sendFrom(2, 'setHistory', ['key' => 'token-of-pingdom-4711']);
        self::assertSame('checkly', Capsule::table('mod_makegood_sources')->where('id', 1)->value('signing'));
        foreach (['correct-horse-battery', 'token-of-pingdom-4711'] as $secret) {
            $everywhere = $this->page('settings', ['source' => '1']) . $this->page('settings', ['source' => '2']) . $this->page('health')
                . json_encode(Capsule::table('mod_makegood_events')->get()) . json_encode(Capsule::table('mod_makegood_sources')->get());
            self::assertStringNotContainsString($secret, $everywhere);
        }
        self::assertStringContainsString('Stop checking', $this->page('settings', ['source' => '1']));
        $this->sendFrom(1, 'dropSigning', []);
        $this->sendFrom(2, 'dropHistory', []);
        self::assertSame([null, null], [Capsule::table('mod_makegood_sources')->where('id', 1)->value('signing'), Capsule::table('mod_makegood_sources')->where('id', 2)->value('api_secret')]);
    }

    public function testASubscriptionOfSnsIsCheckedFromTheBeginning(): void
    {
        $this->add('cloudwatch');
        self::assertSame('sns', Capsule::table('mod_makegood_sources')->value('signing'), 'else no cron run would ever confirm the subscription');
    }

    public function testAMappingIsReadByTheCoreBeforeItIsInForce(): void
    {
        $this->add('mapped');
        $good = '{"schema":1,"name":"Mine","target":["/id"],"state":{"at":["/s"],"words":[{"word":"D","state":"down"},{"word":"U","state":"up"}],"other":"refuse"}}';
        self::assertStringContainsString('mapping', $this->sendFrom(1, 'setMapping', ['document' => str_replace('"down"', '"dwon"', $good)]));
        self::assertNull(Capsule::table('mod_makegood_sources')->value('mapping_hash'));
        self::assertStringContainsString('in force', $this->sendFrom(1, 'setMapping', ['document' => $good]));
        self::assertSame(hash('sha256', $good), Capsule::table('mod_makegood_sources')->value('mapping_hash'));
    }

    public function testATableIsTakenInAndItsFaultsAreSaid(): void
    {
        $this->add('csv');
        $html = $this->sendFrom(1, 'uploadCsv', ['document' => "target,state,at\nweb1,down,2026-03-04T12:00:00Z\nweb1,sideways,2026-03-04T12:10:00Z\n"]);
        self::assertStringContainsString('1 observation kept', $html);
        self::assertStringContainsString('not understood', $html);
        self::assertSame(1, Capsule::table('mod_makegood_deliveries')->count());
        self::assertStringContainsString('Nothing of this table was kept', $this->sendFrom(1, 'uploadCsv', ['document' => "no,head\n1,2\n"]));
    }

    public function testKindsThatHaveToAgreeAreKept(): void
    {
        $this->send('settings', 'setLevels', ['level_thirdParty' => '1', 'level_own' => '0', 'level_server' => '0']);
        self::assertSame([['*', 'thirdParty', 1]], Capsule::table('mod_makegood_levels')->get()->map(static fn (object $row): array => [$row->subject, $row->level, (int) $row->at_least])->all());
    }

    private function add(string $vendor): void
    {
        $this->send('settings', 'addSource', ['vendor' => $vendor, 'name' => 'M ' . $vendor, 'group' => '']);
    }

    /** @param array<string, string> $fields */
    private function sendFrom(int $source, string $action, array $fields): string
    {
        return $this->send('settings', $action, ['source' => (string) $source] + $fields) . $this->page('settings', ['source' => (string) $source]);
    }
}
