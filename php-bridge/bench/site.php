<?php

/** nginx and php-fpm of one's own on a free port of this machine, serving one folder; both end by the process ids that were kept. */

declare(strict_types=1);

namespace Makegood\Bench;

final class Site
{
    private const WORKERS = 4;

    public readonly int $port;
    private string $folder;
    /** @var list<resource> */
    private array $processes = [];

    public function __construct(string $root)
    {
        $fpm = Fpm::program();
        $nginx = trim((string) shell_exec('command -v nginx'));
        if ($fpm === null || $nginx === '') {
            throw new \RuntimeException('nginx and php-fpm are needed (make setup-test)');
        }
        $this->folder = sys_get_temp_dir() . '/makegood-site-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        $this->port = self::freePort();
        file_put_contents($this->folder . '/fpm.conf', $this->fpm());
        file_put_contents($this->folder . '/nginx.conf', $this->nginx($root));
        $this->start([$fpm, '--nodaemonize', '--fpm-config', $this->folder . '/fpm.conf', ...(posix_geteuid() === 0 ? ['--allow-to-run-as-root'] : [])]);
        $this->await(fn (): bool => file_exists($this->folder . '/fpm.sock'));
        $this->start([$nginx, '-p', $this->folder, '-c', $this->folder . '/nginx.conf', '-g', 'daemon off;']);
        $this->await(fn (): bool => is_resource(@stream_socket_client('tcp://127.0.0.1:' . $this->port, $code, $text, 0.2)));
    }

    public function stop(): void
    {
        foreach (array_reverse($this->processes) as $process) {
            proc_terminate($process, SIGTERM);
            proc_close($process);
        }
        foreach (array_diff((array) scandir($this->folder), ['.', '..']) as $name) {
            is_dir($this->folder . '/' . $name) ? @rmdir($this->folder . '/' . $name) : @unlink($this->folder . '/' . $name);
        }
        @rmdir($this->folder);
    }

    /** @return list<int> process ids of all that serves */
    public function pids(): array
    {
        $masters = array_map(static fn ($process): int => proc_get_status($process)['pid'], $this->processes);
        $children = array_map(static fn (int $pid): string => (string) @file_get_contents("/proc/$pid/task/$pid/children"), $masters);
        return [...$masters, ...array_map('intval', array_filter(explode(' ', implode(' ', $children)), 'is_numeric'))];
    }

    /** @param list<string> $command */
    private function start(array $command): void
    {
        $quiet = ['file', $this->folder . '/output.log', 'a'];
        $this->processes[] = proc_open($command, [['file', '/dev/null', 'r'], $quiet, $quiet], $pipes);
    }

    private function await(\Closure $ready): void
    {
        for ($waited = 0; !$ready(); $waited++) {
            if ($waited > 200) {
                throw new \RuntimeException('the site did not start: ' . file_get_contents($this->folder . '/output.log'));
            }
            usleep(50_000);
        }
    }

    private static function freePort(): int
    {
        $probe = stream_socket_server('tcp://127.0.0.1:0');
        $name = (string) stream_socket_get_name($probe, false);
        fclose($probe);
        return (int) substr($name, (int) strrpos($name, ':') + 1);
    }

    private function fpm(): string
    {
        $user = posix_getpwuid(posix_geteuid())['name'];
        $group = posix_getgrgid(posix_getegid())['name'];
        $as = posix_geteuid() === 0 ? "user = $user\ngroup = $group\n" : '';
        return "[global]\nerror_log = $this->folder/error.log\n[site]\n{$as}listen = $this->folder/fpm.sock\npm = static\npm.max_children = " . self::WORKERS
            . "\nphp_admin_value[opcache.enable] = 1\nphp_admin_value[opcache.file_update_protection] = 0\n";
    }

    private function nginx(string $root): string
    {
        $temporary = implode('', array_map(fn (string $what): string => "    {$what}_temp_path $this->folder/$what;\n", ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']));
        $as = posix_geteuid() === 0 ? 'user ' . posix_getpwuid(0)['name'] . ";\n" : '';
        return "{$as}worker_processes 1;\npid $this->folder/nginx.pid;\nerror_log $this->folder/nginx.log;\nevents { worker_connections 256; }\nhttp {\n"
            . "    access_log off;\n    client_max_body_size 2m;\n    keepalive_requests 1000000;\n$temporary"
            . "    server {\n        listen 127.0.0.1:$this->port;\n        root $root;\n        location ~ \\.php$ {\n"
            . "            fastcgi_pass unix:$this->folder/fpm.sock;\n"
            . "            fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;\n            fastcgi_param QUERY_STRING \$query_string;\n"
            . "            fastcgi_param REQUEST_METHOD \$request_method;\n            fastcgi_param CONTENT_TYPE \$content_type;\n"
            . "            fastcgi_param CONTENT_LENGTH \$content_length;\n            fastcgi_param SERVER_PROTOCOL \$server_protocol;\n        }\n    }\n}\n";
    }
}
