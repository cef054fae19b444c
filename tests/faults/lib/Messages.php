<?php

/** Bodies as the three monitors send them, small but in their own shapes, and the March of the test company. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Messages
{
    /** Ids that Company gives to the sources. */
    public const PINGDOM = 1;
    public const KUMA = 2;
    public const ROBOT = 3;

    /**
     * @param bool $timed false leaves out the message's own time: only the moment of its arrival is known then
     * @return array{source: int, at: int, type: string, body: string} `at` = its own time, epoch ms
     */
    public static function of(int $source, string $target, bool $up, int $atMs, bool $timed = true): array
    {
        [$type, $body] = match ($source) {
            self::PINGDOM => ['application/json', self::pingdom($target, $up, $atMs)],
            self::KUMA => ['application/json', self::kuma($target, $up, $atMs, $timed)],
            self::ROBOT => ['application/x-www-form-urlencoded', self::robot($target, $up, $atMs, $timed)],
        };

        return ['source' => $source, 'at' => $atMs, 'type' => $type, 'body' => $body];
    }

    /**
     * The month that the kill tests settle: two outages by quorum, one false alarm, one outage that waits for a person.
     *
     * @return list<array{source: int, at: int, type: string, body: string}>
     */
    public static function march(): array
    {
        $rows = [
            [self::PINGDOM, '803318', '2026-03-04 12:00:00', '2026-03-04 15:10:00'], [self::KUMA, '29', '2026-03-04 12:02:00', '2026-03-04 15:11:00'],
            [self::KUMA, '29', '2026-03-10 03:14:00', '2026-03-10 04:05:00'],
            [self::PINGDOM, '803319', '2026-03-14 01:20:00', '2026-03-14 07:10:00'], [self::KUMA, '30', '2026-03-14 01:21:00', '2026-03-14 07:11:00'],
            [self::ROBOT, '779912345', '2026-03-25 02:00:00', '2026-03-25 05:00:00'],
        ];
        $messages = [];
        foreach ($rows as [$source, $target, $down, $up]) {
            $messages[] = self::of($source, $target, false, self::ms($down));
            $messages[] = self::of($source, $target, true, self::ms($up));
        }
        usort($messages, static fn (array $a, array $b): int => $a['at'] <=> $b['at']);

        return $messages;
    }

    /** Epoch ms of a UTC time like `2026-03-04 12:00:00`. */
    public static function ms(string $utc): int
    {
        return (new \DateTimeImmutable($utc, new \DateTimeZone('UTC')))->getTimestamp() * 1000;
    }

    private static function pingdom(string $check, bool $up, int $atMs): string
    {
        return self::json(['check_id' => (int) $check, 'check_name' => "web $check", 'check_type' => 'HTTP',
            'check_params' => ['hostname' => 'web.example.com', 'url' => '/'], 'tags' => [],
            'previous_state' => $up ? 'DOWN' : 'UP', 'current_state' => $up ? 'UP' : 'DOWN', 'importance_level' => 'HIGH',
            'state_changed_timestamp' => intdiv($atMs, 1000), 'state_changed_utc_time' => gmdate('Y-m-d\TH:i:s', intdiv($atMs, 1000)),
            'long_description' => '', 'description' => '', 'first_probe' => ['location' => 'Amsterdam'], 'second_probe' => new \stdClass(), 'version' => 1]);
    }

    private static function kuma(string $monitor, bool $up, int $atMs, bool $timed): string
    {
        $beat = ['monitorID' => (int) $monitor, 'status' => (int) $up, 'msg' => '', 'important' => true, 'duration' => 60];
        if ($timed) {
            $beat['time'] = gmdate('Y-m-d H:i:s', intdiv($atMs, 1000)) . '.000';
        }

        return self::json(['heartbeat' => $beat, 'monitor' => ['id' => (int) $monitor, 'name' => "web $monitor", 'url' => 'https://web.example.com',
            'type' => 'http'], 'msg' => $up ? 'Up' : 'Down']);
    }

    private static function robot(string $monitor, bool $up, int $atMs, bool $timed): string
    {
        $fields = ['monitorID' => $monitor, 'monitorURL' => 'https://web.example.com', 'monitorFriendlyName' => 'web', 'alertType' => $up ? '2' : '1',
            'alertDetails' => ''];

        return http_build_query($timed ? $fields + ['alertDateTime' => (string) intdiv($atMs, 1000)] : $fields);
    }

    /** @param array<string, mixed> $payload */
    private static function json(array $payload): string
    {
        return json_encode($payload, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
    }
}
