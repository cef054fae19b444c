<?php

/** Stretches of one service that its policy may leave out, and the form for a new one. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Ledger\Excuses;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class ExcuseTable
{
    private const SHOWN = 200;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $excuses = $this->context->ledger->excuses->recent(self::SHOWN);
        $names = new ServiceNames($this->context, $excuses);

        return '<p>Time in which a service was down for a reason that is not yours. It is always one service\'s: an outage of a server stays an outage for all others.</p>'
            . Html::table('Excuses, newest first', ['Service', 'Why', 'From', 'To', 'By', 'Note', 'Change'], array_map(
                fn (array $excuse): array => $this->row($excuse, $names),
                $excuses,
            ), 'Nothing is excused.') . $this->form();
    }

    /** @param array<string, mixed> $excuse @return list<string> */
    private function row(array $excuse, ServiceNames $names): array
    {
        return [
            $names->of((string) $excuse['service_id']),
            Html::e($this->kinds()[(string) $excuse['kind']] ?? (string) $excuse['kind']),
            Html::time($excuse['from_ms']),
            Html::time($excuse['to_ms']),
            Html::e((string) $excuse['created_by']),
            Html::e($excuse['note']),
            $excuse['withdrawn_ms'] === null
                ? $this->context->form->button('withdrawExcuse', ['excuse' => (string) $excuse['id']], 'Take back')
                : Html::badge('taken back') . ' ' . Html::time($excuse['withdrawn_ms']),
        ];
    }

    private function form(): string
    {
        return '<h4>Excuse a stretch</h4>' . $this->context->form->of('addExcuse', [], '<div class="mg-fields">'
            . Html::input('Service no', 'service', 'mg-ex-service', ['size' => 6, 'inputmode' => 'numeric', 'required' => true])
            . ' ' . Html::select('Why', 'kind', 'mg-ex-kind', $this->kinds(), 'client')
            . ' ' . Html::input('From', 'from', 'mg-ex-from', ['type' => 'datetime-local', 'required' => true])
            . ' ' . Html::input('To', 'to', 'mg-ex-to', ['type' => 'datetime-local', 'required' => true])
            . ' ' . Html::input('Note', 'note', 'mg-ex-note', ['maxlength' => 2000, 'size' => 30]) . '</div>'
            . '<p class="help-block">Enter times in ' . Html::e(date_default_timezone_get()) . '.</p>', 'Excuse it', 'default');
    }

    /** @return array<string, string> word → as a person reads it */
    private function kinds(): array
    {
        return array_combine(Excuses::KINDS, array_map(fn (string $kind): string => $this->context->word('excluded_' . $kind), Excuses::KINDS));
    }
}
