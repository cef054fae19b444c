<?php

/** Announced work: taken from the panel's own announcements, or written down by hand with the time it was announced. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class MaintenanceTable
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $windows = $this->context->ledger->maintenance->all();
        $this->context->directory->learn(array_column($windows, 'subject'));

        $origin = $this->context->site->host()->places()->maintenance;

        return '<p>' . ($origin === '' ? '' : Html::e($origin) . ' ') . 'Whether a window counts as downtime is for the policy to say.</p>'
            . Html::table('Windows, newest first', ['From', 'To', 'What', 'Title', 'Announced', 'Origin', 'Change'], array_map($this->row(...), $windows), 'No maintenance is known.')
            . $this->form();
    }

    /** @param array<string, mixed> $window @return list<string> */
    private function row(array $window): array
    {
        $gone = $window['withdrawn_ms'] !== null;
        $manual = $window['origin'] === 'manual' && !$gone;

        return [
            Html::time($window['from_ms']),
            $window['to_ms'] === null ? 'open' : Html::time($window['to_ms']),
            Html::e($this->context->directory->subject((string) $window['subject'])),
            Html::e((string) $window['title']),
            Html::time($window['announced_ms']),
            Html::e($window['origin'] . ($window['panel_ref'] === null ? '' : ' ' . $window['panel_ref'])),
            $gone ? Html::badge('withdrawn') . ' ' . Html::time($window['withdrawn_ms'])
                : ($manual ? $this->context->form->button('withdrawMaintenance', ['window' => (string) $window['id']], 'Withdraw') : ''),
        ];
    }

    private function form(): string
    {
        $subjects = ['*' => 'Everything'] + $this->context->directory->serverSubjects();

        return '<h4>Write down a window</h4>' . $this->context->form->of(
            'addMaintenance',
            [],
            '<div class="mg-fields">' . Html::select('What', 'subject', 'mg-m-subject', $subjects, '')
                . ' ' . Html::input('or service no', 'service', 'mg-m-service', ['size' => 6, 'inputmode' => 'numeric'])
                . ' ' . Html::input('From', 'from', 'mg-m-from', ['type' => 'datetime-local', 'required' => true])
                . ' ' . Html::input('To', 'to', 'mg-m-to', ['type' => 'datetime-local', 'required' => true])
                . ' ' . Html::input('Announced', 'announced', 'mg-m-announced', ['type' => 'datetime-local', 'required' => true])
                . ' ' . Html::input('Title', 'title', 'mg-m-title', ['maxlength' => 200, 'size' => 40, 'required' => true]) . '</div>'
                . '<p class="help-block">Enter times in ' . Html::e(date_default_timezone_get()) . ', as they are shown.</p>',
            'Add window',
        );
    }
}
