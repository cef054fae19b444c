<?php

/** From the request to the money in this panel: the order ends, a person has a task, account credit goes to the balance by itself. */

declare(strict_types=1);

namespace Makegood\Fossbilling\Tests;

use FossSandbox\Assumptions;
use FossSandbox\Cron;
use FossSandbox\Purchases;
use Makegood\Instant;
use Makegood\Run\MailSettings;
use MakegoodSandbox\Clock;

class RefundEndToEndTest extends ModuleTestCase
{
    private const POLICY = '{"kind":"refund","schema":1,"name":"Refunds","zone":"UTC","rules":[{"id":"prorated","when":{},"give":{"method":"unused","time":{"unit":"day","count":"calendar"}}}]';

    private string $order;

    protected function setUp(): void
    {
        if (!ShippedModule::hasEngine() || !str_contains((string) file_get_contents(ShippedModule::directory() . '/engine/makegood.php'), 'refundRule')) {
            self::markTestSkipped('no engine that quotes refunds: run make wasm first');
        }
        parent::setUp();
    }

    /**
     * 365.00 for 2026 and 10.00 for the set-up, paid by card unless told otherwise; on 11 April 101 days are used: 264.00 come back.
     *
     * @param string                  $more members of the policy
     * @param array<string, mixed>    $what is bought besides, see Purchases
     * @param ?callable(int): void    $pay  the invoice
     *
     * @return string the case, approved
     */
    private function approved(string $more = '', string $payout = '264.00', array $what = [], ?callable $pay = null): string
    {
        Clock::travel('2026-01-01T00:00:00Z');
        $bought = Purchases::place(1, 1, '1Y', $what + ['price' => '365.00', 'setup' => '10.00']);
        ($pay ?? static fn (int $invoice) => Purchases::pay($invoice, 'gateway'))($bought['invoice']);
        $this->order = (string) $bought['order'];
        $desk = $this->app()->desk();
        $desk->assign('product', '1', $desk->putPolicy(self::POLICY . $more . '}', 'admin:1'), Instant::ms('2026-01-01T00:00:00Z'), 'admin:1');
        $this->ledger()->meta->put('mode', 'live');
        $this->cron('2026-04-11T11:00:00Z');
        Clock::travel('2026-04-11T12:00:00Z');
        $seen = $desk->refunds->quote($this->order);
        $quote = json_decode($seen['answer'], true, 64, JSON_THROW_ON_ERROR)['quote'];
        self::assertSame($payout, $quote['payout']);
        unset($quote['steps']);
        $case = $desk->refunds->request($this->order, '1', ['reason' => 'notNeeded'], $quote, $seen['requestedAt'], 'client:1');
        $this->cron('2026-04-11T13:00:00Z');
        $this->app()->desk()->refunds->act($case, 'approve', 'admin:1');

        return $case;
    }

    /** The staff's page of a case. */
    private function page(string $case): string
    {
        [$_GET, $_SERVER['REQUEST_METHOD']] = [['tab' => 'refunds', 'case' => $case], 'GET'];

        $app = new \Box_AppAdmin();
        $app->setDi($this->di());
        $app->setUrl('/makegood');
        $result = $app->run();
        $_GET = [];

        return is_object($result) ? (string) $result->getContent() : (string) $result;
    }

    private function cron(string $at): void
    {
        Clock::travel($at);
        Cron::run();
    }

    /** @return array{string, list<string>, string} state of the case, payouts, state of the order */
    private function now(string $case): array
    {
        return [(string) $this->ledger()->refundCases->byId($case)['state'], array_map(static fn (array $row): string => implode(' ', [$row['route'], $row['amount'], $row['state']]), $this->ledger()->payouts->ofCase($case)),
            (string) $this->sql('SELECT status FROM client_order WHERE id = ?', [$this->order])[0]['status']];
    }

    public function testAPersonSendsTheMoneyOnceTheOrderHasEnded(): void
    {
        $case = $this->approved();
        self::assertSame(['payoutPending', ['task 264.00 task'], 'active'], $this->now($case));
        $this->cron('2026-04-11T14:00:00Z');
        self::assertSame(['payoutPending', ['task 264.00 task'], 'canceled'], $this->now($case));
        $this->app()->desk()->refunds->done((string) $this->ledger()->payouts->ofCase($case)[0]['id'], 'bank 4711', 'admin:1');
        self::assertSame(['paid', ['task 264.00 posted'], 'canceled'], $this->now($case));
        self::assertSame([], $this->failuresLogged());
    }

    public function testWhatTheBalancePaidGoesBackToTheBalanceByItself(): void
    {
        $case = $this->approved('', '264.00', [], static fn (int $invoice) => Purchases::pay($invoice, 'balance'));
        $this->cron('2026-04-11T14:00:00Z');
        $this->cron('2026-04-11T15:00:00Z');
        self::assertSame(['paid', ['accountCredit 264.00 posted'], 'canceled'], $this->now($case));
        self::assertSame('264.00', $this->app()->panel()->balance('1'));
        self::assertSame([], $this->failuresLogged());
    }

    public function testCashAndOurCreditGoBackWhereEachCameFrom(): void
    {
        $invoice = 0;
        $case = $this->approved('', '264.00', [], function (int $id) use (&$invoice): void {
            $invoice = $id;
            $this->sql("INSERT INTO invoice_item (invoice_id, type, rel_id, title, price, quantity, taxed) VALUES (?, 'custom', 'sla:0123456789abcdef', 'Credit', '-100.00', 1, 0)", [$id]);
            Purchases::pay($id, 'hand');
        });
        $this->cron('2026-04-11T14:00:00Z');
        $this->cron('2026-04-11T15:00:00Z');
        // 264.00 in the proportion 275 : 100.
        self::assertSame(['payoutPending', ['task 193.60 task', 'accountCredit 70.40 posted'], 'canceled'], $this->now($case));
        self::assertSame('70.40', $this->app()->panel()->balance('1'));
        $page = $this->page($case);
        self::assertStringContainsString("Open the payment of invoice $invoice at the payment provider.", $page);
        self::assertStringContainsString('Send back exactly 193.60 USD', $page);
        $this->app()->desk()->refunds->done((string) $this->ledger()->payouts->ofCase($case)[0]['id'], 'bank 4711', 'admin:1');
        self::assertSame('paid', $this->now($case)[0]);
    }

    public function testWhatWasMadeToOrderIsSaidOnceByTheHost(): void
    {
        $this->app()->desk()->refunds->setKinds([['of' => 'Theme made to order', 'kind' => 'customisation']], 'admin:1');
        // Three tenths of 40.00 stay: 28.00 more than without the theme.
        $case = $this->approved(',"lines":[{"kind":"customisation","give":{"keep":"30"}}]', '292.00', ['addOns' => [['title' => 'Theme made to order', 'price' => '40.00']]]);
        $this->cron('2026-04-11T14:00:00Z');
        self::assertSame(['payoutPending', ['task 292.00 task'], 'canceled'], $this->now($case));
        $transaction = (string) $this->sql('SELECT MAX(id) AS id FROM `transaction`')[0]['id'];
        self::assertStringContainsString("Open the payment by transaction $transaction at the payment provider.", $this->page($case));
    }

    public function testAccountCreditGoesToTheBalanceThoughOtherCreditWaitsForInvoices(): void
    {
        $case = $this->approved(',"payout":{"to":"accountCredit"}');
        $this->cron('2026-04-11T14:00:00Z');
        $this->cron('2026-04-11T15:00:00Z');
        self::assertSame(['paid', ['accountCredit 264.00 posted'], 'canceled'], $this->now($case));
        self::assertSame('264.00', $this->app()->panel()->balance('1'));
    }

    /** @return list<string> who got which mail of refunds */
    private function mails(): array
    {
        return array_map(static fn (array $mail): string => $mail['recipients'] . ': ' . $mail['subject'],
            $this->sql("SELECT recipients, subject FROM activity_client_email WHERE subject LIKE '%efund request%' ORDER BY id"));
    }

    public function testTheClientAndTheStaffAreToldByThePanelsMail(): void
    {
        $case = $this->approved();
        $this->cron('2026-04-11T14:00:00Z');
        $this->cron('2026-04-11T15:00:00Z');
        $client = (string) $this->sql('SELECT email FROM client WHERE id = 1')[0]['email'];
        $company = (string) $this->app()->panel()->handle->setting('company_name');
        $toClient = "$client: [$company] Your refund request $case";
        self::assertSame([$toClient, "staff: [$company] Refund request $case", $toClient, $toClient], $this->mails());
        $body = (string) $this->sql("SELECT content_html FROM activity_client_email WHERE subject LIKE '%Your refund request%' ORDER BY id")[1]['content_html'];
        self::assertMatchesRegularExpression('~264\.00 [A-Z]{3} come back\.~', $body);
        self::assertMatchesRegularExpression("~https?://[^/ ]+/[^ <]*makegood\\?refund=$case<~", $body);
        self::assertSame([], $this->failuresLogged());
    }

    /** @return array<string, array{string, list<string>}> */
    public static function oneOfTheStaff(): array
    {
        return ['who is written to' => ['known', ['sent', '1']], 'whom this line does not know' => ['unknown', ['failed', '3']]];
    }

    /** @dataProvider oneOfTheStaff @param list<string> $expected */
    public function testOneOfTheStaffIsToldOrItIsShownThatNobodyIs(string $knows, array $expected): void
    {
        Assumptions::set('mail.admin', $knows);
        $admin = (string) $this->sql("SELECT id FROM admin WHERE status = 'active' ORDER BY id")[0]['id'];
        self::assertArrayHasKey("admin:$admin", $this->app()->panel()->audiences());
        MailSettings::put($this->ledger(), ['staff'], ['billing' => "admin:$admin"]);
        $case = $this->approved();
        $this->cron('2026-04-11T14:00:00Z');
        $this->cron('2026-04-11T15:00:00Z');
        $first = $this->ledger()->messages->ofCase($case)[0];
        self::assertSame($expected, [(string) $first['state'], (string) $first['attempts']], (string) $first['failure']);
        self::assertCount($knows === 'known' ? 1 : 0, $this->mails());
    }

    public function testAnOwnerWhoSwitchedMailsOffGetsNoneOfRefunds(): void
    {
        $this->di()['mod_service']('Extension')->setConfig(['ext' => 'mod_makegood', 'mail' => 'off']);
        $this->approved();
        self::assertSame([], $this->mails());
    }
}
