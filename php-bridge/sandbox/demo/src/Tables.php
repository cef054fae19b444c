<?php

/**
 * Prints rows as an aligned table on a terminal.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Tables
{
    /**
     * @param list<string> $head a name that ends in `>` heads a right-aligned column
     * @param list<list<string>> $rows
     */
    public static function text(array $head, array $rows): string
    {
        $right = array_map(static fn (string $name): bool => str_ends_with($name, '>'), $head);
        $head = array_map(static fn (string $name): string => rtrim($name, '>'), $head);
        $widths = array_map(self::width(...), $head);
        foreach ($rows as $row) {
            foreach ($row as $i => $cell) {
                $widths[$i] = max($widths[$i], self::width($cell));
            }
        }
        $lines = [self::line($head, $widths, $right), implode('  ', array_map(static fn (int $w): string => str_repeat('-', $w), $widths))];
        foreach ($rows as $row) {
            $lines[] = self::line($row, $widths, $right);
        }
        return implode("\n", $lines) . "\n";
    }

    /** @param list<string> $cells @param list<int> $widths @param list<bool> $right */
    private static function line(array $cells, array $widths, array $right): string
    {
        $out = [];
        foreach ($cells as $i => $cell) {
            $gap = str_repeat(' ', $widths[$i] - self::width($cell));
            $out[] = $right[$i] ? $gap . $cell : $cell . $gap;
        }
        return rtrim(implode('  ', $out));
    }

    /** Characters, not bytes: names may carry accents. */
    private static function width(string $text): int
    {
        return preg_match_all('/./us', $text);
    }
}
