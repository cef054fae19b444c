<?php

/** One case of the refund desk: the client's words, the service, the quote and what changed, what may be done now, what was done. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Tabs\Refunds;
use Makegood\Pages\Client\Refund\Card;
use Makegood\Pages\Html;
use Makegood\Pages\Refund\ChangedTable;
use Makegood\Pages\Refund\Quote;
use Makegood\Pages\Refund\QuoteView;
use Makegood\Pages\Refund\Story;

final class RefundCase
{
    public function __construct(private readonly Context $context)
    {
    }

    /** @param array<string, mixed> $case */
    public function html(array $case): string
    {
        $state = (string) $case['state'];
        $quote = is_array($case['quote'] ?? null) ? $case['quote'] : null;
        $currency = (string) $case['currency'];
        $badge = Html::badge($this->context->texts['refund_state_' . $state] ?? $state, Refunds::KINDS[$state] ?? 'plain');
        $texts = $this->context->texts;

        return '<h2>Refund ' . Html::e((string) $case['case']) . ': ' . Html::e((string) $case['label']) . ' ' . $badge . '</h2>' . $this->waits($case)
            . '<div class="row"><div class="col-md-6">' . Html::panel('What the client says', $this->words($case)) . '</div><div class="col-md-6">'
            . Html::panel('The service', (new Card($texts))->html($case['card'] ?? [])) . '</div></div>'
            . Html::panel('What would come back', $quote === null ? '<p class="text-muted">Nothing was computed yet: the next run does.</p>'
                : (new QuoteView($texts))->html(['changed' => $case['changed'] ?? null] + $quote + ['service' => $case['service'], 'label' => $case['label'], 'currency' => $currency], $this->context->form->api('quote', ['case' => (string) $case['case']])), 'default', 'mg-quote')
            . $this->first($case) . (new RefundActions($this->context))->html($case) . (new RefundPayouts($this->context))->html($case)
            . Html::panel('Steps', (new Story($texts))->html(Story::from($case), $currency, false), 'default', 'mg-story');
    }

    /** @param array<string, mixed> $case */
    private function waits(array $case): string
    {
        $document = $case['document'] ?? [];
        $texts = $this->context->texts;
        $why = match ((string) $case['state']) {
            'waiting' => ['arrears' => 'It waits until the client\'s open invoices are paid.', 'dispute' => 'It waits until the dispute about a payment is closed.', 'fields' => 'It waits for what the client was asked: ' . $this->fields($document['needs'] ?? []) . '.'][$document['waitsFor'] ?? ''] ?? '',
            'failed' => 'A part of the payment did not go through. The reason that was told: ' . ($texts['refund_failure_' . ($document['failure'] ?? '')] ?? '–'),
            default => '',
        };

        return $why === '' ? '' : Html::alert('warning', Html::e($why));
    }

    /** @param array<string, mixed> $case */
    private function words(array $case): string
    {
        $texts = $this->context->texts;
        $currency = ' ' . $case['currency'];
        $pairs = ['Client' => Html::e((string) $case['clientLabel']), 'Why' => Html::e($texts['refund_reason_' . ($case['reason'] ?? '')] ?? (string) ($case['reason'] ?? '')), 'Asked' => Html::instant((string) $case['openedAt'])];
        if (($case['wished'] ?? null) !== null) {
            $pairs['Asks for'] = Html::e($case['wished'] . $currency);
        }
        foreach ((array) ($case['fields'] ?? []) as $word => $text) {
            $pairs[$texts['refund_field_' . $word] ?? (string) $word] = nl2br(Html::e((string) $text));
        }
        $facts = array_map(static fn (string $fact): string => Html::e($texts['word_refund_' . $fact] ?? $fact) . ' <small>(the client)</small>', $case['facts']['client'] ?? []);
        foreach ($case['facts']['staff'] ?? [] as $said) {
            $facts[] = Html::e($texts['word_refund_' . $said['fact']] ?? (string) $said['fact']) . ' <small>(' . Html::e($said['by'] . ': ' . $said['note']) . ')</small>';
        }

        if (($case['amount'] ?? null) !== null) {
            $pairs['Decided'] = '<strong>' . Html::e($case['amount'] . $currency) . '</strong> of ' . Html::e($case['quoted'] . $currency) . ', ' . Html::e((string) ($case['document']['decidedBy'] ?? '–')) . ', ' . Html::instant($case['document']['decidedAt'] ?? null);
        }

        return Html::facts($pairs + [
            'Contact' => Html::e((string) ($case['contact'] ?? '') === '' ? '–' : (string) $case['contact']),
            'Facts' => $facts === [] ? '–' : implode('<br>', $facts),
            'Ends' => Html::e(['wanted' => 'the service ends with the refund', 'done' => 'the service has ended', 'none' => 'the service goes on'][$case['document']['cancellation'] ?? ''] ?? '–'),
            'Team, due' => Html::e((string) ($case['team'] ?? '–')) . ', ' . Refunds::due($case),
        ]);
    }

    /** What the client saw when they asked, beside what it is now. @param array<string, mixed> $case */
    private function first(array $case): string
    {
        $first = Quote::of($case['first'] ?? []);
        $now = Quote::of($case['quote'] ?? []);
        $rows = $first === null || $now === null ? [] : $now->against($first);

        return $rows === [] ? '' : Html::panel('Against the first quote', (new ChangedTable($this->context->texts))->html($rows, (string) $case['currency'], $case['quote']['lines'] ?? []), 'default', 'mg-first');
    }

    /** @param array<array-key, mixed> $words */
    private function fields(array $words): string
    {
        return implode(', ', array_map(fn (mixed $word): string => $this->context->texts['refund_field_' . (is_string($word) ? $word : '')] ?? '', $words));
    }
}
