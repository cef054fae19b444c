<?php

/**
 * Amazon SNS: whether a message was signed by it, and the answer to "do you want these messages?". Certificates are fetched from
 * Amazon's own hosts only and kept; a subscription is confirmed only after its signature was right, for one AWS account a source.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Intake\Signatures;
use Makegood\Ledger\Meta;
use Makegood\Pull\Http;
use Makegood\Pull\HttpFailed;
use Makegood\Pull\Question;

final class Sns
{
    /** A region's name: `sns.s3.amazonaws.com` would be anybody's bucket. */
    private const HOST = '~^https://sns\.[a-z]{2,4}(?:-[a-z]+){1,3}-\d{1,2}\.amazonaws\.com(?:\.cn)?/';
    private const CERTIFICATE = self::HOST . '[A-Za-z0-9_.-]{1,200}\.pem$~D';
    private const SUBSCRIBE = self::HOST . '\?Action=ConfirmSubscription&[\x21-\x7e]{1,2000}$~D';
    private const ACCOUNT = '/^arn:aws[a-z-]{0,20}:sns:[a-z0-9-]{1,30}:(\d{12}):[A-Za-z0-9_.-]{1,256}$/D';
    /** It tries for hours where an endpoint is away; what it says twice counts once. */
    private const WINDOW_MS = Instant::DAY_MS;
    private const TIMEOUT_MS = 10_000;
    private const ALGORITHMS = ['1' => OPENSSL_ALGO_SHA1, '2' => OPENSSL_ALGO_SHA256];
    private const SIGNED = [
        'Notification' => ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
        'SubscriptionConfirmation' => ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
        'UnsubscribeConfirmation' => ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
    ];

    /** @param \Closure(string): string $download body of an HTTPS address; throws \RuntimeException */
    public function __construct(private readonly Meta $meta, private readonly \Closure $download)
    {
    }

    /** @return \Closure(string): string the body of an address at Amazon's; throws \RuntimeException */
    public static function over(Http $http): \Closure
    {
        return static function (string $url) use ($http): string {
            $host = (string) parse_url($url, PHP_URL_HOST);
            try {
                return $http->ask(new Question($url, 0, 0), $host, self::TIMEOUT_MS)->body;
            } catch (HttpFailed $failed) {
                throw new \RuntimeException($host . ' cannot be asked (' . $failed->getMessage() . '): its signatures cannot be checked.');
            }
        };
    }

    /** Whoever makes the secret of a source anew begins anew: the next account that is confirmed is its account. */
    public static function forget(Meta $meta, string $sourceId): void
    {
        $meta->forget(self::account($sourceId));
    }

    /**
     * @return array{string, ?string} `new`: read it; `ignored`: done with; `refused` with a code
     * @throws \RuntimeException when it cannot be found out now
     */
    public function judge(string $sourceId, string $body, int $receivedMs): array
    {
        $message = json_decode($body, true);
        $type = is_array($message) && is_string($message['Type'] ?? null) ? $message['Type'] : '';
        if (!isset(self::SIGNED[$type]) || !is_string($message['Signature'] ?? null)) {
            return ['refused', Signatures::MISSING];
        }
        $fault = $this->fault($sourceId, $message, $type, $receivedMs);
        if ($fault !== null) {
            return ['refused', $fault];
        }
        if ($type === 'Notification') {
            return ['new', null];
        }
        if ($type === 'SubscriptionConfirmation') {
            $this->subscribe($sourceId, $message);
        }
        return ['ignored', null];
    }

    /** @param array<string, mixed> $message */
    private function fault(string $sourceId, array $message, string $type, int $receivedMs): ?string
    {
        $algorithm = self::ALGORITHMS[(string) ($message['SignatureVersion'] ?? '')] ?? null;
        $signature = base64_decode($message['Signature'], true);
        $text = self::signedText($message, $type);
        $url = $message['SigningCertURL'] ?? null;
        if ($algorithm === null || $signature === false || $text === null || !is_string($url) || !preg_match(self::CERTIFICATE, $url)) {
            return Signatures::WRONG;
        }
        if (!preg_match(self::ACCOUNT, $message['TopicArn'], $m) || ($this->meta->get(self::account($sourceId)) ?? $m[1]) !== $m[1]) {
            return Signatures::WRONG;
        }
        $key = $this->key($url, $receivedMs);
        if ($key === null || openssl_verify($text, $signature, $key, $algorithm) !== 1) {
            return Signatures::WRONG;
        }
        $at = strtotime($message['Timestamp']);
        return $at === false || abs($at * 1000 - $receivedMs) > self::WINDOW_MS ? Signatures::OLD : null;
    }

    /** @param array<string, mixed> $message; @return ?string name and value of each field, as Amazon documents it */
    private static function signedText(array $message, string $type): ?string
    {
        $text = '';
        foreach (self::SIGNED[$type] as $name) {
            $value = $message[$name] ?? null;
            if ($name === 'Subject' && $value === null) {
                continue;
            }
            if (!is_string($value)) {
                return null;
            }
            $text .= $name . "\n" . $value . "\n";
        }
        return $text;
    }

    /** @throws \RuntimeException */
    private function key(string $url, int $receivedMs): ?\OpenSSLAsymmetricKey
    {
        $name = 'sns/certificate/' . hash('sha256', $url);
        $kept = $this->meta->get($name);
        $pem = $kept ?? ($this->download)($url);
        $parsed = openssl_x509_parse($pem);
        $key = $parsed === false ? false : openssl_pkey_get_public($pem);
        if ($key === false) {
            throw new \RuntimeException('What Amazon gave as its certificate is none.');
        }
        if ($kept === null) {
            $this->meta->put($name, $pem);
        }
        $isValid = $parsed['validFrom_time_t'] * 1000 <= $receivedMs && $receivedMs <= $parsed['validTo_time_t'] * 1000;
        return $isValid ? $key : null;
    }

    /** @param array<string, mixed> $message whose signature is right; @throws \RuntimeException */
    private function subscribe(string $sourceId, array $message): void
    {
        if (!preg_match(self::SUBSCRIBE, $message['SubscribeURL'])) {
            throw new \RuntimeException('The address that would confirm the subscription is not one of Amazon SNS.');
        }
        ($this->download)($message['SubscribeURL']);
        preg_match(self::ACCOUNT, $message['TopicArn'], $m);
        $this->meta->put(self::account($sourceId), $m[1]);
    }

    private static function account(string $sourceId): string
    {
        return 'sns/account/' . $sourceId;
    }
}
