<?php

/**
 * The sandbox panel's clock file. It goes forward only, also from one run of the demo to the next.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class SimulatedClock
{
    public function __construct(private readonly string $file)
    {
    }

    public function now(): string
    {
        return trim((string) file_get_contents($this->file));
    }

    /** True when this instant (`2026-03-04T12:00:04Z`) had been reached before. */
    public function isPast(string $instant): bool
    {
        return strcmp($instant, $this->now()) < 0;
    }

    public function hasReached(string $instant): bool
    {
        return strcmp($this->now(), $instant) >= 0;
    }

    /** Moves on to an instant; stays where it is when that has passed. */
    public function reach(string $instant): void
    {
        if (strcmp($instant, $this->now()) > 0) {
            file_put_contents($this->file . '.new', $instant . "\n");
            rename($this->file . '.new', $this->file);
        }
    }
}
