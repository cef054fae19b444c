<?php

/** From the request to the money in this panel: the service ends, the gateway pays once, whatever dies in between; without a gateway a person has a task. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Desk\StaleQuote;
use Makegood\Instant;
use Makegood\Run\MailSettings;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Credit;
use MakegoodSandbox\Billing\GatewayDeath;
use MakegoodSandbox\Billing\Gateways;
use MakegoodSandbox\Billing\MassPay;
use MakegoodSandbox\Billing\Orders;
use MakegoodSandbox\Billing\Payments;
use MakegoodSandbox\Billing\Refunds;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Config;
use MakegoodSandbox\Cron;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\App;

class RefundEndToEndTest extends ModuleTestCase
{
    private const POLICY = '{"kind":"refund","schema":1,"name":"Refunds","zone":"UTC","rules":[{"id":"prorated","when":{},"give":{"method":"unused","time":{"unit":"day","count":"calendar"}}}]}';

    private string $service;

    protected function restsOn(): array
    {
        return ['setup.line' => 'own', 'refund.answer' => 'word', 'terminate.addons' => 'kept', 'terminate.status' => 'Terminated'];
    }

    protected function setUp(): void
    {
        if (!ShippedModule::hasEngine() || !str_contains((string) file_get_contents(ShippedModule::directory() . '/engine/makegood.php'), 'refundRule')) {
            self::markTestSkipped('no engine that quotes refunds: run make wasm first');
        }
        parent::setUp();
        Assumptions::set('refund.function', 'present');
        Addons::configure('makegood', ['gateway_refunds' => 'sandboxpay'], [1]);
    }

    /**
     * 365.00 for 2026 and 10.00 for the set-up, paid by card unless told otherwise; on 11 April 101 days are used: 264.00 come back.
     *
     * @param ?callable(int): void $pay the invoice
     *
     * @return string the case, to be decided
     */
    private function asked(string $payout = '264.00', ?callable $pay = null): string
    {
        Clock::travel('2026-01-01T00:00:00Z');
        $bought = Orders::place(1, 1, 'Annually', 'shop.example.com', ['price' => '365.00', 'setup' => '10.00', 'gateway' => 'sandboxpay']);
        ($pay ?? static fn (int $invoice) => Payments::add($invoice, 37500, 'card-1', 'sandboxpay', Clock::timestamp()))($bought['invoice']);
        $this->service = (string) $bought['service'];
        $desk = (new App())->desk();
        $desk->assign('product', '1', $desk->putPolicy(self::POLICY, 'admin:1'), Instant::ms('2026-01-01T00:00:00Z'), 'admin:1');
        $this->ledger()->meta->put('mode', 'live');
        $this->cron('2026-04-11T11:00:00Z');
        Clock::travel('2026-04-11T12:00:00Z');
        $seen = $desk->refunds->quote($this->service);
        $quote = json_decode($seen['answer'], true, 64, JSON_THROW_ON_ERROR)['quote'];
        self::assertSame($payout, $quote['payout']);
        unset($quote['steps']);
        $case = $desk->refunds->request($this->service, '1', ['reason' => 'notNeeded'], $quote, $seen['requestedAt'], 'client:1');
        $this->cron('2026-04-11T13:00:00Z');

        return $case;
    }

    /** @param ?callable(int): void $pay see asked */
    private function approved(string $payout = '264.00', ?callable $pay = null): string
    {
        $case = $this->asked($payout, $pay);
        (new App())->desk()->refunds->act($case, 'approve', 'admin:1');

        return $case;
    }

    private function cron(string $at): void
    {
        Clock::travel($at);
        Cron::run();
    }

    /** @return array{string, list<string>, list<string>} state of the case, payouts, what left the bank */
    private function now(string $case): array
    {
        return [(string) $this->ledger()->refundCases->byId($case)['state'], array_map(static fn (array $row): string => implode(' ', [$row['route'], $row['amount'], $row['state']]), $this->ledger()->payouts->ofCase($case)),
            array_column(Gateways::bank(), 'amount')];
    }

    public function testTheGatewayPaysOnceAndTheServiceEnds(): void
    {
        $case = $this->approved();
        self::assertSame(['payoutPending', ['gatewayRefund 264.00 pending'], []], $this->now($case));
        foreach (['14', '15', '16'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        self::assertSame(['paid', ['gatewayRefund 264.00 posted'], ['264.00']], $this->now($case));
        self::assertSame('Terminated', Capsule::table('tblhosting')->where('id', $this->service)->value('domainstatus'));
        self::assertSame([], $this->failuresLogged());
    }

    public function testADeathAfterTheMoneyIsNeverPaidTwice(): void
    {
        $case = $this->approved();
        Config::set('SandboxGateway', 'die');
        try {
            $this->cron('2026-04-11T14:00:00Z');
        } catch (GatewayDeath) {
            // the end of the process
        }
        Config::set('SandboxGateway', 'succeed');
        foreach (['15', '16', '17'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        self::assertSame(['264.00'], $this->now($case)[2]);
        self::assertSame('failed', $this->now($case)[0], 'the panel has no row of it: a person looks at the gateway');
    }

    public function testASilentGatewayIsNotAskedAgain(): void
    {
        $case = $this->approved();
        Config::set('SandboxGateway', 'lost');
        foreach (['14', '15', '16'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        self::assertSame(['failed', ['264.00']], [$this->now($case)[0], $this->now($case)[2]]);
    }

    public function testWithoutAGatewayAPersonHasATask(): void
    {
        Addons::configure('makegood', ['gateway_refunds' => ''], [1]);
        $case = $this->approved();
        $this->cron('2026-04-11T14:00:00Z');
        self::assertSame(['payoutPending', ['task 264.00 task'], []], $this->now($case));
        self::assertSame('Terminated', Capsule::table('tblhosting')->where('id', $this->service)->value('domainstatus'));
    }

    public function testWhatWasPaidTogetherWithAnotherInvoiceIsATaskThatNamesBoth(): void
    {
        [$container, $paid, $own] = [0, 0, 0];
        $case = $this->approved('264.00', static function (int $invoice) use (&$container, &$paid, &$own): void {
            $own = $invoice;
            $mail = Orders::place(1, 4, 'Annually', 'mail.example.com', ['gateway' => 'sandboxpay'])['invoice'];
            $container = MassPay::container(1, [$invoice, $mail], 'sandboxpay');
            Payments::add($container, 40800, 'card-1', 'sandboxpay', Clock::timestamp());
            $paid = (int) Capsule::table('tblaccounts')->max('id');
        });
        foreach (['14', '15'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        self::assertSame(['payoutPending', ['task 264.00 task'], []], $this->now($case), 'the gateway cannot send back a part of it');
        $page = $this->page('refunds', ['case' => $case]);
        self::assertStringContainsString("Open the payment of invoice $container (which paid invoice $own) at the payment provider.", $page);
        self::assertStringContainsString('Send back exactly 264.00 USD', $page);
        self::assertStringNotContainsString('massPay:', $page);
        Refunds::refund($paid, '264.00', false, false, 'by hand');
        (new App())->desk()->refunds->done((string) $this->ledger()->payouts->ofCase($case)[0]['id'], 'bank 4711', 'admin:1');
        self::assertSame(['paid', ['task 264.00 posted'], []], $this->now($case));
        self::assertSame('0.00', json_decode((new App())->desk()->refunds->quote($this->service)['answer'], true, 64, JSON_THROW_ON_ERROR)['quote']['payout'], 'and nothing more');
        self::assertSame([], $this->failuresLogged());
    }

    public function testTrafficAboveThePlanCostsItsTiers(): void
    {
        (new App())->desk()->refunds->setOverage('1', 'USD', ['traffic' => [['upTo' => '10', 'price' => '0.10'], ['upTo' => null, 'price' => '0.05']]], 'admin:1');
        // 120 GB of 100: 10 at 0.10 and 10 at 0.05 are 1.50 less.
        $case = $this->approved('262.50', function (int $invoice): void {
            Payments::add($invoice, 37500, 'card-1', 'sandboxpay', Clock::timestamp());
            self::assertSame('success', localAPI('UpdateClientProduct', ['serviceid' => (int) Capsule::table('tblhosting')->max('id'), 'bwlimit' => 102400, 'bwusage' => 122880], 'admin')['result']);
        });
        foreach (['14', '15'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        self::assertSame(['paid', ['gatewayRefund 262.50 posted'], ['262.50']], $this->now($case));
    }

    public function testMoreTrafficSinceTheQuoteIsSeenBeforeTheDecision(): void
    {
        (new App())->desk()->refunds->setOverage('1', 'USD', ['traffic' => [['upTo' => null, 'price' => '0.10']]], 'admin:1');
        $used = static fn (int $megabytes): mixed => localAPI('UpdateClientProduct', ['serviceid' => (int) Capsule::table('tblhosting')->max('id'), 'bwlimit' => 102400, 'bwusage' => $megabytes], 'admin');
        $case = $this->asked('264.00', static function (int $invoice) use ($used): void {
            Payments::add($invoice, 37500, 'card-1', 'sandboxpay', Clock::timestamp());
            $used(102400);
        });
        $used(112640);
        try {
            (new App())->desk()->refunds->act($case, 'approve', 'admin:1');
            self::fail('10 GB more are 1.00 less');
        } catch (StaleQuote) {
            (new App())->desk()->refunds->act($case, 'approve', 'admin:1');
        }
        self::assertSame(['payoutPending', ['gatewayRefund 263.00 pending'], []], $this->now($case));
    }

    public function testCreditAndCashGoBackWhereEachCameFrom(): void
    {
        $case = $this->approved('264.00', static function (int $invoice): void {
            Credit::book(1, 12000, 'an earlier credit', '2026-01-01');
            Credit::apply($invoice, 1, 10000);
            Payments::add($invoice, 27500, 'card-1', 'sandboxpay', Clock::timestamp());
        });
        foreach (['14', '15', '16'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        // 264.00 in the proportion 275 : 100; 20.00 were left of the credit.
        self::assertSame(['paid', ['gatewayRefund 193.60 posted', 'accountCredit 70.40 posted'], ['193.60']], $this->now($case));
        self::assertSame('90.40', (new App())->panel()->balance('1'));
        self::assertSame([], $this->failuresLogged());
    }

    public function testAServerThatCannotEndTheServiceStopsTheMoney(): void
    {
        $case = $this->approved();
        Config::set('SandboxServer', 'connection refused');
        $this->cron('2026-04-11T14:00:00Z');
        self::assertSame(['failed', []], [$this->now($case)[0], $this->now($case)[2]]);
    }

    public function testTheClientAndTheStaffAreToldByThePanelsMail(): void
    {
        $case = $this->approved();
        foreach (['14', '15'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        $mails = Capsule::table('sandbox_mails')->orderBy('id')->get();
        $client = (string) Capsule::table('tblclients')->where('id', 1)->value('email');
        // A case waits for the billing staff: account e-mails.
        $expected = [$client, 'administrators of account e-mails', $client, $client, $client];
        if (!Assumptions::is('adminmail.type', 'known')) {
            $expected[1] = 'administrators of system e-mails';
        }
        self::assertSame($expected, $mails->pluck('recipient')->all());
        self::assertSame(["Your refund request $case"], array_values(array_unique(array_diff($mails->pluck('subject')->all(), ["Refund request $case"]))));
        self::assertStringContainsString('264.00 USD come back.', (string) $mails[2]->body);
        self::assertMatchesRegularExpression("~<br />How it stands, step by step: https?://[^/]+/(?:[^<]*/)?index\\.php\\?m=makegood&amp;refund=$case<br />~", (string) $mails[2]->body);
        self::assertStringNotContainsString('addonmodules', (string) $mails[1]->body, 'the folder of the admin area is the operator\'s secret');
        self::assertDoesNotMatchRegularExpression('/[{}$]/', implode($mails->pluck('body')->all()));
        self::assertStringContainsString('e-mailed on', $this->page('refunds', ['case' => $case]));
    }

    /** @return array<string, array{string, string}> */
    public static function mailFacts(): array
    {
        return ['types are ignored' => ['adminmail.type', 'ignored'], 'messages are taken as they are' => ['mail.smarty', 'plain']];
    }

    /** @dataProvider mailFacts */
    public function testTheyAreToldWhateverThePanelMakesOfIt(string $fact, string $value): void
    {
        Assumptions::set($fact, $value);
        $this->testTheClientAndTheStaffAreToldByThePanelsMail();
    }

    public function testAMailServerThatRefusesHoldsNothingUp(): void
    {
        Config::set('SandboxMail', 'down');
        $case = $this->approved();
        foreach (['14', '15', '16'] as $hour) {
            $this->cron("2026-04-11T$hour:00:00Z");
        }
        self::assertSame(['paid', []], [$this->now($case)[0], Capsule::table('sandbox_mails')->get()->all()]);
        $first = $this->ledger()->messages->ofCase($case)[0];
        self::assertSame(['failed', 'Sending Failed. Please see documentation.', 3], [$first['state'], (string) $first['failure'], (int) $first['attempts']]);
    }

    public function testWhoIsToldIsAClosedList(): void
    {
        $this->approved();
        $form = ['mail-client' => 'on', 'mail-staff' => 'off'] + array_fill_keys(array_map(static fn (string $desk): string => "mail-to-$desk", MailSettings::DESKS), 'support');
        self::assertStringContainsString('Saved.', $this->send('refunds', 'setRefundMails', $form));
        self::assertStringNotContainsString('Saved.', $this->send('refunds', 'setRefundMails', ['mail-to-lead' => 'somebody@example.com'] + $form));
        $settings = MailSettings::of($this->ledger());
        self::assertSame([true, false, 'support'], [$settings->sends('client'), $settings->sends('staff'), $settings->audience((new App())->panel()->audiences(), 'lead')]);
        self::assertSame([], self::faults($this->page('refunds')));
    }
}
