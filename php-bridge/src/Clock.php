<?php

/** The one place that asks for the time; a sandbox or a test may set it, a request never can. */

declare(strict_types=1);

namespace Makegood;

final class Clock
{
    /** @var (\Closure(): int)|null */
    private static ?\Closure $source = null;

    /** Milliseconds since 1970-01-01T00:00:00Z. */
    public static function nowMs(): int
    {
        if (self::$source !== null) {
            return (self::$source)();
        }
        [$fraction, $seconds] = explode(' ', microtime());
        return (int) $seconds * 1000 + (int) substr($fraction, 2, 3);
    }

    /** @param (callable(): int)|null $source null restores the system's clock */
    public static function set(?callable $source): void
    {
        self::$source = $source === null ? null : \Closure::fromCallable($source);
    }

    /**
     * For one piece of work the whole process takes another instant for now, whatever it took before.
     *
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public static function during(int $ms, callable $work): mixed
    {
        $before = self::$source;
        self::$source = static fn (): int => $ms;
        try {
            return $work();
        } finally {
            self::$source = $before;
        }
    }
}
