<?php

/** The client page: the logged-in client's own credits with their reasons, nobody else's, escaped with every template setting. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

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
        foreach (['mine.example.com', '2026-02', '99.941756 %', '1.00 USD', '0.83 USD', '0.17 USD', 'credited', '26 min count.', 'Credit: 1.00 USD.'] as $text) {
            self::assertStringContainsString($text, $html);
        }
        foreach (['theirs.example.com', '7.77', 'Secret terms'] as $text) {
            self::assertStringNotContainsString($text, $html);
        }
        self::assertStringContainsString('7.77 USD', $this->clientPage(2));
        self::assertStringContainsString('No month has been settled', $this->clientPage(3));
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
        self::assertSame([], $answer['vars']['mg']['months']);
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
        Fixtures::entry($this->ledger(), '1', $this->service(['domain' => 'a&amp;b.example.com']), 'R&D <script>alert(1)</script>');
        $html = $this->clientPage(1);
        self::assertStringNotContainsString('<script', $html);
        self::assertStringContainsString('R&amp;D &lt;script&gt;', $html);
        self::assertStringContainsString('a&amp;b.example.com', $html);
        self::assertStringNotContainsString('&amp;amp;', $html);
    }

    public function testAMonthWithoutAnEntrySaysWhy(): void
    {
        $service = $this->service();
        $answer = json_encode(['ok' => true, 'results' => [['service' => $service, 'currency' => 'USD', 'availability' => '99.990000',
            'entitlement' => ['net' => '0.00', 'tax' => '0.00', 'gross' => '0.00', 'rate' => '0'], 'steps' => [['key' => 'noTier', 'args' => []]]]]]);
        $this->ledger()->settlements->put($service, '2026-02', '1', str_repeat('b', 64), true, 1772344800000, $answer, 1772344800000);
        $html = $this->clientPage(1);
        self::assertStringContainsString('Availability meets the promise', $html);
        self::assertStringContainsString('nothing due', $html);
        $this->ledger()->settlements->put($service, '2026-02', '1', str_repeat('c', 64), false, 1772604000000, $answer, 1772344800000);
        self::assertStringContainsString('expected; decided after', $this->clientPage(1));
    }

    public function testAFailureIsLoggedAndTheClientIsToldNothingOfIt(): void
    {
        Capsule::schema()->drop('mod_makegood_entries');
        $html = $this->clientPage(1);
        self::assertStringContainsString('cannot be shown', $html);
        self::assertStringNotContainsString('mod_makegood', $html);
        self::assertStringContainsString('credits page failed', implode("\n", $this->failuresLogged()));
    }

    private function clientPage(int $client): string
    {
        $_SESSION = ['uid' => $client];
        $answer = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'));
        $smarty = new Smarty();
        $smarty->setTemplateDir([ShippedModule::directory(), ShippedModule::directory() . '/templates']);
        $smarty->escape_html = Assumptions::is('smarty.escape', 'on');
        $smarty->assign($answer['vars']);

        return $smarty->fetch($answer['templatefile'] . '.tpl');
    }
}
