<?php

/** The question `attachCredits`, whoever asks: before an invoice is approved, for a preview, or only for what is left of a credit. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;

final class AttachRequest
{
    /** Decimals that hold every panel's amounts. */
    private const SCALE = 4;

    /**
     * @param list<array{price: string, quantity: int, taxed: bool}> $lines of the invoice
     * @param list<array{id: string, amount: string, taxed: bool, attached: list<string>}> $credits
     * @return array<string, mixed> as the contract has it
     */
    public static function of(string $currency, int $scale, ?string $taxRate, string $leastDue, array $lines, array $credits): array
    {
        return [
            'contract' => Engine::CONTRACT,
            'command' => 'attachCredits',
            'currency' => $currency,
            'scale' => $scale,
            'taxRate' => $taxRate,
            'leastDue' => $leastDue,
            'lines' => $lines,
            'credits' => $credits,
        ];
    }

    /**
     * @param array<string, mixed> $posting
     * @param list<array<string, mixed>> $parts of it
     * @param list<string> $states of parts that count as taken
     * @return array{id: string, amount: string, taxed: bool, attached: list<string>}
     */
    public static function credit(array $posting, bool $taxed, array $parts, array $states): array
    {
        $taken = array_filter($parts, static fn (array $part): bool => in_array($part['state'], $states, true));
        return [
            'id' => (string) $posting['id'],
            'amount' => (string) $posting['amount'],
            'taxed' => $taxed,
            'attached' => array_map('strval', array_column($taken, 'gross')),
        ];
    }

    /**
     * What is left of a posting besides its parts in these states, by the core; null: nothing.
     *
     * @param array<string, mixed> $posting
     * @param list<array<string, mixed>> $parts
     * @param list<string> $states
     * @throws \Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure|\Makegood\Engine\CoreRefused
     */
    public static function left(Engine $engine, string $currency, array $posting, array $parts, array $states): ?string
    {
        // Of an invoice without lines nothing can be taken, so it does not matter whether the fee was taxed.
        $credit = self::credit($posting, false, $parts, $states);
        $left = $engine->call(self::of($currency, self::SCALE, null, '0', [], [$credit]))['left'][0]['amount'];
        return trim($left, '0.') === '' ? null : $left;
    }
}
