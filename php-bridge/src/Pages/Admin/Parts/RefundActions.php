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
    public const FACTS = ['breach', 'abuse', 'ownFault', 'customised', 'domainKept', 'failedOrder', 'notStarted'];
    private const NOTED = ['adjust', 'reject', 'decline'];
    /** Whose note the client reads. */
    private const TOLD = ['ask', 'adjust', 'reject'];
    private const UNDECIDED = ['requested', 'waiting', 'underReview', 'secondReview'];

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
        foreach (array_keys(array_intersect_key(self::CHOICES, $allowed)) as $action) {
            $html .= $this->choice($case, $action);
        }
        $facts = in_array($case['state'], self::UNDECIDED, true) ? $this->facts($case) : '';

        return Html::panel('What you can do', ($html === '' ? '<p class="text-muted">Nothing is for you to do at the moment.</p>' : '<div class="mg-acts">' . $html . '</div>') . $facts, $html === '' ? 'default' : 'primary', 'mg-act');
    }

    /** @param array<string, mixed> $case */
    private function choice(array $case, string $action): string
    {
        $id = 'mg-rf-' . $action;
        [$does, $button, $kind] = self::CHOICES[$action];
        $fields = match ($action) {
            'adjust' => Html::input('Amount in ' . $case['currency'], 'amount', $id . '-amount', ['inputmode' => 'decimal', 'size' => 10, 'required' => true]),
            'ask' => $this->ticks($id),
            'fail' => Html::select('Why', 'failure', $id . '-failure', array_combine(self::FAILURES, array_map(fn (string $word): string => $this->context->texts['refund_failure_' . $word] ?? $word, self::FAILURES)), ''),
            default => '',
        };

        return '<div class="mg-card"><p>' . Html::e($does) . '</p>' . $this->stay($case)->of(
            'actRefund',
            ['case' => (string) $case['case'], 'action' => $action],
            $fields . Html::area('Note, ' . (in_array($action, self::TOLD, true) ? 'which the client reads' : 'for staff'), 'note', $id . '-note', '', ['maxlength' => 2000, 'required' => in_array($action, self::NOTED, true)]),
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
        foreach (self::FACTS as $fact) {
            if (!in_array($fact, $known, true)) {
                $words[$fact] = $this->context->texts['word_refund_' . $fact] ?? $fact;
            }
        }

        $html = $this->said($case);
        $html .= $words === [] ? '' : $this->stay($case)->of('addRefundFact', ['case' => (string) $case['case']], '<div class="mg-fields">' . Html::select('It is so that', 'fact', 'mg-rf-fact', $words, '')
            . ' ' . Html::input('How it is known', 'note', 'mg-rf-fact-note', ['maxlength' => 2000, 'size' => 50, 'required' => true]) . '</div>', 'Write it down', 'default');

        return '<h4>Facts that people said</h4><p class="text-muted">What is written down or taken back counts at once: the refund is computed again.</p>' . $html;
    }

    /** What was said of the case, each with the way back. @param array<string, mixed> $case */
    private function said(array $case): string
    {
        $rows = [];
        foreach ($case['facts']['client'] ?? [] as $fact) {
            $rows[] = [(string) $fact, 'the client', ''];
        }
        foreach ($case['facts']['staff'] ?? [] as $said) {
            $rows[] = [(string) $said['fact'], (string) $said['by'], (string) $said['note']];
        }

        return $rows === [] ? '' : Html::table('.Facts that people said', ['What is so', 'Who said it', 'How it is known', ''], array_map(fn (array $row): array => [
            Html::e($this->context->texts['word_refund_' . $row[0]] ?? $row[0]),
            Html::e($row[1]),
            Html::e($row[2] === '' ? '–' : $row[2]),
            $this->stay($case)->button('dropRefundFact', ['case' => (string) $case['case'], 'fact' => $row[0]], 'Take back'),
        ], $rows), '');
    }

    /** @param array<string, mixed> $case */
    private function stay(array $case): Form
    {
        return $this->context->form->staying(['case' => (string) $case['case']]);
    }
}
