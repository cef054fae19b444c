<?php

/** How a drill says lengths, instants and amounts. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

final class Words
{
    private const UNITS = ['d' => 86_400_000, 'h' => 3_600_000, 'min' => 60_000, 's' => 1_000];

    /** `1 h 30 min` */
    public static function length(int $ms): string
    {
        $words = [];
        foreach (self::UNITS as $unit => $size) {
            if ($ms >= $size) {
                $words[] = intdiv($ms, $size) . ' ' . $unit;
                $ms %= $size;
            }
        }
        return $words === [] ? '0 min' : implode(' ', $words);
    }

    /** `2026-03-04 14:00 UTC` */
    public static function instant(int $ms): string
    {
        return gmdate('Y-m-d H:i', intdiv($ms, 1000)) . ' UTC';
    }

    /** `0.83 USD net and 0.17 USD tax`; '' where nothing is taxed. @param array<string, string> $parts net, tax, rate of an answer */
    public static function split(array $parts, string $currency): string
    {
        return $parts['rate'] === '0' ? '' : ' (' . $parts['net'] . ' ' . $currency . ' and ' . $parts['rate'] . ' % tax, ' . $parts['tax'] . ' ' . $currency . ')';
    }
}
