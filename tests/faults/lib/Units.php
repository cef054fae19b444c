<?php

/** Reads decimal strings as whole ten-thousandths, so that a test can add amounts exactly. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Units
{
    /** @throws \UnexpectedValueException when the string is no decimal with at most four places */
    public static function of(string $amount): int
    {
        if (preg_match('/^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/D', $amount, $part) !== 1) {
            throw new \UnexpectedValueException("not an amount: $amount");
        }
        $units = (int) ($part[2] . str_pad($part[3] ?? '', 4, '0'));

        return $part[1] === '-' ? -$units : $units;
    }
}
