<?php

/** One monitor: whether its messages come, what they mean, its signature, its history, what it watches. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Desk\MonitorKind;
use Makegood\Desk\MonitorKinds;
use Makegood\Desk\SecretDesk;
use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class MonitorPage
{
    /** @param array<string, mixed> $source */
    public function __construct(private readonly Context $context, private readonly array $source)
    {
    }

    public function html(): string
    {
        $vendor = MonitorKinds::of((string) $this->source['vendor']) ?? new MonitorKind((string) $this->source['vendor'], (string) $this->source['vendor'], '');
        $forms = new MonitorForms($this->context, $this->source, $vendor);
        $html = '<p>' . Html::link($this->context->form->url(['section' => 'monitors'], 'settings'), 'All monitors') . '</p>'
            . '<h2>' . Html::e((string) $this->source['name']) . ' <small>' . Html::e($vendor->name) . '</small></h2>'
            . $this->connection($vendor);
        if ($vendor->votes) {
            $html .= Html::panel('What its word counts', VotePicture::html($this->milliseconds()) . $forms->settings(), 'default', 'mg-settings');
        }
        $html .= $vendor->word === 'csv' ? Html::panel('A file', $forms->file(), 'default', 'mg-csv') : '';
        $html .= $vendor->word === 'mapped' ? Html::panel('How its messages are read', $forms->mapping(), 'default', 'mg-mapping') : '';
        $html .= SecretDesk::signingOf($vendor->word) === null ? '' : Html::panel('Signature', $forms->signing(), 'default', 'mg-signing');
        $html .= $vendor->canPull() ? Html::panel('History', $forms->history(), 'default', 'mg-history') : '';

        return $html . Html::panel('What it watches', $this->targets(), 'default', 'mg-watches');
    }

    private function connection(MonitorKind $vendor): string
    {
        if (!$vendor->hasWebhook) {
            return '<p>' . Html::e($vendor->help) . '</p>';
        }
        $refused = (int) $this->source['refused'];

        return Monitor::light($this->context, $this->source) . '<details><summary>How it is set up there</summary><p>' . Html::e($vendor->help)
            . ' The address is shown only once; "New secret" in the list of monitors makes a new one.</p></details>'
            . ($refused === 0 ? '' : Html::alert('warning', Html::e($refused . ' of its messages were refused: their signature was not right, or their secret had been replaced. They are kept and never counted; see Deliveries.')));
    }

    private function targets(): string
    {
        $rows = [];
        $id = (string) $this->source['id'];
        $targets = array_filter($this->context->ledger->targets->all(), static fn (array $row): bool => (string) $row['source_id'] === $id);
        $this->context->directory->learn(array_values(array_column($targets, 'subject')));
        foreach ($targets as $target) {
            $rows[] = [
                '<code>' . Html::e((string) $target['target']) . '</code>',
                Html::e($target['label']) . '<br><small>' . Html::e($target['address']) . '</small>',
                $target['subject'] === null ? Html::badge('not mapped', 'bad') : Html::e($this->context->directory->subject((string) $target['subject'])),
            ];
        }

        return Html::table('.Targets', ['Target', 'Name and address', 'Stands for'], $rows, 'No target is known yet: a target appears with the first message that names it.')
            . '<p>' . Html::link($this->context->form->url(['section' => 'targets'], 'settings'), 'Say what targets stand for') . '</p>';
    }

    /** @return array{start_delay_ms: int, end_delay_ms: int, tolerance_ms: int} */
    private function milliseconds(): array
    {
        return [
            'start_delay_ms' => (int) $this->source['start_delay_ms'],
            'end_delay_ms' => (int) $this->source['end_delay_ms'],
            'tolerance_ms' => (int) $this->source['tolerance_ms'],
        ];
    }
}
