<?php

/** Whether a message carries the signature that its source's secret makes: HMAC-SHA256, compared in constant time. */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Ledger\Deliveries;
use Makegood\Vault;

final class Signatures
{
    public const MISSING = 'signature_missing';
    public const WRONG = 'signature_wrong';
    public const OLD = 'signature_old';
    public const UNCHECKED = 'signature_unchecked';
    public const SNS = 'sns';
    /** A signed message may be sent again this long, where the time is signed with it. */
    public const WINDOW_MS = 300_000;

    /** kind => headers of which the first that is there has the signature */
    private const SIGNATURE = [
        'checkly' => ['x-checkly-signature'],
        'grafana' => ['x-grafana-alerting-signature'],
        'hmac' => ['x-makegood-signature', 'x-zabbix-signature'],
    ];
    /** kind => header of the time in epoch seconds that is signed with the body */
    private const TIME = ['grafana' => 'x-grafana-alerting-timestamp'];

    private const TEXTS = [
        self::MISSING => ['The message has no signature, and its monitor has a signing secret.', 'Set the same secret at the monitor, or take it away here.'],
        self::WRONG => ['The signature of the message is not right.', 'Set the same secret at the monitor and here. If they are the same, somebody else knows the address: make a new one.'],
        self::OLD => ['The message was signed more than 5 minutes before it came, or after.', 'Set the clocks of the monitor and of this server. A single one may have been sent again by somebody else.'],
        self::UNCHECKED => ['The signature of the message could not be checked for 3 days.', 'Health says why. The message is kept and was not read.'],
    ];

    /**
     * What becomes of a message of a source: state and problem code.
     *
     * @param array<string, mixed> $source with `id`, `signing`, `signing_secret`
     * @param (\Closure(): Vault)|null $vault asked only where there is something to open
     * @return array{string, ?string} `new`; `unchecked`: cron has to look; `refused` with a code
     */
    public static function judge(array $source, Message $message, ?\Closure $vault): array
    {
        $kind = $source['signing'] ?? null;
        if ($kind === null) {
            return ['new', null];
        }
        $secret = isset(self::SIGNATURE[$kind]) && $vault !== null
            ? $vault()->open(Vault::signing((string) $source['id']), (string) $source['signing_secret'])
            : null;
        if ($secret === null) {
            return [Deliveries::UNCHECKED, null];
        }
        $code = self::check((string) $kind, $secret, $message->headers, $message->body, $message->receivedMs);
        return $code === null ? ['new', null] : [Deliveries::REFUSED, $code];
    }

    /**
     * @param array<string, string> $headers lower-case name => value
     * @return ?string code of what is wrong; null: the signature is right
     */
    public static function check(string $kind, #[\SensitiveParameter] string $secret, array $headers, string $body, int $receivedMs): ?string
    {
        $given = '';
        foreach (self::SIGNATURE[$kind] as $name) {
            $given = $given === '' ? ($headers[$name] ?? '') : $given;
        }
        $time = isset(self::TIME[$kind]) ? $headers[self::TIME[$kind]] ?? '' : null;
        if ($given === '' || $time === '') {
            return self::MISSING;
        }
        $signed = $time === null ? $body : $time . ':' . $body;
        if (!hash_equals(hash_hmac('sha256', $signed, $secret), strtolower($given))) {
            return self::WRONG;
        }
        // The time is believed only now: it was signed.
        return $time !== null && !self::isRecent($time, $receivedMs) ? self::OLD : null;
    }

    /** @return array{code: string, message: string, help: string} */
    public static function problem(string $code): array
    {
        [$message, $help] = self::TEXTS[$code];
        return ['code' => $code, 'message' => $message, 'help' => $help];
    }

    private static function isRecent(string $seconds, int $receivedMs): bool
    {
        return preg_match('/^\d{1,11}$/D', $seconds) === 1 && abs((int) $seconds * 1000 - $receivedMs) <= self::WINDOW_MS;
    }
}
