<?php

/**
 * The bodies that Pingdom, UptimeRobot and Uptime Kuma really send, with the demo's names in them.
 */

declare(strict_types=1);

namespace MakegoodDemo;

/** Each method gives ['type' => content type, 'body' => bytes]; the same arguments give the same bytes. */
final class Payloads
{
    /**
     * Pingdom's state change of a HTTP check.
     *
     * @param string $at when the state changed, UTC, `2026-03-04T12:00:00`
     * @return array{type: string, body: string}
     */
    public static function pingdom(int $check, string $host, bool $up, string $at): array
    {
        $none = new \stdClass();
        return self::json([
            'check_id' => $check,
            'check_name' => $host,
            'check_type' => 'HTTP',
            'check_params' => [
                'basic_auth' => false,
                'encryption' => true,
                'full_url' => "https://{$host}/",
                'header' => 'User-Agent:Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)',
                'hostname' => $host,
                'ipv6' => false,
                'port' => 443,
                'url' => '/',
            ],
            'tags' => [],
            'previous_state' => $up ? 'DOWN' : 'UP',
            'current_state' => $up ? 'UP' : 'DOWN',
            'state_changed_timestamp' => self::epoch($at),
            'state_changed_utc_time' => $at,
            'long_description' => $up ? 'OK' : 'Socket timeout, unable to connect to server',
            'description' => $up ? 'OK' : 'Timeout (> 30s)',
            'importance_level' => 'HIGH',
            'version' => 1,
            'first_probe' => ['ip' => '85.17.156.99', 'ipv6' => '2001:1af8:4100:a09b::454', 'location' => 'Amsterdam 5, Netherlands'],
            'second_probe' => $up ? $none : ['ip' => '64.141.100.136', 'ipv6' => '', 'location' => 'Calgary, Canada'],
        ]);
    }

    /**
     * Uptime Kuma's heartbeat. An unimportant one is the reminder that Kuma repeats while a check stays down.
     *
     * @param string $at when the check ran, UTC with milliseconds, `2026-03-04 12:02:00.000`
     * @return array{type: string, body: string}
     */
    public static function kuma(int $monitor, string $host, bool $up, string $at, bool $important = true): array
    {
        $words = $up ? '200 - OK' : 'timeout of 48000ms exceeded';
        return self::json([
            'heartbeat' => [
                'monitorID' => $monitor,
                'status' => $up ? 1 : 0,
                'time' => $at,
                'msg' => $words,
                'ping' => $up ? 143 : null,
                'important' => $important,
                'duration' => 60,
                'retries' => 0,
                'timezone' => 'UTC',
                'timezoneOffset' => '+00:00',
                'localDateTime' => substr($at, 0, 19),
            ],
            'monitor' => [
                'id' => $monitor,
                'name' => $host,
                'description' => null,
                'pathName' => $host,
                'parent' => null,
                'childrenIDs' => [],
                'url' => "https://{$host}",
                'method' => 'GET',
                'hostname' => null,
                'port' => null,
                'maxretries' => 0,
                'active' => true,
                'type' => 'http',
                'timeout' => 48,
                'interval' => 60,
                'retryInterval' => 60,
                'resendInterval' => 30,
                'upsideDown' => false,
                'tags' => [],
                'maintenance' => false,
                'includeSensitiveData' => false,
            ],
            'msg' => $up ? "[{$host}] [✅ Up] {$words}" : "[{$host}] [🔴 Down] {$words}",
        ]);
    }

    /** @return array{type: string, body: string} what Kuma's "Test" button sends */
    public static function kumaTest(): array
    {
        return self::json(['heartbeat' => null, 'monitor' => null, 'msg' => 'Office Kuma Testing']);
    }

    /**
     * UptimeRobot's alert as its default form body.
     *
     * @param string $at when the alert began, UTC, `2026-03-25T02:00:00`
     * @return array{type: string, body: string}
     */
    public static function uptimeRobot(int $monitor, string $host, bool $up, string $at, int $durationSeconds = 0): array
    {
        return [
            'type' => 'application/x-www-form-urlencoded',
            'body' => http_build_query([
                'monitorID' => (string) $monitor,
                'monitorURL' => "https://{$host}",
                'monitorFriendlyName' => $host,
                'alertType' => $up ? '2' : '1',
                'alertTypeFriendlyName' => $up ? 'Up' : 'Down',
                'alertDetails' => $up ? 'HTTP 200 - OK' : 'Connection Timeout',
                'alertDuration' => $up ? (string) $durationSeconds : '*alertDuration*',
                'alertDateTime' => (string) self::epoch($at),
            ]),
        ];
    }

    /** @return array{type: string, body: string} UptimeRobot's notice that a certificate expires, sent as JSON */
    public static function uptimeRobotExpiry(int $monitor, string $host, string $at): array
    {
        return self::json([
            'monitorID' => (string) $monitor,
            'monitorURL' => "https://{$host}",
            'monitorFriendlyName' => $host,
            'alertType' => '3',
            'alertTypeFriendlyName' => 'SSL & Domain expiry',
            'alertDetails' => 'SSL certificate expires in 7 days',
            'alertDateTime' => (string) self::epoch($at),
        ]);
    }

    /** @return array{type: string, body: string} somebody else's alert, sent to the wrong address */
    public static function stranger(): array
    {
        return self::json(['status' => 'firing', 'alerts' => [['labels' => ['alertname' => 'DiskFull'], 'startsAt' => '2026-03-11T08:00:00Z']]]);
    }

    private static function epoch(string $at): int
    {
        return (new \DateTimeImmutable($at, new \DateTimeZone('UTC')))->getTimestamp();
    }

    /** @param array<string, mixed> $payload @return array{type: string, body: string} */
    private static function json(array $payload): array
    {
        $flags = JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;
        return ['type' => 'application/json', 'body' => json_encode($payload, $flags)];
    }
}
