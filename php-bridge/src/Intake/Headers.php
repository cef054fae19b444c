<?php

/** The headers of a message that are kept: a closed list, what signatures need and nothing else. */

declare(strict_types=1);

namespace Makegood\Intake;

final class Headers
{
    /** Beside `content-type`, which has a column of its own. */
    public const KEPT = [
        'x-checkly-signature', 'x-checkly-timestamp', 'x-grafana-alerting-signature', 'x-grafana-alerting-timestamp', 'x-amz-sns-message-type',
        'x-makegood-signature', 'x-zabbix-signature',
    ];
    private const MAX = 512;

    /** @param array<string, mixed> $server as PHP's $_SERVER; @return array<string, string> lower-case name => value */
    public static function ofRequest(array $server): array
    {
        $headers = [];
        foreach (self::KEPT as $name) {
            $value = $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] ?? null;
            if (is_string($value)) {
                $headers[$name] = $value;
            }
        }
        return self::kept($headers);
    }

    /** @param array<mixed> $headers lower-case name => value; @return array<string, string> those that are kept; what is too long was not made by a monitor */
    public static function kept(array $headers): array
    {
        return array_filter(
            $headers,
            static fn (mixed $value, int|string $name): bool => in_array($name, self::KEPT, true) && is_string($value) && $value !== '' && strlen($value) <= self::MAX,
            ARRAY_FILTER_USE_BOTH,
        );
    }
}
