<?php

/** The native core as a child process, kept open: one line a request, one line an answer. */

declare(strict_types=1);

namespace Makegood\Engine;

final class ProcessCore implements Transport
{
    /** The core refuses what is longer, whatever it says: one byte more is all that it has to see. */
    private const REQUEST_MAX = 8 * 1024 * 1024;
    private const ATTEMPTS = 2;

    private ?ChildProcess $child = null;
    private ?string $sha256 = null;

    /** @param string $binary path of the native core @param int $timeoutMs for one request */
    public function __construct(private readonly string $binary, private readonly int $timeoutMs = 10_000)
    {
    }

    public function sha256(): string
    {
        return $this->sha256 ??= (string) hash_file('sha256', $this->binary);
    }

    /** A child that crashed, hung or babbled is replaced once; the core is pure, so asking again changes nothing. */
    public function call(string $request): string
    {
        $request = substr($request, 0, self::REQUEST_MAX + 1);
        for ($attempt = 1;; $attempt++) {
            try {
                return str_contains($request, "\n") ? $this->once($request) : $this->line($request);
            } catch (EngineFailure $broken) {
                $this->child = null; // its end kills it
                if ($attempt === self::ATTEMPTS) {
                    throw $broken;
                }
            }
        }
    }

    private function line(string $request): string
    {
        $this->child ??= $this->start('--lines');
        return $this->child->ask($request, $this->timeoutMs);
    }

    /** What stands on several lines gets a child of its own: a line break may be part of what is wrong with it. */
    private function once(string $request): string
    {
        return $this->start()->askLast($request, $this->timeoutMs);
    }

    private function start(string ...$arguments): ChildProcess
    {
        if (!is_file($this->binary) || !is_executable($this->binary)) {
            throw new EngineUnavailable('The native core is not there, or may not be executed: ' . basename($this->binary) . '.');
        }
        return ChildProcess::start([$this->binary, 'call', ...$arguments]);
    }
}
