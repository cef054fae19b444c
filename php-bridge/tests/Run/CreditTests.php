<?php

/** From a monitor's message to the right amount on the client's account. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Instant;
use Makegood\Panel\MaintenanceWindow;
use Makegood\Tests\Support\World;

abstract class CreditTests extends RunTestCase
{
    public function testARealOutageIsCreditedOnceToEachAffectedService(): void
    {
        $world = $this->company();
        $world->service('18', '6', '1', '20.00', 'USD', ['mode' => 'exclusive', 'rates' => ['20']]);
        $world->service('19', '7', '2');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $preview = $world->run('2026-03-05T06:00:00Z');
        self::assertSame([4, 4, 1, 0, 0, 0], [
            $preview->deliveries, $preview->observations, $preview->confirmed, $preview->refused, $preview->entries, $preview->postings,
        ]);
        self::assertSame([], $preview->problems);
        self::assertFalse($world->ledger->settlements->of('17', '2026-03')['final']);
        self::assertSame(0, $world->run('2026-04-03T23:59:59Z')->newItems(), 'the settle delay is not over');

        $final = $world->run(self::SETTLED);
        self::assertSame([2, 2, []], [$final->entries, $final->postings, $final->problems]);
        // 120 of 44640 minutes: 99.73 %, 10 %; the taxed client paid 24.00 gross
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', '18 2026-03 1 2.40 accountCredit posted'], $world->entries());
        self::assertSame(['1.00', '2.40', '0.00'], array_map($world->panel->balance(...), ['5', '6', '7']));
        $row = $world->panel->creditRows('6', '0')[0];
        self::assertMatchesRegularExpression('/^makegood:[0-9a-f]{32} SLA credit 2026-03, service 18$/D', $row->description);
        self::assertSame($row->id, $world->ledger->postings->ofEntry('2')[0]['panel_ref']);

        self::assertSame([0, 0, 0], [$world->run(self::SETTLED)->newItems(), $world->run('2026-05-20T06:00:00Z')->newItems(), count($world->panel->creditRows('5', '1'))]);
    }

    public function testAnEntryCanBeComputedAgainFromItsOwnBytes(): void
    {
        $world = $this->company();
        $world->service('18', '5', '1', '20.00');
        $world->outage($world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        foreach (['1', '2'] as $id) {
            $entry = $world->ledger->entries->byId($id);
            self::assertSame((string) $entry['answer'], $world->engine->bytes((string) $entry['request']));
            self::assertSame($world->engine->identity()['sha256'], $entry['engine_sha256']);
            self::assertCount(1, json_decode((string) $entry['request'], true)['services']);
            self::assertStringContainsString('"document":' . World::POLICY, (string) $entry['request']);
        }
        self::assertSame([0, 1], array_map(static fn (string $id): int => (int) $world->ledger->entries->byId($id)['revision'], ['1', '2']));
    }

    public function testAnnouncedMaintenanceIsNotCounted(): void
    {
        $world = $this->company();
        $world->panel->maintenance = [
            new MaintenanceWindow('1', 'server:1', Instant::ms('2026-03-04T11:00:00Z'), Instant::ms('2026-03-04T15:00:00Z'), 'Kernel'),
        ];
        $sources = $world->twoMonitors();
        $world->run('2026-03-02T00:00:00Z');
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        self::assertSame([1, 0], (static fn ($s): array => [$s->confirmed, $s->entries])($world->run(self::SETTLED)));
        self::assertSame(['confirmed' => 0, 'refused' => 1], array_intersect_key($world->desk->totals(), ['confirmed' => 0, 'refused' => 0]));

        $id = (string) $world->ledger->maintenance->all()[0]['id'];
        $world->desk->withdrawMaintenance($id, 'admin:1');
        $world->panel->maintenance = [];
        self::assertSame(1, $world->run()->entries, 'called off by a person: it counts after all');
        self::assertSame(1, $world->desk->totals()['confirmed']);
    }

    public function testAServiceThatMovedIsCreditedForItsOwnServersOutageOnly(): void
    {
        $world = $this->company();
        [$one, $two] = $world->twoMonitors();
        foreach ([$one, $two] as $source) {
            $world->watch($source, '802', 'server:2');
        }
        $world->run('2026-03-01T06:00:00Z');
        $world->service('17', '5', '2');
        $world->run('2026-03-15T00:00:00Z');
        $world->outage([$one, $two], '2026-03-20T12:00:00Z', '2026-03-20T14:00:00Z', '801');
        self::assertSame(0, $world->run(self::SETTLED)->entries, 'it had left server 1');
        $world->outage([$one, $two], '2026-03-20T12:00:00Z', '2026-03-20T14:00:00Z', '802');
        self::assertSame(1, $world->run(self::SETTLED)->entries);
    }

    public function testLateEvidenceAfterSettlementAddsAnEntryAndEditsNone(): void
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        $before = $world->ledger->entries->byId('1');
        $world->outage($sources, '2026-03-10T00:00:00Z', '2026-03-10T03:00:00Z');
        self::assertSame(1, $world->run('2026-04-06T06:00:00Z')->entries);
        // five hours: 99.33 %, 25 %
        self::assertSame(['17 2026-03 1 1.00 accountCredit posted', '17 2026-03 2 1.50 accountCredit posted'], $world->entries());
        self::assertSame('2.50', $world->panel->balance('5'));
        self::assertEquals($before, $world->ledger->entries->byId('1'));
    }

    public function testWhatWasTooMuchIsCarriedAndTakenFromTheNextCredit(): void
    {
        $world = $this->company();
        $sources = $world->twoMonitors();
        foreach ($sources as $source) {
            $world->message($source, '801', 'down', '2026-03-04T12:00:00Z');
            $world->message($source, '801', 'up', '2026-03-04T17:00:00Z');
        }
        $world->run(self::SETTLED);
        self::assertSame('2.50', $world->panel->balance('5'));
        foreach ($sources as $source) {
            $world->message($source, '801', 'up', '2026-03-04T14:00:00Z'); // the recovery had been sent and came late
        }
        $world->run('2026-04-05T06:00:00Z');
        self::assertSame('17 2026-03 2 -1.50 carry carried', $world->entries()[1]);
        self::assertSame('-1.50', $world->ledger->clients->state('5', 'USD')['carry']);
        $world->outage($sources, '2026-04-10T12:00:00Z', '2026-04-10T17:00:00Z');
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame('17 2026-04 1 2.50 accountCredit posted', $world->entries()[2]);
        self::assertSame('3.50', $world->panel->balance('5'), '2.50, then 2.50 less the 1.50 that was too much');
        self::assertSame('0.00', $world->ledger->clients->state('5', 'USD')['carry']);
        $this->assertCarryChain();
    }

    public function testTheThirdDecimalThatThePanelCannotBookCarriesOver(): void
    {
        $world = $this->company();
        $world->panel->capabilities['postableScale'] = [['currency' => 'KWD', 'scale' => 2]];
        $world->service('20', '8', '1', '3.750', 'KWD');
        $sources = $world->twoMonitors();
        $world->outage($sources, '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $world->run(self::SETTLED);
        self::assertSame(['0.37', '0.005'], [$world->panel->balance('8'), $world->ledger->clients->state('8', 'KWD')['carry']]);
        $world->outage($sources, '2026-04-04T12:00:00Z', '2026-04-04T14:00:00Z');
        $world->run('2026-05-04T06:00:00Z');
        self::assertSame(['0.75', '0.000'], [$world->panel->balance('8'), $world->ledger->clients->state('8', 'KWD')['carry']]);
        $this->assertCarryChain();
    }

    public function testOrderAndRepetitionOfMessagesDoNotMatter(): void
    {
        $sums = [];
        foreach ([1, 2, 3, 4] as $seed) {
            mt_srand($seed);
            $world = $this->world = new World($this->anotherDatabase(), $this->temporaryDirectory());
            $this->company();
            $messages = [];
            foreach ($world->twoMonitors() as $source) {
                foreach (['04T12', '10T03', '18T20'] as $hour) {
                    $messages[] = [$source, 'down', "2026-03-{$hour}:00:00Z"];
                    $messages[] = [$source, 'up', "2026-03-{$hour}:50:00Z"];
                }
            }
            $messages = [...$messages, ...$messages];
            for ($i = count($messages) - 1; $i > 0; $i--) {
                $j = mt_rand(0, $i);
                [$messages[$i], $messages[$j]] = [$messages[$j], $messages[$i]];
            }
            foreach ($messages as $i => [$source, $state, $at]) {
                $world->message($source, '801', $state, $at, '2026-04-01T00:00:00Z');
                if ($i % 5 === $seed) {
                    $world->run($i < 12 ? '2026-04-01T00:00:00Z' : self::SETTLED); // half of them before, half after settlement
                }
            }
            $world->run('2026-04-20T06:00:00Z');
            $sums[] = $this->hundredths($world->ledger->entries->fold('17', '2026-03'));
            $this->assertCarryChain();
        }
        self::assertSame([100, 100, 100, 100], $sums, '150 minutes in all: 10 % of 10.00, whatever the way there');
    }
}
