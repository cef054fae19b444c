<?php

/** Which product or service a policy version binds from when, and the form that binds one. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Instant;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Form;
use Makegood\Pages\Html;

final class AssignmentTable
{
    private readonly Form $form;

    /** @param Form|null $form one that comes back to a part of the tab */
    public function __construct(private readonly Context $context, ?Form $form = null)
    {
        $this->form = $form ?? $context->form;
    }

    /** @param list<array<string, mixed>> $assignments rows of the ledger with the policy's name */
    public function html(array $assignments): string
    {
        $products = $this->context->directory->products();
        $rows = [];
        foreach ($assignments as $assignment) {
            $id = (string) $assignment['scope_id'];
            $hash = (string) $assignment['policy_hash'];
            $rows[] = [
                Html::e($assignment['scope'] === 'product' ? 'Product ' . $id . ': ' . ($products[$id] ?? '') : 'Service ' . $id),
                Html::link($this->context->form->url(['policy' => $hash]), (string) $assignment['policy_name']) . ' <code>' . Html::e(substr($hash, 0, 12)) . '</code>',
                Html::time($assignment['from_ms']),
                Html::e((string) $assignment['created_by']),
                Html::time($assignment['created_ms']),
            ];
        }

        return Html::table('Assignments', ['To', 'Policy', 'In force from', 'By', 'Made'], $rows, 'No policy is assigned here: nothing can be credited by it.');
    }

    /** @param list<array<string, mixed>> $policies one: it is meant */
    public function form(array $policies): string
    {
        $versions = [];
        foreach ($policies as $policy) {
            $versions[(string) $policy['hash']] = $policy['name'] . ' (' . substr((string) $policy['hash'], 0, 12) . ')';
        }
        $isOne = count($versions) === 1;
        $hash = (string) array_key_first($versions);
        $products = ['' => '– a service by its number –'];
        foreach ($this->context->directory->products() as $id => $name) {
            $products[(string) $id] = $id . ': ' . $name;
        }
        $month = Instant::month($this->context->site->panel()->now());

        return Html::panel($isOne ? 'Assign this version' : 'Assign a version', $this->form->of(
            'assignPolicy',
            $isOne ? ['policy' => $hash] : [],
            '<div class="mg-fields">' . ($isOne ? '' : Html::select('Policy', 'policy', 'mg-a-policy', $versions, ''))
                . ' ' . Html::select('Product', 'product', 'mg-a-product', $products, '')
                . ' ' . Html::input('or service no', 'service', 'mg-a-service', ['size' => 6, 'inputmode' => 'numeric'])
                . ' ' . Html::input('In force from', 'from', 'mg-a-from', ['type' => 'date', 'required' => true, 'value' => $month . '-01'])
                . '</div><p class="help-block">The start of that day in the policy\'s own time zone.</p>',
            'Assign',
        ));
    }
}
