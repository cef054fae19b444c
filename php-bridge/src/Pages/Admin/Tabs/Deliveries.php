<?php

/** Every message as it came, what became of it, and why when it was not understood. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Tabs;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Admin\Parts\Monitor;
use Makegood\Pages\Admin\Tab;
use Makegood\Pages\Html;

final class Deliveries implements Tab
{
    private const BODY_BYTES = 8192;
    private const STATES = ['new' => 'wait', 'observed' => 'good', 'ignored' => 'plain', 'partial' => 'bad', 'unknown' => 'bad', 'refused' => 'bad'];

    public function __construct(private readonly Context $context)
    {
    }

    public function html(): string
    {
        $query = $this->context->query;
        $state = isset(self::STATES[$query->text('state')]) ? $query->text('state') : null;
        [$deliveries, $pager] = $this->context->rows()->deliveries($state, $query->page());
        $counts = $this->context->rows()->deliveriesByState();
        $words = ['' => 'all'];
        foreach (array_keys(self::STATES) as $word) {
            $words[$word] = $word . ($counts === [] ? '' : ' (' . ($counts[$word] ?? 0) . ')');
        }

        return '<h2>Deliveries</h2><p>Every message is kept as it came.</p>'
            . $this->context->form->ask([], Html::select('State', 'state', 'mg-d-state', $words, (string) $state), 'Show')
            . Html::table(
                'Newest first: ' . $pager->words(),
                ['No', 'Received', 'Monitor', 'State', 'Message'],
                array_map($this->row(...), $deliveries),
                $state === null ? 'No message has come yet. Connect a monitor in Set-up.' : 'No message is in this state.',
            ) . $pager->links(fn (array $more): string => $this->context->form->url($more), array_filter(['state' => (string) $state]));
    }

    /** @param array<string, mixed> $delivery @return list<string> */
    private function row(array $delivery): array
    {
        $state = (string) $delivery['state'];

        return [
            Html::e((string) $delivery['id']),
            Html::time($delivery['received_ms']),
            Html::e($delivery['source_name'] === null ? 'none: ' . $delivery['source_id'] : $delivery['source_name'] . ' (' . Monitor::vendor((string) $delivery['vendor']) . ')'),
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
