<?php

/** Instants on the wire and the months around them. */

declare(strict_types=1);

namespace Makegood\Tests;

use Makegood\Instant;
use PHPUnit\Framework\TestCase;

final class InstantTest extends TestCase
{
    /** @dataProvider instants */
    public function testThereAndBack(int $ms, string $iso): void
    {
        self::assertSame($iso, Instant::iso($ms));
        self::assertSame($ms, Instant::ms($iso));
    }

    /** @return list<array{int, string}> */
    public static function instants(): array
    {
        return [
            [1772625600000, '2026-03-04T12:00:00Z'],
            [1772625600250, '2026-03-04T12:00:00.250Z'],
            [1772625600001, '2026-03-04T12:00:00.001Z'],
            [1709164800000, '2024-02-29T00:00:00Z'],
            [31536000000, '1971-01-01T00:00:00Z'],
        ];
    }

    public function testOtherFormsAreRefused(): void
    {
        foreach (['2026-03-04', '2026-03-04T12:00:00', '2026-03-04T12:00:00+01:00', '2026-03-04T12:00:00.25Z', "2026-03-04T12:00:00Z\n"] as $text) {
            try {
                Instant::ms($text);
                self::fail('taken: ' . $text);
            } catch (\InvalidArgumentException) {
                self::addToAssertionCount(1);
            }
        }
    }

    /** @dataProvider months */
    public function testMonthsAround(string $from, string $to, array $expected): void
    {
        self::assertSame($expected, Instant::monthsAround(Instant::ms($from), Instant::ms($to)));
    }

    /** @return array<string, array{string, string, list<string>}> */
    public static function months(): array
    {
        return [
            'inside' => ['2026-03-04T12:00:00Z', '2026-03-04T13:00:00Z', ['2026-03']],
            'near the beginning' => ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00Z', ['2026-02', '2026-03']],
            'over new year' => ['2026-12-31T23:00:00Z', '2027-01-01T01:00:00Z', ['2026-12', '2027-01']],
            'long' => ['2026-01-15T00:00:00Z', '2026-03-15T00:00:00Z', ['2026-01', '2026-02', '2026-03']],
        ];
    }
}
