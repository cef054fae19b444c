<?php

/** How an outage is worded and coloured, in the list and in its detail. */

declare(strict_types=1);

namespace Makegood\Pages\Admin\Parts;

use Makegood\Pages\Admin\Context;
use Makegood\Pages\Html;

final class OutageWords
{
    public const KINDS = ['confirmed' => 'good', 'review' => 'wait', 'unconfirmed' => 'plain', 'refused' => 'bad'];

    /** @param array<string, mixed> $outage */
    public static function status(Context $context, array $outage): string
    {
        $status = (string) $outage['status'];
        $reason = (string) $outage['reason'];
        $words = $context->texts[$status === 'unconfirmed' ? 'word_outageDoubtful_' . $reason : 'word_' . $reason] ?? $context->word($reason);

        return Html::badge($status, self::KINDS[$status] ?? 'plain') . ' ' . Html::e($words)
            . ($outage['counted'] === 'excluded' ? ' ' . Html::badge('excluded: maintenance', 'info') : '');
    }

    /** @param array<string, mixed> $outage */
    public static function end(array $outage): string
    {
        return (int) $outage['open'] === 1 ? Html::badge('still open', 'bad') : Html::time($outage['to_ms']);
    }

    /** @param array<string, mixed> $outage @return list<array<string, mixed>> */
    public static function votes(array $outage): array
    {
        $decoded = json_decode((string) $outage['answer'], true);

        return array_values(array_filter(is_array($decoded['votes'] ?? null) ? $decoded['votes'] : [], 'is_array'));
    }
}
