<?php

/** A table of the client page: on a phone its rows are cards, each cell with its column's name before it. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Markup;

final class Table
{
    /**
     * @param list<string>       $heads   HTML; a leading > sets the column to the right
     * @param list<list<string>> $rows    HTML
     * @param string             $caption HTML
     */
    public static function html(array $heads, array $rows, string $caption = ''): string
    {
        $right = static fn (string $head): string => str_starts_with($head, '>') ? ' class="mg-amount"' : '';
        $html = '<table class="table table-sm table-condensed mg-table">' . ($caption === '' ? '' : '<caption>' . $caption . '</caption>') . "\n<thead><tr>";
        foreach ($heads as $head) {
            $html .= '<th scope="col"' . $right($head) . '>' . ltrim($head, '>') . '</th>';
        }
        $html .= "</tr></thead>\n<tbody>\n";
        foreach ($rows as $cells) {
            $html .= '<tr>';
            foreach ($cells as $i => $cell) {
                $html .= '<td data-label="' . ltrim($heads[$i], '>') . '"' . $right($heads[$i]) . '>' . $cell . '</td>';
            }
            $html .= "</tr>\n";
        }

        return $html . "</tbody>\n</table>\n";
    }
}
