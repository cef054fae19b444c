<?php

/**
 * One measurement in a process of its own, started by bench.php; prints one line of JSON. Times are processor time (see pairs.php).
 *
 *     php fresh.php load       the generated file, bare: load_ms, first_call_ms
 *     php fresh.php engine     through the engine with its checks: first_call_ms, second_call_ms
 *     php fresh.php company    1 000 services in one request through the engine: ms, peak_bytes
 *     php fresh.php settle     one settle through the engine: peak_bytes
 *     php fresh.php ratios     the door against both yardsticks under this process's settings
 */

declare(strict_types=1);

namespace Makegood\Bench;

use Makegood\Engine\Engine;

require __DIR__ . '/doors.php';

/** @return array{0: float, 1: string} milliseconds and the answer */
function clocked(callable $call): array
{
    $start = Pairs::processor();
    $answer = $call();
    return [Pairs::processor() - $start, (string) $answer];
}

function load(): array
{
    $request = Documents::measured();
    [$load] = clocked(static fn () => require __DIR__ . '/core.php');
    [$first, $answer] = clocked(static fn () => core($request));
    return ['load_ms' => $load, 'first_call_ms' => $first, 'answer' => hash('sha256', $answer)];
}

function engine(): array
{
    $request = Documents::measured();
    [$first, $answer] = clocked(static function () use ($request): string {
        require BRIDGE . '/src/autoload.php';
        return Engine::at(DIST)->bytes($request);
    });
    [$second] = clocked(static fn () => Engine::at(DIST)->bytes($request));
    return ['first_call_ms' => $first, 'second_call_ms' => $second, 'answer' => hash('sha256', $answer)];
}

function settled(string $request): array
{
    require BRIDGE . '/src/autoload.php';
    $engine = Engine::at(DIST);
    $engine->bytes('{"contract":1,"command":"describe"}');
    [$ms, $answer] = clocked(static fn () => $engine->bytes($request));
    $peak = memory_get_peak_usage(true);
    return ['ms' => $ms, 'peak_bytes' => $peak, 'answer' => hash('sha256', $answer), 'answer_bytes' => strlen($answer)];
}

function ratios(): array
{
    require __DIR__ . '/core.php';
    return ['opcache' => (bool) (opcache_get_status(false)['opcache_enabled'] ?? false)] + zeroInstall();
}

// What is asked for first, so that nothing else is in memory: the documents are small.
echo json_encode(match ($argv[1] ?? '') {
    'load' => load(),
    'engine' => engine(),
    'company' => settled(stream_get_contents(STDIN)),
    'settle' => settled(Documents::measured()),
    'ratios' => ratios(),
}), "\n";
