<?php

/** Policies to choose from, with a look at what each would pay for a product, and one button that stores and assigns. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Presets;
use Makegood\Instant;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class PresetCards
{
    /** The promise that most hosts make; all the others are chosen under Policies. */
    private const FAMILY = 'uptimeTiers';

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $presets = array_values(array_filter(Presets::all(date_default_timezone_get()), static fn (array $preset): bool => $preset['family'] === self::FAMILY));
        $query = $this->context->query;
        $ids = array_map('strval', array_column($presets, 'id'));
        $chosen = in_array($query->text('preset'), $ids, true) ? $query->text('preset') : (string) ($ids[0] ?? '');
        $products = $this->context->directory->products();
        $product = isset($products[$query->text('product')]) ? $query->text('product') : (string) array_key_first($products);

        return '<div class="row"><div class="col-md-6">' . $this->choice($presets, $chosen, $products) . '</div><div class="col-md-6">'
            . $this->look(array_column($presets, null, 'id')[$chosen]['document'] ?? '', $chosen, $presets, $products, $product) . '</div></div>'
            . '<p>' . Html::link($this->context->form->url([], 'policies', '#mg-presets'), 'Other kinds of promises, and policies of your own') . ' are under Policies.</p>';
    }

    /**
     * @param list<array{id: string, family: string, name: string, summary: string, document: string}> $presets
     * @param array<string, string>                                                    $products
     */
    private function choice(array $presets, string $chosen, array $products): string
    {
        $html = '<fieldset><legend>Policy</legend>';
        foreach ($presets as $preset) {
            $id = 'mg-preset-' . $preset['id'];
            $html .= '<div class="mg-card"><input type="radio" name="preset" id="' . Html::e($id) . '" value="' . Html::e($preset['id']) . '"' . ($preset['id'] === $chosen ? ' checked' : '')
                // The live look follows the card.
                . ' data-makegood-for="mg-look-document" data-makegood-document="' . Html::e($preset['document']) . '"> <label for="' . Html::e($id) . '">' . Html::e($preset['name']) . '</label><p>' . Html::e($preset['summary']) . '</p></div>';
        }
        $html .= '</fieldset><fieldset><legend>For these products</legend>';
        $bound = array_filter($this->context->ledger->assignments->all(), static fn (array $row): bool => $row['scope'] === 'product');
        $bound = array_column($bound, 'policy_name', 'scope_id');
        // The first time all of them are most likely meant; later each is a choice.
        foreach ($products as $id => $name) {
            $html .= '<p class="checkbox"><label><input type="checkbox" name="product-' . Html::e((string) $id) . '" value="1"' . ($bound === [] ? ' checked' : '') . '> '
                . Html::e($name) . (isset($bound[$id]) ? ' <small>(' . Html::e((string) $bound[$id]) . ')</small>' : '') . '</label></p>';
        }
        $month = Instant::month($this->context->site->panel()->now());
        $html .= '</fieldset><div class="mg-fields">' . Html::input('From the month', 'from', 'mg-preset-from', ['type' => 'month', 'required' => true, 'value' => $month]) . '</div>';

        return $this->context->form->of('applyPreset', [], $html, 'Save and put in force', 'primary');
    }

    /**
     * @param list<array{id: string, family: string, name: string, summary: string, document: string}> $presets
     * @param array<string, string>                                                    $products
     */
    private function look(string $document, string $chosen, array $presets, array $products, string $product): string
    {
        $names = array_column($presets, 'name', 'id');
        $price = $product === '' ? null : $this->context->site->catalogue()->monthlyPrice($product);
        $ask = $this->context->form->ask(['step' => 3], Html::select('Policy', 'preset', 'mg-look-preset', $names, $chosen)
            . ' ' . Html::select('at the price of', 'product', 'mg-look-product', $products, $product), 'Look', '#mg-step-3');
        if ($price === null) {
            return '<h4>What it would pay</h4>' . $ask . '<p class="text-muted">This product has no monthly price; choose another one.</p>';
        }
        $documents = '<details><summary>The policy as a document</summary><p class="help-block">Change it to see what it would pay. Only the policy chosen at the left is stored from here.</p><label class="sr-only" for="mg-look-document">Policy document</label><textarea class="form-control"'
            . ' id="mg-look-document" rows="10" spellcheck="false">' . Html::e($document) . '</textarea></details>';

        return '<h4>What it would pay</h4>' . $ask . LookTable::html($this->context, $document, $price['currency'], $price['amount'], 'mg-look-document') . $documents;
    }
}
