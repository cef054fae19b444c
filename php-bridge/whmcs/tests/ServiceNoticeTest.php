<?php

/** The words on a service's own page: only what is true, only for its own client, and never in the way of the panel. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Run\Mode;
use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Hooks;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Service\Service;

class ServiceNoticeTest extends ModuleTestCase
{
    /** @return array<string, array{list<string>, array<string, mixed>, list<string>, list<string>}> what happened, session, said, not said */
    public static function rows(): array
    {
        $me = ['uid' => 1];

        return [
            'nothing happened' => [[], $me, [], ['alert']],
            'down' => [['down'], $me, ['is down since', '2026-03-01T05:00:00Z', 'index.php?m=makegood'], ['credit is on its way']],
            'down and doubtful' => [['doubtful'], $me, ['was reported down at'], ['is down since']],
            'another server is down' => [['elsewhere'], $me, [], ['alert']],
            'was down' => [['over'], $me, [], ['alert']],
            'a credit is expected' => [['expected'], $me, ['credit is on its way'], ['is down']],
            'a month without a credit' => [['nothing due'], $me, [], ['alert']],
            'a credit waits to be posted' => [['pending'], $me, ['credit is on its way'], []],
            'a credit was posted' => [['posted'], $me, [], ['alert']],
            'a credit is expected, in dry run' => [['expected', 'dry'], $me, [], ['alert']],
            'a credit waits to be posted, in dry run' => [['pending', 'dry'], $me, [], ['alert']],
            'down, in dry run' => [['down', 'expected', 'dry'], $me, ['is down since'], ['on its way']],
            'a credit is expected, but held' => [['expected', 'held'], $me, [], ['alert']],
            'a credit waits, but held' => [['pending', 'held'], $me, [], ['alert']],
            'a credit waits in a held run' => [['held run'], $me, [], ['alert']],
            'a preview of a month that is never decided' => [['preview'], $me, [], ['alert']],
            'both' => [['down', 'expected'], $me, ['is down since', 'credit is on its way'], []],
            'somebody else looks' => [['down', 'expected'], ['uid' => 2], [], ['alert']],
            'nobody looks' => [['down', 'expected'], [], [], ['alert']],
            'a user who may not see invoices looks' => [['down', 'expected'], $me + ['delegate' => ['products']], [], ['alert']],
            'staff look' => [['down'], $me + ['adminid' => 1], ['is down since'], []],
        ];
    }

    /**
     * @dataProvider rows
     *
     * @param list<string>         $happened
     * @param array<string, mixed> $session
     * @param list<string>         $said
     * @param list<string>         $unsaid
     */
    public function testTheProductPage(array $happened, array $session, array $said, array $unsaid): void
    {
        $id = $this->service();
        $this->ledger()->spans->open((new ServiceReader())->one($id), 1767225600000);
        Mode::live($this->ledger(), '2026-02');
        foreach ($happened as $what) {
            $this->happen($what, $id);
        }
        $_SESSION = $session;
        foreach (['service', 'list'] as $argument) {
            Assumptions::set('product-details.argument', $argument);
            $service = Service::find((int) $id);
            $html = Hooks::html('ClientAreaProductDetailsOutput', ['service' => $argument === 'list' ? ['service' => $service] : $service]);
            foreach ($said as $text) {
                self::assertStringContainsString($text, $html);
            }
            foreach ($unsaid as $text) {
                self::assertStringNotContainsString($text, $html);
            }
        }
        self::assertSame([], $this->failuresLogged());
    }

    public function testOddArgumentsSayNothing(): void
    {
        $_SESSION = ['uid' => 1];
        foreach ([null, [], 'x', 7, new \stdClass(), ['service' => '1'], (object) ['id' => 0]] as $given) {
            self::assertSame('', Hooks::html('ClientAreaProductDetailsOutput', ['service' => $given]));
        }
    }

    public function testAFailureIsLoggedAndThePageStands(): void
    {
        $id = $this->service();
        $_SESSION = ['uid' => 1];
        Capsule::schema()->drop('mod_makegood_outages');
        self::assertSame('', Hooks::html('ClientAreaProductDetailsOutput', ['service' => Service::find((int) $id)]));
        self::assertStringContainsString('ClientAreaProductDetailsOutput failed', implode("\n", $this->failuresLogged()));
    }

    private function happen(string $what, string $id): void
    {
        $owed = ['n' => 1, 'kind' => 'sla', 'net' => '0.50', 'tax' => '0.00', 'gross' => '0.50', 'rate' => '0'];
        match ($what) {
            'down' => $this->outage('server:1', 'confirmed', true),
            'doubtful' => $this->outage('service:' . $id, 'unconfirmed', true),
            'elsewhere' => $this->outage('server:2', 'confirmed', true),
            'over' => $this->outage('server:1', 'confirmed', false),
            'expected' => $this->settle($id, '2026-02', $owed, '0.50'),
            'nothing due' => $this->settle($id, '2026-02', null, null),
            'posted' => Fixtures::entry($this->ledger(), '1', $id, 'Standard'),
            'pending' => Fixtures::waiting($this->ledger(), '1', $id),
            'held run' => $this->ledger()->postings->holdInRun(Fixtures::waiting($this->ledger(), '1', $id), '1'),
            'held' => $this->ledger()->holds->hold($id, '2026-02', 'in dispute', 'admin:1', 1),
            'preview' => $this->settle($id, '2026-01', $owed),
            'dry' => Mode::dry($this->ledger()),
        };
    }

    private function outage(string $subject, string $status, bool $open): void
    {
        $this->ledger()->outages->rewrite($subject, [['key' => $subject . '/1772341200000', 'subject' => $subject, 'fromMs' => 1772341200000,
            'toMs' => 1772344800000, 'open' => $open, 'status' => $status, 'reason' => 'quorum', 'json' => '{"votes":[],"steps":[]}']]);
    }

    /**
     * @param array<string, mixed>|null $owed
     * @param ?string $forecast what the last run expects to post; absent where the month is never decided
     */
    private function settle(string $id, string $period, ?array $owed, ?string ...$forecast): void
    {
        $result = ['service' => $id, 'client' => '1', 'period' => $period, 'adjustment' => $owed, 'posting' => $forecast[0] ?? null, 'steps' => []];
        $answer = (string) json_encode(['ok' => true, 'results' => [$result]]);
        $this->ledger()->settlements->put($id, $period, '1', hash('sha256', $answer), false, 1772604000000, $answer, 1772344800000);
        if ($forecast !== []) {
            $this->ledger()->forecasts->put('1', 'USD', 1772604000000, '{}', $answer, 1772344800000);
        }
    }
}
