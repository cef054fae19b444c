<?php

/** What staff may do with a case now: a form for each action that the core allows, each saying what it does. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Form;
use Makegood\Pages\Html;

final class RefundActions
{
    /** action → what it does, its button, kind; only these are ever asked for by hand */
    public const CHOICES = [
        'begin' => ['Reads what was paid and used, and takes the request up.', 'Take it up', 'primary'],
        'approve' => ['What stands above comes back. Facts are read again first.', 'Approve', 'primary'],
        'adjust' => ['Less comes back than was computed; the client reads the note.', 'Approve less', 'default'],
        'reject' => ['Nothing comes back; the client reads the note and can have it looked at again.', 'Do not approve', 'default'],
        'ask' => ['The client is asked for more; this can be done once.', 'Ask the client', 'default'],
        'confirm' => ['You agree as the second person.', 'Agree', 'primary'],
        'decline' => ['You do not; it goes back to be decided.', 'Do not agree', 'default'],
        'retry' => ['What did not go through is tried again.', 'Try again', 'primary'],
        'fail' => ['You have seen that the money did not go.', 'It did not go', 'default'],
    ];
    public const FIELDS = ['evidence', 'ticket', 'domain', 'invoice', 'bankAccount', 'explanation'];
    public const FAILURES = ['gatewayDeclined', 'gatewayUnavailable', 'paymentTooOld', 'methodClosed', 'wrongDetails', 'insufficientFunds', 'disputeOpened', 'cancellationFailed', 'unknownOutcome'];
    private const NOTED = ['adjust', 'reject', 'decline'];

    public function __construct(private readonly Context $context)
    {
    }

    /** @param array<string, mixed> $case */
    public function html(array $case): string
    {
        $allowed = [];
        foreach ($case['allowed'] ?? [] as $row) {
            if (($row['who'] ?? '') === 'staff' && isset(self::CHOICES[$row['action'] ?? ''])) {
                $allowed[(string) $row['action']] = true;
            }
        }
        $html = '';
        foreach (array_keys($allowed) as $action) {
            $html .= $this->choice($case, $action);
        }

        return Html::panel('What you can do', $html === '' ? '<p class="text-muted">Nothing is for you to do at the moment.</p>' : '<div class="mg-acts">' . $html . '</div>' . $this->facts($case), $html === '' ? 'default' : 'primary', 'mg-act');
    }

    /** @param array<string, mixed> $case */
    private function choice(array $case, string $action): string
    {
        $id = 'mg-rf-' . $action;
        [$does, $button, $kind] = self::CHOICES[$action];
        $fields = match ($action) {
            'adjust' => Html::input('Amount in ' . $case['currency'], 'amount', $id . '-amount', ['inputmode' => 'decimal', 'size' => 10, 'required' => true]) . ' ',
            'ask' => $this->ticks($id),
            'fail' => Html::select('Why', 'failure', $id . '-failure', array_combine(self::FAILURES, array_map(fn (string $word): string => $this->context->texts['refund_failure_' . $word] ?? $word, self::FAILURES)), '') . ' ',
            default => '',
        };

        return '<div class="mg-card"><p>' . Html::e($does) . '</p>' . $this->stay($case)->of(
            'actRefund',
            ['case' => (string) $case['case'], 'action' => $action],
            $fields . Html::input('Note', 'note', $id . '-note', ['maxlength' => 2000, 'required' => in_array($action, self::NOTED, true)]),
            $button,
            $kind,
        ) . '</div>';
    }

    private function ticks(string $id): string
    {
        $html = '';
        foreach (self::FIELDS as $word) {
            $html .= '<p><input type="checkbox" name="field-' . $word . '" id="' . $id . '-' . $word . '" value="1"> <label for="' . $id . '-' . $word . '">' . Html::e($this->context->texts['refund_field_' . $word] ?? $word) . '</label></p>';
        }

        return '<fieldset><legend>What is needed</legend>' . $html . '</fieldset>';
    }

    /** What staff know and the panel does not: it counts at the next quote. @param array<string, mixed> $case */
    private function facts(array $case): string
    {
        $known = [...($case['facts']['client'] ?? []), ...array_column($case['facts']['staff'] ?? [], 'fact')];
        $words = [];
        foreach (['breach', 'abuse', 'ownFault', 'customised', 'domainKept', 'failedOrder', 'notStarted'] as $fact) {
            if (!in_array($fact, $known, true)) {
                $words[$fact] = $this->context->texts['word_refund_' . $fact] ?? $fact;
            }
        }

        return $words === [] ? '' : '<h4>What you know besides</h4>' . $this->stay($case)->of('addRefundFact', ['case' => (string) $case['case']], '<div class="mg-fields">' . Html::select('It is so that', 'fact', 'mg-rf-fact', $words, '')
            . ' ' . Html::input('Note', 'note', 'mg-rf-fact-note', ['maxlength' => 2000, 'size' => 30, 'required' => true]) . '</div>', 'Write it down', 'default');
    }

    /** @param array<string, mixed> $case */
    private function stay(array $case): Form
    {
        return $this->context->form->staying(['case' => (string) $case['case']]);
    }
}
