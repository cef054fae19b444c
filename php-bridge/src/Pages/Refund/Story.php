<?php

/** The steps of a case in the order in which they were taken: what, who, when, what was written and what was said to whom. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Pages\Explanation;
use Makegood\Pages\Html;

final class Story
{
    private readonly Explanation $explanation;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
        $this->explanation = new Explanation($texts);
    }

    /** The steps of a case, with the request that they begin with. @param array<string, mixed> $case @return list<array<string, mixed>> */
    public static function from(array $case): array
    {
        return [['action' => 'request', 'actor' => 'client:' . $case['client'], 'at' => $case['openedAt']], ...($case['steps'] ?? [])];
    }

    /** @param list<array<string, mixed>> $steps of the bridge @param bool $forClient nothing that was said among staff, no names of theirs */
    public function html(array $steps, string $currency, bool $forClient): string
    {
        $html = '';
        foreach ($steps as $step) {
            $said = '';
            foreach ($step['said'] ?? [] as $say) {
                if (!$forClient || ($say['to'] ?? '') === 'client') {
                    $said .= '<p class="mg-said">' . ($forClient ? '' : '<small class="text-muted">' . Html::e('to ' . ($say['to'] ?? '')) . '</small> ') . Html::e($this->said($say, $currency)) . '</p>';
                }
            }
            $note = (string) ($step['note'] ?? '');
            $action = (string) ($step['action'] ?? '');
            $html .= '<li><p><strong>' . Html::e($this->texts['refund_did_' . $action] ?? $action) . '</strong> <small class="text-muted">' . Html::e($this->who((string) ($step['actor'] ?? ''), $forClient))
                . ($forClient || ($step['role'] ?? null) === null ? '' : ' (' . Html::e((string) $step['role']) . ')') . ' · ' . Html::instant($step['at'] ?? null) . '</small></p>'
                . ($note === '' ? '' : '<blockquote>' . nl2br(Html::e($note)) . '</blockquote>') . $said . '</li>';
        }

        return $html === '' ? '' : '<ol class="mg-story">' . $html . '</ol>';
    }

    /** @param array<string, mixed> $say */
    private function said(array $say, string $currency): string
    {
        $args = [];
        foreach (is_array($say['args'] ?? null) ? $say['args'] : [] as $name => $value) {
            $words = is_array($value) ? array_map(fn (mixed $word): string => $this->texts['refund_field_' . (is_scalar($word) ? (string) $word : '')] ?? (is_scalar($word) ? (string) $word : ''), $value) : null;
            $args[(string) $name] = $words === null ? (is_scalar($value) ? (string) $value : '') : implode(', ', $words);
        }

        $key = (string) ($say['key'] ?? '');
        // There is no second appeal.
        $key .= $key === 'refundRejected' && ($args['appealUntil'] ?? '') === '' ? '_final' : '';
        $failure = $args['failure'] ?? null;

        return $this->explanation->refund('say_' . $key, ($failure === null ? [] : ['failure' => $this->texts['refund_failure_' . $failure] ?? $failure]) + $args, $currency);
    }

    private function who(string $actor, bool $forClient): string
    {
        return match (true) {
            $actor === 'system' => $this->texts['client_refund_by_system'],
            str_starts_with($actor, 'client') => $forClient ? $this->texts['client_refund_by_you'] : $actor,
            default => $forClient ? $this->texts['client_refund_by_us'] : $actor,
        };
    }
}
