<?php

/** Lengths of time and shares of a fee as people write them in a form: "1 h 30 min", "5 %", "1/30", "1 month". */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Instant;

final class Lengths
{
    private const UNITS = ['d' => Instant::DAY_MS, 'h' => 3_600_000, 'min' => 60_000, 's' => 1_000, 'ms' => 1];
    /** unit → what people write for it */
    private const WORDS = ['d' => 'days|day|d', 'h' => 'hours|hour|h', 'min' => 'minutes|minute|min', 's' => 'seconds|second|s', 'ms' => 'ms'];

    /** Parts that are zero are left out. */
    public static function text(int $ms): string
    {
        $parts = [];
        foreach (self::UNITS as $unit => $length) {
            if ($ms >= $length) {
                $parts[] = intdiv($ms, $length) . ' ' . $unit;
                $ms %= $length;
            }
        }
        return $parts === [] ? '0 s' : implode(' ', $parts);
    }

    /** @return ?int ms; null when it is no length: each unit once, the longest first */
    public static function ms(string $text): ?int
    {
        $pattern = '';
        foreach (self::WORDS as $unit => $words) {
            $pattern .= '(?:(?<' . $unit . '>\d{1,9})\s*(?:' . $words . ')\b\s*)?';
        }
        if ($text === '0') {
            return 0;
        }
        if ($text === '' || preg_match('/^' . $pattern . '$/iD', $text, $found) !== 1) {
            return null;
        }
        $ms = 0;
        foreach (self::UNITS as $unit => $length) {
            $ms += (int) ($found[$unit] ?? 0) * $length;
        }
        return $ms;
    }

    /** A share of the fee, as the document says it. */
    public static function shareText(mixed $share): string
    {
        $share = $share instanceof \stdClass ? get_object_vars($share) : [];
        return match (true) {
            is_string($share['percent'] ?? null) => $share['percent'] . ' %',
            is_array($share['fraction'] ?? null) => implode('/', array_filter($share['fraction'], 'is_int')),
            is_int($share['ms'] ?? null) => self::text($share['ms']),
            is_int($share['months'] ?? null) => $share['months'] . ($share['months'] === 1 ? ' month' : ' months'),
            default => '',
        };
    }

    /** @return ?\stdClass null when it is no share */
    public static function share(string $text): ?\stdClass
    {
        $found = [];
        $ms = self::ms($text);
        return match (true) {
            preg_match('/^(\d{1,3}(?:\.\d{1,9})?)\s*%$/D', $text, $found) === 1 => (object) ['percent' => $found[1]],
            preg_match('/^(\d{1,6})\s*\/\s*(\d{1,6})$/D', $text, $found) === 1 => (object) ['fraction' => [(int) $found[1], (int) $found[2]]],
            preg_match('/^(\d{1,3})\s*months?$/iD', $text, $found) === 1 => (object) ['months' => (int) $found[1]],
            $ms !== null => (object) ['ms' => $ms],
            default => null,
        };
    }
}
