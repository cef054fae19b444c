<?php

/** Policy documents (a version never changes), and which product or service each of them binds from when. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Policies implements Tab
{
    /** What a new document starts from. */
    private const EXAMPLE = <<<'JSON'
        {"schema":1,"name":"Standard hosting","zone":"UTC",
         "maintenance":{"rule":"excludedIfAnnounced","noticeMs":86400000},
         "schedule":{"family":"uptimeTiers","tiers":[{"below":"99.9","percent":"10"},{"below":"99.5","percent":"25"}]},
         "cap":{"percent":"50"},
         "minimumPayout":[{"currency":"USD","amount":"1.00"}],
         "settleDelayMs":259200000}
        JSON;

    public function __construct(private readonly Context $context, private readonly string $draft = '')
    {
    }

    public function html(): string
    {
        $policies = $this->context->ledger->policies->all();

        return '<h2>Policies</h2>' . $this->versions($policies) . $this->document() . $this->assignments() . $this->assign($policies);
    }

    /** @param list<array<string, mixed>> $policies */
    private function versions(array $policies): string
    {
        $rows = [];
        foreach ($policies as $policy) {
            $rows[] = [
                Html::e((string) $policy['name']),
                '<code>' . Html::e((string) $policy['hash']) . '</code>',
                Html::time($policy['created_ms']),
                '<details><summary>document</summary><pre>' . Html::e((string) $policy['document']) . '</pre></details>',
            ];
        }

        return Html::table('Versions', ['Name', 'Version (SHA-256 of the document)', 'Stored', ''], $rows, 'There is no policy yet.');
    }

    private function document(): string
    {
        return '<h3>Store a version</h3>' . $this->context->form->of(
            'putPolicy',
            [],
            '<p><label for="mg-p-document">Document (JSON). A changed document is a new version; assign it to put it in force.</label></p>'
                . '<p><textarea id="mg-p-document" name="document" rows="12" spellcheck="false" required>'
                . Html::e($this->draft === '' ? self::EXAMPLE : $this->draft) . '</textarea></p>',
            'Check and store',
        );
    }

    private function assignments(): string
    {
        $products = $this->context->directory->products();
        $rows = [];
        foreach ($this->context->ledger->assignments->all() as $assignment) {
            $id = (string) $assignment['scope_id'];
            $rows[] = [
                Html::e($assignment['scope'] === 'product' ? 'Product ' . $id . ': ' . ($products[$id] ?? '') : 'Service ' . $id),
                Html::e($assignment['policy_name']) . '<br><code>' . Html::e(substr((string) $assignment['policy_hash'], 0, 12)) . '</code>',
                Html::time($assignment['from_ms']),
                Html::e((string) $assignment['created_by']),
                Html::time($assignment['created_ms']),
            ];
        }

        return Html::table('Assignments', ['To', 'Policy', 'In force from', 'By', 'Made'], $rows, 'No policy is assigned: nothing can be credited.');
    }

    /** @param list<array<string, mixed>> $policies */
    private function assign(array $policies): string
    {
        if ($policies === []) {
            return '';
        }
        $versions = [];
        foreach ($policies as $policy) {
            $versions[(string) $policy['hash']] = $policy['name'] . ' (' . substr((string) $policy['hash'], 0, 12) . ')';
        }
        $products = ['' => '– a service, see right –'];
        foreach ($this->context->directory->products() as $id => $name) {
            $products[(string) $id] = $id . ': ' . $name;
        }

        return '<h3>Assign a version</h3>' . $this->context->form->of(
            'assignPolicy',
            [],
            '<p>' . Html::select('Policy', 'policy', 'mg-a-policy', $versions, '') . '</p>'
                . '<p>' . Html::select('Product', 'product', 'mg-a-product', $products, '')
                . ' ' . Html::input('or service no', 'service', 'mg-a-service', ['size' => 6, 'inputmode' => 'numeric']) . '</p>'
                . '<p>' . Html::input('In force from', 'from', 'mg-a-from', ['type' => 'date', 'required' => true])
                . ' (start of that day in the policy\'s own time zone)</p>',
            'Assign',
        );
    }
}
