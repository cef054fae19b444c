<?php

/** Says who calls: `s=<source id>.<secret>` against stored digests, in constant time. */

declare(strict_types=1);

namespace Makegood\Intake;

final class SecretCheck
{
    private function __construct(public readonly string $sourceId, public readonly string $digest)
    {
    }

    /** A new secret, 64 hex digits; only its digest is kept. */
    public static function newSecret(): string
    {
        return bin2hex(random_bytes(32));
    }

    public static function digest(string $secret): string
    {
        return hash('sha256', $secret);
    }

    /** What the caller claims, or null when it is not even the form of a claim. */
    public static function claim(string $queryString): ?self
    {
        foreach (explode('&', $queryString) as $pair) {
            if (preg_match('/^s=([1-9]\d{0,17})\.([0-9a-f]{64})$/D', $pair, $m)) {
                return new self($m[1], self::digest($m[2]));
            }
        }
        return null;
    }

    /** @param ?string $stored the digest of the claimed source, null when there is no such source */
    public function holds(?string $stored): bool
    {
        // An unknown source costs the same comparison as a wrong secret.
        return hash_equals($stored ?? str_repeat('0', 64), $this->digest) && $stored !== null;
    }

    /** The query string without the secret: that is what may be stored. */
    public static function strip(string $queryString): string
    {
        $rest = array_filter(explode('&', $queryString), static fn (string $pair): bool => !str_starts_with($pair, 's='));
        return implode('&', $rest);
    }
}
