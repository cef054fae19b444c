<?php

/** A billing period: a number and D, W, M or Y. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Clock;

abstract class Period
{
    private const SHIFTS = ['D' => 'days', 'W' => 'weeks', 'M' => 'months', 'Y' => 'years'];
    private const TITLES = ['1W' => 'Every week', '1M' => 'Every month', '3M' => 'Every 3 months', '6M' => 'Every 6 months', '1Y' => 'Every year'];

    private readonly int $qty;
    private readonly string $unit;

    final public function __construct(string $code)
    {
        if (preg_match('/^([1-9]\d?)([DWMY])$/D', $code, $found) !== 1) {
            throw new \FOSSBilling\Exception('Invalid period code. Period definition must be 2 chars length');
        }
        [$this->qty, $this->unit] = [(int) $found[1], $found[2]];
    }

    public function getUnit(): string
    {
        return $this->unit;
    }

    public function getQty(): int
    {
        return $this->qty;
    }

    public function getCode(): string
    {
        return $this->qty . $this->unit;
    }

    public function getTitle(): string
    {
        return self::TITLES[$this->getCode()] ?? "Every $this->qty " . self::SHIFTS[$this->unit];
    }

    /** PHP's own adding of months: 31 January and a month is 3 March. */
    public function getExpirationTime(?int $now = null): int
    {
        return (int) strtotime("+$this->qty " . self::SHIFTS[$this->unit], $now ?? Clock::now());
    }
}
