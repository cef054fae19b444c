<?php

/** Which calendar months a page shows, and what they are called in the client's language. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Instant;
use Makegood\Pages\Http\Params;

final class Months
{
    public const SHOWN = 12;

    private function __construct(public readonly string $first, public readonly string $last)
    {
    }

    /** The newest months up to now, or those before a given one. */
    public static function until(int $nowMs, ?string $before): self
    {
        $now = Instant::month($nowMs);
        $isOlder = $before !== null && Params::isPeriod($before) && $before <= $now;
        $last = $isOlder ? self::previous($before) : $now;

        return new self(self::back($last, self::SHOWN - 1), $last);
    }

    /** @return list<string> newest first */
    public function list(): array
    {
        $months = [];
        for ($month = $this->last; $month >= $this->first; $month = self::previous($month)) {
            $months[] = $month;
        }

        return $months;
    }

    public static function previous(string $month): string
    {
        return Instant::monthsOn($month, -1);
    }

    public static function back(string $month, int $count): string
    {
        for ($i = 0; $i < $count; ++$i) {
            $month = self::previous($month);
        }

        return $month;
    }

    /** "March 2026" @param array<string, string> $texts the language file */
    public static function name(string $month, array $texts): string
    {
        [$year, $number] = explode('-', $month) + ['', ''];

        return strtr($texts['client_month'], ['{month}' => $texts['month_' . $number] ?? $number, '{year}' => $year]);
    }
}
