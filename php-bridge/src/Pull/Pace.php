<?php

/** Keeps one account below its vendor's limit of requests a minute, over the end of a run, too. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Pace
{
    private const MINUTE_MS = 60_000;
    /** Some allow 5 a second, whatever the plan. */
    private const GAP_MS = 250;

    /** @param list<int> $sent instants of requests, oldest first */
    public function __construct(private readonly int $perMinute, private array $sent)
    {
    }

    /** @return int after how long the next request may go */
    public function waitMs(int $nowMs): int
    {
        $this->forget($nowMs);
        $count = count($this->sent);
        $gap = $count === 0 ? 0 : $this->sent[$count - 1] + self::GAP_MS - $nowMs;
        $room = $count < $this->perMinute ? 0 : $this->sent[$count - $this->perMinute] + self::MINUTE_MS - $nowMs;
        return max(0, $gap, $room);
    }

    public function sent(int $nowMs): void
    {
        $this->forget($nowMs);
        $this->sent[] = $nowMs;
    }

    /** @return list<int> what the next run has to know */
    public function kept(): array
    {
        return $this->sent;
    }

    /** Also what lies ahead: the clock was set back. */
    private function forget(int $nowMs): void
    {
        $this->sent = array_values(array_filter($this->sent, static fn (int $at): bool => $at > $nowMs - self::MINUTE_MS && $at <= $nowMs));
    }
}
