<?php

/** Which policy a client is shown: the one that binds the month that runs, whenever that begins. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\InForce;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\Settings;
use Makegood\Run\SettleRequests;
use Makegood\Run\SpanSync;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;

final class InForceTest extends DatabaseTestCase
{
    use OnSqlite;

    /** @return array<string, array{string, string, string}> kind of month, now, the policy */
    public static function instants(): array
    {
        return [
            'a calendar month, its last instant' => ['calendar', '2026-02-28T23:59:59Z', 'one'],
            'the next one' => ['calendar', '2026-03-01T00:00:00Z', 'two'],
            'a billing month that began before the second was assigned' => ['anniversary', '2026-03-05T00:00:00Z', 'one'],
            'its last instant' => ['anniversary', '2026-03-09T23:59:59Z', 'one'],
            'the next billing month' => ['anniversary', '2026-03-10T00:00:00Z', 'two'],
            'and its second half' => ['anniversary', '2026-04-02T00:00:00Z', 'two'],
        ];
    }

    /** @return array<string, array{array<string, array{string, string}>, string}> day => state and price from then on, the policy shown on 20 March */
    public static function histories(): array
    {
        return [
            'its price changed after the second was assigned' => [['2026-01-01' => ['active', '10.00'], '2026-03-15' => ['active', '20.00']], 'one'],
            'ordered before that, set up after it' => [['2026-03-01' => ['pending', '10.00'], '2026-03-15' => ['active', '10.00']], 'two'],
            'gone in February, back after it' => [['2026-01-01' => ['active', '10.00'], '2026-02-10' => ['ended', '10.00'], '2026-03-15' => ['active', '10.00']], 'two'],
            'suspended until after it' => [['2026-01-01' => ['active', '10.00'], '2026-02-20' => ['suspended', '10.00'], '2026-03-15' => ['active', '10.00']], 'two'],
            'suspended all month' => [['2026-01-01' => ['active', '10.00'], '2026-02-20' => ['suspended', '10.00']], 'one'],
        ];
    }

    /** @dataProvider instants */
    public function testAClientIsShownWhatBindsTheMonthThatRuns(string $kind, string $now, string $name): void
    {
        $world = $this->world();
        $world->service('17', '5', '1');
        self::sync($world);
        self::assign($world, $kind, ['one' => '2026-01-01', 'two' => '2026-03-01']);
        $world->clock($now);
        self::assertSame($name, self::shown($world));
        self::assertNull($world->ledger->anchors->of('17'), 'who only looks leaves nothing in the ledger');
    }

    /**
     * @dataProvider histories
     * @param array<string, array{string, string}> $history
     */
    public function testAMonthIsBoundAsItWillBeSettledWhateverBecameOfTheService(array $history, string $name): void
    {
        $world = $this->world();
        $world->panel->addClient('5');
        self::assign($world, 'calendar', ['one' => '2026-01-01', 'two' => '2026-03-10']);
        foreach ($history as $day => [$state, $price]) {
            $world->clock($day . 'T00:00:00Z');
            $world->panel->services['17'] = new ServiceFacts('17', '5', '1', '1', $state, 'USD', $price, 1, null, 'x');
            self::sync($world);
        }
        $world->clock('2026-03-20T00:00:00Z');
        self::assertSame($name, self::shown($world));
        $request = (new SettleRequests($world->ledger, $world->panel))->build('17', '2026-03');
        $text = $request?->text($world->panel->nowMs, $world->panel->capabilities(), ['revision' => 0, 'carry' => '0'], []) ?? '';
        $settled = Engine::decode($world->engine->bytes($text))['results'][0]['policy'];
        self::assertSame($name, json_decode((string) $world->ledger->policies->document($settled), true)['name']);
    }

    private function world(): World
    {
        $world = new World($this->connect(), $this->temporaryDirectory());
        $world->clock('2026-01-01T00:00:00Z');
        $world->panel->billingDays['17'] = 10;
        return $world;
    }

    private static function sync(World $world): void
    {
        (new SpanSync($world->ledger, new Settings()))->run($world->panel);
    }

    /** @param array<string, string> $days policy => the day from which it is assigned */
    private static function assign(World $world, string $kind, array $days): void
    {
        foreach ($days as $policy => $day) {
            $hash = $world->desk->putPolicy('{"schema":2,"name":"' . $policy . '","zone":"UTC","period":"' . $kind . '","schedule":{"family":"proportional"}}', 'admin:1');
            $world->desk->assign('product', '1', $hash, Instant::ms($day . 'T00:00:00Z'), 'admin:1');
        }
    }

    private static function shown(World $world): ?string
    {
        $found = (new InForce($world->panel, $world->engine, $world->ledger))->of($world->panel->services['17']);
        return json_decode((string) ($found['document'] ?? '{}'), true)['name'] ?? null;
    }
}
