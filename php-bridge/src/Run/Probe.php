<?php

/** Named points between the steps that matter when a process dies; they do nothing unless a test installed a callable. */

declare(strict_types=1);

namespace Makegood\Run;

final class Probe
{
    /** @var (\Closure(string): void)|null */
    private static ?\Closure $probe = null;

    /** @param (callable(string): void)|null $probe null removes it */
    public static function install(?callable $probe): void
    {
        self::$probe = $probe === null ? null : \Closure::fromCallable($probe);
    }

    public static function at(string $name): void
    {
        if (self::$probe !== null) {
            (self::$probe)($name);
        }
    }
}
