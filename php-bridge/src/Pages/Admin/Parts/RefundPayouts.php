<?php

/** Where the money goes: each part with its state, and for what a person has to do the exact steps and a field for the reference. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;
use Makegood\Pages\Refund\PaymentName;

final class RefundPayouts
{
    private const KINDS = ['pending' => 'wait', 'posting' => 'wait', 'posted' => 'good', 'failed' => 'bad', 'task' => 'wait', 'review' => 'bad', 'dropped' => 'plain'];

    private const WORDS = ['pending' => 'goes out with the next run', 'posting' => 'is being booked', 'posted' => 'paid', 'failed' => 'did not go', 'task' => 'to do by hand', 'review' => 'to look up', 'dropped' => 'dropped'];
    private const INVOICE = 'invoice:';

    public function __construct(private readonly Context $context)
    {
    }

    /** @param array<string, mixed> $case */
    public function html(array $case): string
    {
        $rows = [];
        $tasks = '';
        foreach ($case['payouts'] ?? [] as $payout) {
            $state = (string) $payout['state'];
            $rows[] = [
                Html::e((string) $payout['n']),
                Html::e($payout['amount'] . ' ' . $case['currency']),
                Html::e($this->to((string) $payout['to']) . ', ' . $this->text('ui_quote_route_' . $payout['route'], (string) $payout['route'])),
                Html::e($this->source($payout)),
                Html::badge(self::WORDS[$state] ?? $state, self::KINDS[$state] ?? 'plain') . ($payout['failure'] === null ? '' : ' ' . Html::e($this->text('refund_failure_' . $payout['failure'], (string) $payout['failure']))),
                Html::e((string) ($payout['reference'] ?? '–')),
                Html::instant($payout['at'] ?? null),
            ];
            $tasks .= in_array($state, ['task', 'review', 'failed'], true) ? $this->task($case, $payout) : '';
        }

        return $rows === [] ? '' : Html::panel('Payment', $tasks . Html::table('.Parts of the payment', ['No', '>Amount', 'How', 'From', 'State', 'Reference', 'When'], $rows, ''), 'default', 'mg-payouts');
    }

    /** @param array<string, mixed> $case @param array<string, mixed> $payout */
    private function task(array $case, array $payout): string
    {
        $id = (string) $payout['id'];
        $values = ['{amount}' => $payout['amount'] . ' ' . $case['currency'], '{payment}' => PaymentName::of((string) ($payout['payment'] ?? '–'), $this->context->texts), '{client}' => (string) $case['clientLabel'], '{case}' => (string) $case['case'], '{reference}' => (string) ($payout['task']['args']['reference'] ?? '–')];
        $key = (string) ($payout['task']['key'] ?? '');
        $isLook = $key === 'lookAtGateway';
        $values['{invoice}'] = substr((string) $payout['to'], strlen(self::INVOICE));
        $steps = '';
        foreach (explode("\n", $this->text('refund_task_' . (['lookAtGateway' => 'look', 'settleInvoice' => 'invoice'][$key] ?? $payout['to']), $this->context->texts['refund_task_payments'])) as $step) {
            $steps .= '<li>' . Html::e(strtr($step, $values)) . '</li>';
        }
        $bank = ((array) ($case['fields'] ?? []))['bankAccount'] ?? null;

        return '<div class="mg-task"><h4>' . ($isLook ? 'To look up: ' : 'To do by hand: ') . Html::e($values['{amount}']) . '</h4><ol>' . $steps . '</ol>' . ($bank === null ? '' : '<p>The client\'s account: ' . Html::e((string) $bank) . '</p>')
            . $this->context->form->staying(['case' => (string) $case['case']])->of('doneRefund', ['case' => (string) $case['case'], 'payout' => $id], Html::input('Reference of the refund', 'reference', 'mg-done-' . $id, ['size' => 40, 'maxlength' => 200, 'required' => true]), 'It is done')
            . '</div>';
    }

    /** @param array<string, mixed> $payout */
    private function source(array $payout): string
    {
        return strtr($this->text('ui_quote_source_' . ($payout['source'] ?? ''), (string) ($payout['source'] ?? '–')), ['{id}' => PaymentName::of((string) ($payout['payment'] ?? ''), $this->context->texts)]);
    }

    /** Arrears that the refund pays go to the invoice that is open. */
    private function to(string $to): string
    {
        return str_starts_with($to, self::INVOICE) ? 'onto invoice ' . substr($to, strlen(self::INVOICE)) : $this->text('ui_quote_to_' . $to, $to);
    }

    private function text(string $key, string $else): string
    {
        return $this->context->texts[$key] ?? $else;
    }
}
