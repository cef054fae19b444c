<?php

/** What waits for a person: one decision each, with a note and with what each choice does. A decided case is never opened again. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Parts\CaseWords;
use Makegood\Pages\Admin\Parts\HeldRun;
use Makegood\Pages\Admin\Parts\ReversalCards;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class Review implements Tab
{
    private const SHOWN = 200;

    /** kind → question, what accepting does, its button, what refusing does, its button */
    private const CHOICES = [
        'outage' => [
            'Was it down?',
            'It counts as downtime; services on it are credited by their policy.', 'It was down',
            'It counts for nothing, unless other evidence comes.', 'It was not down',
        ],
        'posting' => [
            'Is the credit on the account?',
            'It is marked as posted; nothing is credited again.', 'It is there',
            'It is posted again with the next run.', 'It is not there: post it again',
        ],
        'run' => [
            'May this run go out?',
            'All of its lines are credited with the next run.', 'Release this run',
            'Each line is held; you release them one by one under Credits.', 'Hold every line',
        ],
        'claim' => [
            'Does the client get the credit that they claim?',
            'The claim counts as of when it was made; the next run decides the month again by its policy.', 'Accept the claim',
            'The month stays as it is. The client reads your note.', 'Refuse the claim',
        ],
    ];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $open = $this->context->ledger->cases->all(self::SHOWN, 'open');
        $all = $this->context->ledger->cases->all(self::SHOWN);
        $this->context->directory->learn(array_column([...$open, ...$all], 'subject'));
        $reversals = new ReversalCards($this->context);
        $html = implode('', array_map($this->open(...), $open)) . $reversals->waiting();
        $decided = [];
        foreach ($all as $case) {
            if ($case['state'] !== 'open') {
                $decided[] = $this->decided($case);
            }
        }

        return '<h2>Review</h2>' . ($html === '' ? '<p class="text-muted">Nothing waits for you.</p>' : $html)
            . Html::table('Decided', ['No', 'About', 'Decision', 'When', 'By', 'Note'], $decided, 'Nothing has been decided yet.')
            . ($this->context->site->desk()->reversals->isKnown() ? $reversals->decided() : '');
    }

    /** @param array<string, mixed> $case */
    private function open(array $case): string
    {
        $id = (string) $case['id'];
        $kind = (string) $case['kind'];
        [$question, $accepting, $accept, $refusing, $refuse] = self::CHOICES[$kind] ?? ['', '', 'Accept', '', 'Refuse'];
        $why = $kind === 'run' ? '' : '<p>' . $this->about($case) . '</p><p>Why it waits: ' . Html::e($this->context->word((string) $case['reason'])) . '.</p>';
        $body = $why . '<p>It waits since ' . Html::time($case['opened_ms']) . '.</p>' . ($kind === 'run' ? (new HeldRun($this->context))->html((string) $case['run_id']) : '')
            . '<p><strong>' . Html::e($question) . '</strong></p><div class="row mg-choices">'
            . $this->choice($id, 'accept', $accepting, $accept, 'primary') . $this->choice($id, 'refuse', $refusing, $refuse, 'default') . '</div>';

        return Html::panel(CaseWords::title($this->context, $case), $body, 'warning', 'mg-case-' . $id, '<small>case ' . Html::e($id) . '</small>');
    }

    private function choice(string $id, string $decision, string $does, string $button, string $kind): string
    {
        return '<div class="col-md-6"><p>' . Html::e($does) . '</p>' . $this->context->form->of(
            'decideCase',
            ['case' => $id, 'decision' => $decision],
            Html::input('Note', 'note', 'mg-c-' . $decision . '-' . $id, ['maxlength' => 2000]),
            $button,
            $kind,
        ) . '</div>';
    }

    /** @param array<string, mixed> $case @return list<string> */
    private function decided(array $case): array
    {
        $state = (string) $case['state'];

        return [
            Html::e((string) $case['id']),
            $this->about($case),
            Html::badge($state, $state === 'accepted' ? 'good' : 'plain'),
            Html::time($case['decided_ms']),
            Html::e($case['decided_by']),
            Html::e($case['note']),
        ];
    }

    /** @param array<string, mixed> $case */
    private function about(array $case): string
    {
        return match ($case['kind']) {
            'outage' => 'Outage of ' . Html::e($this->context->directory->subject((string) $case['subject'])) . ' from ' . Html::time($case['from_ms'])
                . ' to ' . Html::time($case['to_ms']) . ' (' . Html::e(Explanation::duration((int) $case['to_ms'] - (int) $case['from_ms'])) . ')',
            'posting' => $this->posting((string) $case['posting_id']),
            'claim' => 'Claim of ' . Html::e((string) $case['opened_by'] . ': ' . $this->context->directory->subject('service:' . $case['service_id']) . ', ' . Words::month((string) $case['period'])),
            default => 'Run ' . Html::e((string) $case['run_id']),
        };
    }

    private function posting(string $id): string
    {
        $posting = $this->context->ledger->postings->byId($id);
        if ($posting === null) {
            return 'Posting ' . Html::e($id);
        }

        return 'Posting ' . Html::e($id) . ': ' . Html::e($posting['amount'] . ' ' . $posting['currency'] . ' for '
            . $this->context->directory->client((string) $posting['client_id']) . ', service ' . $posting['service_id'] . ', ' . Words::month((string) $posting['period']))
            . '<br>' . Html::e('Balance before: ' . ($posting['balance_before'] ?? 'unknown') . '; last row of the credit log before: '
            . ($posting['credit_id_before'] ?? 'unknown') . '; marker:') . ' ' . Html::hash((string) $posting['marker']);
    }
}
