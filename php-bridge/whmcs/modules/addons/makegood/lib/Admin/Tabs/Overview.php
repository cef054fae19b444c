<?php

/** The state of things at a glance, and what still has to be set up. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Overview implements Tab
{
    private const RUNS_SHOWN = 10;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $ledger = $this->context->ledger;
        $totals = $ledger->outages->totals();
        $waiting = $ledger->cases->countOpen();
        $link = fn (string $tab, string $text): string => Html::link($this->context->form->url([], $tab), $text);

        return '<h2>Overview</h2>' . $this->todo() . Html::facts([
            'Deliveries' => $link('deliveries', (string) $ledger->deliveries->count()),
            'Outages' => $link('outages', sprintf('%d confirmed, %d refused, %d in review', $totals['confirmed'], $totals['refused'], $totals['review'])),
            'Waiting for review' => ($waiting === 0 ? '' : Html::badge('decide', 'wait') . ' ') . $link('review', (string) $waiting),
            'Entries' => $link('entries', (string) $ledger->entries->count()),
            'Postings' => Html::e(sprintf(
                '%d in all; %d posting, %d in review',
                $ledger->postings->count(),
                count($ledger->postings->inState('posting')),
                count($ledger->postings->inState('review')),
            )),
        ]) . $this->runs();
    }

    private function todo(): string
    {
        $ledger = $this->context->ledger;
        $unmapped = count(array_filter($ledger->targets->all(), static fn (array $target): bool => $target['subject'] === null));
        $steps = array_filter([
            'sources' => $ledger->sources->all() === [] ? 'Add your monitors as sources.' : null,
            'targets' => $unmapped > 0 ? $unmapped . ' target(s) are not mapped to a server or service: they cannot vote.' : null,
            'policies' => $ledger->assignments->all() === [] ? 'Store a policy and assign it to a product.' : null,
            'health' => $this->context->app->dataDirectory() === null ? 'There is no private data directory: see Health.' : null,
        ]);
        $html = '';
        foreach ($steps as $tab => $text) {
            $html .= '<li>' . Html::link($this->context->form->url([], $tab), $text) . '</li>';
        }

        return $html === '' ? '' : '<h3>To do</h3><ul>' . $html . '</ul>';
    }

    private function runs(): string
    {
        $rows = [];
        foreach ($this->context->ledger->runs->recent(self::RUNS_SHOWN) as $run) {
            $rows[] = [
                Html::e((string) $run['id']),
                Html::time($run['started_ms']),
                $run['ended_ms'] === null ? Html::badge('not ended', 'wait') : Html::time($run['ended_ms']),
                self::summary((string) $run['summary']),
            ];
        }

        return Html::table('Last runs', ['No', 'Started', 'Ended', 'What it did'], $rows, 'No run yet: is the panel\'s cron set up?');
    }

    private static function summary(string $json): string
    {
        $summary = json_decode($json, true);
        $words = [];
        $problems = '';
        foreach (is_array($summary) ? $summary : [] as $name => $value) {
            if (is_int($value) && $value !== 0) {
                $words[] = $name . ' ' . $value;
            }
            foreach ($name === 'problems' && is_array($value) ? $value : [] as $problem) {
                $problems .= '<br>' . Html::badge('problem', 'bad') . ' ' . Html::e(is_string($problem) ? $problem : json_encode($problem));
            }
        }

        return Html::e($words === [] ? 'nothing new' : implode(', ', $words)) . $problems;
    }
}
