<?php

/** The native core's answer to any bytes: a line each through one open process, a process of its own for bytes with a line feed. */

declare(strict_types=1);

namespace MakegoodEngineTests;

final class Native
{
    /** @var resource|null */
    private $process = null;
    /** @var array<int, resource> */
    private array $pipes = [];

    public function __construct(private readonly string $binary)
    {
        if (!is_executable($binary)) {
            throw new \RuntimeException('build the native core first: cargo build --release');
        }
    }

    public function __destruct()
    {
        if ($this->process !== null) {
            array_map('fclose', $this->pipes);
            proc_close($this->process);
        }
    }

    public function answer(string $request): string
    {
        return str_contains($request, "\n") ? $this->alone($request) : $this->line($request);
    }

    /** It reads the whole line before it answers, so that neither side waits for the other. */
    private function line(string $request): string
    {
        $this->process ??= $this->start(['call', '--lines']);
        $this->write($request . "\n");
        $answer = fgets($this->pipes[1]);
        return $answer === false ? throw new \RuntimeException('the native core ended without an answer') : substr($answer, 0, -1);
    }

    private function alone(string $request): string
    {
        $input = tmpfile();
        fwrite($input, $request);
        rewind($input);
        $process = proc_open([$this->binary, 'call'], [$input, ['pipe', 'w'], STDERR], $pipes);
        $answer = stream_get_contents($pipes[1]);
        return proc_close($process) === 0 ? $answer : throw new \RuntimeException('the native core failed');
    }

    /** @param list<string> $arguments @return resource */
    private function start(array $arguments)
    {
        return proc_open([$this->binary, ...$arguments], [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes)
            ?: throw new \RuntimeException('the native core could not be started');
    }

    private function write(string $bytes): void
    {
        for ($sent = 0; $sent < strlen($bytes); $sent += $written) {
            $written = fwrite($this->pipes[0], $sent === 0 ? $bytes : substr($bytes, $sent, 1 << 20));
            if ($written === false || $written === 0) {
                throw new \RuntimeException('the native core stopped reading');
            }
        }
    }
}
