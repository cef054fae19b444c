<?php

/** The sandbox's only clock: set by a test, else the environment, else the file `clock` in the root, else the machine's. */

declare(strict_types=1);

namespace MakegoodSandbox;

final class Clock
{
    private static ?int $travelledMs = null;
    private static ?string $file = null;

    /** The root whose file `clock` counts; null forgets it. */
    public static function useRoot(?string $root): void
    {
        self::$file = $root === null ? null : $root . '/clock';
    }

    /** Stops time at an instant of this process (ISO 8601 with Z); null lets the other sources count again. */
    public static function travel(?string $instant): void
    {
        self::$travelledMs = $instant === null ? null : self::parse($instant);
    }

    /** Epoch milliseconds. */
    public static function nowMs(): int
    {
        if (self::$travelledMs !== null) {
            return self::$travelledMs;
        }
        $instant = trim((string) getenv('SANDBOX_NOW'));
        if ($instant === '' && self::$file !== null && is_file(self::$file)) {
            $instant = trim((string) file_get_contents(self::$file));
        }

        return $instant === '' ? (int) floor(microtime(true) * 1000) : self::parse($instant);
    }

    public static function now(): int
    {
        return intdiv(self::nowMs(), 1000);
    }

    /** The panel writes local times: PHP's default time zone decides. */
    public static function date(string $format = 'Y-m-d'): string
    {
        return date($format, self::now());
    }

    public static function timestamp(): string
    {
        return self::date('Y-m-d H:i:s');
    }

    /** Gives the module the same clock, when the module's class is there. */
    public static function lend(): void
    {
        if (class_exists(\Makegood\Clock::class)) {
            \Makegood\Clock::set(static fn (): int => self::nowMs());
        }
    }

    private static function parse(string $instant): int
    {
        if (preg_match('/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.(\d{3}))?Z$/D', $instant, $found) !== 1) {
            throw new \InvalidArgumentException("the sandbox's clock reads instants like 2026-03-04T12:00:00Z, not \"$instant\"");
        }
        $date = new \DateTimeImmutable(substr($instant, 0, 19), new \DateTimeZone('UTC'));

        return $date->getTimestamp() * 1000 + (int) ($found[2] ?? 0);
    }
}
