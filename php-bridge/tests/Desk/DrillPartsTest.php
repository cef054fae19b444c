<?php

/** The parts of a drill by themselves: when its outage takes place, how its clock and its directory end. */

declare(strict_types=1);

namespace Makegood\Tests\Desk;

use Makegood\Clock;
use Makegood\Desk\Drill\Slot;
use Makegood\Desk\Drill\TemporaryDirectory;
use Makegood\Desk\Drill\Words;
use Makegood\Instant;
use PHPUnit\Framework\TestCase;

final class DrillPartsTest extends TestCase
{
    private const HOUR_MS = 3_600_000;

    /** @return array<string, array{string, string, int, string, list<array{string, ?string}>, ?string}> from, to, hours, now, maintenance; when it begins */
    public static function slots(): array
    {
        [$from, $to] = ['2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'];
        return [
            'yesterday afternoon' => [$from, $to, 4, '2026-03-20T10:00:00Z', [], '2026-03-19T14:00:00Z'],
            'today where it is over already' => [$from, $to, 4, '2026-03-20T19:00:00Z', [], '2026-03-20T14:00:00Z'],
            'a day ends before now' => [$from, $to, 24, '2026-03-20T10:00:00Z', [], '2026-03-18T14:00:00Z'],
            'the month has just begun: this afternoon' => [$from, $to, 4, '2026-03-01T00:30:00Z', [], '2026-03-01T14:00:00Z'],
            'this morning, before the afternoon of another day to come' => [$from, $to, 4, '2026-03-01T08:00:00Z', [], '2026-03-01T03:00:00Z'],
            'maintenance yesterday afternoon' => [$from, $to, 4, '2026-03-20T10:00:00Z', [['2026-03-19T17:59:59Z', '2026-03-19T18:30:00Z']], '2026-03-18T14:00:00Z'],
            'maintenance that ends when it begins' => [$from, $to, 4, '2026-03-20T10:00:00Z', [['2026-03-19T12:00:00Z', '2026-03-19T14:00:00Z']], '2026-03-19T14:00:00Z'],
            'maintenance without an end' => [$from, $to, 4, '2026-03-20T10:00:00Z', [['2026-03-10T00:00:00Z', null]], '2026-03-09T14:00:00Z'],
            'no room at all' => [$from, $to, 4, '2026-03-20T10:00:00Z', [['2026-02-10T00:00:00Z', null]], null],
            'a stretch too short' => ['2026-03-31T00:00:00Z', $to, 24, '2026-03-31T10:00:00Z', [], null],
            'a stretch that only nights fit' => ['2026-03-31T18:00:00Z', $to, 4, '2026-03-31T18:30:00Z', [], '2026-03-31T19:00:00Z'],
        ];
    }

    /**
     * @dataProvider slots
     *
     * @param list<array{string, ?string}> $busy
     */
    public function testTheOutageTakesPlaceAtASensibleTime(string $from, string $to, int $hours, string $now, array $busy, ?string $start): void
    {
        $found = Slot::find(Instant::ms($from), Instant::ms($to), $hours * self::HOUR_MS, Instant::ms($now), array_map(
            static fn (array $window): array => [Instant::ms($window[0]), $window[1] === null ? null : Instant::ms($window[1])],
            $busy,
        ));
        self::assertSame($start, $found === null ? null : Instant::iso($found));
    }

    public function testTheClockIsGivenBack(): void
    {
        Clock::set(static fn (): int => 42);
        try {
            self::assertSame(7, Clock::during(7, Clock::nowMs(...)));
            self::assertSame(42, Clock::nowMs());
            try {
                Clock::during(7, static fn () => throw new \DomainException());
                self::fail('went on');
            } catch (\DomainException) {
                self::assertSame(42, Clock::nowMs());
            }
        } finally {
            Clock::set(null);
        }
        Clock::during(7, static fn () => null);
        self::assertGreaterThan(42, Clock::nowMs());
    }

    public function testTheDirectoryEndsWithTheWork(): void
    {
        $paths = [];
        $work = static function (string $path) use (&$paths): void {
            $paths[] = $path;
            mkdir($path . '/spool');
            touch($path . '/spool/.htaccess');
            touch($path . '/run.lock');
        };
        TemporaryDirectory::with($work);
        try {
            TemporaryDirectory::with(static function (string $path) use ($work): void {
                $work($path);
                throw new \DomainException();
            });
            self::fail('went on');
        } catch (\DomainException) {
        }
        self::assertCount(2, array_unique($paths));
        self::assertSame([false, false], array_map(file_exists(...), $paths));
    }

    public function testLengthsAreSaidInWholeUnits(): void
    {
        self::assertSame(
            ['0 min', '12 min', '1 h', '1 h 30 min', '1 d', '2 d 3 h 4 min 5 s'],
            array_map(Words::length(...), [0, 720_000, 3_600_000, 5_400_000, 86_400_000, 183_845_000]),
        );
    }
}
