<?php

/** The core's steps (keys and arguments) → sentences of the language file. It only words what the core has computed. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

final class Explanation
{
    private const AMOUNTS = ['gross', 'net', 'tax', 'amount', 'minimum', 'before', 'rows', 'now'];
    private const DURATIONS = ['ms', 'countedMs', 'upMs', 'totalMs'];
    private const INSTANTS = ['from', 'to', 'boundAt'];

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly array $texts)
    {
    }

    /**
     * @param list<array{key: string, args: array<string, string|int>}> $steps
     *
     * @return list<string> plain text, one sentence a step
     */
    public function sentences(array $steps, string $currency = ''): array
    {
        $sentences = [];
        foreach ($steps as $step) {
            if (is_string($step['key'] ?? null)) {
                $sentences[] = $this->sentence($step['key'], is_array($step['args'] ?? null) ? $step['args'] : [], $currency);
            }
        }

        return $sentences;
    }

    /** @param array<string, string|int> $args */
    private function sentence(string $key, array $args, string $currency): string
    {
        $pattern = $this->texts['step_' . $key] ?? null;
        if ($pattern === null) {
            return $key . ': ' . json_encode($args, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
        }
        $values = [];
        foreach ($args as $name => $value) {
            $values['{' . $name . '}'] = $this->value($key, (string) $name, is_scalar($value) ? (string) $value : '', $currency);
        }

        return strtr($pattern, $values);
    }

    private function value(string $key, string $name, string $value, string $currency): string
    {
        return match (true) {
            in_array($name, self::AMOUNTS, true) => $currency === '' ? $value : $value . ' ' . $currency,
            in_array($name, self::DURATIONS, true) => self::duration((int) $value),
            in_array($name, self::INSTANTS, true) => self::instant($value),
            $name === 'reason', $name === 'verdict', $name === 'source' =>
                $this->texts['word_' . $key . '_' . $value] ?? $this->texts['word_' . $value] ?? $value,
            $name === 'hash' => substr($value, 0, 12),
            default => $value,
        };
    }

    /** Milliseconds → "2 d 3 h 4 min 5 s"; parts that are zero are left out; a rest below a second is shown as such. */
    public static function duration(int $ms): string
    {
        $units = ['d' => 86_400_000, 'h' => 3_600_000, 'min' => 60_000, 's' => 1_000, 'ms' => 1];
        $parts = [];
        foreach ($units as $unit => $length) {
            if ($ms >= $length) {
                $parts[] = intdiv($ms, $length) . ' ' . $unit;
                $ms %= $length;
            }
        }

        return $parts === [] ? '0 s' : implode(' ', $parts);
    }

    /** "2026-03-04T12:00:00Z" → "2026-03-04 12:00:00 UTC"; anything else unchanged. */
    private static function instant(string $value): string
    {
        return preg_match('/^(\d{4}-\d\d-\d\d)T([\d:.]+)Z$/D', $value, $part) === 1 ? $part[1] . ' ' . $part[2] . ' UTC' : $value;
    }
}
