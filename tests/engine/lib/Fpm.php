<?php

/** A private php-fpm with one worker, on a socket in a directory of its own; without any ini file of the machine. */

declare(strict_types=1);

namespace MakegoodEngineTests;

final class Fpm
{
    private readonly string $home;
    private readonly string $socket;
    /** @var resource */
    private $process;

    /**
     * @param list<string> $settings `name=value` for php.ini
     * @param list<string> $pool     lines for the pool
     */
    public function __construct(array $settings, array $pool = [])
    {
        $this->home = trim((string) shell_exec('mktemp -d'));
        $this->socket = $this->home . '/s';
        $root = posix_geteuid() === 0;
        file_put_contents($this->home . '/conf', implode("\n", [
            '[global]', "error_log = $this->home/log", 'daemonize = no',
            '[one]', "listen = $this->socket", 'pm = static', 'pm.max_children = 1', 'catch_workers_output = yes', 'clear_env = no', ...($root ? ['user = root', 'group = root'] : []), ...$pool,
        ]) . "\n");
        $command = [self::binary(), '-n', '-F', ...($root ? ['-R'] : []), '-y', $this->home . '/conf'];
        foreach ($settings as $setting) {
            array_push($command, '-d', $setting);
        }
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], ['file', "$this->home/out", 'w'], ['file', "$this->home/out", 'a']], $pipes)
            ?: throw new \RuntimeException('php-fpm could not be started');
        for ($i = 0; !file_exists($this->socket); $i++) {
            if ($i > 500 || !proc_get_status($this->process)['running']) {
                throw new \RuntimeException('php-fpm does not come up: ' . $this->said());
            }
            usleep(20000);
        }
    }

    /** @param array<string, string> $params */
    public function get(string $script, array $params, int $timeoutSeconds): string
    {
        try {
            return FastCgi::get($this->socket, $script, $params, $timeoutSeconds);
        } catch (\RuntimeException $broken) {
            throw new \RuntimeException($broken->getMessage() . "\n" . $this->said(), 0, $broken);
        }
    }

    public function stop(): void
    {
        $pid = proc_get_status($this->process)['pid'];
        posix_kill($pid, SIGTERM);
        for ($i = 0; proc_get_status($this->process)['running']; $i++) {
            usleep(10000);
            if ($i === 300) {
                $this->killAll($pid);
            }
        }
        proc_close($this->process);
        array_map('unlink', glob($this->home . '/*') ?: []);
        @rmdir($this->home);
    }

    /** A worker that loops in spoiled machine code hears no signal but the last one. */
    private function killAll(int $master): void
    {
        foreach (preg_split('/\s+/', trim((string) @file_get_contents("/proc/$master/task/$master/children"))) ?: [] as $worker) {
            $worker !== '' && posix_kill((int) $worker, SIGKILL);
        }
        posix_kill($master, SIGKILL);
    }

    private function said(): string
    {
        return substr((string) @file_get_contents("$this->home/log") . @file_get_contents("$this->home/out"), -2000);
    }

    private static function binary(): string
    {
        foreach (['/usr/sbin/php-fpm8.2', '/usr/sbin/php-fpm'] as $path) {
            if (is_executable($path)) {
                return $path;
            }
        }
        throw new \RuntimeException('php-fpm is missing: apt-get install php8.2-fpm (make setup-test)');
    }
}
