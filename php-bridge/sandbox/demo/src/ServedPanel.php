<?php

/** A sandbox panel: installed on disk, served by `php -S`, its cron and its staff processes of their own. */

declare(strict_types=1);

namespace MakegoodDemo;

abstract class ServedPanel implements Panel
{
    private readonly SimulatedClock $clock;
    private ?int $server = null;
    private string $address = '';

    public function __construct(protected readonly Options $options, protected readonly Children $children)
    {
        $this->clock = new SimulatedClock($options->root() . '/clock');
    }

    public function clock(): SimulatedClock
    {
        return $this->clock;
    }

    public function start(string $from, int $port): void
    {
        $this->address = "127.0.0.1:{$port}";
        if (self::answers($this->address)) {
            throw new Failed("port {$port} is taken: choose another one, `make demo PORT=8090`");
        }
        $command = [...$this->script('install'), '--module', $this->options->module, '--db', $this->options->database,
            '--url', $this->url() . '/', '--seed', ...$this->installing()];
        if (!is_file($this->options->root() . '/clock')) {
            $command = [...$command, '--now', $from];
        }
        $this->children->run($command);
        $command = [...$this->php(), '-S', $this->address, $this->options->sandbox . '/router.php'];
        $this->server = $this->children->start($command, $this->options->home . '/server.log', $this->options->root(), ['SANDBOX_ROOT' => $this->options->root()]);
        for ($i = 0; $i < 200 && !self::answers($this->address); ++$i) {
            $this->mustRun();
            usleep(25_000);
        }
        $this->mustRun();
    }

    public static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $name = $socket === false ? '' : (string) stream_socket_get_name($socket, false);
        return (int) substr($name, (int) strrpos($name, ':') + 1);
    }

    public function url(): string
    {
        return 'http://' . $this->address;
    }

    public function serverRuns(): bool
    {
        return $this->server !== null && $this->children->alive($this->server);
    }

    public function staff(array $words, Admin $admin): void
    {
        $this->told($words);
    }

    public function desk(string $action, array $given): void
    {
        $this->children->run([...$this->php(), dirname(__DIR__) . '/desk.php', $this->options->sandbox, $this->options->root(), $action, json_encode($given, JSON_THROW_ON_ERROR)]);
    }

    /** What staff or a client do in the panel itself, see the sandbox's bin/staff.php. @param list<string> $words */
    protected function told(array $words): void
    {
        $this->children->run([...$this->script('staff'), ...$words]);
    }

    /** @return array{service: string, invoice: string} the one row that the panel has of a purchase */
    protected function purchase(string $sql, string $name): array
    {
        $statement = $this->sql()->prepare($sql);
        $statement->execute([$name]);
        $row = $statement->fetch(\PDO::FETCH_ASSOC) ?: throw new Failed("nothing was bought for {$name}");
        return ['service' => (string) $row['service'], 'invoice' => (string) $row['invoice']];
    }

    /** More options of the sandbox's bin/install.php. @return list<string> */
    protected function installing(): array
    {
        return [];
    }

    /** @param array{driver: string, host: string, port: string, name: string, user: string, password: string} $settings */
    protected static function open(array $settings): \PDO
    {
        if ($settings['driver'] === 'sqlite') {
            $pdo = new \PDO('sqlite:' . $settings['name']);
            $pdo->exec('PRAGMA busy_timeout = 15000');
            return $pdo;
        }
        $where = "mysql:host={$settings['host']};port={$settings['port']};dbname={$settings['name']};charset=utf8mb4";
        return new \PDO($where, $settings['user'], $settings['password']);
    }

    /** @return list<string> */
    protected function script(string $name): array
    {
        return [...$this->php(), $this->options->sandbox . "/bin/{$name}.php", '--root', $this->options->root()];
    }

    /** PHP; a month is more than a hundred runs of the cron, so what is compiled once is kept where PHP can do that. @return list<string> */
    protected function php(): array
    {
        if (!extension_loaded('Zend OPcache')) {
            return [PHP_BINARY];
        }
        $cache = $this->options->home . '/opcache';
        is_dir($cache) || mkdir($cache, 0700);
        return [PHP_BINARY, '-d', 'opcache.enable_cli=1', '-d', 'opcache.file_cache_only=1', '-d', "opcache.file_cache={$cache}"];
    }

    private function mustRun(): void
    {
        if (!$this->serverRuns()) {
            throw new Failed("the web server did not start; see {$this->options->home}/server.log");
        }
    }

    private static function answers(string $address): bool
    {
        $socket = @stream_socket_client('tcp://' . $address, $code, $why, 1);
        if ($socket === false) {
            return false;
        }
        fclose($socket);
        return true;
    }
}
