<?php

/** From the request to the money: each way it goes, what stops it, and that it goes once. */

declare(strict_types=1);

namespace Makegood\Tests\Run;

use Makegood\Api\Reads;
use Makegood\Desk\StaleQuote;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Instant;
use Makegood\Panel\Arrear;
use Makegood\Panel\Charge;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;
use Makegood\Panel\RefundRow;
use Makegood\Panel\UnableToPost;
use Makegood\Run\Probe;
use Makegood\Tests\Api\PlainNames;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\RefundWorld;

abstract class RefundTests extends DatabaseTestCase
{
    private const STAFF = RefundWorld::STAFF;
    protected RefundWorld $shop;

    protected function setUp(): void
    {
        $this->shop = new RefundWorld($this->connect(), $this->temporaryDirectory());
    }

    protected function tearDown(): void
    {
        Probe::install(null);
        unset($this->shop); // PHPUnit keeps the test, and with it a connection to the server
    }

    public function testMoneyGoesBackByTheWayItCame(): void
    {
        $this->shop->policy();
        $case = $this->shop->asked();
        self::assertSame('requested', $this->shop->state($case));
        $this->shop->world->run();
        self::assertSame('underReview', $this->shop->state($case));
        $this->shop->desk->act($case, 'approve', self::STAFF, 'agent');
        self::assertSame(['R000001 1 264.00 pending'], $this->shop->entries());
        self::assertSame([], $this->shop->panel->sent, 'a person decides, cron pays');
        $this->shop->world->run();
        self::assertSame('paid', $this->shop->state($case));
        self::assertSame(['payments gatewayRefund 264.00 posted'], $this->shop->payouts($case));
        self::assertSame(['R000001 1 264.00 posted'], $this->shop->entries());
        self::assertTrue($this->shop->panel->isCancelled('17'));
        $marker = (string) $this->shop->world->ledger->payouts->ofCase($case)[0]['marker'];
        self::assertSame([['8', '264.00', $marker]], $this->shop->panel->sent);
        $this->shop->world->run();
        self::assertCount(1, $this->shop->panel->sent);
        self::assertNull($this->shop->desk->open('17'));
        $steps = array_map(static fn (array $step): string => $step['step'] . ' ' . $step['action'] . ' ' . $step['actor'], $this->shop->world->ledger->refundSteps->of($case));
        self::assertSame(['0 begin system', '1 approve admin:1', '2 cancelled system', '3 paid system'], $steps);
    }

    public function testCreditGoesToTheBalanceByAPostingOfItsOwn(): void
    {
        $this->shop->policy(['payout' => ['to' => 'accountCredit']]);
        $case = $this->shop->approved();
        $this->shop->world->run();
        self::assertSame(['accountCredit accountCredit 264.00 posted'], $this->shop->payouts($case));
        self::assertSame('264.00', $this->shop->panel->balance('5'));
        self::assertStringContainsString(' Refund R000001, service 17', $this->shop->panel->creditRows('5', '0')[0]->description);
        self::assertSame(['paid', []], [$this->shop->state($case), $this->shop->panel->sent]);
        $this->shop->world->run();
        self::assertSame('264.00', $this->shop->panel->balance('5'));
    }

    public function testWhatTheGatewayMayNotDoIsATaskAndAPersonSaysWhenItIsDone(): void
    {
        $this->shop->panel->gatewayOn = false;
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->world->run();
        self::assertSame(['payments task 264.00 task'], $this->shop->payouts($case));
        self::assertSame(['payoutPending', []], [$this->shop->state($case), $this->shop->panel->sent]);
        $payout = (string) $this->shop->world->ledger->payouts->ofCase($case)[0]['id'];
        $this->shop->desk->done($payout, 'bank 4711', self::STAFF);
        self::assertSame('paid', $this->shop->state($case));
        self::assertSame(['R000001 1 264.00 posted'], $this->shop->entries());
        $this->expectException(UnableToDo::class);
        $this->shop->desk->done($payout, 'bank 4711', self::STAFF);
    }

    public function testATaskWaitsUntilTheServiceHasEnded(): void
    {
        $this->shop->panel->gatewayOn = false;
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->expectExceptionMessage('The service has to end');
        $this->shop->desk->done((string) $this->shop->world->ledger->payouts->ofCase($case)[0]['id'], 'bank 4711', self::STAFF);
    }

    public function testMixedMoneyGoesBackWhereItCameFrom(): void
    {
        $from = Instant::ms('2026-01-01T00:00:00Z');
        $this->shop->paid(new Payment('8', '7', 'cash', 'card', $from, '275.00'), new Payment('credit:7', '7', 'accountCredit', null, $from, '100.00'));
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->world->run();
        // 264.00 in the proportion 275 : 100 = 193.60 and 70.40.
        self::assertSame(['payments gatewayRefund 193.60 posted', 'payments accountCredit 70.40 posted'], $this->shop->payouts($case));
        self::assertSame(['70.40', '193.60'], [$this->shop->panel->balance('5'), $this->shop->panel->sent[0][1]]);
        self::assertSame('paid', $this->shop->state($case));
    }

    public function testAQuoteThatHoldsNoMoreIsRefusedWithTheDifference(): void
    {
        $this->shop->policy();
        $this->shop->world->clock(RefundWorld::REQUESTED);
        $seen = $this->shop->desk->quote('17');
        $line = $this->shop->panel->refundLines['17'][0];
        $this->shop->panel->refundLines['17'][0] = new RefundLine($line->id, '7', 'plan', 'Hosting', $line->fromMs, $line->toMs, '365.00', '73.00');
        try {
            $this->shop->desk->request('17', '5', ['reason' => 'notNeeded'], $this->shop->quote($seen), $seen['requestedAt'], 'client:5');
            self::fail('stale');
        } catch (StaleQuote $stale) {
            // 292.00 paid, 101 of 365 days used: 80.80; 211.20 come back.
            self::assertSame('211.20', $this->shop->quote($stale->quote)['payout']);
            self::assertContains(['264.00', '211.20'], array_map(static fn (array $row): array => [$row['quoted'], $row['now']], $stale->changed));
        }
        self::assertNull($this->shop->desk->open('17'));
    }

    public function testTimeThatPassesMakesNoQuoteStale(): void
    {
        $this->shop->policy();
        $this->shop->world->clock(RefundWorld::REQUESTED);
        $seen = $this->shop->desk->quote('17');
        $this->shop->world->clock('2026-04-11T12:30:00Z');
        $case = $this->shop->desk->request('17', '5', ['reason' => 'notNeeded'], $this->shop->quote($seen), $seen['requestedAt'], 'client:5');
        $this->shop->world->run('2026-04-15T12:00:00Z');
        $this->shop->desk->act($case, 'approve', self::STAFF);
        self::assertSame(['R000001 1 264.00 pending'], $this->shop->entries());
    }

    public function testADecisionOnFiguresThatChangedIsRefusedAndShowsThem(): void
    {
        $this->shop->policy();
        $case = $this->shop->asked();
        $this->shop->world->run();
        $this->shop->paid(new Payment('8', '7', 'cash', 'card', Instant::ms('2026-01-01T00:00:00Z'), '375.00', '0', '300.00'));
        try {
            $this->shop->desk->act($case, 'approve', self::STAFF);
            self::fail('stale');
        } catch (StaleQuote $stale) {
            // 75.00 are left of the payment, 111.00 of the price are ours to keep: nothing.
            self::assertSame('0.00', $this->shop->quote($stale->quote)['payout']);
        }
        self::assertSame(['underReview', []], [$this->shop->state($case), $this->shop->entries()]);
        self::assertSame('0.00', $this->shop->core($case)['quoted']);
    }

    /** @return array<string, array{bool}> */
    public static function persons(): array
    {
        return ['alone' => [false], 'with a second person' => [true]];
    }

    /** @dataProvider persons */
    public function testAnAmountThatAPersonSetIsPaid(bool $second): void
    {
        $this->shop->policy($second ? ['review' => ['secondAbove' => [['currency' => 'USD', 'amount' => '100.00']]]] : []);
        $case = $this->shop->asked();
        $this->shop->world->run();
        $this->shop->desk->act($case, 'adjust', self::STAFF, null, 'as agreed by phone', '200.00');
        $second && $this->shop->desk->act($case, 'confirm', 'admin:2');
        $this->shop->world->run();
        self::assertSame(['payments gatewayRefund 200.00 posted'], $this->shop->payouts($case));
        self::assertSame(['paid', '200.00', '264.00'], [$this->shop->state($case), $this->shop->panel->sent[0][1], $this->shop->core($case)['quoted']]);
        $this->shop->desk->act($case, 'appeal', 'client:5', null, 'I did not agree', null, ['evidence' => 'letter']);
        self::assertSame('64.00', $this->shop->core($case)['quoted'], 'the rest');
    }

    public function testAServiceHasOneOpenCase(): void
    {
        $this->shop->policy();
        $this->shop->asked();
        $this->expectExceptionMessage('asked for this service already');
        $this->shop->asked([], '2026-04-12T12:00:00Z');
    }

    public function testAClientSeesAndMovesNobodyElsesCase(): void
    {
        $this->shop->policy();
        $case = $this->shop->asked();
        foreach (['client:6' => 'There is no such case.'] as $actor => $message) {
            try {
                $this->shop->desk->act($case, 'withdraw', $actor);
                self::fail('not theirs');
            } catch (UnableToDo $refused) {
                self::assertSame($message, $refused->getMessage());
            }
        }
        $this->shop->desk->act($case, 'withdraw', 'client:5');
        self::assertSame('withdrawn', $this->shop->state($case));
        self::assertNull($this->shop->desk->open('17'));
    }

    public function testAQuoteOfAnotherClientsServiceIsNotCommittedTo(): void
    {
        $this->shop->policy();
        $this->shop->world->clock(RefundWorld::REQUESTED);
        $seen = $this->shop->desk->quote('17');
        $this->expectExceptionMessage('There is no such service.');
        $this->shop->desk->request('17', '6', ['reason' => 'notNeeded'], $this->shop->quote($seen), $seen['requestedAt'], 'client:6');
    }

    public function testItWaitsForArrearsAndGoesOnOnceTheyArePaid(): void
    {
        $this->shop->panel->arrears['5'] = [new Arrear('invoice:9', '15.00')];
        $this->shop->policy();
        $case = $this->shop->asked();
        $this->shop->world->run();
        self::assertSame(['waiting', 'arrears'], [$this->shop->state($case), $this->shop->core($case)['waitsFor']]);
        $this->shop->world->run();
        self::assertSame('waiting', $this->shop->state($case));
        $this->shop->panel->arrears = [];
        $this->shop->world->run();
        self::assertSame('underReview', $this->shop->state($case));
    }

    public function testWhatIsSetOffAgainstAnOpenInvoiceAPersonBooksThere(): void
    {
        $this->shop->panel->arrears['5'] = [new Arrear('invoice:9', '15.00')];
        $this->shop->policy(['arrears' => 'offset']);
        $case = $this->shop->approved(['cancellation' => 'none']);
        $this->shop->world->run();
        self::assertSame(['payments gatewayRefund 249.00 posted', 'invoice:9 task 15.00 task'], $this->shop->payouts($case));
        self::assertSame('payoutPending', $this->shop->state($case));
        $this->shop->desk->done((string) $this->shop->world->ledger->payouts->ofCase($case)[1]['id'], 'booked on 9', self::STAFF);
        self::assertSame('paid', $this->shop->state($case));
        $this->shop->panel->arrears = [];
        $again = $this->shop->asked(['cancellation' => 'none'], '2026-04-12T12:00:00Z');
        self::assertSame('0.00', $this->shop->core($again)['quoted'], 'the arrears are gone, and so is the money');
    }

    public function testADeadlineThatPassesEscalates(): void
    {
        $this->shop->policy(['review' => ['simpleDays' => 1]]);
        $case = $this->shop->asked(); // a Saturday: counts as of Monday, due on Tuesday at 17:00
        $this->shop->world->run();
        self::assertSame('2026-04-14T17:00:00Z', $this->shop->core($case)['dueAt']);
        $this->shop->world->run('2026-04-14T16:59:00Z');
        self::assertSame(0, $this->shop->core($case)['escalation']);
        $this->shop->world->run('2026-04-14T17:00:00Z');
        self::assertSame([1, '2026-04-15T17:00:00Z'], [$this->shop->core($case)['escalation'], $this->shop->core($case)['dueAt']]);
    }

    public function testARefusalMovesTheCaseAndNothingIsSentUntilSomebodyActs(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->refuses = 'gatewayDeclined';
        $this->shop->world->run();
        self::assertSame(['failed', 'gatewayDeclined'], [$this->shop->state($case), $this->shop->core($case)['failure']]);
        $this->shop->panel->refuses = null;
        $this->shop->world->run();
        self::assertSame([], $this->shop->panel->sent);
        $this->shop->desk->act($case, 'retry', self::STAFF);
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)]);
    }

    public function testAGatewayThatIsAwayIsTriedAgainByItself(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->refuses = 'gatewayUnavailable';
        $this->shop->world->run();
        self::assertSame('failed', $this->shop->state($case));
        $this->shop->panel->refuses = null;
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)]);
    }

    /** @dataProvider banks */
    public function testWhatTheBankTakesBackMeanwhileIsNotSentBesides(Payment $payment): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $before = $this->shop->panel->payments;
        $this->shop->paid($payment);
        $this->shop->world->run();
        self::assertSame(['failed', 'disputeOpened', []], [$this->shop->state($case), $this->shop->core($case)['failure'], $this->shop->panel->sent]);
        $this->shop->world->run();
        self::assertSame(['failed', []], [$this->shop->state($case), $this->shop->panel->sent], 'as long as it is so');
        $this->shop->panel->payments = $before;
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)], 'the bank gave it back');
    }

    /** @return array<string, array{Payment}> */
    public static function banks(): array
    {
        $at = Instant::ms('2026-01-01T00:00:00Z');
        return [
            'disputed' => [new Payment('8', '7', 'cash', 'card', $at, '375.00', disputed: true)],
            'reversed' => [new Payment('8', '7', 'cash', 'card', $at, '375.00', chargedBack: '375.00')],
            'a part reversed' => [new Payment('8', '7', 'cash', 'card', $at, '375.00', chargedBack: '5.00')],
        ];
    }

    public function testAnotherPaymentMeanwhileStopsNothing(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->paid(new Payment('4', '7', 'cash', 'card', Instant::ms('2026-04-11T13:00:00Z'), '1.00'), ...$this->shop->panel->payments);
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)]);
    }

    public function testATaskWaitsForTheBankToo(): void
    {
        $this->shop->policy();
        $this->shop->panel->gatewayOn = false;
        $case = $this->shop->approved(['cancellation' => 'none']);
        $this->shop->paid(new Payment('8', '7', 'cash', 'card', Instant::ms('2026-01-01T00:00:00Z'), '375.00', disputed: true));
        $this->shop->world->run();
        self::assertSame(['failed', 'disputeOpened'], [$this->shop->state($case), $this->shop->core($case)['failure']]);
        self::assertSame(['payments task 264.00 task'], $this->shop->payouts($case));
    }

    public function testAWayThatIsClosedBecomesATask(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->refuses = 'methodClosed';
        $this->shop->world->run();
        $this->shop->desk->act($case, 'retry', 'client:5', null, null, null, ['bankAccount' => 'DE00 1234']);
        self::assertSame(['payments gatewayRefund 264.00 task'], $this->shop->payouts($case));
        self::assertStringContainsString('DE00 1234', (string) $this->shop->world->ledger->refundCases->byId($case)['fields']);
    }

    public function testAServiceThatCannotBeEndedStopsThePayment(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->cannotCancel = static fn () => throw new UnableToPost('the server does not answer');
        $this->shop->world->run();
        self::assertSame(['failed', 'cancellationFailed', []], [$this->shop->state($case), $this->shop->core($case)['failure'], $this->shop->panel->sent]);
        $this->shop->panel->cannotCancel = null;
        $this->shop->desk->act($case, 'retry', self::STAFF);
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)]);
    }

    public function testWhereItIsPaidFirstTheServiceEndsAfterwards(): void
    {
        $this->shop->policy(['review' => ['order' => 'payFirst']]);
        $case = $this->shop->approved();
        $this->shop->panel->cannotCancel = function (): void {
            self::assertCount(1, $this->shop->panel->sent);
        };
        $this->shop->world->run();
        $this->shop->world->run();
        self::assertSame('paid', $this->shop->state($case));
        self::assertTrue($this->shop->panel->isCancelled('17'));
    }

    public function testAServiceMayGoOn(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved(['cancellation' => 'none']);
        $this->shop->world->run();
        self::assertSame('paid', $this->shop->state($case));
        self::assertFalse($this->shop->panel->isCancelled('17'));
    }

    public function testInDryRunNothingEndsAndNothingIsSent(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->world->desk->goDry(self::STAFF);
        $this->shop->world->run();
        self::assertSame(['payoutPending', []], [$this->shop->state($case), $this->shop->panel->sent]);
        self::assertFalse($this->shop->panel->isCancelled('17'));
        self::assertNull($this->shop->desk->offer('17'));
    }

    public function testLimitsHoldAPayoutUntilAPersonLetsItGo(): void
    {
        $this->shop->policy();
        $this->shop->world->desk->setLimits(null, ['USD' => '100.00'], self::STAFF);
        $case = $this->shop->approved();
        self::assertSame(1, $this->shop->world->run()->held);
        $this->shop->world->run();
        self::assertSame([], $this->shop->panel->sent);
        self::assertSame(1, $this->shop->world->desk->health()['heldRuns']);
        $this->shop->world->desk->acceptCase((string) $this->shop->world->ledger->cases->all(1, 'open')[0]['id'], self::STAFF);
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)]);
    }

    public function testALineThatIsHeldWaitsAndIsShownAmongWhatGoesOut(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->world->desk->holdLine('17', 'R000001', self::STAFF);
        $this->shop->world->run();
        self::assertSame([], $this->shop->panel->sent);
        $line = (new Reads($this->shop->panel, $this->shop->world->ledger, new PlainNames(), null))->outgoing()['lines'][0];
        self::assertSame(['17', 'R000001', '264.00', 'pending'], [$line['service'], $line['period'], $line['amount'], $line['stage']]);
        $this->shop->world->desk->releaseLine('17', 'R000001', self::STAFF);
        $this->shop->world->run();
        self::assertSame('paid', $this->shop->state($case));
    }

    public function testALimitOfAPersonsRoleIsTheCores(): void
    {
        $this->shop->policy(['review' => ['limits' => [['role' => 'agent', 'amounts' => [['currency' => 'USD', 'amount' => '100.00']]]]]]);
        $case = $this->shop->asked();
        $this->shop->world->run();
        try {
            $this->shop->desk->act($case, 'approve', self::STAFF, 'agent');
            self::fail('above the limit');
        } catch (CoreRefused $refused) {
            self::assertSame('above_limit', $refused->errorCode);
        }
        $this->shop->desk->act($case, 'approve', self::STAFF, 'lead');
        self::assertSame('payoutPending', $this->shop->state($case));
    }

    public function testAnAppealThatWinsGivesTheDifference(): void
    {
        $this->shop->policy([], '{"id":"fee","when":{},"give":{"method":"unused","time":{"unit":"day","count":"calendar"},"times":"2"}}');
        $case = $this->shop->approved();
        $this->shop->world->run();
        // Twice the used share: 365 - 202 = 163.00.
        self::assertSame(['paid', '163.00'], [$this->shop->state($case), $this->shop->panel->sent[0][1]]);
        $line = $this->shop->panel->refundLines['17'][0];
        $this->shop->panel->refundLines['17'][0] = new RefundLine($line->id, '7', 'plan', 'Hosting', $line->fromMs, Instant::ms('2028-01-01T00:00:00Z'), '365.00');
        $this->shop->paid(new Payment('8', '7', 'cash', 'card', $line->fromMs, '375.00', '0', '163.00'));
        $this->shop->desk->act($case, 'appeal', 'client:5', null, 'it was for two years', null, ['evidence' => 'see the offer']);
        self::assertSame(['underReview', true], [$this->shop->state($case), $this->shop->core($case)['appealed']]);
        // 202 of 730 days: 101.00 kept, 264.00 back in all, 101.00 more than before.
        self::assertSame('101.00', $this->shop->core($case)['quoted']);
        $this->shop->desk->act($case, 'approve', self::STAFF);
        $this->shop->world->run();
        self::assertSame(['paid', '101.00'], [$this->shop->state($case), $this->shop->panel->sent[1][1]]);
        self::assertSame(['R000001 1 163.00 posted', 'R000001 2 101.00 posted'], $this->shop->entries());
    }

    public function testServiceCreditsAndRefundsShareTheLinesCap(): void
    {
        $this->shop->policy([], '{"id":"all","when":{},"give":{"method":"full"}}');
        $this->shop->world->policy();
        $this->shop->world->outage($this->shop->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->shop->world->run('2026-04-04T06:00:00Z');
        // 10 % of the monthly price 365.00 (the world's services pay by the month): 36.50 credit for March.
        self::assertSame('36.50', $this->shop->panel->balance('5'));
        $case = $this->shop->asked();
        self::assertSame('328.50', $this->shop->core($case)['quoted'], '365.00 - 36.50; the set-up is kept');
    }

    /** @return array<string, array{bool, string}> whether the line was refunded before its month was settled, balance in the end */
    public static function refundsBefore(): array
    {
        // A twelfth of 365.00 is 30.42, 10 % of it 3.04.
        return ['not' => [false, '3.04'], 'as a whole' => [true, '365.00']];
    }

    /** @dataProvider refundsBefore */
    public function testOfALineThatWasRefundedToTheBalanceNoServiceCreditIsLeft(bool $isRefunded, string $balance): void
    {
        $this->shop->panel->charges['17'] = [new Charge('invoice:7/12', '2026-01-01', 12, '365.00', null)];
        $this->shop->world->policy('{"schema":2,"name":"Standard","zone":"UTC","schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]}}');
        $this->shop->policy(['payout' => ['to' => 'accountCredit']], '{"id":"all","when":{},"give":{"method":"full"}}');
        $this->shop->world->outage($this->shop->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->shop->world->run('2026-03-05T06:00:00Z');
        if ($isRefunded) {
            $case = $this->shop->asked(['cancellation' => 'none'], '2026-03-05T12:00:00Z');
            $this->shop->world->run();
            $this->shop->desk->act($case, 'approve', self::STAFF);
        }
        $this->shop->world->run('2026-04-04T06:00:00Z');
        self::assertSame($balance, $this->shop->panel->balance('5'));
    }

    public function testASecondRequestFindsWhatIsLeft(): void
    {
        $this->shop->policy();
        $this->shop->approved(['cancellation' => 'none']);
        $this->shop->world->run();
        $again = $this->shop->asked(['cancellation' => 'none'], '2026-04-12T12:00:00Z');
        self::assertSame('0.00', $this->shop->core($again)['quoted'], 'also where the panel does not show the refund on its payment');
    }

    public function testAnInvoiceOfMoreServicesIsNoSourceForASecondPayment(): void
    {
        $this->shop->paid(new Payment('8', '7', 'cash', 'card', Instant::ms('2026-01-01T00:00:00Z'), '1000.00'));
        $this->shop->policy();
        $this->shop->approved(['cancellation' => 'none']);
        $this->shop->world->run();
        self::assertSame('264.00', $this->shop->panel->sent[0][1]);
        $again = $this->shop->asked(['cancellation' => 'none'], '2026-04-11T12:00:01Z');
        self::assertSame('0.00', $this->shop->core($again)['quoted']);
    }

    public function testADecisionThatIsTakenBackLeavesNothingAndMayBeAppealed(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->refuses = 'gatewayDeclined';
        $this->shop->world->run();
        $this->shop->desk->act($case, 'reject', self::STAFF, null, 'the card is stolen');
        self::assertSame(['payments gatewayRefund 264.00 dropped'], $this->shop->payouts($case));
        self::assertSame(['R000001 1 264.00 posted', 'R000001 2 -264.00 posted'], $this->shop->entries());
        $this->shop->panel->refuses = null;
        $this->shop->desk->act($case, 'appeal', 'client:5', null, null, null, ['evidence' => 'it is mine']);
        $this->shop->desk->act($case, 'approve', self::STAFF);
        $this->shop->world->run();
        self::assertSame(['paid', 1], [$this->shop->state($case), count($this->shop->panel->sent)]);
        self::assertSame('R000001 3 264.00 posted', $this->shop->entries()[2]);
    }

    public function testACorruptDecisionIsNotPaid(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->world->ledger->db->run('UPDATE mod_makegood_entries SET answer = ?', ['{}']);
        $this->shop->world->run();
        self::assertSame([], $this->shop->panel->sent);
        self::assertSame(['payments gatewayRefund 264.00 review'], $this->shop->payouts($case));
    }

    /** @return array<string, array{string, int}> point => what left by the gateway when all is done by itself */
    public static function points(): array
    {
        return [
            'the decision' => ['payout.recorded', 0], 'the step' => ['payout.step', 0],
            'before the end of the service' => ['payout.cancel', 1], 'after it' => ['payout.cancelled', 1], 'looked' => ['payout.before', 1],
            'claimed' => ['payout.claimed', 1], 'returned' => ['payout.returned', 1], 'marking' => ['payout.mark', 1], 'marked' => ['payout.marked', 1],
        ];
    }

    /** @dataProvider points */
    public function testADeathAnywhereSendsTheMoneyOnce(string $point, int $sent): void
    {
        $this->shop->policy();
        $isDecision = $sent === 0;
        $case = $isDecision ? $this->shop->asked() : $this->shop->approved();
        $isDecision && $this->shop->world->run();
        $died = false;
        Probe::install(static function (string $name) use ($point, &$died): void {
            if ($name === $point && !$died) {
                $died = true;
                throw new \DomainException('died at ' . $name);
            }
        });
        try {
            $isDecision ? $this->shop->desk->act($case, 'approve', self::STAFF) : $this->shop->world->run();
            self::fail('it did not pass ' . $point);
        } catch (\DomainException) {
        }
        if ($isDecision) {
            self::assertSame(['underReview', []], [$this->shop->state($case), $this->shop->entries()], 'all or nothing');
            $this->shop->desk->act($case, 'approve', self::STAFF);
        }
        $this->shop->world->run();
        $this->shop->world->run();
        self::assertSame('paid', $this->shop->state($case));
        self::assertCount(1, $this->shop->panel->sent);
        self::assertSame(['R000001 1 264.00 posted'], $this->shop->entries());
    }

    /** @return array<string, array{string, string}> when the process ends => what the case is then */
    public static function deathsInTheCall(): array
    {
        return ['before anything was sent' => ['call', 'failed'], 'sent, no row yet' => ['afterMoney', 'failed'], 'sent and noted' => ['afterRow', 'paid']];
    }

    /** @dataProvider deathsInTheCall */
    public function testADeathInTheCallIsNeverAnsweredBySendingAgain(string $moment, string $state): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        if ($moment === 'call') {
            Probe::install(static fn (string $name) => $name === 'payout.call' ? throw new \DomainException('died') : null);
        } else {
            Probe::install(static fn (string $name) => $name === 'death' ? throw new \DomainException('died') : null);
            $this->shop->panel->$moment = static fn () => Probe::at('death');
        }
        try {
            $this->shop->world->run();
            self::fail('it lives');
        } catch (\DomainException) {
        }
        Probe::install(null);
        [$this->shop->panel->afterMoney, $this->shop->panel->afterRow] = [null, null];
        $before = count($this->shop->panel->sent);
        $this->shop->world->run();
        $this->shop->world->run();
        self::assertSame([$state, $before], [$this->shop->state($case), count($this->shop->panel->sent)]);
        if ($state === 'failed') {
            self::assertSame('unknownOutcome', $this->shop->core($case)['failure']);
            // A person looked: it is there.
            $this->shop->desk->done((string) $this->shop->world->ledger->payouts->ofCase($case)[0]['id'], 'ch_123', self::STAFF);
            self::assertSame('paid', $this->shop->state($case));
            $this->shop->world->run();
            self::assertCount($before, $this->shop->panel->sent);
        }
    }

    public function testAPersonWhoSaysThatItDidNotGoHasItSentAgain(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->afterMoney = static fn () => throw new UnableToPost('no answer');
        $this->shop->world->run();
        self::assertSame(['failed', ['payments gatewayRefund 264.00 review']], [$this->shop->state($case), $this->shop->payouts($case)]);
        $this->shop->panel->afterMoney = null;
        $this->shop->desk->act($case, 'retry', self::STAFF);
        $this->shop->world->run();
        self::assertSame(['paid', 2], [$this->shop->state($case), count($this->shop->panel->sent)]);
    }

    public function testARowThatAColleagueMadeMeanwhileIsNotTakenForOurs(): void
    {
        $this->shop->policy();
        $case = $this->shop->approved();
        $this->shop->panel->afterMoney = function (): void {
            $this->shop->panel->refundRows['8'][] = new RefundRow('by hand', '264.00', '', $this->shop->panel->nowMs);
            throw new UnableToPost('no answer');
        };
        $this->shop->world->run();
        self::assertSame(['failed', 'unknownOutcome'], [$this->shop->state($case), $this->shop->core($case)['failure']]);
    }
}
