<?php

/**
 * The sandbox panel as the demo sees it: installed on disk, served by `php -S`, its cron a process of its own.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Panel
{
    public readonly SimulatedClock $clock;
    private ?int $server = null;
    private string $address = '';

    public function __construct(private readonly Options $options, private readonly Children $children)
    {
        $this->clock = new SimulatedClock($options->root() . '/clock');
    }

    /** Makes the panel and its demo company; on later runs brings only the module's files up to date. */
    public function install(string $from): void
    {
        $command = [...$this->script('install'), '--module', $this->options->module, '--db', $this->options->database, '--seed'];
        if (!is_file($this->options->root() . '/clock')) {
            $command = [...$command, '--now', $from];
        }
        $this->children->run($command);
    }

    /** @throws Failed when the port is taken or the server does not come up */
    public function serve(int $port): void
    {
        $this->address = "127.0.0.1:{$port}";
        if (self::answers($this->address)) {
            throw new Failed("port {$port} is taken: choose another one, `make demo PORT=8090`");
        }
        $command = [PHP_BINARY, '-S', $this->address, $this->options->sandbox . '/router.php'];
        $this->server = $this->children->start($command, $this->options->home . '/server.log', $this->options->root());
        for ($i = 0; $i < 200 && !self::answers($this->address); ++$i) {
            $this->mustRun();
            usleep(25_000);
        }
        $this->mustRun();
        $this->sql()->prepare("UPDATE tblconfiguration SET value = ? WHERE setting = 'SystemURL'")->execute([$this->url() . '/']);
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

    /** One call of the panel's cron, as the system's cron would make it. */
    public function cron(): void
    {
        $this->children->run([PHP_BINARY, $this->options->root() . '/crons/cron.php']);
    }

    /** @param list<string> $words an action of bin/staff.php */
    public function staff(array $words): void
    {
        $this->children->run([...$this->script('staff'), ...$words]);
    }

    /** The panel's database, opened with the panel's own settings. */
    public function sql(): \PDO
    {
        $settings = (static function (string $file): array {
            require $file;
            return get_defined_vars();
        })($this->options->root() . '/configuration.php');
        if (($settings['db_driver'] ?? '') === 'sqlite') {
            $pdo = new \PDO('sqlite:' . $settings['db_name']);
            $pdo->exec('PRAGMA busy_timeout = 15000');
            return $pdo;
        }
        $where = "mysql:host={$settings['db_host']};port={$settings['db_port']};dbname={$settings['db_name']};charset=utf8mb4";
        return new \PDO($where, $settings['db_username'], $settings['db_password']);
    }

    /** @return list<string> */
    private function script(string $name): array
    {
        return [PHP_BINARY, $this->options->sandbox . "/bin/{$name}.php", '--root', $this->options->root()];
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
