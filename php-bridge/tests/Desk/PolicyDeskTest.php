<?php

/** What an assignment may not do: decide again what is settled, or make months that overlap or leave a gap. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Desk\UnableToDo;
use Makegood\Instant;
use Makegood\Run\Settings;
use Makegood\Run\SpanSync;
use Makegood\Tests\Support\DatabaseTestCase;
use Makegood\Tests\Support\OnSqlite;
use Makegood\Tests\Support\World;

final class PolicyDeskTest extends DatabaseTestCase
{
    use OnSqlite;

    private const SETTLED = '2026-04-04T06:00:00Z';
    private World $world;

    protected function setUp(): void
    {
        $this->world = new World($this->connect(), $this->temporaryDirectory());
        $this->world->service('17', '5', '1');
    }

    /** @return array<string, array{string, string, string, string, bool}> */
    public static function scopes(): array
    {
        return [
            'the product again' => ['product', '1', 'product', '1', true],
            'a service of the product' => ['product', '1', 'service', '17', true],
            'the product of a service' => ['service', '17', 'product', '1', true],
            'another product' => ['product', '1', 'product', '2', false],
            'a service of another product' => ['product', '2', 'service', '17', false],
            'another service' => ['service', '18', 'service', '17', false],
        ];
    }

    /** @dataProvider scopes */
    public function testOneServiceHasMonthsOfOneZone(string $scope, string $id, string $other, string $otherId, bool $isRefused): void
    {
        foreach (['before the first look', 'after it'] as $when) {
            $this->world = new World($this->anotherDatabase(), $this->temporaryDirectory());
            $this->world->service('17', '5', '1');
            $when === 'after it' && (new SpanSync($this->world->ledger, new Settings()))->run($this->world->panel);
            $this->assign($scope, $id, '2026-01-01', 'UTC');
            $said = $this->refusal(fn () => $this->assign($other, $otherId, '2026-04-01', 'America/Sao_Paulo'));
            self::assertSame($isRefused, str_contains($said, 'time zone cannot change'), $when . ': ' . $said);
            self::assertSame('', $this->refusal(fn () => $this->assign($other, $otherId, '2026-05-01', $isRefused ? 'UTC' : 'America/Sao_Paulo')), $when);
        }
    }

    public function testWhatIsSettledIsNotPromisedAnew(): void
    {
        $this->world->policy();
        $this->world->outage($this->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->world->run('2026-03-20T06:00:00Z');
        self::assertSame('', $this->refusal(fn () => $this->assign('product', '1', '2026-03-02')), 'a preview binds nobody');
        $this->world->run(self::SETTLED);
        foreach ([['product', '1'], ['service', '17']] as [$scope, $id]) {
            self::assertStringContainsString('2026-03 has been settled', $this->refusal(fn () => $this->assign($scope, $id, '2026-03-31')));
            self::assertSame('', $this->refusal(fn () => $this->assign($scope, $id, '2026-04-01')));
        }
        self::assertSame('', $this->refusal(fn () => $this->assign('product', '2', '2026-01-01')), 'nothing of it is settled');
    }

    public function testOneDayHasOneAssignment(): void
    {
        $this->assign('product', '1', '2026-03-01');
        self::assertStringContainsString('already', $this->refusal(fn () => $this->assign('product', '1', '2026-03-01')));
        self::assertSame('', $this->refusal(fn () => $this->assign('service', '1', '2026-03-01')));
        self::assertCount(2, $this->world->ledger->assignments->all());
    }

    /** @return array<string, array{list<array{string, string, string, string}>, array{string, string, string, string}, bool}> what is assigned, the last one, whether it is refused */
    public static function kinds(): array
    {
        $calendar = ['product', '1', '2026-03-01', 'calendar'];
        return [
            'the product from the calendar to the billing day' => [[$calendar], ['product', '1', '2026-05-01', 'anniversary'], true],
            'a service of it' => [[$calendar], ['service', '17', '2026-05-01', 'anniversary'], true],
            'the product of a service that has its own' => [[['service', '17', '2026-03-01', 'calendar']], ['product', '1', '2026-05-01', 'anniversary'], false],
            'back to the calendar: months overlap, and nothing is paid twice' => [[['product', '1', '2026-03-01', 'anniversary']], ['product', '1', '2026-05-01', 'calendar'], false],
            'another product' => [[$calendar], ['product', '2', '2026-05-01', 'anniversary'], false],
            'a service that is not there yet' => [[$calendar], ['service', '99', '2026-05-01', 'anniversary'], false],
            'before the calendar begins' => [[$calendar], ['service', '17', '2026-02-01', 'anniversary'], false],
            'from one billing month to the next' => [[['product', '1', '2026-03-01', 'anniversary']], ['product', '1', '2026-05-01', 'anniversary'], false],
            'a change of mind' => [[$calendar], ['product', '1', '2026-03-02', 'anniversary'], false],
            'a change of mind too late' => [[['product', '1', '2026-02-01', 'calendar'], $calendar], ['product', '1', '2026-03-02', 'anniversary'], true],
            'a service that never had the product\'s' => [[['service', '17', '2026-02-01', 'anniversary'], $calendar], ['service', '17', '2026-05-01', 'anniversary'], false],
            'after what replaced the calendar' => [[['product', '1', '2026-02-01', 'calendar'], ['product', '1', '2026-02-02', 'anniversary']], ['product', '1', '2026-05-01', 'anniversary'], false],
        ];
    }

    /**
     * @dataProvider kinds
     *
     * @param list<array{string, string, string, string}> $before
     * @param array{string, string, string, string} $last
     */
    public function testNoDaysAreLeftOutBetweenMonthsOfTwoKinds(array $before, array $last, bool $isRefused): void
    {
        (new SpanSync($this->world->ledger, new Settings()))->run($this->world->panel); // the service is there since 1 March
        $hash = fn (string $kind): string => $this->world->desk->putPolicy(
            '{"schema":2,"name":"' . $kind . '","zone":"UTC","period":"' . $kind . '","schedule":{"family":"proportional"}}',
            'admin:1',
        );
        foreach ($before as [$scope, $id, $day, $kind]) {
            $this->world->desk->assign($scope, $id, $hash($kind), Instant::ms($day . 'T00:00:00Z'), 'admin:1');
        }
        [$scope, $id, $day, $kind] = $last;
        $said = $this->refusal(fn () => $this->world->desk->assign($scope, $id, $hash($kind), Instant::ms($day . 'T00:00:00Z'), 'admin:1'));
        self::assertSame($isRefused, str_contains($said, 'no month'), $said);
        self::assertSame($isRefused, $said !== '', $said);
    }

    public function testABillingMonthThatIsSettledEndsOnItsOwnDay(): void
    {
        $this->world->clock('2026-02-01T00:00:00Z');
        $this->world->panel->billingDays['17'] = 10;
        $own = static fn (string $name): string => '{"schema":2,"name":"' . $name . '","zone":"UTC","period":"anniversary","forfeits":["cancelled"],"schedule":{"family":"proportional"}}';
        $this->world->policy($own('one'));
        $this->world->outage($this->world->twoMonitors(), '2026-03-04T12:00:00Z', '2026-03-04T14:00:00Z');
        $this->world->run('2026-03-14T06:00:00Z');
        self::assertNotSame([], $this->world->entries());
        $next = $this->world->desk->putPolicy($own('two'), 'admin:1');
        $assign = fn (string $scope, string $id, string $day): string => $this->refusal(fn () => $this->world->desk->assign($scope, $id, $next, Instant::ms($day . 'T00:00:00Z'), 'admin:1'));
        foreach ([['product', '1'], ['service', '17']] as [$scope, $id]) {
            self::assertStringContainsString('from 2026-03-10 on', $assign($scope, $id, '2026-03-09'));
            self::assertSame('', $assign($scope, $id, '2026-03-10'));
        }
    }

    private function assign(string $scope, string $id, string $day, string $zone = 'UTC'): void
    {
        $hash = $this->world->desk->putPolicy(strtr(World::POLICY, ['"UTC"' => '"' . $zone . '"']), 'admin:1');
        $this->world->desk->assign($scope, $id, $hash, Instant::ms($day . 'T00:00:00Z'), 'admin:1');
    }

    private function refusal(callable $work): string
    {
        try {
            $work();
            return '';
        } catch (UnableToDo $refused) {
            return $refused->getMessage();
        }
    }
}
