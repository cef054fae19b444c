<?php

/**
 * Adds decimal strings exactly, for the demo's tables and its last line.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Sum
{
    /** As many decimals as the finest amount the panel stores. */
    private const SCALE = 4;

    /**
     * The exact sum, written with $decimals places.
     *
     * @param iterable<string> $amounts decimal strings with at most four places
     * @throws \InvalidArgumentException when a string is no such decimal, or the sum needs more than $decimals places
     */
    public static function of(iterable $amounts, int $decimals): string
    {
        $units = 0;
        foreach ($amounts as $amount) {
            $units += self::units($amount);
        }
        $digits = str_pad((string) abs($units), self::SCALE + 1, '0', STR_PAD_LEFT);
        $rest = substr($digits, -self::SCALE);
        if (trim(substr($rest, $decimals), '0') !== '') {
            throw new \InvalidArgumentException("a sum has more than {$decimals} decimals");
        }
        $whole = substr($digits, 0, -self::SCALE);
        $text = $decimals === 0 ? $whole : $whole . '.' . substr($rest, 0, $decimals);
        return ($units < 0 ? '-' : '') . $text;
    }

    /**
     * What is left of an amount, written with as many places as it has.
     *
     * @param list<string> $taken
     */
    public static function left(string $amount, array $taken): string
    {
        $places = strlen(substr((string) strrchr($amount, '.'), 1));
        $less = array_map(static fn (string $one): string => "-{$one}", $taken);
        return self::of([$amount, ...$less], $places);
    }

    private static function units(string $amount): int
    {
        if (preg_match('/^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/D', $amount, $part) !== 1) {
            throw new \InvalidArgumentException("not an amount: {$amount}");
        }
        $units = (int) ($part[2] . str_pad($part[3] ?? '', self::SCALE, '0'));
        return $part[1] === '-' ? -$units : $units;
    }
}
