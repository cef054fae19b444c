<?php

/** Keeps the generated core away from PHP's tracing JIT, which runs such code wrongly without saying so. */

declare(strict_types=1);

namespace Makegood\Engine;

final class JitGuard
{
    /** The third digit of the CRTO number: 5 means tracing. */
    private const TRACING = 5;

    /**
     * Call before the generated file is loaded.
     *
     * @param bool $alreadyLoaded whether somebody else loaded the generated class before us
     * @throws EngineUnavailable when tracing is on and cannot be switched off
     */
    public static function ensureOff(bool $alreadyLoaded): void
    {
        if (!self::tracing()) {
            return;
        }
        if ($alreadyLoaded) {
            throw new EngineUnavailable('The core was loaded while the tracing JIT was on; restart PHP with opcache.jit=off or function.');
        }
        @ini_set('opcache.jit', 'off');
        if (self::tracing()) {
            throw new EngineUnavailable('PHP runs with the tracing JIT and does not let us switch it off; set opcache.jit=off or function.');
        }
    }

    /** Whether code loaded now would be run by the tracing JIT. */
    public static function tracing(): bool
    {
        if (!extension_loaded('Zend OPcache')) {
            return false;
        }
        // A host may have taken the function away (disable_functions): then the settings are all there is to see.
        $status = function_exists('opcache_get_status') ? @opcache_get_status(false) : null;
        if (is_array($status) && isset($status['jit']['on'], $status['jit']['kind'])) {
            return $status['jit']['on'] && (int) $status['jit']['kind'] === self::TRACING;
        }
        return self::iniSaysTracing();
    }

    /** Used where opcache's status is hidden from scripts: any doubt counts as tracing. */
    private static function iniSaysTracing(): bool
    {
        $enabled = ini_get(PHP_SAPI === 'cli' ? 'opcache.enable_cli' : 'opcache.enable');
        $buffer = (string) ini_get('opcache.jit_buffer_size');
        if (!$enabled || $buffer === '' || $buffer === '0') {
            return false;
        }
        $mode = strtolower((string) ini_get('opcache.jit'));
        if (in_array($mode, ['', '0', 'off', 'disable', 'no', 'false', 'function'], true)) {
            return false;
        }
        return !preg_match('/^\d?\d?[0-4]\d$/', $mode);
    }
}
