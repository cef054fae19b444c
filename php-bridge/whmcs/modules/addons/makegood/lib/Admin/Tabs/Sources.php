<?php

/** Monitor accounts: vendor, group of independence, and the webhook address that is shown once. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use Makegood\Ledger\Sources as Ledger;
use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Sources implements Tab
{
    public const VENDOR_NAMES = ['pingdom' => 'Pingdom', 'uptimerobot' => 'UptimeRobot', 'uptime-kuma' => 'Uptime Kuma'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $rows = [];
        foreach ($this->context->ledger->sources->all() as $source) {
            $rows[] = $this->row($source);
        }

        return '<h2>Sources</h2><p>A source is one account at a monitoring service, or one monitoring host of your own. Sources of one group'
            . ' count as one voice: give two sources the same group when they would fail together.</p>'
            . Html::table('Sources', ['No', 'Name', 'Vendor', 'Group', 'Last message', 'State', ''], $rows, 'There is no source yet.')
            . $this->form();
    }

    /**
     * @param array<string, mixed> $source
     *
     * @return list<string>
     */
    private function row(array $source): array
    {
        $id = (string) $source['id'];
        $enabled = (int) $source['enabled'] === 1;
        $trusted = (int) $source['trusted'] === 1;
        $form = $this->context->form;

        return [
            Html::e($id),
            Html::e((string) $source['name']),
            Html::e(self::VENDOR_NAMES[$source['vendor']] ?? (string) $source['vendor']),
            Html::e((string) $source['independence_group']),
            Html::time($source['last_ms']),
            ($enabled ? Html::badge('enabled', 'good') : Html::badge('disabled', 'bad')) . ($trusted ? ' ' . Html::badge('trusted', 'wait') : ''),
            $form->button('enableSource', ['source' => $id, 'enabled' => $enabled ? '0' : '1'], $enabled ? 'Disable' : 'Enable')
                . $form->button('trustSource', ['source' => $id, 'trusted' => $trusted ? '0' : '1'], $trusted ? 'Stop trusting' : 'Trust it alone')
                . $form->button('rotateSource', ['source' => $id], 'New secret'),
        ];
    }

    private function form(): string
    {
        $vendors = [];
        foreach (Ledger::VENDORS as $vendor) {
            $vendors[$vendor] = self::VENDOR_NAMES[$vendor] ?? $vendor;
        }

        return '<h3>Add a source</h3>' . $this->context->form->of(
            'addSource',
            [],
            '<p>' . Html::select('Vendor', 'vendor', 'mg-s-vendor', $vendors, '')
                . ' ' . Html::input('Name', 'name', 'mg-s-name', ['required' => true, 'maxlength' => 100])
                . ' ' . Html::input('Group (empty: the vendor)', 'group', 'mg-s-group', ['maxlength' => 100]) . '</p>',
            'Add source',
        );
    }
}
