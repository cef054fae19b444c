<?php

/** A program that is asked over pipes: never waited for longer than was said, never left behind. */

declare(strict_types=1);

namespace Makegood\Engine;

final class ChildProcess
{
    private const CHUNK = 65_536;
    private const GRACE_US = 20_000;
    private const KILL = 9;
    private const CUT_OFF = 'ended without an answer';

    /** @param resource $process @param array<int, resource> $pipes */
    private function __construct(private $process, private array $pipes)
    {
        array_map(static fn ($pipe): bool => stream_set_blocking($pipe, false), $pipes);
    }

    /**
     * Without a shell, without our environment; what it says beside its answers is nobody's.
     *
     * @param list<string> $command
     * @throws EngineUnavailable
     */
    public static function start(array $command): self
    {
        if (!function_exists('proc_open')) {
            throw new EngineUnavailable('This PHP may not start programs (proc_open is disabled).');
        }
        $nowhere = PHP_OS_FAMILY === 'Windows' ? 'NUL' : '/dev/null';
        $process = @proc_open($command, [0 => ['pipe', 'r'], 1 => ['pipe', 'w'], 2 => ['file', $nowhere, 'w']], $pipes, null, []);
        if (!is_resource($process)) {
            throw new EngineUnavailable('The program could not be started: ' . basename($command[0]) . '.');
        }
        return new self($process, $pipes);
    }

    public function __destruct()
    {
        array_map(static fn ($pipe) => is_resource($pipe) && fclose($pipe), $this->pipes);
        if ($this->running()) {
            usleep(self::GRACE_US); // a sound one ends with its input
        }
        if ($this->running()) {
            proc_terminate($this->process, self::KILL);
        }
        proc_close($this->process);
    }

    /** One line there, one line back. @throws EngineFailure the child is of no use any more */
    public function ask(string $request, int $timeoutMs): string
    {
        $answer = $this->talk($request . "\n", self::deadline($timeoutMs), false);
        if (!str_ends_with($answer, "\n")) {
            throw self::failure(self::CUT_OFF);
        }
        if (strpos($answer, "\n") !== strlen($answer) - 1) {
            throw self::failure('said more than its answer');
        }
        return substr($answer, 0, -1);
    }

    /** The last request: its input ends with it, its answer with its output. @throws EngineFailure */
    public function askLast(string $request, int $timeoutMs): string
    {
        $answer = $this->talk($request, self::deadline($timeoutMs), true);
        return $answer === '' ? throw self::failure(self::CUT_OFF) : $answer;
    }

    /** Writes and reads by turns, so that neither side waits for the other for ever. */
    private function talk(string $request, int $deadline, bool $isLast): string
    {
        if ((string) @fread($this->pipes[1], self::CHUNK) !== '') {
            throw self::failure('spoke before it was asked');
        }
        $answer = '';
        $sent = 0;
        while (true) {
            if ($sent === strlen($request) && $isLast && is_resource($this->pipes[0])) {
                fclose($this->pipes[0]);
            }
            $this->wait($sent < strlen($request), $deadline);
            if ($sent < strlen($request)) {
                $sent += $this->send($request, $sent);
            }
            $chunk = (string) @fread($this->pipes[1], self::CHUNK);
            $answer .= $chunk;
            if (strlen($answer) > Transport::ANSWER_MAX) {
                throw self::failure('does not come to an end with its answer');
            }
            $isOver = $chunk === '' && feof($this->pipes[1]);
            if ($isOver || (!$isLast && str_ends_with($chunk, "\n"))) {
                return $sent === strlen($request) ? $answer : throw self::failure('answered before it had heard all');
            }
        }
    }

    private function wait(bool $writes, int $deadline): void
    {
        $left = intdiv($deadline - hrtime(true), 1000);
        if ($left <= 0) {
            throw self::failure('did not answer in time');
        }
        $read = [$this->pipes[1]];
        $write = $writes ? [$this->pipes[0]] : null;
        $except = null;
        @stream_select($read, $write, $except, intdiv($left, 1_000_000), $left % 1_000_000);
    }

    private function send(string $request, int $from): int
    {
        $written = @fwrite($this->pipes[0], substr($request, $from, self::CHUNK));
        return $written === false ? throw self::failure('stopped listening') : $written;
    }

    private function running(): bool
    {
        return proc_get_status($this->process)['running'];
    }

    private static function deadline(int $timeoutMs): int
    {
        return hrtime(true) + $timeoutMs * 1_000_000;
    }

    private static function failure(string $how): EngineFailure
    {
        return new EngineFailure('The native core ' . $how . '.');
    }
}
