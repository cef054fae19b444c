<?php

/** What people may add to an outage: the part that failed, how much it affected, when it was reported. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class OutageDetail
{
    public function __construct(private readonly Context $context)
    {
    }

    /** @param array<string, mixed> $outage */
    public function html(array $outage): string
    {
        $known = $this->context->ledger->outageDetails->of((string) $outage['outage_key']) ?? [];
        $reported = isset($known['reported_ms']) ? date('Y-m-d\TH:i:s', intdiv((int) $known['reported_ms'], 1000)) : '';

        return Html::panel('Details', '<p>Only policies that ask for them look at these: parts of a service with promises of their own, the share that was affected,'
            . ' a clock that runs from the report on. Saving replaces what was there.</p>'
            . $this->context->form->staying(['outage' => (string) $outage['id']])->of(
                'setOutageDetail',
                ['outage' => (string) $outage['id']],
                '<div class="mg-fields">' . Html::input('Component', 'component', 'mg-d-component', ['value' => (string) ($known['component'] ?? ''), 'maxlength' => 200, 'size' => 20])
                    . ' ' . Html::input('Affected, per cent', 'affected', 'mg-d-affected', ['value' => (string) ($known['affected'] ?? ''), 'maxlength' => 14, 'size' => 6, 'inputmode' => 'decimal'])
                    . ' ' . Html::input('Reported at', 'reported', 'mg-d-reported', ['type' => 'datetime-local', 'step' => 1, 'value' => $reported]) . '</div>'
                    . '<p class="help-block">Enter times in ' . Html::e(date_default_timezone_get()) . '.</p>',
                'Save',
                'default',
            ) . ($known === [] ? '' : '<p class="text-muted">Last changed by ' . Html::e((string) $known['changed_by']) . ', ' . Html::time($known['changed_ms']) . '.</p>'));
    }
}
