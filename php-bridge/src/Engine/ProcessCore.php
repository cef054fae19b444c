<?php

/** The native core as a child process, kept open; one line a request, one line an answer. For development and tests. */

declare(strict_types=1);

namespace Makegood\Engine;

final class ProcessCore implements Transport
{
    /** @var resource|null */
    private $process = null;
    /** @var array<int, resource> */
    private array $pipes = [];
    private ?string $sha256 = null;

    /** @param string $binary path of the native core */
    public function __construct(private readonly string $binary)
    {
    }

    public function __destruct()
    {
        $this->close();
    }

    public function sha256(): string
    {
        return $this->sha256 ??= (string) hash_file('sha256', $this->binary);
    }

    /** The request must be on one line, as json_encode makes it. */
    public function call(string $request): string
    {
        $this->open();
        $line = strtr($request, "\r\n", '  ') . "\n";
        for ($sent = 0; $sent < strlen($line); $sent += $written) {
            $written = @fwrite($this->pipes[0], substr($line, $sent));
            if ($written === false || $written === 0) {
                $this->fail('stopped reading');
            }
        }
        $answer = fgets($this->pipes[1]);
        if ($answer === false) {
            $this->fail('ended without an answer');
        }
        return rtrim($answer, "\n");
    }

    private function open(): void
    {
        if ($this->process !== null) {
            return;
        }
        if (!is_executable($this->binary)) {
            throw new EngineUnavailable('The native core is not there: ' . basename($this->binary) . '.');
        }
        $process = proc_open(
            [$this->binary, 'call', '--lines'],
            [0 => ['pipe', 'r'], 1 => ['pipe', 'w'], 2 => ['file', '/dev/null', 'w']],
            $this->pipes,
        );
        if ($process === false) {
            throw new EngineUnavailable('The native core could not be started.');
        }
        $this->process = $process;
    }

    private function fail(string $how): never
    {
        $this->close();
        throw new EngineFailure('The native core ' . $how . '.');
    }

    private function close(): void
    {
        if ($this->process === null) {
            return;
        }
        array_map('fclose', $this->pipes);
        proc_close($this->process);
        $this->process = null;
        $this->pipes = [];
    }
}
