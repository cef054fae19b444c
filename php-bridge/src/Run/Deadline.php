<?php

/** The time that a run may take, by a clock that nobody sets. */

declare(strict_types=1);

namespace Makegood\Run;

final class Deadline
{
    private const NS_PER_MS = 1_000_000;

    private function __construct(private readonly int $atNs)
    {
    }

    public static function in(int $budgetMs): self
    {
        return new self(hrtime(true) + $budgetMs * self::NS_PER_MS);
    }

    /** A deadline half of the remaining time away. */
    public function half(): self
    {
        $now = hrtime(true);
        return new self($now + intdiv($this->atNs - $now, 2));
    }

    public function remainingMs(): int
    {
        return max(0, intdiv($this->atNs - hrtime(true), self::NS_PER_MS));
    }

    public function passed(): bool
    {
        return hrtime(true) >= $this->atNs;
    }
}
