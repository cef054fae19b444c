<?php

/** The core's steps (keys and arguments) → sentences of the language file. It only words what the core has computed. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Desk\Lengths;

final class Explanation
{
    private const AMOUNTS = ['gross', 'net', 'tax', 'amount', 'minimum', 'before', 'rows', 'now', 'limit', 'given'];
    private const DURATIONS = ['ms', 'countedMs', 'upMs', 'totalMs'];
    private const INSTANTS = ['from', 'to', 'boundAt', 'until'];
    private const WORDS = ['reason', 'verdict', 'source', 'rule', 'stack', 'per'];

    /** Steps that count something: with exactly one of it their pattern is step_<key>_one, with none step_<key>_zero, where the language has one. */
    private const COUNTS = ['fee' => 'months', 'ledger' => 'entries', 'outageConfirmed' => 'votes', 'outageDoubtful' => 'votes', 'rule' => 'minutes', 'refund_no_quotaUsed' => 'most'];

    /** Steps and reasons of a refund have this before their key: some of their keys are those of other steps, with other arguments. */
    public const REFUND = 'refund_';
    private const REFUND_INSTANTS = ['at', 'dueAt', 'expectedAt', 'appealUntil'];
    private const REFUND_WORDS = ['by', 'fact', 'for', 'kind', 'reason', 'to', 'unit'];

    private readonly \DateTimeZone $zone;

    /**
     * @param array<string, string> $texts the language file
     * @param string|null           $zone  of the instants inside sentences; null: that of the page
     */
    public function __construct(private readonly array $texts, ?string $zone = null)
    {
        $this->zone = new \DateTimeZone($zone ?? date_default_timezone_get());
    }

    /** One sentence of a refund: a step, or a reason (`no_` before its code). @param array<string, string|int|null> $args */
    public function refund(string $key, array $args, string $currency): string
    {
        return $this->sentence(self::REFUND . $key, $args, $currency, true);
    }

    /**
     * @param list<array{key: string, args: array<string, string|int>}> $steps
     * @param bool                                                      $isDone false where nothing was credited yet: then nothing says that it was
     *
     * @return list<string> plain text, one sentence a step
     */
    public function sentences(array $steps, string $currency = '', bool $isDone = true): array
    {
        $sentences = [];
        foreach ($steps as $step) {
            if (is_string($step['key'] ?? null)) {
                $sentences[] = $this->sentence($step['key'], is_array($step['args'] ?? null) ? $step['args'] : [], $currency, $isDone);
            }
        }

        return $sentences;
    }

    /** @param array<string, string|int|null> $args */
    private function sentence(string $key, array $args, string $currency, bool $isDone): string
    {
        // An order in a currency that the policy names no amount for is neither too small nor too large.
        if (str_starts_with($key, self::REFUND . 'no_order') && array_key_exists('amount', $args) && $args['amount'] === null) {
            return $this->sentence(self::REFUND . 'no_orderCurrency', [], $currency, $isDone);
        }
        $count = $args[self::COUNTS[$key] ?? ''] ?? null;
        $variant = ['1' => '_one', '0' => '_zero'][is_scalar($count) ? (string) $count : ''] ?? null;
        $pattern = ($isDone ? null : $this->texts['step_' . $key . '_forecast'] ?? null)
            ?? ($variant === null ? null : $this->texts['step_' . $key . $variant] ?? null)
            ?? $this->texts['step_' . $key] ?? null;
        if ($pattern === null) {
            return $key . ': ' . json_encode($args, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
        }
        $values = [];
        foreach ($args as $name => $value) {
            $values['{' . $name . '}'] = $this->value($key, (string) $name, is_scalar($value) ? (string) $value : '', $currency);
        }

        if ($key === 'fee' && is_string($args['source'] ?? null)) {
            $values['{bill}'] = $this->bill($args['source'], is_scalar($args['id'] ?? null) ? (string) $args['id'] : '');
        }

        if ($key === 'refund_usedTime' && ($args['unit'] ?? '') === 'exact') {
            $pattern = str_replace(' {unit}', '', $pattern);
            $values = ['{used}' => self::duration((int) ($args['used'] ?? 0)), '{total}' => self::duration((int) ($args['total'] ?? 0))] + $values;
        }

        return strtr($pattern, $values);
    }

    /** What was paid: "invoice 7, line 12" where the id has that form, else the source and its id. */
    private function bill(string $source, string $id): string
    {
        $pattern = $this->texts['word_invoiceLine'] ?? null;
        if ($source === 'charge' && $pattern !== null && preg_match('#^invoice:(\d+)/(\d+)$#D', $id, $part) === 1) {
            return strtr($pattern, ['{invoice}' => $part[1], '{line}' => $part[2]]);
        }

        return trim(($this->texts['word_fee_' . $source] ?? $this->texts['word_' . $source] ?? $source) . ' ' . $id);
    }

    private function value(string $key, string $name, string $value, string $currency): string
    {
        $isRefund = str_starts_with($key, self::REFUND);

        return match (true) {
            $isRefund && in_array($name, self::REFUND_WORDS, true) => $this->texts['word_' . self::REFUND . $value] ?? $value,
            $isRefund && in_array($name, self::REFUND_INSTANTS, true) => $this->instant($value),
            $isRefund && in_array($name, ['price', 'quoted'], true) => $currency === '' ? $value : $value . ' ' . $currency,
            in_array($name, self::AMOUNTS, true) => $currency === '' ? $value : $value . ' ' . $currency,
            in_array($name, self::DURATIONS, true) => self::duration((int) $value),
            in_array($name, self::INSTANTS, true) => $this->instant($value),
            in_array($name, self::WORDS, true) =>
                $this->texts['word_' . $key . '_' . $value] ?? $this->texts['word_' . $value] ?? $value,
            $name === 'hash' => substr($value, 0, 12),
            default => $value,
        };
    }

    /** Milliseconds → "2 d 3 h 4 min 5 s". */
    public static function duration(int $ms): string
    {
        return Lengths::text($ms);
    }

    /** "2026-03-04T12:00:00Z" → "2026-03-04 12:00" in the page's zone, with seconds where there are any; anything else unchanged. */
    private function instant(string $value): string
    {
        if (preg_match('/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,3})?Z$/D', $value, $part) !== 1) {
            return $value;
        }
        $at = \DateTimeImmutable::createFromFormat('!Y-m-d\TH:i:s', $part[1], new \DateTimeZone('UTC'));
        if ($at === false || $at->format('Y-m-d\TH:i:s') !== $part[1]) {
            return $value;
        }
        $local = $at->setTimezone($this->zone);

        return $local->format($local->format('s') === '00' ? 'Y-m-d H:i' : 'Y-m-d H:i:s');
    }
}
