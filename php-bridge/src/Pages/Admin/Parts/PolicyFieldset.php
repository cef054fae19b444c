<?php

/** The fields of a policy's form: what PolicyFields names, with what the document says in each. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Document;
use Makegood\Desk\PolicyFields;
use Makegood\Desk\PolicyForm;
use Makegood\Desk\RefundForm;
use Makegood\Pages\Admin\PolicyDraft;
use Makegood\Pages\Html;

final class PolicyFieldset
{
    private const SIZES = ['percent' => 7, 'keep' => 5, 'number' => 5, 'length' => 10, 'share' => 10, 'amount' => 8, 'text' => 16, 'cap' => 7];
    private const HINTS = ['length' => '15 min, 1 h 30 min, 2 d', 'share' => '5 %, 1/30, 12 h, 1 month'];

    private readonly Document $document;

    /** @param list<string> $currencies */
    public function __construct(private readonly PolicyDraft $draft, private readonly array $currencies)
    {
        $this->document = Document::of($draft->document);
    }

    public function html(): string
    {
        $html = '';
        foreach (PolicyFields::of($this->document) as $legend => $fields) {
            $inside = '<div class="mg-fields">' . implode(' ', array_map($this->field(...), $fields)) . '</div>';
            $html .= match (true) {
                $legend === '' => $inside,
                str_starts_with($fields[0]['path'], 'schedule.') || preg_match('/^rules\[\d+\]\.id$/D', $fields[0]['path']) === 1 => '<fieldset class="mg-promise"><legend>' . Html::e($legend) . '</legend>' . $inside . '</fieldset>',
                // What is as the defaults have it need not be read to choose what is promised.
                default => '<details class="mg-fold"' . ($this->isOpen($fields) ? ' open' : '') . '><summary>' . Html::e($legend) . $this->inShort($fields) . '</summary><fieldset><legend class="sr-only">' . Html::e($legend) . '</legend>' . $inside . '</fieldset></details>',
            };
        }

        $isRefund = PolicyDraft::isRefund($this->draft->document);

        return $html . '<p class="help-block">' . ($isRefund ? 'The first rule that holds decides. Where a choice asks for more, "Check" brings the fields for it.' : 'Lengths are written like ' . Html::e(self::HINTS['length']) . '; shares of the fee like ' . Html::e(self::HINTS['share']) . '.') . ' What is left empty is as the policy\'s defaults have it.</p>';
    }

    /** A refund policy has many of these: what each says stands in its line, and it opens where somebody typed. @param list<array<string, mixed>> $fields */
    private function isOpen(array $fields): bool
    {
        $hasRows = in_array('rows', array_column($fields, 'kind'), true);

        return PolicyDraft::isRefund($this->draft->document) ? ($this->draft->typed !== [] && $this->says($fields)) || ($hasRows && $this->draft->spare > 1) : $this->says($fields);
    }

    /** What the fields of a group say, in a line. @param list<array<string, mixed>> $fields @return string HTML */
    private function inShort(array $fields): string
    {
        $said = [];
        foreach (PolicyDraft::isRefund($this->draft->document) ? $fields : [] as $field) {
            $value = $this->document->at($field['path']);
            $text = match ($field['kind']) {
                'words' => implode(', ', array_intersect_key($field['words'], array_flip(array_filter(is_array($value) ? $value : [], 'is_string')))),
                'rows', 'amounts' => is_array($value) ? (string) count($value) : '',
                'limit' => implode(', ', array_map(static fn (string $currency, string $amount): string => $amount . ' ' . $currency, array_keys(RefundForm::amounts($this->document, $field)), RefundForm::amounts($this->document, $field))),
                'note' => '',
                'word', 'treat' => $field['words'][PolicyForm::shown($this->document, $field)] ?? PolicyForm::shown($this->document, $field),
                default => PolicyForm::shown($this->document, $field),
            };
            $isSaid = $text !== '' && ($field['kind'] !== 'treat' || PolicyForm::shown($this->document, $field) !== '');
            if ($isSaid) {
                $said[] = $field['label'] . ': ' . $text;
            }
        }

        return $said === [] ? '' : '<small class="mg-short">' . Html::e(implode('; ', $said)) . '</small>';
    }

    /** Whether the document says anything of these. @param list<array<string, mixed>> $fields */
    private function says(array $fields): bool
    {
        foreach ($fields as $field) {
            $isThere = match ($field['kind']) {
                'cap', 'treat', 'keep' => PolicyForm::shown($this->document, $field) !== '',
                'limit' => RefundForm::amounts($this->document, $field) !== [],
                default => $field['path'] !== '' && $this->document->at($field['path']) !== null,
            };
            if ($isThere || isset($this->draft->typed[PolicyForm::name($field['path'])])) {
                return true;
            }
        }

        return false;
    }

    /** @param array<string, mixed> $field */
    private function field(array $field): string
    {
        return match ($field['kind']) {
            'rows' => $this->rows($field),
            'words' => $this->words($field),
            'amounts', 'limit' => $this->amounts($field),
            'note' => '<p class="help-block mg-beside">' . Html::e($field['label']) . '</p>',
            'word', 'treat' => Html::select($field['label'], PolicyForm::name($field['path']), self::id($field['path']), $this->choices($field), $this->value($field) ?: $field['default']),
            default => Html::input($field['label'], PolicyForm::name($field['path']), self::id($field['path']), [
                'value' => $this->value($field), 'size' => $field['path'] === 'name' ? 34 : self::SIZES[$field['kind']] ?? 10, 'placeholder' => $field['default'] === '' ? null : $field['default'],
            ]),
        };
    }

    /** A word that the form does not know stays what it is. @param array<string, mixed> $field @return array<string, string> */
    private function choices(array $field): array
    {
        $value = $this->value($field);

        return $field['words'] + ($value === '' ? ($field['default'] === '' ? ['' => '– choose –'] : []) : [$value => $value]);
    }

    /** @param array<string, mixed> $field */
    private function rows(array $field): string
    {
        $list = $this->document->at($field['path']);
        $rows = is_array($list) ? array_values($list) : [];
        $cells = [];
        $count = count($rows) + $this->draft->spare;
        while (isset($this->draft->typed[PolicyForm::name($field['path'] . '[' . $count . '].' . $field['columns'][0]['path'])])) {
            ++$count;
        }
        for ($place = 0; $place < $count; ++$place) {
            $cells[] = array_map(function (array $column) use ($field, $place, $rows): string {
                $path = $field['path'] . '[' . $place . '].' . $column['path'];
                $value = $this->draft->typed[PolicyForm::name($path)] ?? PolicyForm::text($rows[$place]->{$column['path']} ?? null, $column['kind']);

                if ($column['kind'] === 'word') {
                    return $this->cell($column, $path, $value, $column['label'] . ', row ' . ($place + 1));
                }

                return '<input class="form-control" name="' . PolicyForm::name($path) . '" size="' . (self::SIZES[$column['kind']] ?? 8) . '" value="' . Html::e($value) . '" aria-label="'
                    . Html::e($column['label'] . ', row ' . ($place + 1)) . '">';
            }, $field['columns']);
        }

        return '<div class="mg-rows">' . Html::table($field['label'], array_column($field['columns'], 'label'), $cells, '') . '</div>';
    }

    /** A choice in a row; a word that is none of the list stays. @param array<string, mixed> $column */
    private function cell(array $column, string $path, string $value, string $label): string
    {
        $html = '';
        foreach ($column['words'] + [$value => $value] as $word => $text) {
            $html .= '<option value="' . Html::e((string) $word) . '"' . ((string) $word === $value ? ' selected' : '') . '>' . Html::e($text) . '</option>';
        }

        return '<select class="form-control" name="' . PolicyForm::name($path) . '" aria-label="' . Html::e($label) . '">' . $html . '</select>';
    }

    /** @param array<string, mixed> $field */
    private function words(array $field): string
    {
        $chosen = $this->document->at($field['path']);
        $html = '<span class="mg-field mg-words" role="group" aria-label="' . Html::e($field['label']) . '"><strong>' . Html::e($field['label']) . '</strong>';
        foreach ($field['words'] as $word => $text) {
            $name = PolicyForm::name($field['path'] . '.' . $word);
            $isChosen = $this->draft->typed === [] ? in_array($word, is_array($chosen) ? $chosen : [], true) : isset($this->draft->typed[$name]);
            $html .= '<label class="mg-line"><input type="checkbox" name="' . Html::e($name) . '" value="1"' . ($isChosen ? ' checked' : '') . '> ' . Html::e($text) . '</label>';
        }

        return $html . '</span>';
    }

    /** @param array<string, mixed> $field */
    private function amounts(array $field): string
    {
        $amounts = $field['kind'] === 'limit' ? RefundForm::amounts($this->document, $field) : [];
        foreach (is_array($this->document->at($field['path'])) ? $this->document->at($field['path']) : [] as $row) {
            $amounts[(string) ($row->currency ?? '')] = is_string($row->amount ?? null) ? $row->amount : '';
        }
        $html = '<span class="mg-field mg-words" role="group" aria-label="' . Html::e($field['label']) . '"><strong>' . Html::e($field['label']) . '</strong>';
        foreach ($this->currencies as $currency) {
            $path = $field['path'] . '.' . $currency;
            $html .= ' ' . Html::input($currency, PolicyForm::name($path), self::id($path), [
                'value' => $this->draft->typed[PolicyForm::name($path)] ?? $amounts[$currency] ?? '', 'size' => self::SIZES['amount'], 'inputmode' => 'decimal',
            ]);
        }

        return $html . '</span>';
    }

    /** @param array<string, mixed> $field */
    private function value(array $field): string
    {
        return $this->draft->typed[PolicyForm::name($field['path'])] ?? PolicyForm::shown($this->document, $field);
    }

    private static function id(string $path): string
    {
        return 'mg-' . PolicyForm::name($path);
    }
}
