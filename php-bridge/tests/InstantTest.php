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

    /** @return array<string, array{string, int, string}> */
    public static function monthsOn(): array
    {
        return [
            'the next' => ['2026-03', 1, '2026-04'], 'over new year' => ['2026-12', 1, '2027-01'], 'the one before' => ['2026-01', -1, '2025-12'],
            'a year back, the month itself not counted' => ['2026-12', -11, '2026-01'], 'and from March' => ['2026-03', -11, '2025-04'],
            'itself' => ['2026-12', 0, '2026-12'], 'three years' => ['2026-01', 36, '2029-01'], 'two years back' => ['2026-12', -24, '2024-12'],
        ];
    }

    /** @dataProvider monthsOn */
    public function testMonthsOn(string $month, int $months, string $expected): void
    {
        self::assertSame($expected, Instant::monthsOn($month, $months));
    }

    /** @return array<string, array{string, int, string}> */
    public static function days(): array
    {
        return [
            'a month on' => ['2026-03-10', 1, '2026-04-10'], 'a day that the month lacks' => ['2026-01-31', 1, '2026-02-28'],
            'that it has in a leap year' => ['2024-01-29', 1, '2024-02-29'], 'a year after a leap day' => ['2024-02-29', 12, '2025-02-28'],
            'over new year' => ['2026-11-15', 3, '2027-02-15'], 'a year on' => ['2026-03-10', 12, '2027-03-10'],
            'back' => ['2026-03-31', -1, '2026-02-28'], 'not longer than it was' => ['2026-02-28', 1, '2026-03-28'],
        ];
    }

    /** @dataProvider days */
    public function testTheSameDaySomeMonthsOn(string $day, int $months, string $expected): void
    {
        self::assertSame($expected, Instant::sameDay($day, $months));
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
