<?php

/** Where a policy is written: as a form or as a document, with what the core finds in it and what it would pay beside it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Document;
use Makegood\Desk\PolicyLint;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\CoreRefused;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\PolicyDraft;
use Makegood\Pages\Html;

final class PolicyEditor
{
    private const AMOUNT = '10';

    /** @var list<string> */
    private readonly array $currencies;

    public function __construct(private readonly Context $context)
    {
        $this->currencies = $context->site->catalogue()->currencies();
    }

    public function html(PolicyDraft $draft): string
    {
        $isRefund = PolicyDraft::isRefund($draft->document);
        $isForm = $draft->as === PolicyDraft::FORM && self::isObject($draft->document);
        $isFirst = $isForm && !$isRefund && Document::of($draft->document)->at('schema') === 1;
        $left = $isForm ? (new PolicyFieldset($draft, $this->currencies))->html() : self::field($draft->document);
        $buttons = ['check' => 'Check', ...($isForm ? ['rows' => 'More rows'] : []), ...($isForm && $isRefund ? ['rule' => 'One more rule'] : []), ...($isFirst ? ['full' => 'More settings'] : []),
            ...($isForm ? ['document' => 'As a document'] : ['form' => 'As a form']), '' => 'Check and store'];
        $hidden = ['as' => $isForm ? PolicyDraft::FORM : PolicyDraft::DOCUMENT] + ($isForm ? ['document' => $draft->document] : []);

        return $this->context->form->asking('putPolicy', $hidden, '<div class="row"><div class="col-md-6">' . $left . '</div><div class="col-md-6">' . $this->aside($draft) . '</div></div>', $buttons)
            . '<p class="help-block">A stored document never changes: what is changed is a new version, and it is in force where it is assigned.</p>';
    }

    /** The shortest way in for a document that is written already. */
    public function paste(): string
    {
        return $this->context->form->asking('putPolicy', ['as' => PolicyDraft::DOCUMENT], self::field(''), ['check' => 'Check', '' => 'Check and store']);
    }

    private static function field(string $document): string
    {
        return '<p><label for="mg-p-document">Document (JSON)</label></p>'
            . '<p><textarea class="form-control" id="mg-p-document" name="document" rows="26" spellcheck="false" required>' . Html::e($document) . '</textarea></p>'
            . '<p class="help-block">Also as published texts have it, with two bounds for each tier: <code>below</code> or <code>upTo</code>, and <code>atOrAbove</code>. It is stored with one.</p>';
    }

    private function aside(PolicyDraft $draft): string
    {
        if ($draft->document === '') {
            return '<p>Paste the document of a policy at the left and check it. What is wrong with it, what it says and what it would pay then stands here.</p>';
        }
        $found = $this->found($draft);
        if (PolicyDraft::isRefund($draft->document)) {
            $currency = $this->currencies[0] ?? 'USD';

            return '<h4>What is found</h4>' . $found . ($draft->lint?->isRefused() === true ? '' : '<h4>What its clients would read</h4>' . PolicyPage::words($this->context, $draft->document, $currency, null));
        }
        $posted = $this->context->posted;
        $amount = $posted->text('amount') ?: self::AMOUNT;
        $currency = $posted->text('currency') ?: ($this->currencies[0] ?? 'USD');
        $document = $draft->lint === null || $draft->lint->isRefused() ? $draft->document : $draft->lint->stored();

        return '<h4>What is found</h4>' . $found . '<h4>What it would pay</h4><div class="mg-fields">'
            . Html::input('Monthly price', 'amount', 'mg-p-amount', ['size' => 8, 'value' => $amount, 'inputmode' => 'decimal'])
            . ' ' . Html::input('Currency', 'currency', 'mg-p-currency', ['size' => 4, 'value' => $currency]) . '</div>'
            . ($draft->lint?->isRefused() === true ? '<p class="text-muted">Nothing, while it is not a policy.</p>' : CreditPicture::html($this->context, $document, $currency)
            . LookTable::html($this->context, $document, $currency, $amount, ($draft->as === PolicyDraft::FORM ? '' : 'mg-p-document ') . 'mg-p-amount mg-p-currency')
            . '<details><summary>What its clients would read</summary>' . PolicyPage::words($this->context, $document, $currency, $amount) . '</details>');
    }

    private function found(PolicyDraft $draft): string
    {
        try {
            $draft->lint ??= PolicyLint::look($this->context->site->engine(), $draft->document, $this->currencies);
        } catch (CoreRefused $refused) {
            return Html::alert('warning', Html::e($refused->summary() . ' ' . $refused->help));
        } catch (EngineUnavailable | EngineFailure | UnableToDo $unable) {
            return Html::alert('warning', Html::e($unable->getMessage()));
        }

        return PolicyFindings::html($draft->lint, true);
    }

    private static function isObject(string $document): bool
    {
        return json_decode($document, false, 32) instanceof \stdClass;
    }
}
