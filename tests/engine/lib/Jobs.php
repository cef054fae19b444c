<?php

/** Commands, a few at a time; what each wrote comes back under its name as it ends. */

declare(strict_types=1);

namespace MakegoodEngineTests;

final class Jobs
{
    /** @var array<string, list<string>> */
    private array $waiting = [];

    public function __construct(private readonly int $atOnce)
    {
    }

    /** @param list<string> $command */
    public function add(string $name, array $command): void
    {
        $this->waiting[$name] = $command;
    }

    /** @return \Generator<string, string> */
    public function run(): \Generator
    {
        $running = [];
        while ($this->waiting !== [] || $running !== []) {
            while (count($running) < $this->atOnce && $this->waiting !== []) {
                $name = (string) array_key_first($this->waiting);
                $out = tmpfile();
                $process = proc_open($this->waiting[$name], [['file', '/dev/null', 'r'], $out, ['redirect', 1]], $pipes);
                unset($this->waiting[$name]);
                $running[$name] = [$process, $out];
            }
            usleep(20000);
            foreach ($running as $name => [$process, $out]) {
                if (!proc_get_status($process)['running']) {
                    proc_close($process);
                    rewind($out);
                    unset($running[$name]);
                    yield $name => (string) stream_get_contents($out);
                }
            }
        }
    }
}
