<?php

/** The server that stands in for six monitors' APIs (tests/pull/server.mjs), and the clock that it shares with the tests. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Instant;
use Makegood\Pull\Http;
use Makegood\Pull\StreamWire;
use Makegood\Pull\Time;
use Makegood\Pull\Wire;

final class Monitors extends Time
{
    public const KEYS = [
        'pingdom' => 'key-of-pingdom-123', 'uptimerobot' => 'key-of-robot-123', 'uptimerobotOld' => 'old-key-of-robot', 'statuscake' => 'key-of-cake-123',
        'updown' => 'key-of-updown-123', 'betterstack' => 'key-of-better-123', 'prometheus' => 'Bearer key-of-prometheus',
    ];
    private const ORIGINS = [
        'https://api.pingdom.com', 'https://api.uptimerobot.com', 'https://api.statuscake.com', 'https://updown.io', 'https://uptime.betterstack.com',
        'https://prometheus.example.com',
    ];

    public readonly string $address;
    private int $nowMs = 0;
    /** @var resource */
    private $process;
    /** @var array<int, resource> */
    private array $pipes = [];

    public function __construct()
    {
        $this->process = proc_open(['node', __DIR__ . '/../../../tests/pull/server.mjs'], [['pipe', 'r'], ['pipe', 'w'], STDERR], $this->pipes);
        $this->address = 'http://127.0.0.1:' . (int) substr((string) fgets($this->pipes[1]), strlen('listening '));
        $this->set(['keys' => self::KEYS]);
    }

    /** The server ends with its standard input. */
    public function stop(): void
    {
        array_map('fclose', $this->pipes);
        proc_close($this->process);
    }

    public function http(?Wire $wire = null): Http
    {
        return new Http(array_fill_keys(self::ORIGINS, $this->address), $this, $wire ?? self::wire());
    }

    /** MAKEGOOD_WIRE=curl: by the curl extension, as a panel does. */
    public static function wire(): Wire
    {
        return getenv('MAKEGOOD_WIRE') === 'curl' ? new \Makegood\Pull\CurlWire() : new StreamWire();
    }

    public function clock(string $iso): void
    {
        $this->nowMs = Instant::ms($iso);
        $this->set(['now' => $this->nowMs]);
    }

    public function nowMs(): int
    {
        return $this->nowMs;
    }

    public function sleep(int $ms): void
    {
        $this->nowMs += $ms;
        $this->set(['now' => $this->nowMs]);
    }

    /** @param list<array<string, mixed>> $checks */
    public function checks(array $checks): void
    {
        $this->set(['checks' => array_map(static fn (array $check): array => $check + ['name' => 'Web ' . $check['id'], 'url' => 'https://web' . $check['id'] . '.example.com'], $checks)]);
    }

    /** @param list<array{string, string, ?string}> $outages check, from, to (null: goes on) */
    public function outages(array $outages): void
    {
        $this->set(['outages' => array_map(static fn (array $outage, int $i): array => [
            'id' => (string) (9000 + $i), 'check' => $outage[0], 'from' => Instant::ms($outage[1]), 'to' => $outage[2] === null ? null : Instant::ms($outage[2]),
        ], $outages, array_keys($outages))]);
    }

    /** @param list<array<string, mixed>> $faults */
    public function faults(array ...$faults): void
    {
        $this->set(['faults' => array_map(static fn (array $fault): array => $fault + ['at' => '.', 'times' => -1], $faults)]);
    }

    /** @param array<string, mixed> $script */
    public function set(array $script): void
    {
        $this->control(json_encode($script, JSON_THROW_ON_ERROR));
    }

    /** @return list<array{vendor: string, url: string, now: int, status: int}> */
    public function log(): array
    {
        return $this->control(null)['log'];
    }

    public function forgetLog(): void
    {
        $this->control('{"log":null}');
    }

    /** @return array<string, int> vendor => the most requests in one minute */
    public function worst(): array
    {
        return $this->control(null)['worst'];
    }

    /** @return array<string, mixed> */
    private function control(?string $body): array
    {
        $context = stream_context_create(['http' => ['method' => $body === null ? 'GET' : 'POST', 'content' => $body ?? '', 'timeout' => 10, 'header' => 'Content-Type: application/json']]);
        return json_decode((string) file_get_contents($this->address . '/control', false, $context), true, 32, JSON_THROW_ON_ERROR);
    }
}
