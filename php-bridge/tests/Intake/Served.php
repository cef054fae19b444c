<?php

/** The endpoint as a module's webhook.php has it, in a server process of its own over `$this->root`. */

declare(strict_types=1);

namespace Makegood\Tests\Intake;

trait Served
{
    /** @var resource|null */
    private $server = null;
    private string $url = '';

    /** @after */
    public function stopServing(): void
    {
        if ($this->server !== null) {
            proc_terminate($this->server);
            proc_close($this->server);
            $this->server = null;
        }
    }

    /** @param string $type content type; further headers after a line's end */
    private function send(string $query, string $type, string $body): int
    {
        $context = stream_context_create(['http' => [
            'method' => 'POST', 'header' => 'Content-Type: ' . $type, 'content' => $body, 'ignore_errors' => true, 'timeout' => 10,
        ]]);
        $answer = file_get_contents($this->url . '?' . $query, false, $context);
        self::assertMatchesRegularExpression('/^[a-z0-9 ]+\n$/D', (string) $answer, 'a short text, whatever happened');
        return (int) explode(' ', $http_response_header[0])[1];
    }

    private function serve(): void
    {
        $express = var_export(realpath(__DIR__ . '/../../src/Intake/Express.php'), true);
        file_put_contents($this->root . '/webhook.php', "<?php\nrequire $express;\nMakegood\\Intake\\Express::serve(__DIR__ . '/configuration.php');\n");
        $probe = stream_socket_server('tcp://127.0.0.1:0');
        $address = stream_socket_get_name($probe, false);
        fclose($probe);
        $null = ['file', '/dev/null', 'w'];
        $this->server = proc_open(['php', '-d', 'display_errors=0', '-S', $address, '-t', $this->root], [['file', '/dev/null', 'r'], $null, $null], $pipes);
        $this->url = 'http://' . $address . '/webhook.php';
        for ($i = 0; $i < 100; $i++) {
            $socket = @stream_socket_client('tcp://' . $address, $code, $text, 0.1);
            if ($socket !== false) {
                fclose($socket);
                return;
            }
            usleep(20_000);
        }
        self::fail('the server did not start');
    }
}
