<?php

/** A quote for people: the component, and inside it the same as bar, tables and sentences for whoever has no scripts. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Pages\Element;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class QuoteView
{
    private readonly Explanation $explanation;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
        $this->explanation = new Explanation($texts);
    }

    /**
     * @param array<string, mixed> $body service, label, currency, request, answer, sha256; lines: id → label; changed
     * @param string               $src  where the component finds it; '': it lies in the page
     */
    public function html(array $body, string $src = ''): string
    {
        $quote = Quote::of($body);
        if ($quote === null) {
            return '<p role="alert">' . Html::e($this->texts['client_refund_unquoted']) . '</p>';
        }
        $data = $src === '' ? Element::data(['lines' => (object) ($body['lines'] ?? [])] + $body) : '';

        return Element::of('quote', $src === '' ? [] : ['src' => $src], $data . $this->inside($quote, $body));
    }

    /** @param array<string, mixed> $body */
    private function inside(Quote $quote, array $body): string
    {
        $currency = (string) ($body['currency'] ?? '');
        $money = static fn (string $amount): string => '<span class="mg-amount">' . Html::e($amount . ' ' . $currency) . '</span>';

        return '<p class="mg-quote-sum">' . Html::e($this->texts['ui_quote_payout']) . ' <strong>' . $money($quote->text('payout')) . '</strong></p>'
            . $this->notes($quote, $currency) . (new ChangedTable($this->texts))->html($body['changed'] ?? [], $currency, $body['lines'] ?? []) . $this->bar($quote, $currency, $body)
            . $this->lines($quote, $currency, $body) . $this->sums($quote, $money) . $this->rules($quote, $currency);
    }

    private function notes(Quote $quote, string $currency): string
    {
        $waits = $quote->text('waits');
        $notes = array_filter([
            $quote->text('rule') === '' ? $this->texts['ui_quote_no_rule'] : (Quote::isAbove($quote->text('payout')) ? '' : $this->texts['ui_quote_nothing']),
            Quote::isAbove($quote->text('due')) ? strtr($this->texts['ui_quote_due'], ['{amount}' => $quote->text('due') . ' ' . $currency]) : '',
            $this->texts['ui_quote_waits_' . $waits] ?? '',
            ($quote->quote['stop']['final'] ?? true) === true ? '' : $this->texts['ui_quote_open'],
        ], static fn (string $note): bool => $note !== '');

        return implode('', array_map(static fn (string $note): string => '<p>' . Html::e($note) . '</p>', $notes));
    }

    /** The browser lays the pieces out in proportion: each grows by its own amount. @param array<string, mixed> $body */
    private function bar(Quote $quote, string $currency, array $body): string
    {
        $pieces = $said = '';
        $parts = [];
        foreach ($quote->pieces() as $piece) {
            $word = $this->part($piece['part']);
            $parts[$piece['part']] = $word;
            $pieces .= '<span class="mg-piece mg-part-' . Html::e($piece['part']) . '" style="flex-grow:' . $piece['amount'] . '"></span>';
            $said .= ($said === '' ? '' : '; ') . $word . ': ' . $piece['amount'] . ' ' . $currency . ' (' . $this->name($quote, $piece['line'], $body) . ')';
        }
        if ($pieces === '') {
            return '';
        }
        $legend = '';
        foreach ($parts as $part => $word) {
            $legend .= '<li><span class="mg-swatch mg-part-' . Html::e($part) . '"></span>' . Html::e($word) . '</li>';
        }

        return '<div class="mg-bar" role="img" aria-label="' . Html::e($this->texts['ui_quote_bar'] . '. ' . $said) . '">' . $pieces . '</div><ul class="mg-legend" aria-hidden="true">' . $legend . '</ul>';
    }

    /** @param array<string, mixed> $body */
    private function lines(Quote $quote, string $currency, array $body): string
    {
        $rows = '';
        foreach ($quote->list('lines') as $line) {
            $id = (string) ($line['id'] ?? '');
            $how = implode(' ', array_map(fn (array $step): string => $this->explanation->refund((string) $step['key'], $step['args'] ?? [], $currency), $quote->howUsed($id)));
            $off = '';
            foreach ($line['deductions'] ?? [] as $deduction) {
                $off .= '<li>' . $this->deduction($deduction, $currency, $deduction['kind'] === 'used' ? $how : '') . '</li>';
            }
            $tax = strtr($this->texts['ui_quote_line_back'], ['{net}' => (string) ($line['net'] ?? ''), '{tax}' => (string) ($line['tax'] ?? '')]);
            $rows .= '<li><strong>' . Html::e($this->name($quote, $id, $body)) . '</strong>' . (isset($body['lines'][$id]) ? ' <small class="text-muted">' . Html::e($this->texts['ui_quote_kind_' . ($line['kind'] ?? '')] ?? '') . '</small>' : '')
                . '<ul><li>' . Html::e($this->texts['ui_quote_paid'] . ': ' . ($line['price'] ?? '') . ' ' . $currency) . '</li>' . $off
                . '<li>' . Html::e($this->texts['ui_quote_part_back']) . ': <strong>' . Html::e(($line['gross'] ?? '') . ' ' . $currency) . '</strong> (' . Html::e($tax) . ')</li></ul></li>';
        }

        return '<ol class="mg-quote-lines">' . $rows . '</ol>';
    }

    /** @param array<string, mixed> $deduction */
    private function deduction(array $deduction, string $currency, string $more = ''): string
    {
        $kind = (string) ($deduction['kind'] ?? '');
        $why = strtr($this->texts['ui_quote_why_' . $kind] ?? '', ['{id}' => (string) ($deduction['id'] ?? '–')]);

        return Html::e($this->part($kind) . ': − ' . ($deduction['amount'] ?? '') . ' ' . $currency . '. ' . $why . ($more === '' ? '' : ' ' . $more));
    }

    /** @param \Closure(string): string $money */
    private function sums(Quote $quote, \Closure $money): string
    {
        $pairs = [$this->texts['ui_quote_entitlement'] => $money((string) ($quote->quote['entitlement']['gross'] ?? ''))];
        foreach ($quote->list('deductions') as $deduction) {
            if (Quote::isAbove($deduction['amount'] ?? null)) {
                $pairs[$this->part((string) $deduction['kind']) . ' ' . ($deduction['id'] ?? '')] = '− ' . $money((string) $deduction['amount']);
            }
        }
        foreach (['waived', 'remainder'] as $member) {
            if (Quote::isAbove($quote->text($member))) {
                $pairs[$this->texts['ui_quote_' . $member]] = $money($quote->text($member));
            }
        }
        foreach ($quote->list('plan') as $i => $part) {
            $to = $this->texts['ui_quote_to_' . ($part['to'] ?? '')] ?? (string) ($part['to'] ?? '');
            $source = strtr($this->texts['ui_quote_source_' . ($part['source'] ?? '')] ?? '', ['{id}' => PaymentName::of((string) ($part['payment'] ?? ''), $this->texts)]);
            $pairs[($i + 1) . '. ' . $to] = $money((string) ($part['amount'] ?? '')) . ' ' . Html::e(trim($source . ', ' . ($this->texts['ui_quote_route_' . ($part['route'] ?? '')] ?? ''), ', '));
        }

        return Html::facts($pairs);
    }

    private function rules(Quote $quote, string $currency): string
    {
        $html = '';
        foreach ($quote->list('rules') as $rule) {
            $reason = $rule['reason'] ?? null;
            $html .= '<li><strong>' . Html::e((string) ($rule['rule'] ?? '')) . '</strong> ' . Html::e($this->texts[($rule['holds'] ?? false) === true ? 'ui_quote_rule_decides' : 'ui_quote_rule_not'])
                . ($reason === null ? '' : ' ' . Html::e($this->explanation->refund('no_' . ($reason['code'] ?? ''), $reason['args'] ?? [], $currency))) . '</li>';
        }

        return $html === '' ? '' : '<p>' . Html::e($this->texts['ui_quote_rules']) . '</p><ol>' . $html . '</ol>';
    }

    private function part(string $part): string
    {
        return $this->texts['ui_quote_part_' . $part] ?? $part;
    }

    /** @param array<string, mixed> $body */
    private function name(Quote $quote, string $id, array $body): string
    {
        $kinds = array_column($quote->list('lines'), 'kind', 'id');

        return (string) ($body['lines'][$id] ?? $this->texts['ui_quote_kind_' . ($kinds[$id] ?? 'other')] ?? $id);
    }
}
