<?php

/**
 * The panel's own cron, in a process that can be told to kill itself at a named point.
 *
 *   php cron.php <panel root> '{"point":"mark.before","hit":2,"dir":"…","then":"kill","ready":""}'
 *
 * `dir` is where processes of one case meet: `go` starts them together, `dead` is taken by the one that reaches the point first,
 * `then` says what follows there: `kill`; `hold`, which waits for `release` and then kills; `pause`, which waits for it and goes on, as
 * a process on a machine that was frozen for a while. With `count` the hits of every point are written to `hits.json`.
 */

declare(strict_types=1);

[, $root, $text] = $argv;
$plan = json_decode($text, true, 8, JSON_THROW_ON_ERROR);
$dir = $plan['dir'];

require $root . '/modules/addons/makegood/bridge/autoload.php';

$wait = static function (string $file, float $seconds): void {
    for ($end = microtime(true) + $seconds; !file_exists($file) && microtime(true) < $end; clearstatcache()) {
        usleep(1000);
    }
};

$hits = [];
Makegood\Run\Probe::install(static function (string $name) use (&$hits, $plan, $dir, $wait): void {
    $hits[$name] = ($hits[$name] ?? 0) + 1;
    if ($name !== ($plan['point'] ?? null) || $hits[$name] !== $plan['hit'] || @fopen("$dir/dead", 'x') === false) {
        return;
    }
    if ($plan['then'] !== 'kill') {
        $wait("$dir/release", 20.0);
    }
    if ($plan['then'] !== 'pause') {
        posix_kill(getmypid(), SIGKILL);
    }
});

if (isset($plan['ready'])) {
    touch("$dir/" . $plan['ready']);
    $wait("$dir/go", 20.0);
}
if ($plan['count'] ?? false) {
    register_shutdown_function(static function () use (&$hits, $dir): void {
        file_put_contents("$dir/hits.json", json_encode($hits));
    });
}
require $root . '/crons/cron.php';
