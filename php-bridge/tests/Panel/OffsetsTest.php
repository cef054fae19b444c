<?php

/** Offsets handed to the core, and the first instant of a month in a zone. */

declare(strict_types=1);

namespace Makegood\Tests\Panel;

use Makegood\Instant;
use Makegood\Panel\Offsets;
use PHPUnit\Framework\TestCase;

final class OffsetsTest extends TestCase
{
    /** @dataProvider monthStarts */
    public function testMonthStart(string $zone, string $month, string $expected): void
    {
        self::assertSame($expected, Instant::iso(Offsets::monthStart($zone, $month)));
    }

    /** @return array<string, array{string, string, string}> */
    public static function monthStarts(): array
    {
        return [
            'UTC' => ['UTC', '2026-03', '2026-03-01T00:00:00Z'],
            'west of Greenwich' => ['America/Sao_Paulo', '2026-03', '2026-03-01T03:00:00Z'],
            'half hours' => ['Asia/Kolkata', '2026-03', '2026-02-28T18:30:00Z'],
            'summer time' => ['Europe/Berlin', '2026-04', '2026-03-31T22:00:00Z'],
            'farthest east' => ['Pacific/Kiritimati', '2026-03', '2026-02-28T10:00:00Z'],
        ];
    }

    public function testFixedZoneHasOneRow(): void
    {
        $offsets = Offsets::between('Asia/Kolkata', Instant::ms('2026-03-01T00:00:00Z'), Instant::ms('2026-04-01T00:00:00Z'));
        self::assertSame([['from' => null, 'seconds' => 19800]], $offsets['offsets']);
        self::assertNotSame('', $offsets['tzdata']);
    }

    public function testBothChangesOfAYear(): void
    {
        $offsets = Offsets::between('Europe/Berlin', Instant::ms('2026-03-01T00:00:00Z'), Instant::ms('2026-11-01T00:00:00Z'));
        self::assertSame(
            [[null, 3600], ['2026-03-29T01:00:00Z', 7200], ['2026-10-25T01:00:00Z', 3600]],
            array_map(static fn (array $row): array => [$row['from'], $row['seconds']], $offsets['offsets']),
        );
    }
}
