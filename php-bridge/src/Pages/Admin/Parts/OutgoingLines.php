<?php

/** What is about to go out: each line with its time, and a button that holds it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;

final class OutgoingLines
{
    private const STAGES = ['forecast' => ['expected', 'info'], 'pending' => ['decided', 'good'], 'run' => ['waits in review', 'wait']];

    public function __construct(private readonly Context $context)
    {
    }

    /** @param list<array<string, mixed>> $lines of Reads::outgoing() */
    public function table(array $lines, string $caption, string $empty = 'Nothing is about to go out.'): string
    {
        return Html::table($caption, ['When', 'Client', 'Service', 'Month', '>Amount', 'State', 'Hold'], array_map($this->row(...), $lines), $empty);
    }

    /** @param list<array<string, string>>|null $totals */
    public function totals(?array $totals): string
    {
        $words = [];
        foreach ($totals ?? [] as $total) {
            $words[] = '<strong>' . Html::e($total['waiting'] . ' ' . $total['currency']) . '</strong> to ' . Html::e(Words::count((string) $total['clients'], 'client'))
                . ($total['posted'] === $total['total'] || trim((string) $total['posted'], '0.') === '' ? '' : ', ' . Html::e($total['posted']) . ' went out in the last 24 hours');
        }

        return $words === [] ? '' : '<p>In all: ' . implode('; ', $words) . '.</p>';
    }

    /** @param array<string, mixed> $line @return list<string> */
    private function row(array $line): array
    {
        [$word, $kind] = self::STAGES[$line['stage']] ?? [(string) $line['stage'], 'plain'];
        $state = Html::badge($word, $kind);
        if ($line['stage'] === 'run') {
            $state = Html::link($this->context->form->url([], 'review'), 'run ' . $line['run'] . ' waits in review', 'mg-line');
        }
        $entry = $line['entry'] === null ? '' : ' ' . Html::link($this->context->form->url(['entry' => (string) $line['entry']], 'credits'), 'entry ' . $line['entry'], 'mg-line');
        $held = $line['held'] === true ? '<br>' . Html::badge('held', 'bad') . ' ' . Html::e('by ' . $line['heldBy'] . ((string) $line['note'] === '' ? '' : ': ' . $line['note'])) : '';

        return [
            self::when($line),
            Html::link($this->context->form->url(['client' => (string) $line['client']], 'credits'), (string) $line['clientLabel']),
            Html::e((string) $line['label']),
            '<span class="mg-nowrap">' . Html::e(Words::period((string) $line['period'])) . '</span>',
            '<strong>' . Html::e($line['amount'] . ' ' . $line['currency']) . '</strong>',
            $state . $entry . $held,
            $this->button($line),
        ];
    }

    /** @param array<string, mixed> $line */
    private static function when(array $line): string
    {
        return match (true) {
            $line['held'] === true => 'when it is released',
            $line['stage'] === 'run' => 'after your decision',
            $line['at'] === null => 'with the next run',
            default => Html::instant($line['at']),
        };
    }

    /** @param array<string, mixed> $line */
    private function button(array $line): string
    {
        $about = ['service' => (string) $line['service'], 'period' => (string) $line['period']];
        if ($line['held'] === true) {
            return $this->context->form->button('releaseLine', $about, 'Release');
        }
        if ($line['stage'] === 'run') {
            return '';
        }
        $id = 'mg-h-' . $line['service'] . '-' . $line['period'];
        $note = '<label class="sr-only" for="' . Html::e($id) . '">Why it is held</label>'
            . '<input class="form-control input-sm" id="' . Html::e($id) . '" name="note" size="12" maxlength="2000" placeholder="why">';

        return $this->context->form->button('holdLine', $about, 'Hold', $note, 'warning');
    }
}
