<?php

/** What the sources watch, mapped by a person to a server or a service; only what is mapped can vote. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Targets implements Tab
{
    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $rows = [];
        $subjects = ['' => '– nothing –'] + $this->context->directory->serverSubjects();
        foreach ($this->context->ledger->targets->all() as $target) {
            $rows[] = $this->row($target, $subjects);
        }

        return '<h2>Targets</h2><p>A target is what a source watches. It counts once it is mapped to a server, or to one service.'
            . ' Several sources of different groups on one server make a quorum.</p>'
            . Html::table(
                'Targets named by messages',
                ['Source', 'Target', 'Name', 'Address', 'Mapped to'],
                $rows,
                'No target is known yet: a target appears with the first message that names it.',
            );
    }

    /**
     * @param array<string, mixed>  $target
     * @param array<string, string> $subjects
     *
     * @return list<string>
     */
    private function row(array $target, array $subjects): array
    {
        $mapped = $target['subject'] === null ? '' : (string) $target['subject'];
        if ($mapped !== '' && !isset($subjects[$mapped])) {
            $subjects[$mapped] = $this->context->directory->subject($mapped);
        }
        $suggested = $mapped === '' ? $this->context->directory->suggestion($target['address'], $target['label']) : null;
        $id = 'target-' . $target['id'];
        $form = $this->context->form->button(
            'mapTarget',
            ['target' => (string) $target['id']],
            'Map',
            Html::select('Server', 'subject', $id, $subjects, $suggested ?? $mapped)
                . ' ' . Html::input('or service no', 'service', $id . '-service', ['size' => 6, 'inputmode' => 'numeric']),
        );
        $hint = $suggested === null ? '' : '<br>' . Html::badge('suggested', 'wait') . ' '
            . Html::e($this->context->directory->subject($suggested)) . ' has the same host name or address; press Map to accept.';

        return [
            Html::e($target['source_name'] . ' (' . $target['vendor'] . ')'),
            Html::e((string) $target['target']),
            Html::e($target['label']),
            Html::e($target['address']),
            ($mapped === '' ? Html::badge('not mapped', 'bad') : Html::badge($this->context->directory->subject($mapped), 'good'))
                . $hint . '<br>' . $form,
        ];
    }
}
