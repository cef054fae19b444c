<?php

/** The whole way through the module: messages, mapping, policy, cron, credit, explanation; once, whatever is repeated. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Run\Probe;
use Makegood\Tests\Support\TwoMonitors;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Billing\Generator;
use MakegoodSandbox\Billing\Refunds as BankRefunds;
use MakegoodSandbox\Clock;
use MakegoodSandbox\Cron;
use WHMCS\Database\Capsule;

class EndToEndTest extends ModuleTestCase
{
    use TwoMonitors;

    private const POLICY = '{"schema":1,"name":"Standard","zone":"UTC","maintenance":{"rule":"excludedIfAnnounced","noticeMs":86400000},'
        . '"schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99.5","percent":"25"}]},"cap":{"percent":"50"}}';

    protected function setUp(): void
    {
        if (!ShippedModule::hasEngine()) {
            self::markTestSkipped('no engine: run make wasm first');
        }
        parent::setUp();
    }

    public function testAnOutageSeenByTwoMonitorsIsCreditedOnceWithItsReason(): void
    {
        // Currencies that ISO does not know any more, or never did, are another client's trouble.
        foreach (['HRK', 'USDT'] as $code) {
            Capsule::table('tblcurrencies')->insert(['code' => $code, 'prefix' => '', 'suffix' => '', 'format' => 1, 'rate' => '1.00000']);
        }
        Capsule::table('tblclients')->where('id', 4)->update(['currency' => Capsule::table('tblcurrencies')->where('code', 'HRK')->value('id')]);
        $this->service(['userid' => 4]);
        [$exempt, $taxed] = [$this->paidService(1), $this->paidService(2)];
        $this->watch();
        $this->outage();
        Clock::travel('2026-04-03T23:00:00Z');
        Cron::run();
        self::assertSame(0, Capsule::table('mod_makegood_entries')->count(), 'the month is not settled before its delay is over');
        self::assertStringContainsString('expected; decided after', $this->clientPage(1));
        for ($i = 0; $i < 3; ++$i) {
            Clock::travel('2026-04-0' . (4 + $i) . 'T06:00:00Z');
            Cron::run();
        }
        // 89 minutes of 31 days: 99.8 %, so 10 % of 10.00 and of 12.00.
        self::assertSame([['1', '1.00'], ['2', '1.20']], $this->credits());
        self::assertSame(['posted'], Capsule::table('mod_makegood_entries')->distinct()->pluck('state')->all());
        $this->assertExplained($taxed);
        self::assertStringContainsString('1.00 USD', $this->clientPage(1));
        self::assertStringNotContainsString('1.20', $this->clientPage(1));
        self::assertNotSame($exempt, $taxed);
        self::assertSame([], $this->failuresLogged());
    }

    public function testSettingsThatChangeMoveNoMoneyOnSettledMonths(): void
    {
        $service = $this->paidService(1);
        Capsule::table('tblinvoiceitems')->where('relid', $service)->update(['description' => 'Hosting']); // no dates: read with the cycle
        $this->watch();
        $this->outage();
        Clock::travel('2026-04-05T06:00:00Z');
        Cron::run();
        self::assertSame([['1', '1.00']], $this->credits());
        Capsule::table('tblhosting')->where('id', $service)->update(['billingcycle' => 'Annually', 'amount' => '110.00']);
        Capsule::table('tblconfiguration')->where('setting', 'DateFormat')->update(['value' => 'MM/DD/YYYY']);
        Clock::travel('2026-04-06T06:00:00Z');
        Cron::run();
        self::assertSame(1, Capsule::table('mod_makegood_entries')->count());
    }

    public function testOneMonitorsWordWaitsForAPersonAndIsPaidAfterOneClick(): void
    {
        $this->paidService(1);
        $this->watch(['pingdom']);
        $this->outage(false);
        Clock::travel('2026-04-05T06:00:00Z');
        Cron::run();
        self::assertSame([], $this->credits());
        $review = $this->page('review');
        self::assertStringContainsString('Was it down?', $review);
        self::assertStringContainsString('was accepted', $this->send('review', 'decideCase', ['case' => '1', 'decision' => 'accept', 'note' => 'It was & is true']));
        self::assertStringContainsString('case_closed', $this->send('review', 'decideCase', ['case' => '1', 'decision' => 'refuse', 'note' => '']));
        Cron::run();
        Cron::run();
        self::assertSame([['1', '1.00']], $this->credits());
        self::assertStringContainsString('It was &amp; is true', $this->page('review'));
        self::assertStringContainsString('admin:1', $this->page('review'));
    }

    public function testAFalseAlarmMovesNothingUntilItIsAcceptedByHand(): void
    {
        $this->paidService(1);
        $this->watch();
        $this->outage(false);
        Clock::travel('2026-04-05T06:00:00Z');
        Cron::run();
        self::assertSame([], $this->credits());
        self::assertStringContainsString('unconfirmed', $this->page('outages'));
        self::assertStringContainsString('Nothing waits for you', $this->page('review'));
        self::assertSame(1, preg_match('/name="from" value="(\d+)"><input type="hidden" name="to" value="(\d+)"/', $this->page('outages', ['outage' => '1']), $seen));
        $form = ['outage' => '1', 'from' => $seen[1], 'note' => ''];
        self::assertStringContainsString('Look at it again', $this->send('outages', 'acceptOutage', $form + ['to' => $seen[2] . '0']));
        self::assertStringContainsString('was accepted', $this->send('outages', 'acceptOutage', $form + ['to' => $seen[2]]));
        Cron::run();
        self::assertSame([['1', '1.00']], $this->credits());
    }

    /** @return array<string, array{string}> */
    public static function orders(): array
    {
        return ['log first' => ['log-first'], 'balance first' => ['balance-first']];
    }

    /** @dataProvider orders */
    public function testACreditHalfWrittenIsParkedAndSettledByAPerson(string $order): void
    {
        Assumptions::set('addcredit.order', $order);
        $this->paidService(1);
        $this->watch();
        $this->outage();
        Clock::travel('2026-04-05T06:00:00Z');
        Probe::install(static fn (string $name) => $name === 'addcredit.between' ? throw new \RuntimeException('the server went away') : null);
        Cron::run();
        Probe::install(null);
        Cron::run();
        $rows = Capsule::table('tblcredit')->count();
        self::assertStringContainsString('Is the credit on the account?', $this->page('review'));
        self::assertSame($rows, Capsule::table('tblcredit')->count(), 'never a second credit by itself');
        $this->send('review', 'decideCase', ['case' => '1', 'decision' => 'accept', 'note' => 'checked']);
        Cron::run();
        self::assertSame(['posted'], Capsule::table('mod_makegood_postings')->pluck('state')->all());
        self::assertSame($rows, Capsule::table('tblcredit')->count());
    }

    /** 15.00 with an add-on, of which credit paid 4.00: 7.33 and 3.66 were cash. Nothing comes without a claim, and nothing of an invoice that was refunded. */
    public function testAPolicyThatAsksForMoreThanOutages(): void
    {
        $service = $this->paidService(1);
        $addon = (int) Capsule::table('tblhostingaddons')->insertGetId(['hostingid' => (int) $service, 'userid' => 1, 'name' => 'Backup', 'recurring' => '5.00', 'billingcycle' => 'Monthly', 'status' => 'Active']);
        $invoice = (int) Capsule::table('tblinvoiceitems')->where('relid', (int) $service)->value('invoiceid');
        Capsule::table('tblinvoiceitems')->insert(['invoiceid' => $invoice, 'userid' => 1, 'type' => 'Addon', 'relid' => $addon, 'amount' => '5.00', 'duedate' => '2026-03-01',
            'description' => 'Backup (01/03/2026 - 31/03/2026)', 'taxed' => 0, 'notes' => '']);
        Capsule::table('tblinvoices')->where('id', $invoice)->update(['subtotal' => '15.00', 'credit' => '4.00']);
        $this->watch(['pingdom', 'uptime-kuma'], '{"schema":2,"name":"On request","zone":"UTC","schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"}]},'
            . '"fee":{"base":"cash"},"claim":{"windowMs":2592000000,"from":"period"},"forfeits":["cancelled"],"expiresAfterMs":7776000000}');
        $this->outage();
        Clock::travel('2026-04-05T06:00:00Z');
        Cron::run();
        self::assertSame([], $this->credits());
        $_GET = ['m' => 'makegood', 'service' => $service, 'period' => '2026-03'];
        self::assertMatchesRegularExpression('/gives you 1\.10 USD for this month if you ask for it by .{0,60}2026-05-01/', $this->clientPage(1));
        $_POST = ['do' => 'claim', 'token' => generate_token('plain')];
        $_SERVER['REQUEST_METHOD'] = 'POST';
        self::assertStringContainsString('Your claim has arrived', $this->clientPage(1, ['token' => generate_token('plain')]));
        [$_POST, $_SERVER['REQUEST_METHOD']] = [[], 'GET'];
        Capsule::table('tblcancelrequests')->insert(['date' => '2026-04-05 07:00:00', 'relid' => (int) $service, 'reason' => '', 'type' => 'Immediate']);
        Clock::travel('2026-04-05T07:05:00Z');
        Cron::run();
        self::assertSame([['1', '1.10']], $this->credits(), 'cancelled after the month was due');
        self::assertMatchesRegularExpression('/before .{0,60}2026-07-03/', $this->clientPage(1));
        $request = json_decode((string) Capsule::table('mod_makegood_entries')->value('request'), true)['services'][0];
        self::assertSame([['7.33', null], ['3.66', 'addOn']], array_map(static fn (array $charge): array => [$charge['cash'], $charge['kind'] ?? null], $request['charges']));
        self::assertSame([['at' => '2026-04-05T06:00:00Z']], $request['claims']);
        Capsule::table('tblinvoices')->where('id', $invoice)->update(['status' => 'Refunded']);
        Clock::travel('2026-04-06T07:05:00Z');
        Cron::run();
        self::assertSame(['1.10', '-1.10'], Capsule::table('mod_makegood_entries')->orderBy('id')->pluck('gross')->all(), 'all of the line was given back');
        self::assertSame([], $this->failuresLogged());
    }

    public function testABadPolicyIsRefusedInTheCoresWords(): void
    {
        $html = $this->send('policies', 'putPolicy', ['document' => str_replace('"99.5"', '"99.95"', self::POLICY)]);
        self::assertStringContainsString('policy_tiers', $html);
        self::assertStringContainsString('&quot;99.95&quot;', $html, 'the document is shown again');
        self::assertSame(0, Capsule::table('mod_makegood_policies')->count());
        foreach (['{}', '[]', 'not JSON', ''] as $document) {
            self::assertStringContainsString('mg-problem', $this->send('policies', 'putPolicy', ['document' => $document]));
        }
    }

    public function testHealthNamesTheEngine(): void
    {
        $html = $this->page('health');
        self::assertStringContainsString('ready', $html);
        self::assertStringContainsString('passed', $html);
        self::assertStringNotContainsString('failed', $html);
        foreach (['64-bit PHP', 'Tracing JIT', 'Manifest', 'Core file', 'Origin of the core', 'Sources', 'Known answers', 'PHP alone', 'no native program is named'] as $row) {
            self::assertStringContainsString($row, $html);
        }
    }

    protected function connection(): \PDO
    {
        return Capsule::connection()->getPdo();
    }

    /** A monthly service on server 1 whose March was invoiced and paid. */
    /** @return iterable<string, array{string}> how the panel writes it down */
    public static function reversalRows(): iterable
    {
        yield 'a row that names the payment' => ['refundid'];
        yield 'a row that names nothing' => ['plain'];
        yield 'negative money in' => ['negative'];
    }

    /** @dataProvider reversalRows */
    public function testCreditGoesBackWhenTheBankTakesItsPaymentBack(string $row): void
    {
        Assumptions::set('reversal.row', $row);
        $this->paidService(1);
        Capsule::table('tblhosting')->where('userid', 1)->update(['nextinvoicedate' => '2027-03-01']); // else the next invoice uses the credit
        $invoice = (int) Capsule::table('tblinvoices')->where('userid', 1)->max('id');
        $payment = (int) Capsule::table('tblaccounts')->insertGetId(['userid' => 1, 'currency' => 0, 'gateway' => 'sandboxpay', 'date' => '2026-03-01 00:00:00', 'description' => 'Invoice Payment',
            'amountin' => '10.00', 'fees' => '0.00', 'amountout' => '0.00', 'rate' => '1.00000', 'transid' => 'card-1', 'invoiceid' => $invoice, 'refundid' => 0, 'type' => '']);
        $this->watch();
        $this->outage();
        Clock::travel('2026-04-04T06:00:00Z');
        Cron::run();
        self::assertSame([['1', '1.00']], $this->credits());
        $balance = static fn (): string => (string) Capsule::table('tblclients')->where('id', 1)->value('credit');
        self::assertSame('1.00', $balance());
        BankRefunds::reverse($payment);
        Clock::travel('2026-04-05T06:00:00Z');
        Cron::run();
        self::assertSame('1.00', $balance(), 'a person is asked');
        self::assertStringContainsString('Payment reversed: invoice ' . $invoice, $this->page('review'));
        $this->send('review', 'decideReversal', ['reversal' => '1', 'decision' => 'accept', 'note' => '']);
        for ($day = 6; $day <= 8; ++$day) {
            Clock::travel('2026-04-0' . $day . 'T06:00:00Z');
            Cron::run();
        }
        self::assertSame('0.00', $balance());
        self::assertSame(['1.00', '-1.00'], array_map('strval', Capsule::table('tblcredit')->where('clientid', 1)->orderBy('id')->pluck('amount')->all()));
        self::assertStringContainsString('went back', $this->clientPage(1));
        self::assertSame([], $this->failuresLogged());
    }

    private function paidService(int $client): string
    {
        $id = $this->service(['userid' => $client, 'nextinvoicedate' => '2026-03-01', 'domain' => "c$client.example.com"]);
        Generator::run('autogen', $client);
        Capsule::table('tblinvoices')->update(['status' => 'Paid']);

        return $id;
    }

    /** Sources, policy, first messages, mapping. @param list<string> $sources */
    private function watch(array $sources = ['pingdom', 'uptime-kuma'], string $policy = self::POLICY): void
    {
        foreach ($sources as $vendor) {
            $html = $this->send('settings', 'addSource', ['vendor' => $vendor, 'name' => $vendor, 'group' => '']);
            preg_match('/webhook\.php\?(s=\d+\.[0-9a-f]{64})/', $html, $found);
            $this->address[$vendor] = $found[1];
        }
        $this->send('setup', 'goLive', ['from' => '2026-03']);
        $this->send('policies', 'putPolicy', ['document' => $policy]);
        $this->send('policies', 'assignPolicy', ['policy' => hash('sha256', $policy), 'product' => '1', 'service' => '', 'from' => '2026-03-01']);
        $this->pingdom('UP', '2026-03-01T06:00:00');
        count($sources) > 1 && $this->kuma(1, '2026-03-01 06:00:00');
        Cron::run();
        foreach (Capsule::table('mod_makegood_targets')->pluck('id') as $id) {
            $this->send('settings', 'mapTarget', ['target' => (string) $id, 'subject' => 'server:1', 'service' => '']);
        }
    }

    /** @return list<array{string, string}> client and amount of each row of the credit log */
    private function credits(): array
    {
        return Capsule::table('tblcredit')->where('amount', '>', 0)->orderBy('clientid')->get()
            ->map(static fn (\stdClass $row): array => [(string) $row->clientid, (string) $row->amount])->all();
    }

    private function assertExplained(string $service): void
    {
        $id = (string) Capsule::table('mod_makegood_entries')->where('service_id', $service)->value('id');
        $html = $this->page('credits', ['entry' => $id]);
        foreach (['1 h 29 min', '12.00 USD', 'earns 10 % of', '1.20 USD', 'Of this 1.00 USD is net and 0.20 USD is tax at 20 %', 'Credited: 1.20 USD'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        preg_match('~data:application/json;base64,([A-Za-z0-9+/=]+)~', $html, $found);
        self::assertSame(Capsule::table('mod_makegood_entries')->where('id', $id)->value('request'), base64_decode($found[1], true));
    }

    /** @param array<string, string> $session */
    private function clientPage(int $client, array $session = []): string
    {
        $admin = $_SESSION;
        $_SESSION = ['uid' => $client] + $session;
        $html = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'))['vars']['mg'];
        $_SESSION = $admin;

        return $html;
    }
}
