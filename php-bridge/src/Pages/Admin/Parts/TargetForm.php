<?php

/** What the monitors watch, mapped to a server or a service, several at once; what is likely is chosen already. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class TargetForm
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $targets = $this->context->ledger->targets->all();
        if ($targets === []) {
            return '<p class="text-muted">No target is known yet: a target appears with the first message that names it.</p>';
        }
        $this->context->directory->learn(array_column($targets, 'subject'));
        $suggested = $this->context->finder()->suggestions(array_values(array_filter($targets, static fn (array $row): bool => $row['subject'] === null)));
        $this->context->directory->learn(array_values($suggested));
        $options = $this->options();
        $rows = [];
        foreach ($targets as $target) {
            $rows[] = $this->row($target, $options, $suggested[(string) $target['id']] ?? null);
        }

        return '<p>A target counts once it stands for a server, or for one service. Monitors of different groups on one server make a quorum.</p>'
            . $this->context->form->of('mapTargets', [], Html::table('Targets', ['Monitor', 'Target', 'Name and address', 'State', 'Stands for'], $rows, ''), 'Save the mapping');
    }

    /** @return array<string, string|array<string, string>> */
    private function options(): array
    {
        $products = [];
        foreach ($this->context->directory->products() as $id => $name) {
            $products['product:' . $id] = $name;
        }

        return ['' => '– nothing –', 'Servers' => $this->context->directory->serverSubjects(), 'The server of a product' => $products];
    }

    /**
     * @param array<string, mixed>                        $target
     * @param array<string, string|array<string, string>> $options
     *
     * @return list<string>
     */
    private function row(array $target, array $options, ?string $suggested): array
    {
        $id = (string) $target['id'];
        $mapped = (string) $target['subject'];
        $chosen = $mapped === '' ? (string) $suggested : $mapped;
        if ($chosen !== '' && !isset($options['Servers'][$chosen])) {
            $options['Chosen'] = [$chosen => $this->context->directory->subject($chosen)];
        }
        $state = match (true) {
            $mapped !== '' => Html::badge('mapped', 'good'),
            $suggested !== null => Html::badge('suggested', 'wait') . ' same host name or address; save to accept',
            default => Html::badge('not mapped', 'bad'),
        };

        return [
            Html::e($target['source_name'] . ' (' . Monitor::vendor((string) $target['vendor']) . ')'),
            '<code>' . Html::e((string) $target['target']) . '</code>',
            Html::e($target['label']) . '<br><small>' . Html::e($target['address']) . '</small>',
            $state,
            '<div class="mg-fields">' . Html::select('Server', 'subject-' . $id, 'mg-t-' . $id, $options, $chosen)
                . ' ' . Html::input('or service no', 'service-' . $id, 'mg-t-' . $id . '-service', ['size' => 6, 'inputmode' => 'numeric']) . '</div>',
        ];
    }
}
