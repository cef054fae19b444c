<?php

/** Every message as it came, what became of it, and why when it was not understood. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin\Tabs;

use WHMCS\Module\Addon\Makegood\Admin\Context;
use WHMCS\Module\Addon\Makegood\Admin\Tab;
use WHMCS\Module\Addon\Makegood\Html;

final class Deliveries implements Tab
{
    private const SHOWN = 100;
    private const BODY_BYTES = 8192;
    private const STATES = ['new' => 'plain', 'observed' => 'good', 'ignored' => 'plain', 'unknown' => 'bad'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $state = $this->context->query->text('state');
        $state = isset(self::STATES[$state]) ? $state : null;
        $links = [Html::link($this->context->form->url([]), 'all')];
        foreach (array_keys(self::STATES) as $word) {
            $links[] = Html::link($this->context->form->url(['state' => $word]), $word);
        }
        $rows = [];
        foreach ($this->context->ledger->deliveries->recent(self::SHOWN, $state) as $delivery) {
            $rows[] = $this->row($delivery);
        }

        return '<h2>Deliveries</h2><p>Every message is kept as it came. Show: ' . implode(' · ', $links) . '</p>'
            . Html::table(
                'Newest first, at most ' . self::SHOWN . ' of ' . $this->context->ledger->deliveries->count(),
                ['No', 'Received', 'Source', 'State', 'Message'],
                $rows,
                'No message has come yet. Add a source and give its webhook address to your monitor.',
            );
    }

    /**
     * @param array<string, mixed> $delivery
     *
     * @return list<string>
     */
    private function row(array $delivery): array
    {
        $state = (string) $delivery['state'];

        return [
            Html::e((string) $delivery['id']),
            Html::time($delivery['received_ms']),
            Html::e($delivery['source_name'] . ' (' . $delivery['vendor'] . ')'),
            Html::badge($state, self::STATES[$state] ?? 'plain') . self::problem($delivery['problem']),
            self::message($delivery),
        ];
    }

    private static function problem(?string $stored): string
    {
        if ($stored === null || $stored === '') {
            return '';
        }
        $problem = json_decode($stored, true);
        if (!is_array($problem)) {
            return '<br>' . Html::e($stored);
        }

        return '<br><strong>' . Html::e((string) ($problem['code'] ?? '')) . '</strong> ' . Html::e((string) ($problem['message'] ?? ''))
            . ' ' . Html::e((string) ($problem['help'] ?? ''));
    }

    /** @param array<string, mixed> $delivery */
    private static function message(array $delivery): string
    {
        $body = is_resource($delivery['body']) ? (string) stream_get_contents($delivery['body']) : (string) $delivery['body'];
        $left = strlen($body) - self::BODY_BYTES;

        return '<details><summary>' . Html::e(strlen($body) . ' bytes, ' . $delivery['content_type']) . '</summary>'
            . ((string) $delivery['query'] === '' ? '' : '<p>Query:</p><pre>' . Html::e((string) $delivery['query']) . '</pre>')
            . '<pre>' . Html::e(substr($body, 0, self::BODY_BYTES)) . '</pre>'
            . ($left > 0 ? '<p>' . $left . ' more bytes are stored.</p>' : '') . '</details>';
    }
}
