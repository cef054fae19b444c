<?php

/** What a service's credit may be forfeited for: set by hand here; what the panel knows itself is read by cron. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Ledger\Flags;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class FlagTable
{
    private const SHOWN = 200;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $flags = $this->context->ledger->flags->byHand(self::SHOWN);
        $names = new ServiceNames($this->context, $flags);

        return '<p>A month that becomes due while a flag is set gives no credit, where the policy says so. Cancellation requests, overdue invoices and promotions are read from the panel;'
            . ' chargebacks it does not tell, so they are set here.</p>'
            . Html::table('Flags set by hand, newest first', ['Service', 'Flag', 'From', 'To', 'By', 'Note', 'Change'], array_map(
                fn (array $flag): array => $this->row($flag, $names),
                $flags,
            ), 'No flag was set by hand.') . $this->form();
    }

    /** @param array<string, mixed> $flag @return list<string> */
    private function row(array $flag, ServiceNames $names): array
    {
        $id = ['flag' => (string) $flag['id']];
        $isMistake = $flag['to_ms'] !== null && (int) $flag['to_ms'] === (int) $flag['from_ms'];

        return [
            $names->of((string) $flag['service_id']),
            Html::e($this->words()[(string) $flag['flag']] ?? (string) $flag['flag']),
            Html::time($flag['from_ms']),
            $flag['to_ms'] === null ? Html::badge('set', 'wait') : ($isMistake ? Html::badge('a mistake') : Html::time($flag['to_ms'])),
            Html::e((string) $flag['created_by']),
            Html::e($flag['note']),
            $flag['to_ms'] !== null ? '' : $this->context->form->button('liftFlag', $id + ['mistake' => '0'], 'Lift from now on')
                . ' ' . $this->context->form->button('liftFlag', $id + ['mistake' => '1'], 'It was a mistake'),
        ];
    }

    private function form(): string
    {
        return '<h4>Set a flag</h4>' . $this->context->form->of('setFlag', [], '<div class="mg-fields">'
            . Html::input('Service no', 'service', 'mg-fl-service', ['size' => 6, 'inputmode' => 'numeric', 'required' => true])
            . ' ' . Html::select('Flag', 'flag', 'mg-fl-flag', $this->words(), 'chargeback')
            . ' ' . Html::input('From', 'from', 'mg-fl-from', ['type' => 'datetime-local', 'required' => true])
            . ' ' . Html::input('Note', 'note', 'mg-fl-note', ['maxlength' => 2000, 'size' => 30]) . '</div>'
            . '<p class="help-block">Enter times in ' . Html::e(date_default_timezone_get()) . '.</p>', 'Set the flag', 'default');
    }

    /** @return array<string, string> word → as a person reads it */
    private function words(): array
    {
        return array_combine(Flags::WORDS, array_map(fn (string $word): string => $this->context->word('forfeited_' . $word), Flags::WORDS));
    }
}
