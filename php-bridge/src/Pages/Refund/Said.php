<?php

/** What the core says to somebody, as a sentence of the language file. */

declare(strict_types=1);

namespace Makegood\Pages\Refund;

use Makegood\Pages\Explanation;

final class Said
{
    private readonly Explanation $explanation;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
        $this->explanation = new Explanation($texts);
    }

    /** @param array<string, mixed> $say key and arguments @return string plain text */
    public function sentence(array $say, string $currency): string
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
}
