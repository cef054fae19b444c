<?php

/** What is measured outside this process: fresh PHP processes (fresh.php) and pages under php-fpm. */

declare(strict_types=1);

namespace Makegood\Bench;

/** Fresh processes of each kind; the median of them counts. */
const PROCESSES = 9;
/** Pages of each kind. */
const PAGES = 60;
const NORMAL_MEMORY = 128 << 20;

/**
 * The JSON that one fresh process printed, null when it broke off.
 *
 * @param list<string> $settings of PHP, as name=value
 */
function attempt(string $task, array $settings, string $input = ''): ?array
{
    $command = [PHP_BINARY];
    foreach ($settings as $setting) {
        array_push($command, '-d', $setting);
    }
    $quiet = ['file', '/dev/null', 'w'];
    $process = proc_open([...$command, __DIR__ . '/fresh.php', $task], [['pipe', 'r'], ['pipe', 'w'], $quiet], $pipes);
    @fwrite($pipes[0], $input);
    fclose($pipes[0]);
    $output = (string) stream_get_contents($pipes[1]);
    return proc_close($process) === 0 ? json_decode($output, true) : null;
}

/** The same where breaking off is a failure. */
function child(string $task, array $settings, string $input = ''): array
{
    return attempt($task, $settings, $input) ?? throw new \RuntimeException("a fresh process failed: fresh.php $task");
}

/** Fails when a process answered something else than the yardstick does. */
function demandAnswer(array $said, string $request): array
{
    if ($said['answer'] !== hash('sha256', PlainSettle::answer($request))) {
        throw new \RuntimeException('a fresh process answers otherwise than the yardstick');
    }
    return $said;
}

/** @return array<string, array<string, float|null>> load_ms, first_call_ms, engine_first_call_ms, each {plain, opcache} */
function freshProcesses(): array
{
    $result = [];
    $cache = sys_get_temp_dir() . '/makegood-opcache-' . bin2hex(random_bytes(6));
    mkdir($cache, 0700);
    $ways = ['plain' => ['opcache.enable_cli=0']];
    if (extension_loaded('Zend OPcache')) {
        $ways['opcache'] = ['opcache.enable_cli=1', 'opcache.jit=off', "opcache.file_cache=$cache", 'opcache.file_cache_only=1', 'opcache.file_update_protection=0'];
    }
    foreach ($ways as $way => $settings) {
        $load = repeated('load', $settings);
        $result['load_ms'][$way] = middle($load, 'load_ms');
        $result['first_call_ms'][$way] = middle($load, 'first_call_ms');
        $result['engine_first_call_ms'][$way] = middle(repeated('engine', $settings), 'first_call_ms');
    }
    removeFolder($cache);
    return $result;
}

/** @return list<array> what the processes said; the first one, which fills a cache, left out */
function repeated(string $task, array $settings): array
{
    $said = [];
    for ($i = 0; $i <= PROCESSES; $i++) {
        $said[] = demandAnswer(child($task, $settings), Documents::measured());
    }
    return array_slice($said, 1);
}

function middle(array $rows, string $key): float
{
    return round(Pairs::median(array_column($rows, $key)), 3);
}

function removeFolder(string $folder): void
{
    foreach (new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator($folder, \FilesystemIterator::SKIP_DOTS), \RecursiveIteratorIterator::CHILD_FIRST) as $file) {
        $file->isDir() ? rmdir($file->getPathname()) : unlink($file->getPathname());
    }
    rmdir($folder);
}

/** Peak memory of a process that loads the engine without opcache, checks it, and settles once. */
function peak(): int
{
    return demandAnswer(child('settle', ['opcache.enable_cli=0', 'memory_limit=-1']), Documents::measured())['peak_bytes'];
}

/** 1 000 services in one request, under the memory limit that PHP comes with; without a limit where it does not fit. */
function company(): array
{
    $request = Documents::company();
    $settings = ['opcache.enable_cli=0', 'memory_limit=' . NORMAL_MEMORY];
    $said = attempt('company', $settings, $request);
    $fits = $said !== null;
    $said ??= child('company', ['opcache.enable_cli=0', 'memory_limit=-1'], $request);
    demandAnswer($said, $request);
    $ratios = Pairs::measure(yardsticks() + ['zero_install' => core(...)], [$request], 5);
    return [
        'ms_a_service' => round($ratios['zero_install']['ms'] / 1000, 4), 'peak_bytes' => $said['peak_bytes'], 'fits_in_128M' => $fits,
        'over_bcmath' => $ratios['zero_install']['ratio'], 'over_tuned' => round($ratios['zero_install']['ms'] / $ratios['tuned']['ms'], 3),
        'request_bytes' => strlen($request), 'answer_bytes' => $said['answer_bytes'],
    ];
}

/** @return array<string, float> whole requests to a warm php-fpm worker with opcache: one that settles 20 outages, one that does nothing */
function pages(): array
{
    $fpm = new Fpm(Fpm::program() ?? throw new \RuntimeException('php-fpm ' . PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION . ' is not installed'));
    try {
        [$page, $request] = [__DIR__ . '/page.php', Documents::measured()];
        if ($fpm->post($page, '') !== '{"opcache":true}') {
            throw new \RuntimeException('php-fpm runs without opcache');
        }
        // The page takes the answer apart and prints it again: the same value, an empty object perhaps as an empty list.
        if (json_decode($fpm->post($page, $request), true) !== json_decode(PlainSettle::answer($request), true)) {
            throw new \RuntimeException('the page answers otherwise than the yardstick');
        }
        $times = ['fpm_request_ms' => [], 'fpm_empty_request_ms' => []];
        for ($i = 0; $i < PAGES; $i++) {
            foreach (['fpm_request_ms' => $request, 'fpm_empty_request_ms' => ''] as $key => $body) {
                $start = hrtime(true);
                $fpm->post($page, $body);
                $times[$key][] = (hrtime(true) - $start) / 1e6;
            }
        }
        return array_map(static fn (array $ms): float => round(Pairs::median($ms), 3), $times);
    } finally {
        $fpm->stop();
    }
}
