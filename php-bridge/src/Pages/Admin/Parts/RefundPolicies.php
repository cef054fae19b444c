<?php

/** Refund policies: stored versions, where each is in force, presets to begin with. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\Describing;
use Makegood\Desk\Presets;
use Makegood\Ledger\Policies;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class RefundPolicies
{
    /** What the address of this part has in `for`. */
    public const PART = 'refunds';

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $policies = $this->context->ledger->policies->all(Policies::REFUND);
        $assignments = $this->context->ledger->assignments->all(Policies::REFUND);
        $table = new AssignmentTable($this->context, $this->context->form->staying(['for' => self::PART]));

        return '<p>What comes back when a client ends a service. Where no refund policy is assigned, clients are not offered any. A service keeps the version that was in force when its paid term began.</p>'
            . $this->versions($policies, $assignments) . $table->html($assignments) . ($policies === [] ? '' : $table->form($policies))
            . Html::panel('Write a refund policy', '<details class="mg-fold"><summary>Paste a document</summary>' . (new PolicyEditor($this->context))->paste() . '</details><p>Or begin with a preset:</p>' . $this->presets(), 'default', 'mg-presets');
    }

    /** @param list<array<string, mixed>> $policies @param list<array<string, mixed>> $assignments */
    private function versions(array $policies, array $assignments): string
    {
        $uses = array_count_values(array_map('strval', array_column($assignments, 'policy_hash')));
        $rows = [];
        foreach ($policies as $policy) {
            $hash = (string) $policy['hash'];
            $rows[] = [
                Html::link($this->context->form->url(['policy' => $hash]), (string) $policy['name']),
                Html::hash($hash),
                Html::time($policy['created_ms']),
                Html::e((string) ($uses[$hash] ?? 0)),
            ];
        }

        return Html::table('Versions', ['Name', 'Version (SHA-256 of the document)', 'Stored', '>Assignments'], $rows, 'There is no refund policy yet: begin with a preset below.');
    }

    private function presets(): string
    {
        $html = '';
        $currency = $this->context->site->catalogue()->currencies()[0] ?? 'USD';
        foreach (Presets::all(date_default_timezone_get(), Presets::REFUND) as $preset) {
            $html .= '<div class="mg-card"><h5>' . Html::link($this->context->form->url(['preset' => $preset['id']]), $preset['name']) . '</h5><p>' . Html::e($preset['summary']) . '</p>' . $this->example($preset['document'], $currency) . '</div>';
        }

        return $html === '' ? '<p class="text-muted">The presets were not shipped with this module.</p>' : '<div class="mg-gallery">' . $html . '</div>';
    }

    /** What it would give back of a year that cost 100: the first example of its text, computed by the core. */
    private function example(string $document, string $currency): string
    {
        try {
            $examples = (new Describing($this->context->site->engine()))->describe($document, $currency)['examples'];
        } catch (\RuntimeException) {
            return ''; // the page of the policy says why
        }

        return $examples === [] ? '' : '<p class="mg-example"><small>' . Html::e((string) $examples[0]['text']) . '</small></p>';
    }
}
