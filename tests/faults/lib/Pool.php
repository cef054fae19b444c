<?php

/** A few worker processes that share one list of cases: each gets the next case as a line and answers with a line. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Pool
{
    /** @param list<string> $command of one worker; its slot number is appended */
    public function __construct(private readonly array $command, private readonly int $workers)
    {
    }

    /**
     * @param list<array<string, mixed>> $cases
     * @param callable(array<string, mixed> $result): void $seen called as results come
     * @return list<array<string, mixed>> results in the order of the cases
     */
    public function run(array $cases, callable $seen): array
    {
        $open = [];
        $next = 0;
        for ($slot = 0; $slot < min($this->workers, count($cases)); $slot++) {
            $worker = $this->start($slot);
            $worker['case'] = $next;
            $this->send($worker, $cases[$next++]);
            $open[$slot] = $worker;
        }
        $results = [];
        while ($open !== []) {
            $ready = array_map(static fn (array $worker) => $worker['out'], $open);
            $none = null;
            if (stream_select($ready, $none, $none, 300) === 0) {
                throw new \RuntimeException('no worker answered for five minutes');
            }
            foreach (array_keys($ready) as $slot) {
                $line = fgets($open[$slot]['out']);
                $results[$open[$slot]['case']] = $result = $this->read($line, $cases[$open[$slot]['case']]);
                $seen($result);
                if ($line === false) {
                    $this->end($open[$slot]);
                    $open[$slot] = $this->start($slot);
                }
                if ($next < count($cases)) {
                    $open[$slot]['case'] = $next;
                    $this->send($open[$slot], $cases[$next++]);
                } else {
                    $this->end($open[$slot]);
                    unset($open[$slot]);
                }
            }
        }
        ksort($results);

        return array_values($results);
    }

    /** @return array<string, mixed> a worker that ended is a failed case, not the end of the test */
    private function read(string|false $line, array $case): array
    {
        $result = $line === false ? null : json_decode($line, true);

        return is_array($result) ? $result : ['case' => $case, 'faults' => ['the worker ended: ' . trim((string) $line)]];
    }

    /** @return array<string, mixed> */
    private function start(int $slot): array
    {
        $process = proc_open([...$this->command, (string) $slot], [['pipe', 'r'], ['pipe', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('a worker could not be started');
        }

        return ['process' => $process, 'in' => $pipes[0], 'out' => $pipes[1], 'case' => -1];
    }

    /** @param array<string, mixed> $worker @param array<string, mixed> $case */
    private function send(array $worker, array $case): void
    {
        fwrite($worker['in'], json_encode($case, JSON_THROW_ON_ERROR) . "\n");
    }

    /** @param array<string, mixed> $worker */
    private function end(array $worker): void
    {
        fclose($worker['in']);
        fclose($worker['out']);
        proc_close($worker['process']);
    }
}
