<?php

/** What waits for a person: one decision each, with a note. A decided case is never opened again. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Html;

final class Review implements Tab
{
    private const SHOWN = 200;

    private const QUESTIONS = [
        'outage' => ['Was it down?', 'Accept: it was down', 'Refuse: it was not'],
        'posting' => ['Is the credit on the account?', 'Accept: it is there', 'Refuse: it is not, post again'],
        'run' => ['May this run go out?', 'Accept: release', 'Refuse: hold'],
    ];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $open = [];
        foreach ($this->context->ledger->cases->all(self::SHOWN, 'open') as $case) {
            $open[] = $this->openRow($case);
        }
        $decided = [];
        foreach ($this->context->ledger->cases->all(self::SHOWN) as $case) {
            if ($case['state'] !== 'open') {
                $decided[] = $this->decidedRow($case);
            }
        }

        return '<h2>Review</h2>'
            . Html::table('Waiting for a decision', ['No', 'Opened', 'About', 'Why', 'Decision'], $open, 'Nothing waits for you.')
            . Html::table('Decided', ['No', 'About', 'Decision', 'When', 'By', 'Note'], $decided, 'Nothing has been decided yet.');
    }

    /**
     * @param array<string, mixed> $case
     *
     * @return list<string>
     */
    private function openRow(array $case): array
    {
        $id = (string) $case['id'];
        [$question, $accept, $refuse] = self::QUESTIONS[(string) $case['kind']] ?? ['', 'Accept', 'Refuse'];

        return [
            Html::e($id),
            Html::time($case['opened_ms']),
            $this->about($case),
            Html::e($this->context->texts['word_' . $case['reason']] ?? (string) $case['reason']),
            '<strong>' . Html::e($question) . '</strong><br>'
                . $this->decision($id, 'accept', $accept) . $this->decision($id, 'refuse', $refuse),
        ];
    }

    private function decision(string $id, string $decision, string $button): string
    {
        return $this->context->form->button(
            'decideCase',
            ['case' => $id, 'decision' => $decision],
            $button,
            Html::input('Note', 'note', 'mg-c-' . $decision . '-' . $id, ['maxlength' => 2000]),
        );
    }

    /**
     * @param array<string, mixed> $case
     *
     * @return list<string>
     */
    private function decidedRow(array $case): array
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
        if ($case['kind'] === 'outage') {
            return 'Outage of ' . Html::e($this->context->directory->subject((string) $case['subject'])) . ' from ' . Html::time($case['from_ms'])
                . ' to ' . Html::time($case['to_ms']) . ' (' . Html::e(Explanation::duration((int) $case['to_ms'] - (int) $case['from_ms'])) . ')';
        }
        if ($case['kind'] === 'posting') {
            return $this->posting((string) $case['posting_id']);
        }

        return 'Run ' . Html::e((string) $case['run_id']);
    }

    private function posting(string $id): string
    {
        $posting = $this->context->ledger->postings->byId($id);
        if ($posting === null) {
            return 'Posting ' . Html::e($id);
        }

        return 'Posting ' . Html::e($id) . ': ' . Html::e($posting['amount'] . ' ' . $posting['currency'] . ' for '
            . $this->context->directory->client((string) $posting['client_id']) . ', service ' . $posting['service_id'] . ', ' . $posting['period'])
            . '<br>' . Html::e('Balance before: ' . ($posting['balance_before'] ?? 'unknown') . '; last row of the credit log before: '
            . ($posting['credit_id_before'] ?? 'unknown') . '; marker: ' . $posting['marker']);
    }
}
