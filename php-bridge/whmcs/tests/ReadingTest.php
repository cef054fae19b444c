<?php

/** How single stored values of the panel are read: cycles, periods of invoice lines, host names. */

declare(strict_types=1);

namespace Makegood\Whmcs\Tests;

use Makegood\Pages\Admin\Finder;
use PHPUnit\Framework\TestCase;
use WHMCS\Module\Addon\Makegood\Panel\Cycle;
use WHMCS\Module\Addon\Makegood\Panel\LinePeriod;
use WHMCS\Module\Addon\Makegood\Panel\Text;

final class ReadingTest extends TestCase
{
    /** @return array<string, array{string, ?int}> */
    public static function cycles(): array
    {
        return [
            'API spelling' => ['One-Time', null], 'stored spelling' => ['One Time', null], 'free' => ['Free Account', null],
            'hyphen' => ['Semi-Annually', 6], 'column name' => ['semiannually', 6], 'blank' => ['Semi Annually', 6], 'triennially' => ['Triennially', 36],
            'unknown' => ['Fortnightly', null],
        ];
    }

    /** @dataProvider cycles */
    public function testCycles(string $name, ?int $months): void
    {
        self::assertSame($months, Cycle::months($name));
    }

    /** @return array<string, array{?string, string, string, ?int, ?array{string, int}}> */
    public static function lines(): array
    {
        return [
            'month in the description' => ['2026-03-01', 'X (01/03/2026 - 31/03/2026)', 'DD/MM/YYYY', 12, ['2026-03-01', 1]],
            'year, though the cycle is monthly by now' => ['2026-03-01', 'X (01/03/2026 - 28/02/2027)', 'DD/MM/YYYY', 1, ['2026-03-01', 12]],
            'American dates' => ['2026-03-01', 'X (03/01/2026 - 03/31/2026)', 'MM/DD/YYYY', 12, ['2026-03-01', 1]],
            'no due date' => ['0000-00-00', 'X (15/03/2026 - 14/04/2026)', 'DD/MM/YYYY', 12, ['2026-03-15', 1]],
            'no description' => ['2026-03-01', 'Hosting', 'DD/MM/YYYY', 3, ['2026-03-01', 3]],
            'neither' => ['0000-00-00', 'Hosting', 'DD/MM/YYYY', 3, null],
            'part of a month is no price of a period' => ['2026-03-20', 'X (20/03/2026 - 31/03/2026)', 'DD/MM/YYYY', 1, null],
            'a month and a part' => ['2026-03-20', 'X (20/03/2026 - 30/04/2026)', 'DD/MM/YYYY', 1, null],
            'half a month over' => ['2026-03-01', 'X (01/03/2026 - 15/04/2026)', 'DD/MM/YYYY', 1, null],
            'backwards' => ['2026-03-01', 'X (31/03/2026 - 28/02/2026)', 'DD/MM/YYYY', 1, null],
            'end of February, paid on the 31st' => ['2026-02-28', 'X (28/02/2026 - 30/03/2026)', 'DD/MM/YYYY', 12, ['2026-02-28', 1]],
            'end of February, paid on the 30th' => ['2026-02-28', 'X (28/02/2026 - 29/03/2026)', 'DD/MM/YYYY', 12, ['2026-02-28', 1]],
            'a quarter from the 30th' => ['2026-11-30', 'X (30/11/2026 - 27/02/2027)', 'DD/MM/YYYY', 12, ['2026-11-30', 3]],
            'end of January' => ['2026-01-31', 'X (31/01/2026 - 27/02/2026)', 'DD/MM/YYYY', 12, ['2026-01-31', 1]],
            'brackets in the product\'s name' => ['2026-03-01', 'Web (big) (01/03/2026 - 31/03/2026)', 'DD/MM/YYYY', 12, ['2026-03-01', 1]],
            'a date that does not exist' => ['2026-03-01', 'X (31/02/2026 - 31/03/2026)', 'DD/MM/YYYY', 1, ['2026-03-01', 1]],
            'one-time service' => ['2026-03-01', 'Set-up', 'DD/MM/YYYY', null, null],
        ];
    }

    /**
     * @dataProvider lines
     *
     * @param array{string, int}|null $expected
     */
    public function testThePeriodOfALine(?string $due, string $description, string $format, ?int $cycle, ?array $expected): void
    {
        $period = LinePeriod::of($due, $description, $format, $cycle);
        self::assertSame($expected, $period === null ? null : [$period->from, $period->months]);
    }

    /** @return array<string, array{string, string}> */
    public static function addresses(): array
    {
        return [
            'URL with port and path' => ['https://Web1.example.com:8443/ping', 'web1.example.com'], 'name' => ['web1.example.com', 'web1.example.com'],
            'name and port' => ['192.0.2.1:22', '192.0.2.1'], 'name and path' => ['web1.example.com/x', 'web1.example.com'], 'nothing' => ['', ''],
        ];
    }

    /** @dataProvider addresses */
    public function testTheHostOfAnAddress(string $address, string $host): void
    {
        self::assertSame($host, Finder::host($address));
    }

    public function testZeroDatesAreNoDates(): void
    {
        self::assertNull(Text::instantMs('0000-00-00 00:00:00'));
        self::assertNull(Text::instantMs(null));
        self::assertNull(Text::instantMs('soon, perhaps'));
    }
}
