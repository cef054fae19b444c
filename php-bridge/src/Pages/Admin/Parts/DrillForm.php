<?php

/** The fire drill's form: whose service, how long. With scripts the story is drawn in place, without them the next page tells it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Drill;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Element;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class DrillForm
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $text = $this->context->query->text('find');
        $found = $this->context->finder()->find($text === '' ? $this->first() : $text);
        $services = [];
        foreach ($found as $id => $label) {
            $services[(string) $id] = $label . ' (service ' . $id . ')';
        }
        $lengths = [];
        foreach (Drill::LENGTHS_MS as $length) {
            $lengths[(string) $length] = Explanation::duration($length);
        }
        $form = $services === [] ? '<p class="text-muted">No service matches.</p>' : $this->context->form->of(
            'drill',
            [],
            '<div class="mg-fields">' . Html::select('Service', 'service', 'mg-x-service', $services, '')
                . ' ' . Html::select('Outage of', 'length', 'mg-x-length', $lengths, '') . '</div>',
            'Start the fire drill',
            'warning',
        );

        return '<p>Plays an outage that never was through the real path: message, confirmation, policy, credit, next invoice. It runs on a ledger in memory: nothing is stored or credited.</p>'
            . $this->context->form->ask(['step' => 4], Html::input('Find a service by number or domain', 'find', 'mg-x-find', ['value' => $text, 'maxlength' => 100]), 'Find', '#mg-step-4')
            . Element::of('drill', ['src' => $this->context->form->api('drill'), 'service' => 'mg-x-service', 'length' => 'mg-x-length'], $form);
    }

    /** A service to begin with. */
    private function first(): string
    {
        $products = array_filter($this->context->ledger->assignments->all(), static fn (array $row): bool => $row['scope'] === 'product');

        return (string) $this->context->finder()->firstService(array_map('strval', array_column($products, 'scope_id')));
    }
}
