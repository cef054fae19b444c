<?php

/** Monitor accounts: vendor, group of independence, and what may be done with each. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\MonitorKinds;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class MonitorTable
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $rows = array_map($this->row(...), $this->context->ledger->sources->all());

        return '<p>A monitor is one account at a monitoring service, or one monitoring host of your own. Monitors of one group count as one voice: give two the'
            . ' same group when they would fail together. A monitor\'s name leads to what its word counts, its signature and its history.</p>'
            . Html::table('Monitors', ['No', 'Name', 'Vendor', 'Group', 'Last message', 'State', 'Change'], $rows, 'There is no monitor yet.');
    }

    public function form(string $prefix, string $button = 'Add monitor'): string
    {
        $vendors = [];
        foreach (MonitorKinds::addable() as $vendor) {
            $vendors[$vendor] = MonitorKinds::name($vendor);
        }

        return $this->context->form->of(
            'addSource',
            [],
            '<div class="mg-fields">' . Html::select('Vendor', 'vendor', $prefix . 'vendor', $vendors, '')
                . ' ' . Html::input('Name', 'name', $prefix . 'name', ['required' => true, 'maxlength' => 100])
                . ' ' . Html::input('Group (empty: the vendor)', 'group', $prefix . 'group', ['maxlength' => 100]) . '</div>',
            $button,
        );
    }

    /** @param array<string, mixed> $source @return list<string> */
    private function row(array $source): array
    {
        $id = (string) $source['id'];
        $enabled = (int) $source['enabled'] === 1;
        $trusted = (int) $source['trusted'] === 1;
        $form = $this->context->form;

        return [
            Html::e($id),
            Html::link($form->url(['source' => $id], 'settings'), (string) $source['name']),
            Html::e(Monitor::vendor((string) $source['vendor'])),
            Html::e((string) $source['independence_group']),
            Html::time($source['last_ms']),
            ($enabled ? Html::badge('enabled', 'good') : Html::badge('disabled', 'bad')) . ($trusted ? ' ' . Html::badge('trusted', 'wait') : '')
                . ((string) ($source['pull_problem'] ?? '') === '' ? '' : ' ' . Html::badge('history fails', 'bad')),
            $form->button('enableSource', ['source' => $id, 'enabled' => $enabled ? '0' : '1'], $enabled ? 'Disable' : 'Enable')
                . $form->button('trustSource', ['source' => $id, 'trusted' => $trusted ? '0' : '1'], $trusted ? 'Stop trusting' : 'Trust it alone')
                . ((MonitorKinds::of((string) $source['vendor'])->hasWebhook ?? true) ? $form->button('rotateSource', ['source' => $id], 'New secret', '', 'danger') : ''),
        ];
    }
}
