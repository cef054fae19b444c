<?php

/** What the monitors' messages amount to: confirmed, waiting, unconfirmed or refused; each row opens its detail. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\Pager;
use Makegood\Pages\Admin\Parts\OutageDetail;
use Makegood\Pages\Admin\Parts\OutageWords;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Element;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class Outages implements Tab
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $query = $this->context->query;

        return $query->text('outage') === '' ? $this->list() : $this->one($query->id('outage'));
    }

    private function list(): string
    {
        $query = $this->context->query;
        $status = isset(OutageWords::KINDS[$query->text('status')]) ? $query->text('status') : null;
        $text = $query->text('text');
        $subjects = $text === '' ? null : $this->context->finder()->subjects($text);
        [$outages, $pager] = $this->context->rows()->outages($status, $subjects, $query->page());
        $this->context->directory->learn(array_map(static fn (array $row): string => (string) $row['subject'], $outages));

        return '<h2>Outages</h2><p>Only confirmed outages can lead to a credit.</p>' . $this->filters($status, $text)
            . Html::table('Newest first: ' . $pager->words(), ['From', 'What', 'To', 'Length', 'Status', 'Votes'], array_map($this->row(...), $outages), $status === null && $text === ''
                ? 'No outage was reported for anything that is mapped.' : 'No outage matches.')
            . $this->pages($pager, $status, $text) . $this->enter();
    }

    /** What no monitor saw, but people know. */
    private function enter(): string
    {
        return '<h3>Enter an outage by hand</h3>' . $this->context->form->of('enterOutage', [], '<div class="mg-fields">'
            . Html::select('What was down', 'subject', 'mg-h-subject', $this->context->directory->serverSubjects(), '') . Html::input('or service no', 'service', 'mg-h-service', ['size' => 6, 'inputmode' => 'numeric'])
            . Html::input('From', 'from', 'mg-h-from', ['type' => 'datetime-local', 'required' => true]) . Html::input('To (empty: it goes on)', 'to', 'mg-h-to', ['type' => 'datetime-local'])
            . Html::input('What happened', 'title', 'mg-h-title', ['maxlength' => 100, 'size' => 30]) . '</div><p class="help-block">Enter times in ' . Html::e(date_default_timezone_get())
            . '. It is one voice like that of any monitor: alone it waits in Review.</p>', 'Enter', 'default');
    }

    private function filters(?string $status, string $text): string
    {
        $counts = $this->context->rows()->outagesByStatus();
        $words = ['' => 'all (' . array_sum($counts) . ')'];
        foreach (array_keys(OutageWords::KINDS) as $word) {
            $words[$word] = $word . ' (' . ($counts[$word] ?? 0) . ')';
        }

        return $this->context->form->ask([], Html::select('Status', 'status', 'mg-o-status', $words, (string) $status) . ' '
            . Html::input('Server, domain or subject', 'text', 'mg-o-text', ['value' => $text, 'maxlength' => 100]), 'Show');
    }

    private function pages(Pager $pager, ?string $status, string $text): string
    {
        return $pager->links(fn (array $query): string => $this->context->form->url($query), array_filter(['status' => (string) $status, 'text' => $text]));
    }

    /** @param array<string, mixed> $outage @return list<string> */
    private function row(array $outage): array
    {
        $url = $this->context->form->url(['outage' => (string) $outage['id']]);

        return [
            '<a href="' . Html::e($url) . '">' . Html::time($outage['from_ms']) . '</a>',
            Html::e($this->context->directory->subject((string) $outage['subject'])),
            OutageWords::end($outage),
            Html::e(Explanation::duration((int) $outage['to_ms'] - (int) $outage['from_ms'])),
            OutageWords::status($this->context, $outage),
            Html::e((string) count(OutageWords::votes($outage))),
        ];
    }

    private function one(int $id): string
    {
        $outage = $this->context->ledger->outages->byId((string) $id);
        if ($outage === null) {
            throw new InvalidInput('There is no outage ' . $id . ' any more: outages are made again from the evidence. Look at the list.');
        }
        $subject = (string) $outage['subject'];

        return '<h2>Outage of ' . Html::e($this->context->directory->subject($subject)) . '</h2><p>' . Html::link($this->context->form->url([]), 'All outages') . '</p>'
            . Html::facts([
                'From' => Html::time($outage['from_ms']),
                'To' => OutageWords::end($outage),
                'Length' => Html::e(Explanation::duration((int) $outage['to_ms'] - (int) $outage['from_ms'])),
                'Status' => OutageWords::status($this->context, $outage),
                'Outage' => '<code>' . Html::e((string) $outage['outage_key']) . '</code>',
            ]) . $this->accept($outage) . (new OutageDetail($this->context))->html($outage)
            . Element::of('timeline', ['src' => $this->context->form->api('outage', ['id' => (string) $id])], $this->votes($outage));
    }

    /** @param array<string, mixed> $outage */
    private function votes(array $outage): string
    {
        $names = array_column($this->context->ledger->sources->all(), 'name', 'id');
        $rows = [];
        foreach (OutageWords::votes($outage) as $vote) {
            $source = (string) ($vote['source'] ?? '');
            $rows[] = [
                Html::e((string) ($names[$source] ?? 'source ' . $source)),
                Html::e((string) ($vote['group'] ?? '')),
                Html::e((string) ($vote['target'] ?? '')),
                Html::instant(isset($vote['from']) ? (string) $vote['from'] : null),
                Html::instant(isset($vote['to']) ? (string) $vote['to'] : null),
                Html::e((string) ($vote['end'] ?? '')) . (($vote['inexact'] ?? false) === true ? ' ' . Html::badge('inexact', 'wait') : ''),
            ];
        }

        return Html::table('Votes', ['Monitor', 'Group', 'Target', 'Down from', 'To', 'Ended'], $rows, 'No vote is stored with it.');
    }

    /** The interval goes along: what is accepted is what the person saw. @param array<string, mixed> $outage */
    private function accept(array $outage): string
    {
        if ($outage['status'] === 'review') {
            return '<p>' . Html::link($this->context->form->url([], 'review'), 'It waits for a decision in Review') . '</p>';
        }
        if ($outage['status'] !== 'unconfirmed' || (int) $outage['open'] === 1) {
            return '';
        }

        return Html::panel('Too few monitors saw it', '<p>If you know that it was down, accept it: the next run counts exactly this time.</p>' . $this->context->form->of(
            'acceptOutage',
            ['outage' => (string) $outage['id'], 'from' => (string) $outage['from_ms'], 'to' => (string) $outage['to_ms']],
            Html::input('Note', 'note', 'mg-o-note', ['maxlength' => 2000, 'size' => 50]),
            'Accept this outage',
        ), 'warning');
    }
}
