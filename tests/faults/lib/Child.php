<?php

/** One child process: alive, ended with a code, or killed by a signal. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Child
{
    /** @var resource */
    private $process;
    /** @var array<string, mixed> the first status that said "not running": later ones forget the code */
    private array $last = ['running' => true];

    /** @param list<string> $command @param array<string, string> $environment */
    public function __construct(array $command, array $environment, private readonly string $log)
    {
        $output = ['file', $log, 'w'];
        $process = proc_open($command, [['file', '/dev/null', 'r'], $output, $output], $pipes, null, $environment);
        if ($process === false) {
            throw new \RuntimeException('a child process could not be started');
        }
        $this->process = $process;
    }

    public function __destruct()
    {
        if ($this->running()) {
            proc_terminate($this->process, SIGKILL);
        }
        proc_close($this->process);
    }

    public function running(): bool
    {
        if ($this->last['running']) {
            $this->last = proc_get_status($this->process);
        }

        return $this->last['running'];
    }

    /** Exit code; 128 + signal when a signal ended it; -1 when it still runs after so many seconds. */
    public function wait(float $seconds): int
    {
        for ($end = microtime(true) + $seconds; $this->running(); usleep(1000)) {
            if (microtime(true) > $end) {
                return -1;
            }
        }

        return $this->last['signaled'] ? 128 + $this->last['termsig'] : $this->last['exitcode'];
    }

    public function killed(): bool
    {
        return !$this->running() && $this->last['signaled'] && $this->last['termsig'] === SIGKILL;
    }

    public function stop(): void
    {
        if ($this->running()) {
            proc_terminate($this->process, SIGKILL);
            $this->wait(5.0);
        }
    }

    public function output(): string
    {
        return trim((string) file_get_contents($this->log));
    }
}
