<?php

/** Random texts and arguments for a primitive alone, from a seeded generator. */

declare(strict_types=1);

namespace MakegoodPrimitives;

final class Texts
{
    private const PIECES = ['"', '""', '\\', '\\"', '\\u00e9', ':', ',', '{', '}', '[', ']', ' ', "\n", "\t", '0', '7', '99', '-', '.', '2026-03-04T12:00:00Z', '2026-03', 'contract', 'command', 'settle', 'a', 'Zz',
        'é', '€', '💥', "\u{7f}", "\u{80}", "\u{9f}", "\u{a0}", "\u{7ff}", "\u{800}", "\u{ffff}", "\u{10ffff}", "\u{2028}", "\x00", "\x01", "\x1f", "\x08", "\x0c", "\r", '/', '<', 'server:1', '99.95'];

    public static function valid(int $most): string
    {
        $text = '';
        for ($n = mt_rand(0, $most); $n > 0; $n--) {
            $text .= self::PIECES[mt_rand(0, count(self::PIECES) - 1)];
        }
        return $text;
    }

    /** Often no UTF-8. */
    public static function any(int $most): string
    {
        $text = self::valid($most);
        for ($n = mt_rand(0, 3); $n > 0; $n--) {
            $text = substr_replace($text, mt_rand(0, 1) ? chr(mt_rand(0, 255)) : '', mt_rand(0, strlen($text)), mt_rand(0, 1));
        }
        return $text;
    }

    /** Numbers at the edges and between them. */
    public static function number(): int
    {
        $edges = [0, 1, -1, 9, 10, 99, 100, 999, 1000, 4294967295, 4294967296, -4294967296, PHP_INT_MAX, PHP_INT_MIN, PHP_INT_MIN + 1, 253402300799999, 253402300800000, 1772323200000, 86399999, 1000000000000000000];
        return match (mt_rand(0, 3)) {
            0 => $edges[mt_rand(0, count($edges) - 1)],
            1 => $edges[mt_rand(0, 11)] + mt_rand(-2000, 2000),
            2 => mt_rand(0, 253402300799999),
            3 => (mt_rand() << 32 | mt_rand()) >> mt_rand(0, 62),
        };
    }
}
