<?php

/**
 * Whether PHP's tracing JIT could run the generated core: it runs such code wrongly without saying so, or for ever.
 *
 * Found by trial (PHP 8.2, CLI and server): code that opcache takes in while tracing is on carries the counters that start a trace,
 * also for later requests, and spins or goes wrong even after `ini_set('opcache.jit', 'off')`. Who took it in first (a cache warmer,
 * preloading, another site) cannot be seen. Code that opcache never took in carries no counters and is never traced, however hot it
 * is and whoever calls it. So where tracing may be on the core is loaded past opcache (Uncached), and not one setting of the panel's
 * process is touched, so there is none to put back.
 */

declare(strict_types=1);

namespace Makegood\Engine;

final class JitGuard
{
    /** The third digit of the CRTO number: 5 means tracing. */
    private const TRACING = 5;
    private const NO_JIT = ['', '0', 'off', 'disable', 'no', 'false'];

    /**
     * Whether code loaded now, or taken in by opcache before, may be run by the tracing JIT. Also when somebody switched it off for
     * this request only: what opcache holds was taken in with it.
     */
    public static function tracing(): bool
    {
        if (!extension_loaded('Zend OPcache')) {
            return false;
        }
        // A host may have taken the function away (disable_functions): then the settings are all there is to see.
        $status = function_exists('opcache_get_status') ? @opcache_get_status(false) : null;
        $jit = is_array($status) ? $status['jit'] ?? null : null;
        if (is_array($jit) && isset($jit['enabled'], $jit['kind'])) {
            return $jit['enabled'] && ($jit['buffer_size'] ?? 1) > 0 && ((int) $jit['kind'] === self::TRACING || self::isTracing(self::hosts()));
        }
        return self::iniSaysTracing();
    }

    /** Used where opcache's status is hidden from scripts: any doubt counts as tracing. */
    private static function iniSaysTracing(): bool
    {
        if (!function_exists('ini_get')) {
            return true;
        }
        $enabled = ini_get(PHP_SAPI === 'cli' ? 'opcache.enable_cli' : 'opcache.enable');
        $buffer = (string) ini_get('opcache.jit_buffer_size');
        if (!$enabled || $buffer === '' || $buffer === '0') {
            return false;
        }
        return self::isTracing((string) ini_get('opcache.jit')) || self::isTracing(self::hosts());
    }

    private static function isTracing(string $mode): bool
    {
        $mode = strtolower($mode);
        return !in_array($mode, [...self::NO_JIT, 'function'], true) && !preg_match('/^\d?\d?[0-4]\d$/', $mode);
    }

    /** The host's own setting, whatever a script made of it since. */
    private static function hosts(): string
    {
        $all = function_exists('ini_get_all') ? @ini_get_all('zend opcache') : false;
        return (string) ($all['opcache.jit']['global_value'] ?? (function_exists('ini_get') ? ini_get('opcache.jit') : 'tracing'));
    }
}
