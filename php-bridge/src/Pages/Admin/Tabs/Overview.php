<?php

/** The state of things at a glance: what goes out next, what is open, what waits for a person, what still has to be set up. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Parts\CaseWords;
use Makegood\Pages\Admin\Parts\ModeBanner;
use Makegood\Pages\Admin\Parts\OutgoingLines;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Run\Mode;

final class Overview implements Tab
{
    private const LINES_SHOWN = 10;
    private const RUNS_SHOWN = 5;
    private const CASES_SHOWN = 5;

    /** counter of a run → one, several */
    private const DID = [
        'deliveries' => ['message read', 'messages read'],
        'observations' => ['observation', 'observations'],
        'confirmed' => ['outage confirmed', 'outages confirmed'],
        'refused' => ['outage without effect', 'outages without effect'],
        'review' => ['case opened', 'cases opened'],
        'entries' => ['entry recorded', 'entries recorded'],
        'postings' => ['posting credited', 'postings credited'],
        'held' => ['posting above the limits', 'postings above the limits'],
        'recovered' => ['posting of a broken run cleared up', 'postings of a broken run cleared up'],
    ];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        return '<h2>Overview</h2>' . ModeBanner::html($this->context) . $this->todo() . $this->tiles()
            . Html::panel('About to go out', $this->outgoing())
            . '<div class="row"><div class="col-md-6">' . Html::panel('Open outages', $this->open()) . '</div>'
            . '<div class="col-md-6">' . Html::panel('Waiting for a decision', $this->waiting()) . '</div></div>'
            . Html::panel('Last runs', $this->runs());
    }

    private function todo(): string
    {
        $ledger = $this->context->ledger;
        $unmapped = count(array_filter($ledger->targets->all(), static fn (array $target): bool => $target['subject'] === null));
        $steps = array_filter([
            1 => $ledger->sources->all() === [] ? 'Connect your first monitor.' : null,
            2 => $unmapped > 0 ? Words::count($unmapped, 'target is not mapped to a server or service: it cannot vote.', 'targets are not mapped to a server or service: they cannot vote.') : null,
            3 => $ledger->assignments->all() === [] ? 'Choose a policy: without one nothing can be credited.' : null,
            5 => Mode::of($ledger)->isLive() ? null : 'Go live when you have seen what would be credited.',
        ]);
        $html = '';
        foreach ($steps as $step => $text) {
            $html .= '<li>' . Html::link($this->context->form->url(['step' => $step], 'setup', '#mg-step-' . $step), $text) . '</li>';
        }
        if ($this->context->site->dataDirectory() === null) {
            $html .= '<li>' . Html::link($this->context->form->url([], 'health'), 'There is no private data directory: see Health.') . '</li>';
        }

        return $html === '' ? '' : Html::panel('To do', '<ul>' . $html . '</ul>', 'info');
    }

    private function tiles(): string
    {
        $ledger = $this->context->ledger;
        $outages = $ledger->outages->totals();
        $outgoing = $this->context->outgoing();
        $waiting = $ledger->cases->countOpen() + $ledger->reversals->countAsked();
        $totals = array_map(static fn (array $total): string => $total['waiting'] . "\u{a0}" . $total['currency'], $outgoing['totals'] ?? []);

        return '<div class="mg-tiles">'
            . $this->tile('credits', count($outgoing['lines']) + $outgoing['more'], 'line about to go out', 'lines about to go out', implode(', ', $totals))
            . $this->tile('review', $waiting, 'decision for you', 'decisions for you', '', $waiting > 0)
            . $this->tile('outages', (int) $outages['confirmed'], 'confirmed outage', 'confirmed outages', $outages['review'] . ' in review, ' . $outages['refused'] . ' without effect')
            . $this->tile('credits', $ledger->entries->count(), 'entry', 'entries', Words::count($ledger->postings->count(), 'posting'), false, '#mg-ledger')
            . $this->tile('deliveries', $ledger->deliveries->count(), 'message', 'messages', Words::count(count($ledger->sources->all()), 'monitor'))
            . '</div>';
    }

    private function tile(string $tab, int $figure, string $one, string $many, string $more, bool $calls = false, string $fragment = ''): string
    {
        return '<a class="mg-tile' . ($calls ? ' mg-calls' : '') . '" href="' . Html::e($this->context->form->url([], $tab, $fragment)) . '"><strong>' . Html::e($figure)
            . '</strong> <span>' . Html::e(Words::noun($figure, $one, $many)) . '</span>' . ($more === '' ? '' : '<small>' . Html::e($more) . '</small>') . '</a>';
    }

    private function outgoing(): string
    {
        $outgoing = $this->context->outgoing();
        $lines = $outgoing['lines'];
        $part = new OutgoingLines($this->context);
        $all = count($lines) + $outgoing['more'];
        $more = $all > self::LINES_SHOWN ? '<p>' . Html::link($this->context->form->url([], 'credits'), 'All ' . $all . ' lines') . '</p>' : '';
        $dry = $outgoing['mode'] === 'dry' && $lines !== [] ? '<p>This is a dry run: these lines are what would go out.</p>' : '';

        return $dry . $part->totals($outgoing['totals'])
            . $part->table(array_slice($lines, 0, self::LINES_SHOWN), $more === '' ? '.About to go out' : 'The next ' . self::LINES_SHOWN . ' lines') . $more;
    }

    private function open(): string
    {
        $rows = [];
        $open = $this->context->ledger->outages->open();
        $this->context->directory->learn(array_map('strval', array_keys($open)));
        foreach ($open as $subject => $fromMs) {
            $rows[] = [
                Html::e($this->context->directory->subject((string) $subject)),
                Html::time($fromMs),
                Html::e(Words::lasting(max(0, $this->context->site->panel()->now() - $fromMs))),
            ];
        }

        return Html::table('.Open outages', ['What', 'Since', 'Lasts'], $rows, 'Nothing is down now.');
    }

    private function waiting(): string
    {
        $rows = [];
        foreach ($this->context->ledger->cases->all(self::CASES_SHOWN, 'open') as $case) {
            $rows[] = [
                Html::link($this->context->form->url([], 'review', '#mg-case-' . $case['id']), CaseWords::title($this->context, $case)),
                Html::time($case['opened_ms']),
            ];
        }

        return Html::table('.Waiting for a decision', ['About', 'Since'], $rows, 'Nothing waits for you.');
    }

    private function runs(): string
    {
        $rows = [];
        foreach ($this->context->ledger->runs->recent(self::RUNS_SHOWN) as $run) {
            $rows[] = [Html::time($run['started_ms']), $run['ended_ms'] === null ? Html::badge('not ended', 'wait') : Html::badge('ended', 'good'), self::summary((string) $run['summary'])];
        }

        return Html::table('.Last runs', ['Started', 'State', 'What it did'], $rows, 'No run yet: is the panel\'s cron set up?');
    }

    private static function summary(string $json): string
    {
        $summary = json_decode($json, true);
        $words = [];
        $problems = '';
        foreach (is_array($summary) ? $summary : [] as $name => $value) {
            if (is_int($value) && $value !== 0 && isset(self::DID[$name])) {
                $words[] = Words::count($value, ...self::DID[$name]);
            }
            foreach ($name === 'problems' && is_array($value) ? $value : [] as $problem) {
                $problems .= '<br>' . Html::badge('problem', 'bad') . ' ' . Html::e(is_string($problem) ? $problem : json_encode($problem));
            }
        }

        return Html::e($words === [] ? 'nothing new' : implode(', ', $words)) . $problems;
    }
}
