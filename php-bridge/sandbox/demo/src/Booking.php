<?php

/** Where a part of a credit went: how, how much, and on which invoice. */

declare(strict_types=1);

namespace MakegoodDemo;

final class Booking
{
    public const ACCOUNT = 'account credit';
    public const LINE = 'line on invoice';
    public const UNREAD = 'line on invoice, not read back yet';
    public const BALANCE = 'prepaid balance';
    public const WAITS = 'waits for the next invoice';

    /** Why a panel books like this: what its balance can do. */
    private const BECAUSE = [
        self::ACCOUNT => 'the balance pays parts of invoices',
        self::LINE => 'a balance pays whole invoices only',
        self::UNREAD => 'the next cron reads it back',
        self::BALANCE => 'prepaid: the balance pays the next invoice',
        self::WAITS => 'no invoice has taken it yet',
    ];

    public function __construct(public readonly string $how, public readonly string $amount, public readonly string $invoice = '')
    {
    }

    /** @param array<string, mixed> $posting that is not posted and has no part anywhere */
    public static function notYet(array $posting): self
    {
        return new self($posting['state'] === 'ready' ? self::WAITS : (string) $posting['state'], (string) $posting['amount']);
    }

    public function text(): string
    {
        return $this->amount . ' ' . ($this->invoice === '' ? $this->how : strtr($this->how, ['invoice' => "invoice {$this->invoice}"]));
    }

    public function why(): string
    {
        return self::BECAUSE[$this->how] ?? 'not booked';
    }
}
