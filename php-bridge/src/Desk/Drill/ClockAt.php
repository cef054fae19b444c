<?php

/** For one piece of work the whole process takes another instant for now: the endpoint asks the clock, not the panel. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Clock;

final class ClockAt
{
    /**
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public static function during(int $nowMs, callable $work): mixed
    {
        $before = (new \ReflectionProperty(Clock::class, 'source'))->getValue();
        Clock::set(static fn (): int => $nowMs);
        try {
            return $work();
        } finally {
            Clock::set($before);
        }
    }
}
