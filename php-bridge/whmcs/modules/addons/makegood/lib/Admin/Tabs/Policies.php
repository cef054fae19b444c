<?php

/** Policy documents (a version never changes), and which product or service each of them binds from when. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use Makegood\Desk\Presets;
use Makegood\Instant;
use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Parts\LookTable;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Policies implements Tab
{
    private const AMOUNT = '10';

    public function __construct(private readonly Context $context, private readonly string $draft = '')
    {
    }

    public function html(): string
    {
        $policies = $this->context->ledger->policies->all();

        return '<h2>Policies</h2>' . $this->versions($policies) . $this->assignments() . $this->assign($policies) . $this->editor();
    }

    /** @param list<array<string, mixed>> $policies */
    private function versions(array $policies): string
    {
        $rows = [];
        foreach ($policies as $policy) {
            $rows[] = [
                Html::e((string) $policy['name']),
                Html::hash((string) $policy['hash']),
                Html::time($policy['created_ms']),
                '<details><summary>document</summary><pre>' . Html::e((string) $policy['document']) . '</pre></details>',
            ];
        }

        return Html::table('Versions', ['Name', 'Version (SHA-256 of the document)', 'Stored', 'Document'], $rows, 'There is no policy yet: choose a preset in Set-up, or write one below.');
    }

    private function assignments(): string
    {
        $products = $this->context->directory->products();
        $rows = [];
        foreach ($this->context->ledger->assignments->all() as $assignment) {
            $id = (string) $assignment['scope_id'];
            $rows[] = [
                Html::e($assignment['scope'] === 'product' ? 'Product ' . $id . ': ' . ($products[$id] ?? '') : 'Service ' . $id),
                Html::e($assignment['policy_name']) . ' <code>' . Html::e(substr((string) $assignment['policy_hash'], 0, 12)) . '</code>',
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
        $products = ['' => '– a service by its number –'];
        foreach ($this->context->directory->products() as $id => $name) {
            $products[(string) $id] = $id . ': ' . $name;
        }
        $month = Instant::month($this->context->app->panel()->now());

        return Html::panel('Assign a version', $this->context->form->of(
            'assignPolicy',
            [],
            '<div class="mg-fields">' . Html::select('Policy', 'policy', 'mg-a-policy', $versions, '')
                . ' ' . Html::select('Product', 'product', 'mg-a-product', $products, '')
                . ' ' . Html::input('or service no', 'service', 'mg-a-service', ['size' => 6, 'inputmode' => 'numeric'])
                . ' ' . Html::input('In force from', 'from', 'mg-a-from', ['type' => 'date', 'required' => true, 'value' => $month . '-01'])
                . '</div><p class="help-block">The start of that day in the policy\'s own time zone.</p>',
            'Assign',
        ));
    }

    /** What a new document starts from: the refused draft, the preset that was asked for, else the first preset. */
    private function editor(): string
    {
        $presets = array_column(Presets::all(), null, 'id');
        $asked = $this->context->query->text('preset');
        $chosen = isset($presets[$asked]) ? $asked : (string) array_key_first($presets);
        $document = $this->draft === '' ? (string) ($presets[$chosen]['document'] ?? '') : $this->draft;
        $names = [];
        foreach ($presets as $id => $preset) {
            $names[(string) $id] = (string) $preset['name'];
        }
        $currency = $this->context->finder()->currencies()[0] ?? 'USD';

        return Html::panel('Store a version', $this->context->form->ask([], Html::select('Start from', 'preset', 'mg-p-preset', $names, $chosen), 'Take this preset', '#mg-editor')
            . '<div class="row"><div class="col-md-6">' . $this->context->form->of(
                'putPolicy',
                [],
                '<p><label for="mg-p-document">Document (JSON). A changed document is a new version; assign it to put it in force.</label></p>'
                    . '<p><textarea class="form-control" id="mg-p-document" name="document" rows="22" spellcheck="false" required>' . Html::e($document) . '</textarea></p>',
                'Check and store',
            ) . '</div><div class="col-md-6"><h4>What it would pay</h4>'
            . '<div class="mg-fields">' . Html::input('Monthly price', 'amount', 'mg-p-amount', ['size' => 8, 'value' => self::AMOUNT, 'inputmode' => 'decimal'])
            . ' ' . Html::input('Currency', 'currency', 'mg-p-currency', ['size' => 4, 'value' => $currency]) . '</div>'
            . LookTable::html($this->context, $document, $currency, self::AMOUNT, 'mg-p-document mg-p-amount mg-p-currency') . '</div></div>', 'default', 'mg-editor');
    }
}
