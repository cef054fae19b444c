<?php

/** One policy version: what its clients read, what it would pay, where it is in force, its other versions. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Describing;
use Makegood\Desk\PolicyLint;
use Makegood\Ledger\Policies;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\PolicyDraft;
use Makegood\Pages\Html;
use Makegood\Pages\SlaText;

final class PolicyPage
{
    private const FEE = '100';

    public function __construct(private readonly Context $context)
    {
    }

    /** @param array<string, mixed> $policy a row of the ledger */
    public function html(array $policy): string
    {
        $hash = (string) $policy['hash'];
        $document = (string) $policy['document'];
        $query = $this->context->query;
        $currencies = $this->context->site->catalogue()->currencies();
        $currency = in_array($query->text('currency'), $currencies, true) ? $query->text('currency') : ($currencies[0] ?? 'USD');
        $fee = $query->decimal('fee') ?? self::FEE;
        $isRefund = PolicyDraft::isRefund($document);
        $here = ['policy' => $hash];
        $context = $this->context;
        $assigned = array_values(array_filter($context->ledger->assignments->all((string) ($policy['kind'] ?? Policies::SLA)), static fn (array $row): bool => $row['policy_hash'] === $hash));
        $facts = Html::facts(['Version' => Html::hash($hash), 'Stored' => Html::time($policy['created_ms'])])
            . '<p>' . Html::link($context->form->url(['edit' => $hash]), 'Write a new version from it', 'btn btn-default') . '</p>';
        $asked = $context->form->ask($here, Html::input('Monthly price', 'fee', 'mg-sla-fee', ['size' => 8, 'value' => $fee, 'inputmode' => 'decimal'])
            . ' ' . Html::select('Currency', 'currency', 'mg-sla-currency', array_combine($currencies, $currencies), $currency), 'Show');

        return $facts . '<div class="row"><div class="col-md-6">' . Html::panel('What the client reads', self::words($context, $document, $currency, $isRefund ? null : $fee)) . '</div><div class="col-md-6">'
            . ($isRefund ? '' : Html::panel('What it would pay', $asked . CreditPicture::html($context, $document, $currency) . '<p class="help-block">' . Html::e(CreditPicture::LEGEND) . '</p>' . LookTable::html($context, $document, $currency, $fee, '')))
            . Html::panel('What is found', $this->found($document, $currencies)) . '</div></div>'
            . (new AssignmentTable($context))->html($assigned) . (new AssignmentTable($context, $context->form->staying($here)))->form([$policy])
            . $this->versions($policy)
            . '<details><summary>The document</summary><pre tabindex="0" role="region" aria-label="The document">' . Html::e($document) . '</pre></details>';
    }

    /** @param ?string $fee null: as the core chooses @return string HTML */
    public static function words(Context $context, string $document, string $currency, ?string $fee): string
    {
        try {
            $described = (new Describing($context->site->engine()))->describe($document, $currency, $fee);
        } catch (\RuntimeException $failure) {
            return Html::alert('warning', Html::e('This policy cannot be put into words: ' . $failure->getMessage()));
        }

        return (new SlaText($context->texts, PolicyDraft::isRefund($document)))->html($described, $currency, 4);
    }

    /** @param list<string> $currencies */
    private function found(string $document, array $currencies): string
    {
        try {
            return PolicyFindings::html(PolicyLint::look($this->context->site->engine(), $document, $currencies), false);
        } catch (\RuntimeException $failure) {
            return Html::alert('warning', Html::e($failure->getMessage()));
        }
    }

    /** Those of the same name. @param array<string, mixed> $policy */
    private function versions(array $policy): string
    {
        $rows = [];
        foreach ($this->context->ledger->policies->all((string) ($policy['kind'] ?? Policies::SLA)) as $other) {
            if ($other['name'] === $policy['name']) {
                $hash = (string) $other['hash'];
                $rows[] = [$hash === $policy['hash'] ? Html::hash($hash) . ' this one' : Html::link($this->context->form->url(['policy' => $hash]), substr($hash, 0, 12)), Html::time($other['created_ms'])];
            }
        }

        return count($rows) < 2 ? '' : Html::table('Versions of this name', ['Version', 'Stored'], $rows, '');
    }
}
