<?php

/** Named points between the steps that matter when a process dies; they do nothing unless a test installed a callable. */

declare(strict_types=1);

namespace Makegood\Run;

final class Probe
{
    /** @var (\Closure(string): void)|null */
    private static ?\Closure $probe = null;
    private static ?\Throwable $death = null;

    /** @param (callable(string): void)|null $probe null removes it */
    public static function install(?callable $probe): void
    {
        self::$probe = $probe === null ? null : \Closure::fromCallable($probe);
        self::$death = null;
    }

    public static function at(string $name): void
    {
        if (self::$probe === null) {
            return;
        }
        try {
            (self::$probe)($name);
        } catch (\Throwable $death) {
            self::$death = $death;
            throw $death;
        }
    }

    /** Whether this came from a point: it stands for the end of the process, which nobody can catch. */
    public static function isDeath(\Throwable $failure): bool
    {
        return $failure === self::$death;
    }
}
