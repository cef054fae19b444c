<?php

/** A php-fpm of one's own on a Unix socket in a temporary folder, and the few lines of FastCGI that ask it something. */

declare(strict_types=1);

namespace Makegood\Bench;

final class Fpm
{
    private string $folder;
    /** @var resource */
    private $process;

    public function __construct(string $program)
    {
        $this->folder = sys_get_temp_dir() . '/makegood-fpm-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        file_put_contents($this->folder . '/fpm.conf', $this->configuration());
        $root = posix_geteuid() === 0;
        $command = [$program, '--nodaemonize', '--fpm-config', $this->folder . '/fpm.conf', ...($root ? ['--allow-to-run-as-root'] : [])];
        $quiet = ['file', $this->folder . '/output.log', 'a'];
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], $quiet, $quiet], $pipes);
        for ($waited = 0; !file_exists($this->socket()); $waited++) {
            if ($waited > 100 || !proc_get_status($this->process)['running']) {
                throw new \RuntimeException('php-fpm did not start: ' . file_get_contents($this->folder . '/output.log'));
            }
            usleep(50000);
        }
    }

    /** The php-fpm of this PHP's version, or null. */
    public static function program(): ?string
    {
        $version = PHP_MAJOR_VERSION . '.' . PHP_MINOR_VERSION;
        foreach (["/usr/sbin/php-fpm$version", "/usr/local/sbin/php-fpm$version", '/usr/sbin/php-fpm', '/usr/local/sbin/php-fpm'] as $path) {
            if (is_executable($path)) {
                return $path;
            }
        }
        return null;
    }

    /** The body of the answer to a POST. */
    public function post(string $script, string $body): string
    {
        $parameters = '';
        foreach (['SCRIPT_FILENAME' => $script, 'REQUEST_METHOD' => 'POST', 'CONTENT_TYPE' => 'application/json', 'CONTENT_LENGTH' => (string) strlen($body)] as $name => $value) {
            $parameters .= pack('CN', strlen($name), strlen($value) | 0x80000000) . $name . $value;
        }
        $stream = stream_socket_client('unix://' . $this->socket(), $code, $message, 5);
        if ($stream === false) {
            throw new \RuntimeException("php-fpm cannot be reached: $message");
        }
        fwrite($stream, self::record(1, "\0\1\0\0\0\0\0\0") . self::record(4, $parameters) . self::record(4, '') . self::record(5, $body) . self::record(5, ''));
        $answer = self::read($stream);
        fclose($stream);
        return substr($answer, (int) strpos($answer, "\r\n\r\n") + 4);
    }

    public function stop(): void
    {
        proc_terminate($this->process, SIGTERM);
        proc_close($this->process);
        array_map('unlink', (array) glob($this->folder . '/*'));
        rmdir($this->folder);
    }

    private function socket(): string
    {
        return $this->folder . '/fpm.sock';
    }

    /** One worker, which is warm after its first request; everything else as the host's php.ini has it. */
    private function configuration(): string
    {
        $name = posix_getpwuid(posix_geteuid())['name'];
        $user = posix_geteuid() === 0 ? "user = $name\ngroup = " . posix_getgrgid(posix_getegid())['name'] . "\n" : '';
        return "[global]\nerror_log = $this->folder/error.log\n[bench]\n{$user}listen = {$this->socket()}\npm = static\npm.max_children = 1\n"
            . "php_admin_value[opcache.enable] = 1\nphp_admin_value[opcache.file_update_protection] = 0\n";
    }

    /** A record of request 1; bodies here stay below 64 KiB. */
    private static function record(int $type, string $content): string
    {
        return pack('CCnnCC', 1, $type, 1, strlen($content), 0, 0) . $content;
    }

    /** @param resource $stream */
    private static function read($stream): string
    {
        $output = '';
        while (strlen($head = (string) stream_get_contents($stream, 8)) === 8) {
            ['type' => $type, 'length' => $length, 'padding' => $padding] = unpack('Cversion/Ctype/nid/nlength/Cpadding', $head);
            $content = $length + $padding > 0 ? (string) stream_get_contents($stream, $length + $padding) : '';
            match ($type) {
                6 => $output .= substr($content, 0, $length),
                7 => throw new \RuntimeException('php-fpm says: ' . substr($content, 0, $length)),
                default => null,
            };
            if ($type === 3) {
                break;
            }
        }
        return $output;
    }
}
