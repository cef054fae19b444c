<?php

/** What the form of a refund policy has that no other has: parts and roles, which the document keeps as lists, and what has to go where a choice leaves it without meaning. */

declare(strict_types=1);

namespace Makegood\Desk;

final class RefundForm
{
    private const KEEP = 'keep';
    /** method → members beside it */
    private const GIVES = ['share' => ['percent'], 'unused' => ['time', 'times', 'price'], 'monthly' => ['time', 'times', 'rest']];

    /** What stands in a field of a part: its word, or the percentage that is kept. @param array<string, mixed> $field */
    public static function shown(Document $document, array $field): string
    {
        $give = self::entry($document, $field, 'kind')->give ?? null;
        $kept = $give instanceof \stdClass ? $give->keep ?? null : null;
        return match (true) {
            $field['kind'] === self::KEEP => is_string($kept) ? $kept : '',
            $kept !== null => self::KEEP,
            default => is_string($give) ? $give : '',
        };
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given @throws UnableToDo */
    public static function treat(Document $document, array $field, callable $given): void
    {
        $word = $given(PolicyForm::name($field['path']));
        $keep = rtrim((string) $given(PolicyForm::name($field['path'] . '.' . self::KEEP)), ' %');
        $before = [self::shown($document, $field), self::shown($document, ['kind' => self::KEEP] + $field)];
        // A percentage that nobody asked for means nothing.
        if ($word === null || [$word, $word === self::KEEP ? $keep : ''] === $before) {
            return;
        }
        if (!isset($field['words'][$word])) {
            throw new UnableToDo('"' . $field['label'] . '": this cannot be chosen.');
        }
        self::put($document, $field, 'kind', $word === '' ? null : (object) ['kind' => $field['of'], 'give' => $word === self::KEEP ? (object) [self::KEEP => $keep] : $word]);
    }

    /** @param array<string, mixed> $field @param callable(string): ?string $given @param list<string> $currencies */
    public static function limit(Document $document, array $field, callable $given, array $currencies): void
    {
        $before = self::amounts($document, $field);
        $after = $before;
        foreach ($currencies as $currency) {
            $text = $given(PolicyForm::name($field['path'] . '.' . $currency));
            if ($text !== null) {
                $after[$currency] = $text;
            }
        }
        $after = array_filter($after, static fn (string $amount): bool => $amount !== '');
        if ($after !== $before) {
            $rows = array_map(static fn (string $currency, string $amount): \stdClass => (object) ['currency' => $currency, 'amount' => $amount], array_map('strval', array_keys($after)), $after);
            self::put($document, $field, 'role', $rows === [] ? null : (object) ['role' => $field['of'], 'amounts' => $rows]);
        }
    }

    /** What a role decides alone. @param array<string, mixed> $field @return array<string, string> currency → amount */
    public static function amounts(Document $document, array $field): array
    {
        $found = [];
        foreach (self::entry($document, $field, 'role')->amounts ?? [] as $row) {
            $found[(string) ($row->currency ?? '')] = (string) ($row->amount ?? '');
        }
        return $found;
    }

    /** One more rule, below the others: it begins as one that gives nothing to nobody it is not meant for. */
    public static function withRule(string $text): string
    {
        $document = Document::of($text);
        $rules = is_array($document->at('rules')) ? $document->at('rules') : [];
        $ids = array_map(static fn (mixed $rule): mixed => $rule->id ?? null, $rules);
        for ($n = count($rules) + 1; in_array('rule' . $n, $ids, true); ++$n);
        $document->set('rules', [...$rules, (object) ['id' => 'rule' . $n, 'when' => new \stdClass(), 'give' => (object) ['method' => 'nothing']]]);
        return $document->text();
    }

    /** Takes out what a choice has left without meaning. */
    public static function tidy(Document $document): void
    {
        $rules = $document->at('rules');
        foreach (is_array($rules) ? array_keys($rules) : [] as $place) {
            self::tidyRule($document, 'rules[' . $place . ']');
        }
        if (is_array($rules) && array_filter($rules, self::isNameless(...)) !== []) {
            $document->set('rules', array_values(array_filter($rules, static fn (mixed $rule): bool => !self::isNameless($rule))));
        }
        $document->at('payout.to') === 'split' || $document->set('payout.parts', null);
        foreach (is_array($document->at('fees')) ? array_keys($document->at('fees')) : [] as $place) {
            $document->at("fees[$place].percent") === null || $document->set("fees[$place].amounts", null);
        }
    }

    private static function tidyRule(Document $document, string $at): void
    {
        foreach (['within', 'after'] as $member) {
            $path = "$at.when.$member";
            $document->at($path . '.days') === null && $document->at($path . '.hours') === null && $document->set($path, null);
        }
        $document->at($at . '.when.quota.most') === null && $document->set($at . '.when.quota', null);
        $document->at($at . '.when') instanceof \stdClass || $document->set($at . '.when', new \stdClass());
        $give = $document->at($at . '.give');
        $method = $give instanceof \stdClass && is_string($give->method ?? null) ? $give->method : '';
        foreach (array_diff(array_merge(...array_values(self::GIVES)), self::GIVES[$method] ?? []) as $member) {
            $document->set("$at.give.$member", null);
        }
        $time = $document->at($at . '.give.time');
        $isExact = ($time->unit ?? 'exact') === 'exact';
        $without = $isExact ? ['count', 'used', 'total', 'month'] : (($time->count ?? 'length') === 'calendar' ? ['total'] : ['month']);
        foreach ($time instanceof \stdClass ? $without : [] as $member) {
            $document->set("$at.give.time.$member", null);
        }
    }

    private static function isNameless(mixed $rule): bool
    {
        return $rule instanceof \stdClass && !isset($rule->id);
    }

    /** @param array<string, mixed> $field */
    private static function entry(Document $document, array $field, string $by): ?\stdClass
    {
        foreach (is_array($document->at($field['list'])) ? $document->at($field['list']) : [] as $entry) {
            if ($entry instanceof \stdClass && ($entry->{$by} ?? null) === $field['of']) {
                return $entry;
            }
        }
        return null;
    }

    /** In the place of the one that is there, else at the end; null takes it out. @param array<string, mixed> $field */
    private static function put(Document $document, array $field, string $by, ?\stdClass $new): void
    {
        $entries = [];
        $isThere = false;
        foreach (is_array($document->at($field['list'])) ? $document->at($field['list']) : [] as $entry) {
            $isIt = ($entry->{$by} ?? null) === $field['of'];
            $isThere = $isThere || $isIt;
            $entries[] = $isIt ? $new : $entry;
        }
        $entries = array_values(array_filter($isThere ? $entries : [...$entries, $new], static fn (mixed $entry): bool => $entry !== null));
        $document->set($field['list'], $entries === [] ? null : $entries);
    }
}
