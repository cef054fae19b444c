<?php

/** A run that waits above the limits: which limit, how much to how many clients, and every line of it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Run\Limits;

final class HeldRun
{
    private const SHOWN = 200;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(string $runId): string
    {
        $postings = [...$this->context->ledger->postings->ofHeldRun($runId), ...$this->context->ledger->payouts->ofHeldRun($runId)];
        if ($postings === []) {
            return '<p class="text-muted">None of its lines waits any more.</p>';
        }
        $clients = $this->context->directory->clients(array_map(static fn (array $row): string => (string) $row['client_id'], $postings));
        $services = $this->context->directory->services(array_map(static fn (array $row): string => (string) $row['service_id'], $postings));
        $rows = [];
        foreach (array_slice($postings, 0, self::SHOWN) as $posting) {
            $rows[] = [
                Html::e($clients[(string) $posting['client_id']]),
                Html::e($services[(string) $posting['service_id']] ?? 'service ' . $posting['service_id']),
                Html::e(Words::period((string) $posting['period'])),
                '<strong>' . Html::e($posting['amount'] . ' ' . $posting['currency']) . '</strong>',
                Html::link($this->context->form->url(['entry' => (string) $posting['entry_id']], 'credits'), 'entry ' . $posting['entry_id']),
            ];
        }
        $caption = count($postings) > self::SHOWN ? 'The first ' . self::SHOWN . ' of ' . count($postings) . ' lines' : Words::count(count($postings), 'line');

        return $this->exceeded($runId) . $this->totals($postings) . Html::table($caption, ['Client', 'Service', 'Month', '>Amount', 'Ledger'], $rows, '');
    }

    /** As the run that held them was answered. */
    private function exceeded(string $runId): string
    {
        $words = '';
        foreach ($this->context->ledger->events->since('0', 'run.held') as $event) {
            $exceeded = (string) $event['ref'] === $runId ? json_decode((string) (json_decode((string) $event['data'], true)['exceeded'] ?? ''), true) : null;
            foreach (is_array($exceeded) ? $exceeded : [] as $limit) {
                $unit = $limit['limit'] === 'clients' ? 'clients' : (string) $limit['currency'];
                $words .= '<li>' . Html::e('Allowed in 24 hours: ' . $limit['allowed'] . ' ' . $unit . '. With this run: ' . $limit['value'] . ' ' . $unit . '.') . '</li>';
            }
        }

        return $words === '' ? '' : '<p>Above the limits that you set:</p><ul>' . $words . '</ul>';
    }

    /** The core adds up; without it the lines speak for themselves. @param list<array<string, mixed>> $postings */
    private function totals(array $postings): string
    {
        try {
            $answer = Limits::check($this->context->site->engine(), Limits::of($this->context->ledger), $postings, []);
        } catch (CoreRefused | EngineFailure | EngineUnavailable) {
            return '';
        }
        $words = array_map(static fn (array $total): string => $total['waiting'] . ' ' . $total['currency'] . ' to ' . Words::count($total['clients'], 'client'), $answer['totals']);

        $all = count($words) > 1 ? ', ' . Words::count($answer['clients'], 'client') . ' in all' : '';

        return '<p>In this run: <strong>' . Html::e(implode('; ', $words)) . '</strong>' . Html::e($all) . '.</p>';
    }
}
