<?php

/** A policy document as the fields of a form and back: what a field does not ask for stays as it is. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Ledger\Policies;

final class PolicyForm
{
    private const PREFIX = 'f-';
    /** Members that mean something only beside another one's words. */
    private const ONLY_WITH = [
        'maintenance.noticeMs' => ['maintenance.rule', ['excludedIfAnnounced']],
        'counting.maintenance.noticeMs' => ['counting.maintenance.rule', ['excludedIfAnnounced']],
        'counting.minutes' => ['counting.rule', ['consecutiveMinutes', 'longOutages', 'wholeSlots', 'touchedSlots']],
    ];
    /** Objects that are nothing without one of their members. */
    private const NOTHING_WITHOUT = ['claim' => 'claim.windowMs', 'cap' => 'cap.percent', 'counting.maintenance.daily' => 'counting.maintenance.daily.from'];

    /** The name of a field's input. */
    public static function name(string $path): string
    {
        return self::PREFIX . trim((string) preg_replace('/[.\[\]]+/', '-', $path), '-');
    }

    /** What stands in a field. @param array<string, mixed> $field */
    public static function shown(Document $document, array $field): string
    {
        if (in_array($field['kind'], ['treat', 'keep'], true)) {
            return RefundForm::shown($document, $field);
        }
        $value = $field['kind'] === 'cap' ? self::cap($document, substr($field['path'], 5)) : $document->at($field['path']);
        return self::text($value, $field['kind']);
    }

    public static function text(mixed $value, string $kind): string
    {
        return match (true) {
            $kind === 'length' => is_int($value) ? Lengths::text($value) : '',
            $kind === 'share' => Lengths::shareText($value),
            is_bool($value) => $value ? 'true' : 'false',
            is_string($value), is_int($value) => (string) $value,
            default => '',
        };
    }

    /**
     * The document with what the form says.
     *
     * @param callable(string): ?string $given    text by an input's name; null when the form has no such field
     * @param list<string>              $currencies of the fields of amounts
     * @throws UnableToDo when something typed is no number, length or share
     */
    public static function applied(string $text, callable $given, array $currencies): string
    {
        $document = Document::of($text);
        foreach (PolicyFields::of($document) as $fields) {
            foreach ($fields as $field) {
                match ($field['kind']) {
                    'rows' => self::rows($document, $field, $given),
                    'words' => self::words($document, $field, $given),
                    'amounts' => self::amounts($document, $field, $given, $currencies),
                    'cap' => self::setCap($document, $field, $given),
                    'treat' => RefundForm::treat($document, $field, $given),
                    'limit' => RefundForm::limit($document, $field, $given, $currencies),
                    'note', 'keep' => null,
                    default => self::one($document, $field, $given),
                };
            }
        }
        foreach (self::ONLY_WITH as $path => [$other, $words]) {
            in_array($document->at($other), $words, true) || $document->set($path, null);
        }
        foreach (self::NOTHING_WITHOUT as $path => $member) {
            $document->at($path) instanceof \stdClass && $document->at($member) === null && $document->set($path, null);
        }
        foreach (array_keys(is_array($document->at('schedule.of')) ? $document->at('schedule.of') : []) as $place) {
            $cap = "schedule.of[$place].cap";
            $document->at($cap . '.percent') === null && $document->set($cap, null);
        }
        $document->at('kind') === Policies::REFUND && RefundForm::tidy($document);
        return $document->text();
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given */
    private static function one(Document $document, array $field, callable $given): void
    {
        $text = $given(self::name($field['path']));
        // What nobody changed stays as it was written, and a default need not be written.
        if ($text !== null && $text !== self::shown($document, $field) && !($text === $field['default'] && $document->at($field['path']) === null)) {
            $document->set($field['path'], self::value($text, $field));
        }
    }

    /** @param array<string, mixed> $field @return string|int|bool|\stdClass|null @throws UnableToDo */
    private static function value(string $text, array $field): string|int|bool|\stdClass|null
    {
        if ($text === '') {
            return null;
        }
        $value = match ($field['kind']) {
            'length' => Lengths::ms($text),
            'share' => Lengths::share($text),
            'number' => preg_match('/^\d{1,9}$/D', $text) === 1 ? (int) $text : null,
            'percent' => rtrim($text, ' %'),
            'word' => ['true' => true, 'false' => false][$text] ?? $text,
            default => $text,
        };
        return $value ?? throw new UnableToDo('"' . $field['label'] . '": ' . match ($field['kind']) {
            'length' => 'write a length like 15 min, 1 h 30 min or 2 d.',
            'share' => 'write a share of the fee like 5 %, 1/30, 12 h or 1 month.',
            default => 'write a whole number.',
        });
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given */
    private static function rows(Document $document, array $field, callable $given): void
    {
        $before = $document->at($field['path']);
        $before = is_array($before) ? array_values($before) : [];
        $rows = [];
        for ($place = 0; $given(self::name($field['path'] . '[' . $place . '].' . $field['columns'][0]['path'])) !== null; $place++) {
            $row = ($before[$place] ?? null) instanceof \stdClass ? clone $before[$place] : new \stdClass();
            $isEmpty = true;
            foreach ($field['columns'] as $column) {
                $text = (string) $given(self::name($field['path'] . '[' . $place . '].' . $column['path']));
                $isEmpty = $isEmpty && $text === '';
                if ($text !== self::text($row->{$column['path']} ?? null, $column['kind'])) {
                    $value = self::value($text, $column);
                    $row->{$column['path']} = $value;
                }
                if (($row->{$column['path']} ?? null) === null) {
                    unset($row->{$column['path']});
                }
            }
            $isEmpty || $rows[] = $row;
        }
        // A list that nobody wrote need not be there.
        $place === 0 || ($rows === [] && $before === []) || $document->set($field['path'], $rows);
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given */
    private static function words(Document $document, array $field, callable $given): void
    {
        $before = is_array($document->at($field['path'])) ? $document->at($field['path']) : [];
        $chosen = array_values(array_filter(array_keys($field['words']), static fn (string $word): bool => (string) $given(self::name($field['path'] . '.' . $word)) !== ''));
        if (array_diff($chosen, $before) !== [] || array_diff($before, $chosen) !== []) {
            $document->set($field['path'], $chosen === [] ? null : $chosen);
        }
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given @param list<string> $currencies */
    private static function amounts(Document $document, array $field, callable $given, array $currencies): void
    {
        $amounts = [];
        foreach (is_array($document->at($field['path'])) ? $document->at($field['path']) : [] as $row) {
            $amounts[(string) ($row->currency ?? '')] = $row;
        }
        foreach ($currencies as $currency) {
            $text = $given(self::name($field['path'] . '.' . $currency));
            if ($text !== null) {
                $amounts[$currency] = (object) ['currency' => $currency, 'amount' => $text];
                if ($text === '') {
                    unset($amounts[$currency]);
                }
            }
        }
        $document->set($field['path'], $amounts === [] ? null : array_values($amounts));
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given */
    private static function setCap(Document $document, array $field, callable $given): void
    {
        $per = substr($field['path'], 5);
        $text = $given(self::name($field['path']));
        $before = self::cap($document, $per) ?? '';
        if ($text === null || $text === $before || ($before === '' && $text === $field['default'])) {
            return;
        }
        $caps = [];
        $isThere = false;
        foreach (is_array($document->at('caps')) ? $document->at('caps') : [] as $cap) {
            if (($cap->per ?? null) === $per && isset($cap->percent)) {
                $isThere = true;
                if ($text === '') {
                    continue;
                }
                $cap = (object) ['per' => $per, 'percent' => rtrim($text, ' %')];
            }
            $caps[] = $cap;
        }
        $isThere || $caps[] = (object) ['per' => $per, 'percent' => rtrim($text, ' %')];
        $document->set('caps', $caps === [] ? null : $caps);
    }

    private static function cap(Document $document, string $per): ?string
    {
        foreach (is_array($document->at('caps')) ? $document->at('caps') : [] as $cap) {
            if (($cap->per ?? null) === $per && is_string($cap->percent ?? null)) {
                return $cap->percent;
            }
        }
        return null;
    }
}
