<?php

/**
 * Child processes of the demo: started without a shell, remembered by pid, stopped when the demo ends in whatever way.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Children
{
    /** @var array<int, resource> running processes by pid */
    private array $running = [];

    public function __construct()
    {
        register_shutdown_function($this->stopAll(...));
        if (function_exists('pcntl_async_signals')) {
            pcntl_async_signals(true);
            foreach ([SIGINT, SIGTERM, SIGHUP] as $signal) {
                pcntl_signal($signal, static fn () => exit(128 + $signal));
            }
        }
    }

    /**
     * Starts a process that stays, its output in a log file.
     *
     * @param list<string> $command
     * @param array<string, string> $more environment of this process alone
     */
    public function start(array $command, string $log, ?string $directory = null, array $more = []): int
    {
        $output = ['file', $log, 'a'];
        $process = proc_open($command, [['file', '/dev/null', 'r'], $output, $output], $pipes, $directory, $more + getenv());
        if ($process === false) {
            throw new Failed('cannot start ' . implode(' ', $command));
        }
        $pid = proc_get_status($process)['pid'];
        $this->running[$pid] = $process;
        return $pid;
    }

    public function alive(int $pid): bool
    {
        return isset($this->running[$pid]) && proc_get_status($this->running[$pid])['running'];
    }

    /**
     * Runs a process to its end.
     *
     * @param list<string> $command
     * @return string what it printed
     * @throws Failed when its exit code is not 0
     */
    public function run(array $command): string
    {
        $output = tmpfile();
        $process = proc_open($command, [['file', '/dev/null', 'r'], $output, $output], $pipes, null, getenv());
        if ($process === false) {
            throw new Failed('cannot start ' . implode(' ', $command));
        }
        $code = proc_close($process);
        rewind($output);
        $text = (string) stream_get_contents($output);
        if ($code !== 0) {
            throw new Failed(implode(' ', $command) . " ended with {$code}:\n{$text}");
        }
        return $text;
    }

    public function stop(int $pid): void
    {
        if (isset($this->running[$pid])) {
            proc_terminate($this->running[$pid]);
            proc_close($this->running[$pid]);
            unset($this->running[$pid]);
        }
    }

    public function stopAll(): void
    {
        foreach (array_keys($this->running) as $pid) {
            $this->stop($pid);
        }
    }
}
