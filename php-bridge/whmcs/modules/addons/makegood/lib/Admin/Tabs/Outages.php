<?php

/** What the monitors' messages amount to: confirmed, waiting, unconfirmed or refused, with the votes behind each. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Explanation;
use WHMCS\Module\Addon\Makegood\Html;

final class Outages implements Tab
{
    private const SHOWN = 200;
    private const KINDS = ['confirmed' => 'good', 'review' => 'wait', 'unconfirmed' => 'plain', 'refused' => 'bad'];

    /** @var array<string, string> source id → name */
    private array $sources = [];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        foreach ($this->context->ledger->sources->all() as $source) {
            $this->sources[(string) $source['id']] = (string) $source['name'];
        }
        $rows = [];
        foreach ($this->context->ledger->outages->recent(self::SHOWN) as $outage) {
            $rows[] = $this->row($outage);
        }

        return '<h2>Outages</h2><p>Only confirmed outages can lead to a credit.</p>'
            . Html::table(
                'Newest first, at most ' . self::SHOWN,
                ['What', 'From', 'To', 'Length', 'Status', 'Votes', ''],
                $rows,
                'No outage was reported for anything that is mapped.',
            );
    }

    /**
     * @param array<string, mixed> $outage
     *
     * @return list<string>
     */
    private function row(array $outage): array
    {
        $status = (string) $outage['status'];
        $reason = (string) $outage['reason'];
        $words = $this->context->texts[$status === 'unconfirmed' ? 'word_outageDoubtful_' . $reason : 'word_' . $reason]
            ?? $this->context->texts['word_' . $reason] ?? $reason;
        $acceptable = $status === 'unconfirmed' && (int) $outage['open'] === 0;

        return [
            Html::e($this->context->directory->subject((string) $outage['subject'])),
            Html::time($outage['from_ms']),
            (int) $outage['open'] === 1 ? Html::badge('still open', 'wait') : Html::time($outage['to_ms']),
            Html::e(Explanation::duration((int) $outage['to_ms'] - (int) $outage['from_ms'])),
            Html::badge($status, self::KINDS[$status] ?? 'plain') . ' ' . Html::e($words)
                . ($outage['counted'] === 'excluded' ? '<br>' . Html::badge('excluded: maintenance') : ''),
            $this->votes((string) $outage['answer']),
            $acceptable ? $this->accept($outage) : '',
        ];
    }

    private function votes(string $answer): string
    {
        $decoded = json_decode($answer, true);
        $html = '';
        foreach (is_array($decoded['votes'] ?? null) ? $decoded['votes'] : [] as $vote) {
            $source = (string) ($vote['source'] ?? '');
            $html .= '<li>' . Html::e(($this->sources[$source] ?? 'source ' . $source) . ', target ' . ($vote['target'] ?? '') . ': '
                . ($vote['from'] ?? '') . ' to ' . ($vote['to'] ?? '') . ' (' . ($vote['end'] ?? '') . ')') . '</li>';
        }

        return $html === '' ? '' : '<ul>' . $html . '</ul>';
    }

    /** The interval goes along: what is accepted is what the person saw. @param array<string, mixed> $outage */
    private function accept(array $outage): string
    {
        $id = (string) $outage['id'];

        return $this->context->form->button(
            'acceptOutage',
            ['outage' => $id, 'from' => (string) $outage['from_ms'], 'to' => (string) $outage['to_ms']],
            'Accept',
            Html::input('Note', 'note', 'mg-o-note-' . $id, ['maxlength' => 2000]),
        );
    }
}
