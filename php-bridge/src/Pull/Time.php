<?php

/** The time by which limits of APIs are kept: that of the world outside, whatever clock the panel runs by. */

declare(strict_types=1);

namespace Makegood\Pull;

class Time
{
    public function nowMs(): int
    {
        [$fraction, $seconds] = explode(' ', microtime());
        return (int) $seconds * 1000 + (int) substr($fraction, 2, 3);
    }

    public function sleep(int $ms): void
    {
        usleep($ms * 1000);
    }
}
