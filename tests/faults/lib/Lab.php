<?php

/** One run of the tests: its temporary directory, the module under test, the databases, and the child processes' settings. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Lab
{
    public function __construct(private readonly string $work, private readonly string $module, private readonly string $socket)
    {
    }

    /** The same lab in a worker process. */
    public static function ofEnvironment(): self
    {
        return new self((string) getenv('FAULTS_WORK'), (string) getenv('FAULTS_MODULE'), (string) getenv('MAKEGOOD_MARIADB_SOCKET'));
    }

    public function work(string $file = ''): string
    {
        return $this->work . ($file === '' ? '' : "/$file");
    }

    public function module(): string
    {
        return $this->module;
    }

    public function store(string $name): Store
    {
        return $name === 'sqlite' ? new SqliteStore($this->work) : new MariaDbStore($this->work, $this->socket);
    }

    /** @return list<string> the interpreter, as a panel's host runs it */
    public function php(): array
    {
        return [PHP_BINARY, '-d', 'memory_limit=128M', '-d', "pdo_mysql.default_socket=$this->socket", '-d', 'display_errors=stderr'];
    }

    /**
     * Starts a child process without a shell.
     *
     * @param list<string> $arguments of the interpreter
     * @param array<string, string> $environment on top of this process's own
     */
    public function start(array $arguments, array $environment, string $log): Child
    {
        $own = ['FAULTS_WORK' => $this->work, 'FAULTS_MODULE' => $this->module, 'MAKEGOOD_MARIADB_SOCKET' => $this->socket];

        return new Child([...$this->php(), ...$arguments], $environment + $own + getenv(), $log);
    }

    /** Runs a child process that must succeed. @param list<string> $arguments @param array<string, string> $environment */
    public function must(array $arguments, array $environment): void
    {
        $log = $this->work('must-' . getmypid() . '.log');
        $child = $this->start($arguments, $environment, $log);
        if ($child->wait(120.0) !== 0) {
            throw new \RuntimeException(implode(' ', array_map('basename', $arguments)) . ' failed: ' . file_get_contents($log));
        }
    }
}
