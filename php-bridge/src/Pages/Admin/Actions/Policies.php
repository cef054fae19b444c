<?php

/** Policies: a version is stored, then assigned; a preset does both in one step. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Actions;

use Makegood\Desk\PolicyLint;
use Makegood\Desk\Presets;
use Makegood\Desk\RefundForm;
use Makegood\Desk\UnableToDo;
use Makegood\Ledger\Assignments;
use Makegood\Pages\Admin\Input;
use Makegood\Pages\Admin\InvalidInput;
use Makegood\Pages\Admin\PolicyDraft;
use Makegood\Pages\Html;

final class Policies extends Group
{
    /** What the editor's buttons ask for: only the last one, whose `ask` is empty, stores anything. */
    public function putPolicy(Input $input): string
    {
        $ask = $input->text('ask');
        $currencies = $this->context->site->catalogue()->currencies();
        $draft = PolicyDraft::posted($input, $currencies, $this->context);
        if (preg_match('/^(check|document|form|rows|rule|full|repair(-\d{1,4})?)?$/D', $ask) !== 1) {
            throw new InvalidInput('"ask" is none of the editor\'s buttons.');
        }
        $draft->lint = $lint = PolicyLint::look($this->context->site->engine(), $draft->document, $currencies);

        return match ($ask) {
            '' => $this->store($lint, $input->isTicked('accept')),
            'check' => $lint->findings === [] ? '<p>Nothing is wrong with this policy. It is not stored yet.</p>' : '',
            'document', 'form' => $this->turned($draft, $ask),
            'rows' => $this->turned($draft, PolicyDraft::FORM, 4),
            'rule' => $this->ruled($draft, $currencies),
            'full' => $this->full($draft),
            default => $this->repaired($draft, $ask === 'repair' ? null : (int) substr($ask, 7), $currencies),
        };
    }

    private function store(PolicyLint $lint, bool $isAccepted): string
    {
        if ($lint->isRefused()) {
            throw new InvalidInput('This is not a policy yet, so it was not stored. What is wrong stands beside it.');
        }
        if ($lint->findings !== [] && !$isAccepted) {
            throw new InvalidInput('Not stored yet: something in this policy says two things. Mend it, or tick that it is meant so.');
        }
        $hash = $this->desk->putPolicy($lint->stored(), $this->by);
        $this->context->draft = null;

        return '<p>The version is stored: ' . Html::link($this->context->form->url(['policy' => $hash], 'policies'), substr($hash, 0, 12), 'alert-link') . '. Assign it to put it in force.</p>';
    }

    private function turned(PolicyDraft $draft, string $as, int $spare = 1): string
    {
        $draft->as = $as;
        $draft->spare = $spare;

        return '';
    }

    /** A refund policy with one more rule. @param list<string> $currencies */
    private function ruled(PolicyDraft $draft, array $currencies): string
    {
        if (!PolicyDraft::isRefund($draft->document)) {
            throw new InvalidInput('Only a refund policy has rules.');
        }
        $draft->document = RefundForm::withRule($draft->document);
        $draft->lint = PolicyLint::look($this->context->site->engine(), $draft->document, $currencies);

        return '<p>The new rule stands below the others; it gives nothing yet. The first rule that holds decides: their order is changed in the document.</p>';
    }

    /** As a document of schema 2, which has a field for everything. */
    private function full(PolicyDraft $draft): string
    {
        $draft->document = $draft->lint?->migrated ?? $draft->document;

        return '';
    }

    /** @param list<string> $currencies */
    private function repaired(PolicyDraft $draft, ?int $which, array $currencies): string
    {
        $before = $draft->document;
        $draft->document = $draft->lint?->repaired($which) ?? $before;
        $draft->lint = PolicyLint::look($this->context->site->engine(), $draft->document, $currencies);

        return $draft->document === $before ? '' : '<p>The repair stands in the document. It is not stored yet.</p>';
    }

    public function assignPolicy(Input $input): string
    {
        $hash = $input->text('policy');
        $document = $this->context->ledger->policies->document($hash) ?? throw new InvalidInput('There is no such policy version.');
        $scope = $input->text('service') === '' ? Assignments::SCOPES[0] : Assignments::SCOPES[1];
        $id = $input->id($scope);
        if (!$this->context->directory->hasScope($scope, $id)) {
            throw new InvalidInput('There is no ' . $scope . ' ' . $id . '.');
        }
        $this->desk->assign($scope, (string) $id, $hash, self::dayMs($input->text('from'), $document), $this->by);

        return '<p>The policy is assigned to ' . Html::e($scope . ' ' . $id) . '.</p>';
    }

    /** Stores the chosen preset and assigns it to the ticked products from a month on. */
    public function applyPreset(Input $input): string
    {
        $presets = array_column(Presets::all(date_default_timezone_get()), null, 'id');
        $preset = $presets[$input->word('preset', array_map('strval', array_keys($presets)))];
        $from = self::dayMs($input->month('from') . '-01', $preset['document']);
        $names = $this->context->directory->products();
        $chosen = array_filter(array_map(static fn (string $name): string => substr($name, 8), $input->names('product-')), static fn (string $id): bool => isset($names[$id]));
        if ($chosen === []) {
            throw new InvalidInput('Tick at least one product.');
        }
        $hash = $this->desk->putPolicy($preset['document'], $this->by);
        $done = $left = [];
        foreach ($chosen as $id) {
            try {
                $this->desk->assign(Assignments::SCOPES[0], $id, $hash, $from, $this->by);
                $done[] = $names[$id];
            } catch (UnableToDo $unable) {
                $left[] = $names[$id] . ': ' . $unable->getMessage();
            }
        }
        if ($done === []) {
            throw new InvalidInput(implode(' ', $left));
        }

        return '<p>' . Html::e('"' . $preset['name'] . '" is in force from ' . $input->month('from') . ' on for ' . implode(', ', $done) . '.') . '</p>'
            . ($left === [] ? '' : '<p>' . Html::e('Not for ' . implode(' ', $left)) . '</p>');
    }

    /** The start of a day in the policy's own time zone: its periods begin there, too. */
    private static function dayMs(string $given, string $document): int
    {
        $zone = json_decode($document, true)['zone'] ?? 'UTC';
        try {
            $day = \DateTimeImmutable::createFromFormat('!Y-m-d', $given, new \DateTimeZone(is_string($zone) ? $zone : 'UTC'));
        } catch (\Exception) {
            throw new InvalidInput('PHP does not know the policy\'s time zone.');
        }
        if ($day === false || $day->format('Y-m-d') !== $given) {
            throw new InvalidInput('"from" must be a date like 2026-03-01.');
        }

        return $day->getTimestamp() * 1000;
    }
}
