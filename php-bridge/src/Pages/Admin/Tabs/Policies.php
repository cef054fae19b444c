<?php

/** Policies: those that are stored, presets of every kind, the editor, and one version's own page. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Desk\Presets;
use Makegood\Ledger\Policies as Stored;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Parts\AssignmentTable;
use Makegood\Pages\Admin\Parts\PolicyEditor;
use Makegood\Pages\Admin\Parts\PolicyPage;
use Makegood\Pages\Admin\Parts\PresetGallery;
use Makegood\Pages\Admin\Parts\RefundPolicies;
use Makegood\Pages\Admin\PolicyDraft;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Html;

final class Policies implements Tab
{
    private const NEW = 'new';

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $query = $this->context->query;
        $draft = $this->context->draft ?? $this->chosen($query->text('preset'), $query->text('edit'));
        if ($draft !== null) {
            return '<h2>Write a policy</h2>' . $this->back() . (new PolicyEditor($this->context))->html($draft);
        }
        $hash = $query->text('policy');
        foreach ($hash === '' ? [] : [...$this->context->ledger->policies->all(), ...$this->context->ledger->policies->all(Stored::REFUND)] as $policy) {
            if ($policy['hash'] === $hash) {
                return '<h2>' . Html::e((string) $policy['name']) . '</h2>' . $this->back() . (new PolicyPage($this->context))->html($policy);
            }
        }

        $isRefunds = $query->text('for') === RefundPolicies::PART;

        return '<h2>Policies</h2>' . ($hash === '' ? '' : Html::alert('warning', 'There is no such policy version.')) . $this->kinds($isRefunds) . ($isRefunds ? (new RefundPolicies($this->context))->html() : $this->all());
    }

    /** What the editor begins with, where it was asked for. */
    private function chosen(string $preset, string $edit): ?PolicyDraft
    {
        $zone = date_default_timezone_get();
        $document = $preset === '' ? null : array_column([...Presets::all($zone), ...Presets::all($zone, Presets::REFUND)], 'document', 'id')[$preset] ?? null;
        if ($document === null && preg_match('/^[0-9a-f]{64}$/D', $edit) === 1) {
            $document = $this->context->ledger->policies->document($edit);
        }
        if ($document !== null) {
            return new PolicyDraft($document, $this->context->query->text('as') === PolicyDraft::DOCUMENT ? PolicyDraft::DOCUMENT : PolicyDraft::FORM);
        }

        return $edit === self::NEW ? new PolicyDraft('', PolicyDraft::DOCUMENT) : null;
    }

    /** Credits for outages, and refunds: each with its own versions. */
    private function kinds(bool $isRefunds): string
    {
        $html = '';
        foreach (['Service credits' => [], 'Refunds' => ['for' => RefundPolicies::PART]] as $name => $query) {
            $isHere = $isRefunds === ($query !== []);
            $html .= '<li' . ($isHere ? ' class="active"' : '') . '><a href="' . Html::e($this->context->form->url($query)) . '"' . ($isHere ? ' aria-current="true"' : '') . '>' . $name . '</a></li>';
        }

        return '<nav aria-label="Kinds of policies"><ul class="nav nav-pills">' . $html . '</ul></nav>';
    }

    private function all(): string
    {
        $policies = $this->context->ledger->policies->all();
        $table = new AssignmentTable($this->context);
        $new = '<details class="mg-fold"><summary>Paste a document</summary>' . (new PolicyEditor($this->context))->paste() . '</details><p>Or begin with a preset:</p>';

        return $this->versions($policies) . $table->html($this->context->ledger->assignments->all()) . ($policies === [] ? '' : $table->form($policies))
            . Html::panel('Write a policy', $new . (new PresetGallery($this->context))->html(), 'default', 'mg-presets');
    }

    /** @param list<array<string, mixed>> $policies */
    private function versions(array $policies): string
    {
        $uses = array_count_values(array_map('strval', array_column($this->context->ledger->assignments->all(), 'policy_hash')));
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

        return Html::table('Versions', ['Name', 'Version (SHA-256 of the document)', 'Stored', '>Assignments'], $rows, 'There is no policy yet: begin with a preset below.');
    }

    private function back(): string
    {
        return '<p>' . Html::link($this->context->form->url([]), '← All policies') . '</p>';
    }
}
