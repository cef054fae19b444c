<?php

/** The client page: the logged-in client's own services, months and credits, nobody else's, escaped with every template setting. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Instant;
use Makegood\Run\Mode;
use MakegoodSandbox\Addons;
use MakegoodSandbox\Assumptions;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Smarty;

class ClientPageTest extends ModuleTestCase
{
    public function testAClientSeesTheirOwnCreditsAndWhy(): void
    {
        $mine = $this->service(['userid' => 1, 'domain' => 'mine.example.com']);
        $theirs = $this->service(['userid' => 2, 'domain' => 'theirs.example.com']);
        Fixtures::entry($this->ledger(), '1', $mine, 'Standard', '1.00');
        Fixtures::entry($this->ledger(), '2', $theirs, 'Secret terms', '7.77');
        $html = $this->clientPage(1);
        $expected = ['mine.example.com', 'February 2026', '99.941756 %', '26 min down', '1.00 USD', '0.83 USD net, 0.17 USD tax', 'credited', '26 min count.',
            'Credit: 1.00 USD.', 'No outage of your services is going on', "service=$mine&amp;period=2026-02"];
        foreach ($expected as $text) {
            self::assertStringContainsString($text, $html);
        }
        foreach (['theirs.example.com', '7.77', 'Secret terms', "service=$theirs&amp;"] as $text) {
            self::assertStringNotContainsString($text, $html);
        }
        self::assertStringContainsString('7.77 USD', $this->clientPage(2));
        $this->service(['userid' => 3]);
        self::assertStringContainsString('Nothing is known of these months yet', $this->clientPage(3));
        Capsule::table('tblhosting')->where('userid', 3)->delete();
        self::assertStringContainsString('There is no service in your account', $this->clientPage(3));
        self::assertSame([], $this->failuresLogged());
    }

    public function testAServiceThatIsSomebodyElsesByNowKeepsTheNameItHad(): void
    {
        $id = $this->service(['userid' => 1, 'domain' => 'old.example.com']);
        $this->ledger()->spans->open((new ServiceReader())->one($id), 1772323200000);
        Fixtures::entry($this->ledger(), '1', $id, 'Standard');
        Capsule::table('tblhosting')->where('id', $id)->update(['userid' => 2, 'domain' => 'secret.example.com']);
        self::assertStringContainsString('old.example.com', $this->clientPage(1));
        self::assertStringNotContainsString('secret.example.com', $this->clientPage(1));
    }

    public function testARequestCannotChooseTheClient(): void
    {
        Fixtures::entry($this->ledger(), '2', $this->service(['userid' => 2]), 'Standard', '7.77');
        $_GET = ['m' => 'makegood', 'client' => '2', 'clientid' => '2', 'userid' => '2', 'id' => '2'];
        $_POST = $_GET;
        self::assertStringNotContainsString('7.77', $this->clientPage(1));
    }

    public function testWithoutALoginThereIsNothingToShow(): void
    {
        Fixtures::entry($this->ledger(), '1', $this->service(), 'Standard');
        unset($_SESSION['uid']);
        $answer = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'));
        self::assertTrue($answer['requirelogin']);
        self::assertMatchesRegularExpression('#^<style>[^<]*</style>\s*<div class="makegood-client">\s*</div>\s*$#D', $answer['vars']['mg']);
    }

    public function testADelegatedUserNeedsThePermission(): void
    {
        Fixtures::entry($this->ledger(), '1', $this->service(), 'Standard');
        $html = $this->clientPage(1, ['delegate' => ['products']]);
        self::assertStringContainsString('Ask the owner', $html);
        self::assertStringNotContainsString('1.00 USD', $html);
        Assumptions::set('user.permissions', 'told');
        self::assertStringContainsString('1.00 USD', $this->clientPage(1, ['delegate' => ['invoices']]));
        Assumptions::set('user.permissions', 'untold');
        self::assertStringNotContainsString('1.00 USD', $this->clientPage(1, ['delegate' => ['invoices']]));
    }

    /** @return array<string, array{string, string, bool}> service (M: mine, T: theirs), month, is it shown */
    public static function months(): array
    {
        return [
            'mine' => ['M', '2026-02', true],
            'mine, another month that I had it' => ['M', '2026-01', true],
            'mine, before I had it' => ['M', '2025-12', false],
            'theirs' => ['T', '2026-02', false],
            'nothing' => ['77', '2026-02', false],
            'no month' => ['M', '', false],
            'month 13' => ['M', '2026-13', false],
            'no number' => ['1 OR 1=1', '2026-02', false],
            'a long number' => ['99999999999999999999', '2026-02', false],
            'markup' => ['"><script>alert(1)</script>', '<b>', false],
        ];
    }

    /** @dataProvider months */
    public function testOneMonthOfOneService(string $service, string $month, bool $isShown): void
    {
        [$mine, $theirs] = [$this->service(['userid' => 1]), $this->service(['userid' => 2, 'domain' => 'theirs.example.com'])];
        foreach ([$mine, $theirs] as $id) {
            $this->ledger()->spans->open((new ServiceReader())->one($id), 1767225600000);
        }
        Fixtures::entry($this->ledger(), '1', $mine, 'Standard');
        Fixtures::entry($this->ledger(), '2', $theirs, 'Secret terms', '7.77');
        $_GET = ['service' => strtr($service, ['M' => $mine, 'T' => $theirs]), 'period' => $month];
        $html = $this->clientPage(1);
        self::assertSame($isShown, str_contains($html, '<makegood-timeline src="/index.php?m=makegood&amp;api=timeline&amp;service=' . $mine . '&amp;period=' . $month . '">'));
        self::assertSame(!$isShown, str_contains($html, 'There is no such service or month'));
        self::assertSame($isShown && $month === '2026-02', str_contains($html, '<makegood-credit src="/index.php?m=makegood&amp;api=credit&amp;entry='));
        foreach (['7.77', 'Secret', 'theirs.example', '<script', '<b>'] as $text) {
            self::assertStringNotContainsString($text, $html);
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testManyServicesComeInPagesThoseWithOutagesFirst(): void
    {
        Capsule::table('tblhosting')->where('userid', 1)->delete();
        for ($i = 0; $i < 45; ++$i) {
            $last = $this->service(['userid' => 1, 'domain' => "site$i.example.com"]);
        }
        Fixtures::entry($this->ledger(), '1', $last, 'Standard');
        foreach ([['1', 20, true], ['2', 20, false], ['3', 5, false], ['99', 5, false], ['0', 20, true], ['x', 20, true], [['2'], 20, true]] as [$page, $cards, $hasLast]) {
            $_GET = ['page' => $page];
            $html = $this->clientPage(1);
            self::assertSame($cards, substr_count($html, '.example.com</h4>'));
            self::assertSame($hasLast, str_contains($html, 'site44.example.com'));
            self::assertStringContainsString('of 3, 45 services', $html);
        }
    }

    public function testALongListCostsFewQueries(): void
    {
        $counts = [];
        foreach ([5, 20] as $services) {
            Capsule::table('tblhosting')->delete();
            for ($i = 0; $i < $services; ++$i) {
                $id = $this->service(['userid' => 1]);
                $this->ledger()->spans->open((new ServiceReader())->one($id), 1767225600000);
                $this->settle($id, '2026-02', '99.990000');
            }
            Capsule::connection()->enableQueryLog();
            Capsule::connection()->flushQueryLog();
            $this->clientPage(1);
            $counts[] = count(Capsule::connection()->getQueryLog());
        }
        self::assertSame($counts[0], $counts[1], 'panel queries for 5 services and for 20');
    }

    public function testYearsOfMonthsAreTurnedBackPageByPage(): void
    {
        $id = $this->service(['domain' => 'old.example.com']);
        $this->ledger()->spans->open((new ServiceReader())->one($id), 1672531200000); // 2023-01-01
        $this->settle($id, '2024-06', '98.000000');
        $html = $this->clientPage(1);
        self::assertStringNotContainsString('98.000000', $html);
        self::assertStringContainsString('before=2025-04', $html);
        self::assertStringContainsString('No outage counted in 10 more months.', $html);
        $_GET = ['before' => '2025-04'];
        $html = $this->clientPage(1);
        self::assertStringContainsString('98.000000 %', $html);
        self::assertStringNotContainsString('makegood-notice src', $html);
        foreach (['2023-01' => 'before=2022-02', '2099-01' => 'before=2099', '<b>' => '<b>'] as $before => $never) {
            $_GET = ['before' => (string) $before];
            self::assertStringNotContainsString($never, $this->clientPage(1));
        }
    }

    /** @return array<string, array{string}> */
    public static function escaping(): array
    {
        return ['template engine escapes' => ['on'], 'template engine does not' => ['off']];
    }

    /** @dataProvider escaping */
    public function testTextIsEscapedExactlyOnce(string $escaping): void
    {
        Assumptions::set('smarty.escape', $escaping);
        $id = $this->service(['domain' => 'a&amp;b.example.com']);
        $this->ledger()->spans->open((new ServiceReader())->one($id), 1767225600000);
        Fixtures::entry($this->ledger(), '1', $id, 'R&D <script>alert(1)</script>');
        foreach ([[], ['service' => $id, 'period' => '2026-02']] as $_GET) {
            $html = $this->clientPage(1);
            self::assertStringNotContainsString('<script', $html);
            self::assertStringContainsString('R&amp;D &lt;script&gt;', $html);
            self::assertStringContainsString('a&amp;b.example.com', $html);
            self::assertStringNotContainsString('&amp;amp;', $html);
            self::assertStringNotContainsString('&lt;strong', $html);
        }
    }

    public function testAMonthWithoutAnEntrySaysWhy(): void
    {
        $service = $this->service();
        $this->settle($service, '2026-02', '99.990000');
        $html = $this->clientPage(1);
        self::assertStringContainsString('Availability meets the promise', $html);
        self::assertStringContainsString('nothing due', $html);
        $owed = ['n' => 1, 'kind' => 'sla', 'net' => '0.50', 'tax' => '0.00', 'gross' => '0.50', 'rate' => '0'];
        $this->settle($service, '2026-02', '99.500000', false, $owed);
        Mode::live($this->ledger(), null);
        $html = $this->clientPage(1);
        self::assertStringContainsString('expected; decided after', $html);
        self::assertStringContainsString('0.50 USD', $html);
    }

    /** @return array<string, array{bool, ?string, bool, bool}> live, from, is the month promised, is there a part about what comes */
    public static function promises(): array
    {
        return [
            'live' => [true, null, true, true],
            'live from that month on' => [true, '2026-02', true, true],
            'live from a later month on' => [true, '2026-03', false, true],
            'dry run' => [false, null, false, false],
            'dry run again' => [false, '2026-02', false, false],
        ];
    }

    /** @dataProvider promises */
    public function testOnlyWhatWillComeIsPromised(bool $isLive, ?string $from, bool $isPromised, bool $hasNext): void
    {
        $service = $this->service();
        $this->ledger()->spans->open((new ServiceReader())->one($service), 1767225600000);
        $owed = ['n' => 1, 'kind' => 'sla', 'net' => '0.50', 'tax' => '0.00', 'gross' => '0.50', 'rate' => '0'];
        $this->settle($service, '2026-02', '99.500000', false, $owed);
        Fixtures::waiting($this->ledger(), '1', $service, '3.33', '2026-01');
        Mode::live($this->ledger(), $from);
        $isLive || Mode::dry($this->ledger());
        $html = $this->clientPage(1);
        self::assertStringContainsString('99.500000 %', $html);
        self::assertSame(
            [$isPromised, $isLive, $hasNext, $isLive],
            [str_contains($html, '0.50 USD'), str_contains($html, '3.33 USD'), str_contains($html, '<makegood-invoice'), str_contains($html, 'you are credited')],
        );
        self::assertStringContainsString('<makegood-notice', $html);
        $_GET = ['service' => $service, 'period' => '2026-02'];
        self::assertSame($isPromised, str_contains($this->clientPage(1), '0.50 USD'));
        self::assertSame([], $this->failuresLogged());
    }

    /** @dataProvider modes */
    public function testInDryRunTheNoticePromisesNothing(bool $isLive): void
    {
        file_put_contents(ShippedModule::directory() . '/assets/boot.js', 'void 0;');
        try {
            $isLive ? Mode::live($this->ledger(), null) : Mode::dry($this->ledger());
            $html = $this->clientPage(1);
        } finally {
            unlink(ShippedModule::directory() . '/assets/boot.js');
        }
        self::assertStringContainsString('"ui_notice_promise":"' . ($isLive ? 'If' : '"'), $html);
    }

    /** @return array<string, array{bool}> */
    public static function modes(): array
    {
        return ['live' => [true], 'dry run' => [false]];
    }

    public function testWhatIsDownNowStandsOnTop(): void
    {
        $service = $this->service(['domain' => 'down.example.com']);
        $this->ledger()->spans->open((new ServiceReader())->one($service), 1767225600000);
        $this->ledger()->outages->rewrite('server:1', [['key' => 'server:1/1772341200000', 'subject' => 'server:1', 'fromMs' => 1772341200000,
            'toMs' => 1772344800000, 'open' => true, 'status' => 'confirmed', 'reason' => 'quorum', 'json' => '{"votes":[],"steps":[]}']]);
        $html = $this->clientPage(1);
        self::assertMatchesRegularExpression('#alert-danger"><strong>[^<]*down\.example\.com</strong>: down, confirmed#', $html);
        self::assertStringContainsString('datetime="2026-03-01T05:00:00Z"', $html);
        self::assertStringNotContainsString('down.example', $this->clientPage(2));
    }

    public function testOnePartThatFailsLeavesTheRest(): void
    {
        $service = $this->service();
        $this->ledger()->spans->open((new ServiceReader())->one($service), 1767225600000);
        Fixtures::entry($this->ledger(), '1', $service, 'Standard');
        Capsule::schema()->drop('mod_makegood_outages');
        $html = $this->clientPage(1);
        self::assertStringContainsString('Whether an outage is going on cannot be shown', $html);
        self::assertStringContainsString('99.941756 %', $html);
        self::assertStringContainsString('notice of the client page failed', implode("\n", $this->failuresLogged()));
    }

    public function testAFailureIsLoggedAndTheClientIsToldNothingOfIt(): void
    {
        Capsule::schema()->drop('mod_makegood_entries');
        $html = $this->clientPage(1);
        self::assertStringContainsString('cannot be shown', $html);
        self::assertStringNotContainsString('mod_makegood', $html);
        self::assertStringContainsString('credits page failed', implode("\n", $this->failuresLogged()));
    }

    /** @param array<string, string>|null $owed */
    private function settle(string $service, string $period, string $availability, bool $isFinal = true, ?array $owed = null): void
    {
        $answer = json_encode(['ok' => true, 'results' => [['service' => $service, 'period' => $period, 'client' => '1', 'currency' => 'USD',
            'from' => $period . '-01T00:00:00Z', 'to' => Instant::nextMonth($period) . '-01T00:00:00Z',
            'availability' => $availability, 'downtimeMs' => 60000, 'excludedMs' => 0, 'adjustment' => $owed, 'steps' => [['key' => 'noTier', 'args' => []]]]]]);
        $this->ledger()->settlements->put($service, $period, '1', hash('sha256', $answer), $isFinal, 1772604000000, $answer, 1772344800000);
    }

    /** @param array<string, mixed> $session */
    private function clientPage(int $client, array $session = []): string
    {
        $_SESSION = ['uid' => $client] + $session;
        $answer = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'));
        $smarty = new Smarty();
        $smarty->setTemplateDir([ShippedModule::directory(), ShippedModule::directory() . '/templates']);
        $smarty->escape_html = Assumptions::is('smarty.escape', 'on');
        $smarty->assign($answer['vars']);

        return $smarty->fetch($answer['templatefile'] . '.tpl');
    }
}
