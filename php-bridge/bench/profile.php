#!/usr/bin/env php
<?php

/**
 * Shows where the time of a settle goes, by the names of the Rust functions: for whoever makes the core faster.
 *
 *     make profile                            the document with 20 outages, 10 seconds
 *     php profile.php 200 30                  200 outages, 30 seconds     (after make profile has built target/profile)
 *     php profile.php documents 30            the 200 documents
 *
 * A second process sends signals; at each one the stack is noted. `self` is the share of samples with the function on top, `in all`
 * that with it anywhere on the stack. PHP takes a signal only at a call, a return or a jump back, so a stretch of code between two
 * of them is counted where it ends: read shares of a few per cent as a hint. The profiled core is built without wasm-bindgen's
 * glue and by the same optimiser; a function that was inlined is counted in the one that holds it now.
 */

declare(strict_types=1);

namespace Makegood\Bench;

const PROFILED = __DIR__ . '/../../target/profile';

if (($argv[1] ?? '') === '--ticks') {
    while (posix_kill((int) $argv[2], SIGUSR1)) {
        usleep(700);
    }
    exit(0);
}

require __DIR__ . '/doors.php';
require __DIR__ . '/names.php';
require PROFILED . '/makegood.php';
require __DIR__ . '/core.php';

/** Stacks, counted as they come in. */
final class Samples
{
    public int $count = 0;
    /** @var array<string, int> by function, on top of the stack */
    public array $self = [];
    /** @var array<string, int> by function, anywhere on the stack */
    public array $inAll = [];

    /** @param array<int, string> $names */
    public function __construct(private readonly array $names)
    {
    }

    public function take(): void
    {
        $this->count++;
        $seen = [];
        // The first two are the handler and this method.
        foreach (array_slice(debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS), 2) as $frame) {
            if (str_starts_with($frame['class'] ?? '', 'Makegood\\Generated\\')) {
                $name = $this->name($frame['function']);
                $seen === [] && $this->self[$name] = ($this->self[$name] ?? 0) + 1;
                $seen[$name] = true;
            }
        }
        foreach (array_keys($seen ?: ['(outside)' => true]) as $name) {
            $this->inAll[$name] = ($this->inAll[$name] ?? 0) + 1;
        }
    }

    /** f12 is function 12 of the module; everything else is the translator's or a primitive. */
    private function name(string $function): string
    {
        return preg_match('/^f(\d+)$/', $function, $found) === 1 ? $this->names[(int) $found[1]] ?? $function : "php: $function";
    }

    public function table(string $title, array $counts, int $rows): string
    {
        arsort($counts);
        $out = "\n$title\n";
        foreach (array_slice($counts, 0, $rows, true) as $name => $samples) {
            $out .= sprintf("%6.1f %%  %s\n", 100 * $samples / max(1, $this->count), $name);
        }
        return $out;
    }

    /** @return array<string, int> self, by crate and module */
    public function rooms(): array
    {
        $rooms = [];
        foreach ($this->self as $name => $samples) {
            $room = Names::room($name);
            $rooms[$room] = ($rooms[$room] ?? 0) + $samples;
        }
        return $rooms;
    }
}

$workload = $argv[1] ?? '20';
$seconds = (float) ($argv[2] ?? 10);
$requests = $workload === 'documents' ? Documents::make(200) : [Documents::measured((int) $workload)];
demandEqual('the profiled core', core(...), $requests);

$samples = new Samples(Names::of(PROFILED . '/makegood.wasm'));
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, static fn () => $samples->take());
$ticks = proc_open([PHP_BINARY, __FILE__, '--ticks', (string) getmypid()], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
$end = hrtime(true) + (int) ($seconds * 1e9);
for ($calls = 0; hrtime(true) < $end; $calls++) {
    core($requests[$calls % count($requests)]);
}
proc_terminate($ticks, SIGKILL);
proc_close($ticks);
pcntl_signal(SIGUSR1, SIG_IGN);

printf("%d calls, %d samples, workload %s\n", $calls, $samples->count, $workload);
echo $samples->table('self, by room', $samples->rooms(), 25), $samples->table('self', $samples->self, 40), $samples->table('in all', $samples->inAll, 40);
