<?php

/** A policy as the core words it, as HTML: the sections that a client reads, and the worked examples with their steps. */

declare(strict_types=1);

namespace Makegood\Pages;

final class SlaText
{
    /** @param array<string, string> $texts the language file @param bool $isRefund of a refund policy: its steps are worded as those of a quote */
    public function __construct(private readonly array $texts, private readonly bool $isRefund = false)
    {
    }

    /**
     * @param array<string, mixed> $described the core's answer
     * @param int                  $level     of the sections' headings
     */
    public function html(array $described, string $currency, int $level): string
    {
        $html = '';
        foreach ($described['sections'] ?? [] as $section) {
            $html .= self::heading((string) ($section['title'] ?? ''), $level);
            foreach ($section['paragraphs'] ?? [] as $paragraph) {
                $html .= '<p>' . Html::e($paragraph) . '</p>';
            }
            $table = $section['table'] ?? null;
            if (is_array($table) && ($table['rows'] ?? []) !== []) {
                $html .= self::table((string) ($section['title'] ?? ''), $table['columns'] ?? [], $table['rows']);
            }
        }
        foreach ($described['examples'] ?? [] as $example) {
            $html .= $this->example($example, $currency);
        }

        return '<div class="mg-sla">' . $html . '</div>';
    }

    /** The core's sentence says what it earns; the steps are behind it. @param array<string, mixed> $example */
    private function example(array $example, string $currency): string
    {
        // The whole text is about one policy: which version an example was computed with says nothing more.
        $steps = array_values(array_filter(is_array($example['steps'] ?? null) ? $example['steps'] : [], static fn (array $step): bool => ($step['key'] ?? '') !== 'policy'));
        $steps = !$this->isRefund ? $steps : array_map(static fn (array $step): array => ['key' => Explanation::REFUND . ($step['key'] ?? '')] + $step, $steps);
        $sentences = (new Explanation($this->texts, 'UTC'))->sentences($steps, $currency, false);

        return '<div class="mg-example"><p>' . Html::e((string) ($example['text'] ?? '')) . '</p>'
            . ($sentences === [] ? '' : '<details><summary>' . Html::e($this->texts['sla_steps']) . '</summary><ol><li>' . implode('</li><li>', array_map(Html::e(...), $sentences)) . '</li></ol></details>') . '</div>';
    }

    /** For both areas: each has a style for its rows on a phone. @param list<string> $columns @param list<list<string>> $rows */
    private static function table(string $label, array $columns, array $rows): string
    {
        $html = '<div class="table-responsive" role="region" tabindex="0" aria-label="' . Html::e($label) . '"><table class="table table-sm table-condensed mg-table mg-stacks" aria-label="' . Html::e($label) . '"><thead><tr>';
        foreach ($columns as $column) {
            $html .= '<th scope="col">' . Html::e($column) . '</th>';
        }
        $html .= '</tr></thead><tbody>';
        foreach ($rows as $row) {
            $html .= '<tr>';
            foreach ($row as $i => $cell) {
                $html .= '<td data-label="' . Html::e($columns[$i] ?? '') . '">' . Html::e($cell) . '</td>';
            }
            $html .= '</tr>';
        }

        return $html . '</tbody></table></div>';
    }

    private static function heading(string $text, int $level): string
    {
        return $text === '' ? '' : '<h' . $level . '>' . Html::e($text) . '</h' . $level . '>';
    }
}
