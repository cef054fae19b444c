<?php

/** A hook of ours can never break what the panel is doing: whatever goes wrong is written to the activity log. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Hooks;

final class Guard
{
    /** Runs the work and returns nothing: no hook of ours changes what the panel does. */
    public static function run(string $hook, callable $work): void
    {
        try {
            $work();
        } catch (\Throwable $failure) {
            self::report($hook, $failure);
        }
    }

    /** Runs work that answers HTML for the page; nothing when it failed. */
    public static function html(string $hook, callable $work): string
    {
        try {
            return (string) $work();
        } catch (\Throwable $failure) {
            self::report($hook, $failure);

            return '';
        }
    }

    private static function report(string $hook, \Throwable $failure): void
    {
        try {
            logActivity('Makegood: ' . $hook . ' failed: ' . $failure::class . ': ' . $failure->getMessage());
        } catch (\Throwable) {
            error_log('Makegood: ' . $hook . ' failed and the activity log is not reachable: ' . $failure->getMessage());
        }
    }
}
