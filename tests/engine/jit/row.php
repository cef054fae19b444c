<?php

/** Runs one row of rows.php in processes of its own and prints its outcome as JSON: `row.php <id> <engine> <folder of calls>`. */

declare(strict_types=1);

namespace MakegoodEngineTests;

require dirname(__DIR__) . '/lib/autoload.php';

[, $id, $engine, $work] = $argv;
$row = (require __DIR__ . '/rows.php')[$id];
$home = trim((string) shell_exec('mktemp -d'));
$row['ini'] = array_map(static fn (string $ini): string => strtr($ini, ['{engine}' => $engine, '{home}' => $home, '{user}' => posix_getpwuid(posix_geteuid())['name']]), $row['ini']);
$said = ['PROBE_ENGINE' => $engine, 'PROBE_CALLS' => "$work/" . $row['load']];
// Only what never ends is to be found: a busy machine has far more time than it needs.
$limit = (int) (getenv('ENGINE_TEST_LIMIT') ?: 90 + intdiv(count(file($said['PROBE_CALLS'])), 10));
$results = $row['sapi'] === 'cli' ? cli($row, $said, $limit) : fpm($row, $said, $limit);
shell_exec('rm -rf ' . escapeshellarg($home));
echo json_encode(['outcome' => outcome($results), 'results' => $results], JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR), "\n";

/** @return list<array<string, mixed>|string> what each process said; a string: it said nothing that can be read */
function cli(array $row, array $said, int $limit): array
{
    $results = [];
    foreach ($row['steps'] as $steps) {
        $command = [PHP_BINARY, '-n'];
        foreach ($row['ini'] as $ini) {
            array_push($command, '-d', $ini);
        }
        $process = proc_open([...$command, __DIR__ . '/probe.php'], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]], $pipes, null, $said + ['PROBE_STEPS' => $steps] + getenv());
        $results[] = heard($pipes[1], $limit, $process);
        proc_close($process);
    }
    return $results;
}

/** @param resource $pipe @param resource $process */
function heard($pipe, int $limit, $process): array|string
{
    stream_set_blocking($pipe, false);
    $text = '';
    for ($end = hrtime(true) + $limit * 1_000_000_000; !feof($pipe);) {
        [$read, $none] = [[$pipe], null];
        if (hrtime(true) > $end) {
            proc_terminate($process, SIGKILL);
            return 'hung';
        }
        stream_select($read, $none, $none, 1);
        $text .= fread($pipe, 65536);
    }
    return understood($text);
}

function fpm(array $row, array $said, int $limit): array
{
    $fpm = new Fpm($row['ini'], $row['pool']);
    $results = [];
    try {
        foreach ($row['steps'] as $steps) {
            $results[] = understood($fpm->get(__DIR__ . '/probe.php', $said + ['PROBE_STEPS' => $steps], $limit));
        }
    } catch (\RuntimeException $broken) {
        $results[] = $broken->getMessage();
    } finally {
        $fpm->stop();
    }
    return $results;
}

function understood(string $text): array|string
{
    return json_decode($text, true) ?? 'broken: ' . substr($text, 0, 1500);
}

/** The worst that happened. */
function outcome(array $results): string
{
    $seen = array_fill_keys(['hung', 'broken', 'wrong', 'trapped', 'noisy', 'unavailable', 'refused', 'right'], false);
    foreach ($results as $result) {
        if (is_string($result)) {
            $seen[str_starts_with($result, 'hung') ? 'hung' : 'broken'] = true;
            continue;
        }
        $seen['noisy'] = $seen['noisy'] || $result['noise'] !== [];
        foreach (['right', 'wrong', 'trapped'] as $kind) {
            $seen[$kind] = $seen[$kind] || $result[$kind] > 0;
        }
        foreach ($result['reasons'] as $reason) {
            $seen[str_starts_with($reason, 'jit:') ? 'refused' : 'unavailable'] = true;
        }
    }
    return (string) (array_search(true, $seen, true) ?: 'broken');
}
