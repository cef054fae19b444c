<?php

/** One monitor of a drill, speaking as its vendor does. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Engine\Json;
use Makegood\Intake\SecretCheck;
use Makegood\Ledger\Ledger;

final class Monitor
{
    private const FORM = 'application/x-www-form-urlencoded';
    private const JSON = 'application/json';

    private function __construct(
        public readonly string $source,
        private readonly string $secret,
        private readonly string $vendor,
        public readonly string $name,
        private readonly string $target,
        public readonly string $label,
    ) {
    }

    /** Puts the account and what it watches into the drill's ledger. @param array{vendor: string, name: string, group: string, target: string, label: string} $like */
    public static function inLedger(Ledger $ledger, array $like, string $subject, int $nowMs): self
    {
        $secret = SecretCheck::newSecret();
        $source = $ledger->sources->add($like['vendor'], $like['name'], $like['group'], SecretCheck::digest($secret), $nowMs);
        $ledger->targets->seen($source, $like['target'], $like['label'], null);
        foreach ($ledger->targets->all() as $row) {
            if ((string) $row['source_id'] === $source) {
                $ledger->targets->map((string) $row['id'], $subject);
            }
        }
        return new self($source, $secret, $like['vendor'], $like['name'], $like['target'], $like['label']);
    }

    /** What stands behind the question mark of its address. */
    public function query(): string
    {
        return 's=' . $this->source . '.' . $this->secret;
    }

    /** @return array{string, string} content type and body of the message that says so */
    public function message(bool $isUp, int $sinceMs): array
    {
        return match ($this->vendor) {
            'uptimerobot' => [self::FORM, http_build_query($this->uptimerobot($isUp, $sinceMs))],
            'uptime-kuma' => [self::JSON, Json::encode($this->uptimeKuma($isUp, $sinceMs))],
            default => [self::JSON, Json::encode($this->pingdom($isUp, $sinceMs))],
        };
    }

    /** @return array<string, mixed> */
    private function pingdom(bool $isUp, int $sinceMs): array
    {
        return [
            'check_id' => (int) $this->target,
            'check_name' => $this->label,
            'check_type' => 'HTTP',
            'check_params' => ['hostname' => 'www.example.com', 'encryption' => true, 'port' => 443, 'url' => '/'],
            'tags' => ['drill'],
            'previous_state' => $isUp ? 'DOWN' : 'UP',
            'current_state' => $isUp ? 'UP' : 'DOWN',
            'importance_level' => 'HIGH',
            'state_changed_timestamp' => intdiv($sinceMs, 1000),
            'state_changed_utc_time' => gmdate('Y-m-d\TH:i:s', intdiv($sinceMs, 1000)),
            'description' => $isUp ? 'OK' : 'HTTP Error 503',
            'first_probe' => ['ip' => '192.0.2.1', 'location' => 'Frankfurt, Germany'],
        ];
    }

    /** @return array<string, string> */
    private function uptimerobot(bool $isUp, int $sinceMs): array
    {
        return [
            'monitorID' => $this->target,
            'monitorURL' => 'https://www.example.com/',
            'monitorFriendlyName' => $this->label,
            'alertType' => $isUp ? '2' : '1',
            'alertTypeFriendlyName' => $isUp ? 'Up' : 'Down',
            'alertDetails' => $isUp ? 'HTTP 200 - OK' : 'HTTP 503 - Service Unavailable',
            'alertDateTime' => (string) intdiv($sinceMs, 1000),
        ];
    }

    /** @return array<string, mixed> */
    private function uptimeKuma(bool $isUp, int $sinceMs): array
    {
        $words = $isUp ? '200 - OK' : 'Request failed with status code 503';
        return [
            'heartbeat' => [
                'monitorID' => (int) $this->target,
                'status' => $isUp ? 1 : 0,
                'time' => gmdate('Y-m-d H:i:s', intdiv($sinceMs, 1000)) . '.000',
                'msg' => $words,
                'important' => true,
                'duration' => 60,
            ],
            'monitor' => ['id' => (int) $this->target, 'name' => $this->label, 'url' => 'https://www.example.com/', 'type' => 'http', 'interval' => 60],
            'msg' => '[' . $this->label . '] ' . $words,
        ];
    }
}
