<?php

/** What a server answered. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Reply
{
    /** Requests left alone when the server says how many remain: people use the same account. */
    private const RESERVE = 3;

    /** @param array<string, string> $headers lower-case names */
    public function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {
    }

    /** @param list<string> $lines raw, of one answer or of several in a row (100 Continue): the last one counts */
    public static function ofLines(array $lines, string $body): self
    {
        [$status, $headers] = [0, []];
        foreach ($lines as $line) {
            if (preg_match('~^HTTP/[\d.]+ (\d{3})~', $line, $m)) {
                [$status, $headers] = [(int) $m[1], []];
            } elseif (preg_match('/^([\w-]+):\s*(.*?)\s*$/D', $line, $m)) {
                $headers[strtolower($m[1])] = $m[2];
            }
        }
        return new self($status, $headers, $body);
    }

    /** Retry-After: seconds, or a date, which is taken relative to the server's own clock. */
    public function retryAfterMs(int $nowMs): ?int
    {
        $value = $this->headers['retry-after'] ?? '';
        if (preg_match('/^\d{1,6}$/D', $value)) {
            return (int) $value * 1000;
        }
        $until = $value === '' ? false : strtotime($value);
        return $until === false ? null : max(0, $until * 1000 - ($this->dateMs() ?? $nowMs));
    }

    /** How long to leave the server alone, as it says what remains of its limit. */
    public function pauseMs(int $nowMs): int
    {
        $pauses = [0];
        foreach (['req-limit-short', 'req-limit-long'] as $name) { // Pingdom
            if (preg_match('/Remaining:\s*(\d+)\s+Time until reset:\s*(\d{1,8})/i', $this->headers[$name] ?? '', $m) && (int) $m[1] < self::RESERVE) {
                $pauses[] = (int) $m[2] * 1000;
            }
        }
        $left = $this->headers['x-ratelimit-remaining'] ?? '';
        $reset = $this->headers['x-ratelimit-reset'] ?? '';
        if (preg_match('/^\d{1,9}$/D', $left) && (int) $left < 1 && preg_match('/^\d{1,11}$/D', $reset)) {
            // Some say when (epoch), some in how many seconds.
            $pauses[] = (int) $reset > 1_000_000_000 ? max(0, (int) $reset * 1000 - ($this->dateMs() ?? $nowMs)) : (int) $reset * 1000;
        }
        return max($pauses);
    }

    public function dateMs(): ?int
    {
        $at = strtotime($this->headers['date'] ?? '');
        return $at === false ? null : $at * 1000;
    }
}
