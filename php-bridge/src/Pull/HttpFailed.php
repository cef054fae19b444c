<?php

/** One exchange came to nothing, and by what. It never carries an address, a header or a body. */

declare(strict_types=1);

namespace Makegood\Pull;

final class HttpFailed extends \RuntimeException
{
    public const ADDRESS = 'address';
    public const NO_WAY = 'noWay';
    public const CONNECTION = 'connection';
    public const TIME = 'time';
    public const CUT = 'cut';
    public const LARGE = 'large';
    public const REDIRECT = 'redirect';
    public const STATUS = 'status';

    public function __construct(public readonly string $reason, public readonly int $status = 0, public readonly ?int $retryAfterMs = null)
    {
        parent::__construct($reason . ($status === 0 ? '' : ' ' . $status));
    }

    /** Whether the same question may get another answer in a moment. */
    public function passes(): bool
    {
        return in_array($this->reason, [self::CONNECTION, self::CUT], true)
            || ($this->reason === self::STATUS && ($this->status === 429 || $this->status >= 500));
    }
}
