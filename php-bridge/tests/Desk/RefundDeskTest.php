<?php

/** Policies of refunds, facts that staff put right, what more than the plan costs, and what pages are told of a case. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Api\NotFound;
use Makegood\Api\RefundReads;
use Makegood\Desk\StaleQuote;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\RefundLine;
use Makegood\Panel\Usage;
use Makegood\Tests\Api\PlainNames;
use Makegood\Tests\Support\Core;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\RefundWorld;
use PHPUnit\Framework\TestCase;

final class RefundDeskTest extends TestCase
{
    use OnSqlite;

    private RefundWorld $shop;

    protected function setUp(): void
    {
        $this->shop = new RefundWorld($this->connect(), $this->temporaryDirectory());
    }

    private function reads(): RefundReads
    {
        return new RefundReads($this->shop->panel, $this->shop->world->ledger, new PlainNames(), Core::engine());
    }

    public function testAPolicyOfRefundsBindsNoMonthAndOneOfMonthsNoRefund(): void
    {
        $this->shop->world->policy();
        $this->shop->world->run();
        self::assertNull($this->shop->desk->offer('17'), 'an SLA promises no refund');
        $this->shop->policy();
        self::assertSame('Hosting 17', $this->shop->desk->offer('17')['card']['name']);
        self::assertCount(1, $this->shop->world->ledger->policies->all());
        self::assertCount(1, $this->shop->world->ledger->policies->all('refund'));
        self::assertCount(1, $this->shop->world->ledger->assignments->all());
        $this->expectException(UnableToDo::class);
        $this->shop->policy();
    }

    public function testTheCoreJudgesADocumentBeforeItIsKept(): void
    {
        try {
            $this->shop->policy(['arrears' => 'forgive']);
            self::fail('refused');
        } catch (CoreRefused $refused) {
            self::assertStringContainsString('arrears', $refused->path);
        }
        self::assertSame([], $this->shop->world->ledger->policies->all('refund'));
    }

    public function testARunningTermKeepsThePolicyThatItBeganWith(): void
    {
        $this->shop->policy();
        $this->shop->world->clock('2026-03-01T00:00:00Z');
        $hash = $this->shop->world->desk->putPolicy('{"kind":"refund","schema":1,"name":"None","zone":"UTC","rules":[{"id":"none","when":{},"give":{"method":"nothing"}}]}', RefundWorld::STAFF);
        $this->shop->world->desk->assign('product', '1', $hash, $this->shop->panel->nowMs, RefundWorld::STAFF);
        self::assertNotSame($hash, $this->shop->desk->offer('17')['policy']);
    }

    public function testAFactThatStaffKnowChangesTheQuoteAtOnce(): void
    {
        $this->shop->policy(['requires' => ['without' => ['breach']]]);
        $case = $this->shop->asked();
        $this->shop->world->run();
        $this->shop->desk->addFact($case, 'breach', 'sent spam on 3 April', RefundWorld::STAFF);
        self::assertSame('0.00', $this->shop->core($case)['quoted']);
        $seen = $this->reads()->ofCase($case);
        self::assertSame(['breach', 'sent spam on 3 April'], [$seen['facts']['staff'][0]['fact'], $seen['facts']['staff'][0]['note']]);
        self::assertNotNull($seen['first']);
        self::assertContains('264.00', array_column($seen['changed'], 'quoted'));
        self::assertSame([], $this->reads()->ofCase($case, '5')['facts']['staff']);
        $this->shop->desk->dropFact($case, 'breach', RefundWorld::STAFF);
        self::assertSame('264.00', $this->shop->core($case)['quoted']);
    }

    public function testAClientSaysOnlyWhatAClientMay(): void
    {
        $this->shop->policy();
        $case = $this->shop->asked(['facts' => ['consumer', 'ownFault']]);
        self::assertSame(['consumer'], $this->reads()->ofCase($case)['facts']['client']);
    }

    public function testWhatWasUsedBeyondThePlanCostsWhatTheProductSays(): void
    {
        $this->shop->policy();
        $this->shop->panel->usage['17'] = [new Usage('traffic', '100', '120', 'GB'), new Usage('disk', '10', '90', 'GB')];
        $this->shop->desk->setOverage('1', 'USD', ['traffic' => [['upTo' => null, 'price' => '0.10']]], RefundWorld::STAFF);
        $this->shop->world->clock(RefundWorld::REQUESTED);
        // 20 GB at 0.10: 264.00 - 2.00. Disk has no price.
        self::assertSame('262.00', $this->shop->quote($this->shop->desk->quote('17'))['payout']);
        $this->shop->desk->setOverage('1', 'EUR', ['traffic' => [['upTo' => null, 'price' => '0.90']]], RefundWorld::STAFF);
        self::assertSame('262.00', $this->shop->quote($this->shop->desk->quote('17'))['payout'], 'a price in euros is none in dollars');
        $this->shop->desk->setOverage('1', 'USD', [], RefundWorld::STAFF);
        self::assertSame('264.00', $this->shop->quote($this->shop->desk->quote('17'))['payout']);
        self::assertSame([['product' => '1', 'currency' => 'EUR', 'tiers' => ['traffic' => [['upTo' => null, 'price' => '0.90']]]]], $this->shop->desk->settings->overage());
    }

    /** Kinds of a plan, a nameless set-up fee and an add-on of 40.00 that was bought once; three tenths of what was made to order stay. @return array<string, array{list<array{of: string, kind: string}>, list<string>, string}> */
    public static function kinds(): array
    {
        $says = static fn (string $of, string $kind): array => ['of' => $of, 'kind' => $kind];
        return [
            'nothing is said: no time is left of what was bought once' => [[], ['plan', 'setup', 'addOn'], '264.00'],
            'by its number: 28.00 more' => [[$says('addon:3', 'customisation')], ['plan', 'setup', 'customisation'], '292.00'],
            'by its name' => [[$says('Theme made to order', 'customisation')], ['plan', 'setup', 'customisation'], '292.00'],
            'blanks around it' => [[$says('  Theme made to order ', 'customisation')], ['plan', 'setup', 'customisation'], '292.00'],
            'the number decides before the name' => [[$says('Theme made to order', 'licence'), $says('addon:3', 'customisation')], ['plan', 'setup', 'customisation'], '292.00'],
            'a licence is kept' => [[$says('addon:3', 'licence')], ['plan', 'setup', 'licence'], '264.00'],
            'another number, another name' => [[$says('addon:33', 'customisation'), $says('theme made to order', 'customisation')], ['plan', 'setup', 'addOn'], '264.00'],
            'a whole product: kept, and its service credits count all the same' => [[$says('product:1', 'licence')], ['licence', 'setup', 'addOn'], '0.00'],
        ];
    }

    /**
     * @dataProvider kinds
     * @param list<array{of: string, kind: string}> $rows
     * @param list<string> $kinds
     */
    public function testTheHostSaysWhatWasMadeToOrder(array $rows, array $kinds, string $payout): void
    {
        $this->shop->sellsATheme();
        $this->shop->policy(['lines' => [['kind' => 'customisation', 'give' => ['keep' => '30']]]]);
        $this->shop->desk->setKinds($rows, RefundWorld::STAFF);
        $this->shop->world->clock(RefundWorld::REQUESTED);
        $seen = $this->shop->desk->quote('17');
        self::assertSame($kinds, array_column(Json::decode($seen['request'])['lines'], 'kind'));
        self::assertSame($payout, $this->shop->quote($seen)['payout']);
    }

    public function testWhatAThingIsCanBeSaidWhileACaseIsOpenAndIsSeenBeforeTheDecision(): void
    {
        $this->shop->sellsATheme();
        $this->shop->policy(['lines' => [['kind' => 'customisation', 'give' => ['keep' => '30']]]]);
        $case = $this->shop->asked();
        $this->shop->world->run();
        $this->shop->desk->setKinds([['of' => 'addon:3', 'kind' => 'customisation']], RefundWorld::STAFF);
        self::assertSame([['of' => 'addon:3', 'kind' => 'customisation']], $this->shop->desk->kinds());
        try {
            $this->shop->desk->act($case, 'approve', RefundWorld::STAFF);
            self::fail('the figures are others');
        } catch (StaleQuote) {
            self::assertSame('292.00', $this->shop->core($case)['quoted']);
        }
        self::assertSame('refund.kinds', array_column($this->shop->world->ledger->events->recent(50), 'type', 'type')['refund.kinds'] ?? null);
        $this->shop->desk->setKinds([], RefundWorld::STAFF);
        self::assertSame([], $this->shop->desk->kinds());
    }

    public function testServiceCreditsOfAProductThatIsALicenceLowerWhatComesBack(): void
    {
        $this->shop->sellsATheme();
        $this->shop->policy(['lines' => [['kind' => 'licence', 'give' => 'full']]], '{"id":"all","when":{},"give":{"method":"full"}}');
        $this->shop->world->policy();
        $this->shop->world->outage($this->shop->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->shop->world->run('2026-04-04T06:00:00Z');
        $this->shop->desk->setKinds([['of' => 'product:1', 'kind' => 'licence']], RefundWorld::STAFF);
        $this->shop->world->clock(RefundWorld::REQUESTED);
        $seen = $this->shop->desk->quote('17');
        self::assertSame(['licence', '36.50'], [Json::decode($seen['request'])['lines'][0]['kind'], Json::decode($seen['request'])['credited']]);
        // 365.00 and 40.00 less the credit of March, 36.50; the set-up is kept.
        self::assertSame('368.50', $this->shop->quote($seen)['payout']);
    }

    /** @return array<string, array{list<mixed>, string}> */
    public static function kindsThatCannotBeMeant(): array
    {
        return [
            'a kind that only the panel knows' => [[['of' => 'addon:3', 'kind' => 'plan']], 'customisation, licence, valueAdded'],
            'no kind' => [[['of' => 'addon:3']], 'customisation, licence, valueAdded'],
            'nothing named' => [[['of' => ' ', 'kind' => 'licence']], 'by its number'],
            'no text' => [[['of' => ['3'], 'kind' => 'licence']], 'by its number'],
            'a line break' => [[['of' => "a\nb", 'kind' => 'licence']], 'by its number'],
            'no UTF-8' => [[['of' => "\xff", 'kind' => 'licence']], 'by its number'],
            'too long' => [[['of' => str_repeat('x', 251), 'kind' => 'licence']], '250 bytes'],
            'no number' => [[['of' => 'addon:03', 'kind' => 'licence']], 'no number'],
            'twice' => [[['of' => 'addon:3', 'kind' => 'licence'], ['of' => ' addon:3', 'kind' => 'customisation']], 'twice'],
            'too many' => [array_map(static fn (int $n): array => ['of' => 'addon:' . $n, 'kind' => 'licence'], range(1, 201)), 'At most 200'],
        ];
    }

    /**
     * @dataProvider kindsThatCannotBeMeant
     * @param list<mixed> $rows
     */
    public function testKindsThatCannotBeMeantAreRefusedWithASentence(array $rows, string $sentence): void
    {
        $this->shop->desk->setKinds([['of' => 'addon:7', 'kind' => 'licence']], RefundWorld::STAFF);
        try {
            $this->shop->desk->setKinds($rows, RefundWorld::STAFF);
            self::fail('refused');
        } catch (UnableToDo $refused) {
            self::assertStringContainsString($sentence, $refused->getMessage());
        }
        self::assertSame([['of' => 'addon:7', 'kind' => 'licence']], $this->shop->desk->kinds());
    }

    public function testAnOldQuoteIsNotCommittedTo(): void
    {
        $this->shop->policy();
        $this->shop->world->clock(RefundWorld::REQUESTED);
        $seen = $this->shop->desk->quote('17');
        foreach (['2026-04-11T13:00:01Z', '2026-04-11T11:59:59Z'] as $now) {
            $this->shop->world->clock($now);
            try {
                $this->shop->desk->request('17', '5', ['reason' => 'notNeeded'], $this->shop->quote($seen), $seen['requestedAt'], 'client:5');
                self::fail('at ' . $now);
            } catch (UnableToDo $refused) {
                self::assertStringContainsString('too old', $refused->getMessage());
            }
        }
    }

    public function testWhatTheCoreDoesNotKnowIsNotKept(): void
    {
        $this->shop->policy();
        try {
            $this->shop->asked(['reason' => 'boredom']);
            self::fail('refused');
        } catch (CoreRefused $refused) {
            self::assertStringContainsString('reason', $refused->path);
        }
        self::assertNull($this->shop->desk->open('17'));
    }

    public function testHolidaysAreNoWorkingDays(): void
    {
        $this->shop->policy(['review' => ['simpleDays' => 1]]);
        $this->shop->desk->setOffice(['zone' => 'UTC', 'days' => [1, 2, 3, 4, 5], 'from' => '08:00', 'to' => '16:00', 'holidays' => ['2026-04-14']], RefundWorld::STAFF);
        $case = $this->shop->asked();
        $this->shop->world->run();
        self::assertSame('2026-04-15T16:00:00Z', $this->shop->core($case)['dueAt']);
    }

    public function testPagesSeeACaseAndClientsOnlyTheirOwn(): void
    {
        $this->shop->policy();
        $case = $this->shop->asked(['contact' => 'me@example.com']);
        $this->shop->world->run();
        $this->shop->desk->act($case, 'ask', RefundWorld::STAFF, null, 'Which receipt?', null, ['evidence']);
        $staff = $this->reads()->ofCase($case);
        self::assertSame(['waiting', '264.00', 'me@example.com', 'Which receipt?'], [$staff['state'], $staff['quoted'], $staff['contact'], $staff['steps'][1]['note']]);
        $client = $this->reads()->ofCase($case, '5');
        self::assertSame(['staff', 'Which receipt?'], [$client['steps'][1]['actor'], $client['steps'][1]['note']], 'what is asked of them');
        self::assertContains(['action' => 'supply', 'who' => 'client'], $client['allowed']);
        foreach ($client['steps'] as $step) {
            self::assertSame([], array_diff(array_column($step['said'], 'to'), ['client']));
        }
        self::assertSame(1, $this->reads()->list(['state' => 'open', 'team' => 'billing', 'client' => '5'], 10, 0)['total']);
        self::assertSame(0, $this->reads()->list(['state' => 'open', 'client' => '6'], 10, 0)['total']);
        self::assertSame([], $this->reads()->ofClient('6'));
        $this->expectException(NotFound::class);
        $this->reads()->ofCase($case, '6');
    }

    public function testNamesOfLinesStayWhenThePanelHasThemNoMore(): void
    {
        $this->shop->policy();
        $lines = $this->shop->panel->refundLines['17'];
        $this->shop->panel->refundLines['17'][1] = new RefundLine('invoice:7/13', '7', 'setup', "Set-up \xff caf\xe9", $lines[1]->fromMs, $lines[1]->toMs, '10.00');
        $case = $this->shop->asked();
        $seen = ['invoice:7/12' => 'Hosting 2026', 'invoice:7/13' => "Set-up \u{fffd} caf\u{fffd}"];
        self::assertSame($seen, $this->reads()->ofCase($case, '5')['quote']['lines'], 'what is no text is shown as such, and hinders nobody');
        $this->shop->panel->refundLines['17'] = [new RefundLine('invoice:7/12', '7', 'plan', 'Hosting, renamed', $lines[0]->fromMs, $lines[0]->toMs, '365.00')];
        $this->shop->desk->addFact($case, 'ownFault', 'it burned down', RefundWorld::STAFF);
        self::assertSame(['invoice:7/12' => 'Hosting, renamed'] + $seen, $this->reads()->ofCase($case)['quote']['lines']);
        $this->shop->world->ledger->refundCases->move($case, 0, ['labels' => null]);
        self::assertSame([], $this->reads()->ofCase($case)['quote']['lines'], 'a case from before names were kept');
    }

    public function testWhatIsOverdueComesFirst(): void
    {
        $this->shop->policy(['review' => ['simpleDays' => 1]]);
        $case = $this->shop->asked();
        $this->shop->world->run();
        $this->shop->world->clock('2026-04-14T18:00:00Z');
        $row = $this->reads()->list(['due' => 'overdue'], 10, 0)['rows'][0];
        self::assertSame([$case, true, '2026-04-14T17:00:00Z'], [$row['case'], $row['overdue'], $row['dueAt']]);
        self::assertSame(1, $this->shop->world->ledger->refundCases->countOpen());
    }

    public function testTheSecondPersonIsAnotherOne(): void
    {
        $this->shop->policy(['review' => ['secondAbove' => [['currency' => 'USD', 'amount' => '100.00']]]]);
        $case = $this->shop->asked();
        $this->shop->world->run();
        $this->shop->desk->act($case, 'approve', RefundWorld::STAFF);
        self::assertSame(['secondReview', []], [$this->shop->state($case), $this->shop->entries()]);
        try {
            $this->shop->desk->act($case, 'confirm', RefundWorld::STAFF);
            self::fail('the same person');
        } catch (CoreRefused $refused) {
            self::assertSame('not_allowed', $refused->errorCode);
        }
        $this->shop->desk->act($case, 'confirm', 'admin:2');
        self::assertSame(['payoutPending', ['R000001 1 264.00 pending']], [$this->shop->state($case), $this->shop->entries()]);
    }

    public function testWhereTheDecisionStopsTheClockOldFiguresAreQuotedAgain(): void
    {
        $this->shop->policy(['clock' => 'decision']);
        $case = $this->shop->asked();
        $this->shop->world->run();
        self::assertSame('264.00', $this->shop->core($case)['quoted']);
        $this->shop->world->clock('2026-04-13T12:00:00Z');
        try {
            $this->shop->desk->act($case, 'approve', RefundWorld::STAFF);
            self::fail('two more days are used');
        } catch (UnableToDo) {
            self::assertSame('262.00', $this->shop->core($case)['quoted']);
        }
        $this->shop->desk->act($case, 'approve', RefundWorld::STAFF);
        self::assertSame(['R000001 1 262.00 pending'], $this->shop->entries());
        self::assertSame('2026-04-13T12:00:00Z', Json::decode((string) $this->shop->world->ledger->entries->lastOfCase($case)['request'])['decidedAt'] ?? null);
        self::assertSame(Instant::ms('2026-04-13T12:00:00Z'), $this->shop->panel->nowMs);
    }
}
