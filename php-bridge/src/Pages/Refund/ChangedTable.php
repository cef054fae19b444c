<?php

/** What of a quote is another figure now: shown before anybody agrees to it, and after an appeal. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Pages\Html;

final class ChangedTable
{
    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
    }

    /** @param array<array-key, mixed>|null $changed the core's list @param array<string, string> $names line → what the invoice calls it */
    public function html(?array $changed, string $currency, array $names = []): string
    {
        $rows = [];
        foreach ($changed ?? [] as $row) {
            if (is_array($row)) {
                $what = $this->texts['ui_quote_what_' . ($row['what'] ?? '')] ?? (string) ($row['what'] ?? '');
                $rows[] = [
                    Html::e(implode(' · ', array_filter([$what, $names[(string) ($row['id'] ?? '')] ?? (string) ($row['id'] ?? ''), (string) ($row['figure'] ?? '')], static fn (string $text): bool => $text !== ''))),
                    $this->value($row['quoted'] ?? null, $currency),
                    $this->value($row['now'] ?? null, $currency),
                ];
            }
        }

        return $rows === [] ? '' : Html::table($this->texts['ui_quote_changed'], [$this->texts['ui_figure'], '>' . $this->texts['ui_quote_was'], '>' . $this->texts['ui_quote_now']], $rows, '');
    }

    private function value(mixed $value, string $currency): string
    {
        if (!is_scalar($value) || $value === '') {
            return Html::e($this->texts['ui_none']);
        }

        return Html::e((string) $value . (preg_match('/^-?\d+(\.\d+)?$/D', (string) $value) === 1 ? ' ' . $currency : ''));
    }
}
