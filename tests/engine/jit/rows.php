<?php

/**
 * The modes of PHP in which the engine is tried.
 *
 * steps: one entry a process (cli) or a request to the same worker (fpm), see probe.php. load: `full` is all vectors and all documents, `some` all vectors and a few.
 * may: which outcomes are allowed. `right`: every answer byte for byte the native core's. `refused`: EngineUnavailable with reason `jit`, and no answer.
 * `unavailable`: the same with another reason. Never allowed: wrong, trapped, noisy (PHP warned), hung, broken.
 */

declare(strict_types=1);

return (static function (): array {
    $room = 'memory_limit=1G';
    $cached = [$room, 'zend_extension=opcache.so', 'opcache.enable=1', 'opcache.enable_cli=1', 'opcache.jit_buffer_size=64M'];
    $mode = static fn (string $jit, string ...$more): array => [...$cached, "opcache.jit=$jit", ...$more];
    $tracing = $mode('tracing');
    $preload = ['opcache.preload={engine}/makegood.php', 'opcache.preload_user={user}'];
    $hidden = 'disable_functions=opcache_get_status';
    $engine = ['engine'];
    $right = ['right'];
    $either = ['right', 'refused'];

    $rows = [];
    foreach (['cli', 'fpm'] as $sapi) {
        $row = static function (string $id, array $ini, array $steps, array $may, string $why, string $load = 'some', array $pool = []) use ($sapi, &$rows): void {
            $rows["$sapi-$id"] = compact('sapi', 'ini', 'steps', 'may', 'why', 'load', 'pool');
        };
        $row('no-opcache', [$room], $engine, $right, 'plain PHP', 'full');
        $row('opcache', $mode('disable'), $sapi === 'fpm' ? ['engine', 'engine,canary'] : $engine, $right, 'what most hosts have; in fpm the second request runs cached code', 'full');
        $row('function', $mode('function'), ['engine,canary'], $right, 'the function JIT may stay on', 'full');
        $row('tracing', $tracing, $sapi === 'fpm' ? ['engine', 'engine,canary'] : ['engine,canary'], $either, 'switched on by the host', 'full');
        foreach (['1205', '1235'] as $crto) {
            $row("function-$crto", $mode($crto), $engine, $right, 'a function mode by its number');
        }
        foreach (['1254', '1255', 'on'] as $crto) {
            $row("tracing-$crto", $mode($crto), $engine, $either, 'tracing by another name');
        }
        $row('tracing-off-at-first', $mode('off'), ['engine,trace,engine', 'engine'], ['right', 'refused'], 'another script switches tracing on between two calls');
        $row('function-then-tracing', $mode('function'), ['engine,trace,engine'], $either, 'as above, from the function JIT');
        $row('tracing-status-disabled', [...$tracing, $hidden], $engine, $either, 'the mode cannot be asked for');
        $row('tracing-restrict-api', [...$tracing, 'opcache.restrict_api=/nowhere'], $engine, $either, 'the functions are there and refuse');
        $row('tracing-ini_set-disabled', [...$tracing, 'disable_functions=ini_set,ini_alter'], $engine, $either, 'the mode cannot be changed');
        $row('tracing-all-disabled', [...$tracing, 'disable_functions=ini_set,ini_alter,opcache_get_status,opcache_invalidate,opcache_is_script_cached'], $engine, $either, 'neither asked for nor changed');
        $row('tracing-ini_get-disabled', [...$tracing, 'disable_functions=ini_get,ini_get_all,opcache_get_status'], $engine, ['right', 'refused', 'unavailable'], 'nothing can be known');
        $row('tracing-loaded-by-other', $tracing, ['include,engine'], $either, 'a script without the guard loaded the class');
        $row('tracing-heated-by-other', $tracing, ['include,heat,engine'], $either, 'and called it, until it was hot');
        $row('tracing-loaded-then-off', $tracing, ['include,untrace,engine'], $either, 'and switched tracing off afterwards: the code is instrumented all the same');
        $row('tracing-loaded-then-off-hidden', [...$tracing, $hidden], ['include,untrace,engine'], $either, 'as above, and the mode cannot be asked for');
        $row('function-loaded-by-other', $mode('function'), ['include,heat,engine'], $right, 'nothing is wrong with that');
        $row('tracing-preloaded', [...$tracing, ...$preload], $sapi === 'fpm' ? ['engine', 'untrace,engine'] : $engine, $either, 'opcache.preload');
    }
    $row('tracing-compiled-by-other', $tracing, ['compile', 'engine', 'engine'], $either, 'a warmer of the cache: nothing was even called');
    $row('tracing-included-by-other', $tracing, ['include', 'engine', 'engine'], $either, 'an earlier request of the same worker');
    $row('tracing-heated-by-earlier', $tracing, ['include,heat', 'engine', 'engine'], $either, 'and it called the code');
    $row('tracing-compiled-by-other-again', $tracing, ['engine', 'compile', 'engine'], $either, 'after a clean request of ours');
    $row('tracing-compiled-hidden', [...$tracing, $hidden], ['compile', 'engine'], $either, 'the mode cannot be asked for');
    $row('tracing-compiled-restricted', [...$tracing, 'opcache.restrict_api=/nowhere'], ['include', 'engine'], $either, 'no function of OPcache may be called');
    $row('tracing-compiled-no-invalidate', [...$tracing, 'disable_functions=opcache_invalidate,opcache_is_script_cached,opcache_get_status'], ['include', 'engine'], $either, 'the copy can neither be found nor dropped');
    $row('tracing-compiled-no-timestamps', [...$tracing, 'opcache.validate_timestamps=0'], ['include', 'engine', 'engine'], $either, 'OPcache never looks at the file again');
    $row('tracing-by-pool', $mode('disable'), ['engine'], $either, 'the pool insists', 'some', ['php_admin_value[opcache.jit] = tracing']);
    $row('tracing-by-pool-off-by-ini', $mode('off'), ['engine', 'include', 'engine'], $either, 'the pool insists, php.ini said off', 'some', ['php_admin_value[opcache.jit] = tracing']);
    $rows['cli-tracing-file-cache'] = ['sapi' => 'cli', 'ini' => [...$tracing, 'opcache.file_cache={home}'], 'steps' => ['include', 'engine', 'engine'], 'may' => $either,
        'why' => 'an earlier process left it in the file cache', 'load' => 'some', 'pool' => []];
    return $rows;
})();
