<?php

/** How a drill says lengths, instants and amounts. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Desk\Lengths;

final class Words
{
    /** `1 h 30 min`, to the second */
    public static function length(int $ms): string
    {
        return $ms < 1000 ? '0 min' : Lengths::text($ms - $ms % 1000);
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
