<?php

/** Amounts of the panel: two decimals in every currency, held as integer hundredths between reading and writing. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Cents
{
    /** "12", "12.5", "-12.50" → hundredths. Refuses anything else, also more than two decimals. */
    public static function parse(string|int|null $amount): int
    {
        $text = (string) ($amount ?? '0');
        if (preg_match('/^(-?)(\d+)(?:\.(\d{1,2}))?$/D', $text, $found) !== 1) {
            throw new \InvalidArgumentException("not an amount of the panel: \"$text\"");
        }
        $cents = (int) $found[2] * 100 + (int) str_pad($found[3] ?? '', 2, '0');

        return $found[1] === '-' ? -$cents : $cents;
    }

    /** Hundredths → "12.50", as the panel's decimal(16,2) columns print it. */
    public static function print(int $cents): string
    {
        return ($cents < 0 ? '-' : '') . intdiv(abs($cents), 100) . '.' . str_pad((string) (abs($cents) % 100), 2, '0', STR_PAD_LEFT);
    }

    /** Multiply, divide once, round once: half away from zero. */
    public static function share(int $cents, int $numerator, int $denominator): int
    {
        $product = abs($cents) * $numerator;
        $rounded = intdiv(2 * $product + $denominator, 2 * $denominator);

        return $cents < 0 ? -$rounded : $rounded;
    }
}
