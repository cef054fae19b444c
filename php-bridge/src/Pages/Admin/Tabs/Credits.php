<?php

/** What is about to go out, and the ledger: what was decided and booked, with every step between outage and amount. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Pager;
use Makegood\Pages\Admin\Parts\EntryDetail;
use Makegood\Pages\Admin\Parts\ModeBanner;
use Makegood\Pages\Admin\Parts\OutgoingLines;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;

final class Credits implements Tab
{
    public const KINDS = ['pending' => 'wait', 'posting' => 'wait', 'ready' => 'wait', 'posted' => 'good', 'review' => 'bad', 'carried' => 'info'];
    /** Lines about to go out on a page of their own list. */
    private const LINES = 100;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $query = $this->context->query;

        return $query->text('entry') === '' ? $this->lists() : (new EntryDetail($this->context))->html($query->id('entry'));
    }

    private function lists(): string
    {
        $outgoing = $this->context->outgoing();
        $part = new OutgoingLines($this->context);
        $dry = $outgoing['mode'] === 'dry' ? '<p>' . Html::badge('dry run', 'info') . ' These lines are what would go out; nothing does before you '
            . Html::link($this->context->form->url(['step' => 5], 'setup', '#mg-step-5'), 'go live') . '.</p>' : '';

        return '<h2>Credits</h2>' . ModeBanner::paused($this->context)
            . Html::panel('About to go out', $dry . $part->totals($outgoing['totals']) . $this->lines($part, $outgoing['lines'], (int) $outgoing['more']), 'default', 'mg-lines')
            . Html::panel('Ledger', $this->filters() . $this->ledger(), 'default', 'mg-ledger');
    }

    /** A page of them; the totals above are of all. @param list<array<string, mixed>> $lines @param int $more lines that are not even listed */
    private function lines(OutgoingLines $part, array $lines, int $more): string
    {
        $pager = new Pager($this->context->query->page('lines'), count($lines), self::LINES, 'lines');
        $caption = count($lines) > self::LINES ? 'The soonest first: ' . $pager->words() : '.About to go out';

        return $part->table(array_slice($lines, $pager->offset(), self::LINES), $caption) . $pager->links(fn (array $query): string => $this->context->form->url($query, null, '#mg-lines'), [])
            . ($more === 0 ? '' : '<p>' . Words::count($more, 'later line is', 'later lines are') . ' not listed here; the totals above are of all.</p>');
    }

    private function filters(): string
    {
        $query = $this->context->query;
        $states = ['' => 'all'];
        foreach (array_keys(self::KINDS) as $state) {
            $states[$state] = $state;
        }

        return $this->context->form->ask([], Html::input('Client no', 'client', 'mg-e-client', ['size' => 6, 'inputmode' => 'numeric', 'value' => $query->text('client')])
            . ' ' . Html::input('Service no', 'service', 'mg-e-service', ['size' => 6, 'inputmode' => 'numeric', 'value' => $query->text('service')])
            . ' ' . Html::input('Month', 'period', 'mg-e-period', ['type' => 'month', 'value' => $query->text('period')])
            . ' ' . Html::select('State', 'state', 'mg-e-state', $states, $query->text('state')), 'Show', '#mg-ledger');
    }

    private function ledger(): string
    {
        $query = $this->context->query;
        $given = array_filter([
            'client' => $query->text('client') === '' ? '' : (string) $query->id('client'),
            'service' => $query->text('service') === '' ? '' : (string) $query->id('service'),
            'period' => $query->text('period') === '' ? '' : $query->month('period'),
            'state' => isset(self::KINDS[$query->text('state')]) ? $query->text('state') : '',
        ], static fn (string $value): bool => $value !== '');
        [$entries, $pager] = $this->context->rows()->entries([
            'client_id' => $given['client'] ?? null, 'service_id' => $given['service'] ?? null, 'period' => $given['period'] ?? null, 'state' => $given['state'] ?? null,
        ], $query->page());
        $services = $this->context->directory->services(array_map(static fn (array $entry): string => (string) $entry['service_id'], $entries));
        $clients = $this->context->directory->clients(array_map(static fn (array $entry): string => (string) $entry['client_id'], $entries));
        $rows = [];
        foreach ($entries as $entry) {
            $state = (string) $entry['state'];
            $rows[] = [
                Html::link($this->context->form->url(['entry' => (string) $entry['id']]), (string) $entry['id']),
                Html::e(Words::period((string) $entry['period'])),
                Html::e($services[(string) $entry['service_id']] ?? 'service ' . $entry['service_id']),
                Html::e($clients[(string) $entry['client_id']]),
                Html::e($entry['net'] . ' + ' . $entry['tax']),
                '<strong>' . Html::e($entry['gross'] . ' ' . $entry['currency']) . '</strong>',
                Html::badge($state, self::KINDS[$state] ?? 'plain'),
                Html::time($entry['created_ms']),
            ];
        }

        return Html::table('Newest first: ' . $pager->words(), ['No', 'Month', 'Service', 'Client', '>Net and tax', '>Gross', 'State', 'Recorded'], $rows, $given === []
            ? 'No entry has been recorded yet.' : 'No entry matches.')
            . $pager->links(fn (array $more): string => $this->context->form->url($more, null, '#mg-ledger'), $given);
    }
}
