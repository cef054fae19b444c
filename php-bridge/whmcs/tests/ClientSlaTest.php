<?php

/** What a client reads of the policy in force for their service: its owner, while something is promised, and nobody else. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Run\Mode;
use MakegoodSandbox\Addons;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Smarty;

final class ClientSlaTest extends ModuleTestCase
{
    private const CAPPED = '{"schema":1,"name":"Capped","zone":"UTC","maintenance":{"rule":"counted"},"schedule":{"family":"uptimeTiers",'
        . '"tiers":[{"below":"99.9","percent":"10"},{"below":"99","percent":"50"}]},"cap":{"percent":"20"}}';

    /** @return array<string, array{array<string, mixed>, int, bool, string}> columns of the service, who asks, is it live, what they read */
    public static function askers(): array
    {
        return [
            'the owner' => [['userid' => 1], 1, true, 'What we promise for'],
            'somebody else' => [['userid' => 2], 1, true, 'There is no such service'],
            'an ended service' => [['userid' => 1, 'domainstatus' => 'Terminated'], 1, true, 'There is no such service'],
            'in dry run nothing is promised' => [['userid' => 1], 1, false, 'There is no such service'],
            'a product without a policy' => [['userid' => 1, 'packageid' => 2], 1, true, 'No promise is in force'],
        ];
    }

    /**
     * @dataProvider askers
     *
     * @param array<string, mixed> $columns
     */
    public function testAClientReadsWhatIsPromisedForTheirService(array $columns, int $client, bool $isLive, string $text): void
    {
        $this->send('policies', 'putPolicy', ['document' => self::CAPPED, 'accept' => '1']);
        $this->send('policies', 'assignPolicy', ['policy' => hash('sha256', self::CAPPED), 'product' => '1', 'service' => '', 'from' => '2026-03-01']);
        $service = $this->service($columns);
        $this->ledger()->spans->open((new ServiceReader())->one($service), 1767225600000);
        $isLive ? Mode::live($this->ledger(), null) : Mode::dry($this->ledger());
        $_GET = ['service' => $service, 'sla' => '1'];
        $html = $this->clientPage($client);
        self::assertStringContainsString($text, $html);
        self::assertSame($text === 'What we promise for', str_contains($html, '10.00 USD'), 'the examples are at what the service costs');
        $_GET = [];
        self::assertSame($text === 'What we promise for', str_contains($this->clientPage($client), 'service=' . $service . '&amp;sla=1'), 'the link stands where there is something to read');
        self::assertSame([], $this->failuresLogged());
    }

    /** Who pays for a year at once is told at what price the examples are: nothing is divided here. */
    public function testALongerCycleIsTold(): void
    {
        $this->send('policies', 'putPolicy', ['document' => self::CAPPED, 'accept' => '1']);
        $this->send('policies', 'assignPolicy', ['policy' => hash('sha256', self::CAPPED), 'product' => '1', 'service' => '', 'from' => '2026-03-01']);
        $service = $this->service(['billingcycle' => 'Annually', 'amount' => '120.00']);
        Mode::live($this->ledger(), null);
        $_GET = ['service' => $service, 'sla' => '1'];
        $html = $this->clientPage(1);
        self::assertStringContainsString('for a price of 100 USD a month', $html);
        self::assertStringNotContainsString('120.00', $html);
    }

    /** An assignment from the middle of the month on is not in force before the next one: the core's rule, not ours. */
    public function testWhatIsInForceIsWhatTheMonthIsSettledBy(): void
    {
        $this->send('policies', 'putPolicy', ['document' => self::CAPPED, 'accept' => '1']);
        $this->send('policies', 'assignPolicy', ['policy' => hash('sha256', self::CAPPED), 'product' => '1', 'service' => '', 'from' => '2026-03-15']);
        $service = $this->service();
        Mode::live($this->ledger(), null);
        $_GET = ['service' => $service, 'sla' => '1'];
        self::assertStringContainsString('No promise is in force', $this->clientPage(1));
    }

    private function clientPage(int $client): string
    {
        $_SESSION = ['uid' => $client];
        $answer = Addons::invoke('makegood', 'clientarea', Addons::vars('makegood', 'index.php?m=makegood'));
        $smarty = new Smarty();
        $smarty->setTemplateDir([ShippedModule::directory(), ShippedModule::directory() . '/templates']);
        $smarty->assign($answer['vars']);

        return $smarty->fetch($answer['templatefile'] . '.tpl');
    }
}
