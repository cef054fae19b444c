<?php

/** Two monitors of one server, and an outage that they tell of at the door of a module. Needs a sandbox's clock. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Intake\Endpoint;
use MakegoodSandbox\Clock;

trait TwoMonitors
{
    /** @var array<string, string> vendor → query with its secret */
    private array $address = [];

    /** The panel's connection. */
    abstract protected function connection(): \PDO;

    /** 12:00 to 13:31 by one monitor, 12:02 to 13:32 by the other: 89 minutes for both. */
    private function outage(bool $bothSeeIt = true): void
    {
        $this->pingdom('DOWN', '2026-03-04T12:00:00');
        $bothSeeIt && $this->kuma(0, '2026-03-04 12:02:00');
        $this->pingdom('UP', '2026-03-04T13:31:00');
        $bothSeeIt && $this->kuma(1, '2026-03-04 13:32:00');
    }

    private function pingdom(string $state, string $at): void
    {
        $this->deliver('pingdom', $at, ['check_id' => 803318, 'check_name' => 'Web 1', 'check_params' => ['hostname' => 'web1.example.com'],
            'previous_state' => $state === 'UP' ? 'DOWN' : 'UP', 'current_state' => $state, 'state_changed_timestamp' => strtotime($at . 'Z'),
            'state_changed_utc_time' => $at]);
    }

    private function kuma(int $status, string $at): void
    {
        $this->deliver('uptime-kuma', str_replace(' ', 'T', $at), ['msg' => '…', 'monitor' => ['id' => 29, 'name' => 'Web 1', 'type' => 'http', 'url' => 'https://x'],
            'heartbeat' => ['monitorID' => 29, 'status' => $status, 'time' => $at . '.000', 'important' => true, 'msg' => '']]);
    }

    /** @param array<string, mixed> $message */
    private function deliver(string $vendor, string $at, array $message): void
    {
        Clock::travel(gmdate('Y-m-d\TH:i:s\Z', strtotime($at . 'Z') + 4));
        $endpoint = new Endpoint($this->connection(...), null);
        self::assertSame(202, $endpoint->answer('POST', $this->address[$vendor], 'application/json', (string) json_encode($message))->status);
    }
}
