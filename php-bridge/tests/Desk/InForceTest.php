<?php

/** Which policy a client is shown: the one that binds the month that runs, whenever that begins. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\InForce;
use Makegood\Instant;
use Makegood\Run\Settings;
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

    /** @dataProvider instants */
    public function testAClientIsShownWhatBindsTheMonthThatRuns(string $kind, string $now, string $name): void
    {
        $world = new World($this->connect(), $this->temporaryDirectory());
        $world->clock('2026-01-01T00:00:00Z');
        $world->panel->billingDays['17'] = 10;
        $world->service('17', '5', '1');
        (new SpanSync($world->ledger, new Settings()))->run($world->panel);
        foreach (['one' => '2026-01-01', 'two' => '2026-03-01'] as $policy => $day) {
            $hash = $world->desk->putPolicy('{"schema":2,"name":"' . $policy . '","zone":"UTC","period":"' . $kind . '","schedule":{"family":"proportional"}}', 'admin:1');
            $world->desk->assign('product', '1', $hash, Instant::ms($day . 'T00:00:00Z'), 'admin:1');
        }
        $world->clock($now);
        $found = (new InForce($world->panel, $world->engine, $world->ledger))->of($world->panel->services['17']);
        self::assertSame($name, json_decode((string) ($found['document'] ?? '{}'), true)['name'] ?? null);
    }
}
