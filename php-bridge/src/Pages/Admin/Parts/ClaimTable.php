<?php

/** Who asked for a month's credit and when, and the form for whom a client has asked by ticket. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Words;
use Makegood\Pages\Html;
use Makegood\Run\ClaimRule;

final class ClaimTable
{
    private const SHOWN = 200;

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $claims = $this->context->ledger->claims->recent(self::SHOWN);
        $names = new ServiceNames($this->context, $claims);

        return '<p>Where a policy gives its credit to those who ask, clients do so on the page of the month. Whoever wrote a ticket instead is entered here, with the time of the ticket.</p>'
            . Html::table('Claims, newest first', ['Service', 'Month', 'Claimed', 'By', 'Note', 'Change'], array_map(
                fn (array $claim): array => $this->row($claim, $names),
                $claims,
            ), 'Nobody has claimed anything.') . $this->form() . $this->rule();
    }

    /** @param array<string, mixed> $claim @return list<string> */
    private function row(array $claim, ServiceNames $names): array
    {
        return [
            $names->of((string) $claim['service_id']),
            Html::e(Words::month((string) $claim['period'])),
            Html::time($claim['at_ms']),
            Html::e((string) $claim['created_by']),
            Html::e($claim['note']),
            $claim['withdrawn_ms'] === null
                ? $this->context->form->button('withdrawClaim', ['claim' => (string) $claim['id']], 'Take back')
                : Html::badge('taken back') . ' ' . Html::time($claim['withdrawn_ms']),
        ];
    }

    private function form(): string
    {
        return '<h4>Enter a claim for a client</h4>' . $this->context->form->of('enterClaim', [], '<div class="mg-fields">'
            . Html::input('Service no', 'service', 'mg-cl-service', ['size' => 6, 'inputmode' => 'numeric', 'required' => true])
            . ' ' . Html::input('Month', 'period', 'mg-cl-period', ['type' => 'month', 'required' => true])
            . ' ' . Html::input('Time of the ticket', 'at', 'mg-cl-at', ['type' => 'datetime-local', 'required' => true])
            . ' ' . Html::input('Note', 'note', 'mg-cl-note', ['maxlength' => 2000, 'size' => 30]) . '</div>'
            . '<p class="help-block">Enter times in ' . Html::e(date_default_timezone_get()) . '.</p>', 'Enter the claim', 'default');
    }

    private function rule(): string
    {
        return '<h4>What clients claim</h4>' . $this->context->form->of('setClaimRule', [], '<div class="mg-fields">' . Html::select('A claim', 'rule', 'mg-cl-rule', [
            ClaimRule::AT_ONCE => 'counts at once', ClaimRule::DECIDED => 'waits in Review until staff accept it',
        ], ClaimRule::of($this->context->ledger)) . '</div>', 'Save', 'default');
    }
}
