<?php

/** Services that a policy prolongs instead of paying: what to do, and that it is done. The panel is changed by hand. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class ExtensionTable
{
    private const SHOWN = 200;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $extensions = $this->context->ledger->extensions->recent(self::SHOWN);
        $names = new ServiceNames($this->context, $extensions);

        return '<p>A policy that gives time posts no credit. Open the service in the panel, move its <em>next due date</em> by the length (whole days; keep the rest for the next time, or round'
            . ' up), and mark it as done. What the panel does with an invoice that is made already is not documented, so nothing is moved by itself.</p>'
            . Html::table('Prolongations, open ones first', ['Service', 'Client', 'Month', 'Prolong by', 'Since', 'State'], array_map(
                fn (array $row): array => $this->row($row, $names),
                $extensions,
            ), 'No service is to be prolonged.');
    }

    /** @param array<string, mixed> $row @return list<string> */
    private function row(array $row, ServiceNames $names): array
    {
        $ms = (int) $row['ms'];
        $id = (string) $row['id'];

        return [
            $names->of((string) $row['service_id']),
            Html::e($this->context->directory->client((string) $row['client_id'])),
            Html::e(Words::month((string) $row['period'])),
            ($ms < 0 ? 'shorten by ' : '') . '<strong>' . Html::e(Explanation::duration(abs($ms))) . '</strong>',
            Html::time($row['opened_ms']),
            $row['state'] === 'open'
                ? $this->context->form->button('doneExtension', ['extension' => $id], 'Done', Html::input('Note', 'note', 'mg-xt-note-' . $id, ['maxlength' => 2000, 'size' => 15]), 'primary')
                : Html::badge('done', 'good') . ' ' . Html::time($row['decided_ms']) . ' ' . Html::e((string) $row['decided_by']) . ' ' . Html::e($row['note']),
        ];
    }
}
