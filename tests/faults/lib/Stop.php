<?php

/** Where a child process is to stop: at the n-th pass of a point it kills itself, or waits and then dies or goes on. */

declare(strict_types=1);

namespace MakegoodFaults;

use Makegood\Run\Probe;

final class Stop
{
    private const PATIENCE_S = 20.0;

    /**
     * `dir` is where processes of one case meet: `go` starts them together, `dead` is taken by the one that reaches the point first,
     * `then` says what follows there: `kill`; `hold`, which waits for `release` and then kills; `pause`, which waits for it and goes on, as
     * a process on a machine that was frozen for a while. With `count` the hits of every point are written to `hits.json`.
     *
     * @param array<string, mixed> $plan point, hit, dir, then, ready, count
     */
    public static function install(array $plan): void
    {
        $dir = $plan['dir'];
        $hits = [];
        Probe::install(static function (string $name) use (&$hits, $plan, $dir): void {
            $hits[$name] = ($hits[$name] ?? 0) + 1;
            if ($name !== ($plan['point'] ?? null) || $hits[$name] !== $plan['hit'] || @fopen("$dir/dead", 'x') === false) {
                return;
            }
            if ($plan['then'] !== 'kill') {
                self::waitFor("$dir/release");
            }
            if ($plan['then'] !== 'pause') {
                posix_kill(getmypid(), SIGKILL);
            }
        });
        if ($plan['count'] ?? false) {
            register_shutdown_function(static function () use (&$hits, $dir): void {
                file_put_contents("$dir/hits.json", json_encode($hits));
            });
        }
    }

    /** @param array<string, mixed> $plan */
    public static function meet(array $plan): void
    {
        if (isset($plan['ready'])) {
            touch($plan['dir'] . '/' . $plan['ready']);
            self::waitFor($plan['dir'] . '/go');
        }
    }

    private static function waitFor(string $file): void
    {
        for ($end = microtime(true) + self::PATIENCE_S; !file_exists($file) && microtime(true) < $end; clearstatcache()) {
            usleep(1000);
        }
    }
}
