<?php

/** The module's settings as the panel keeps them, each with a safe default. */

declare(strict_types=1);

namespace Box\Mod\Makegood;

final class Options
{
    public const SECONDS_DEFAULT = 45;
    public const WHEN_USED = 'whenUsed';
    public const NEVER = 'never';
    public const REFUSE = 'refuse';
    public const ALLOW = 'allow';
    private const SECONDS_MAX = 600;

    private function __construct(
        public readonly int $budgetMs,
        public readonly string $balance,
        public readonly string $secondRefund,
        public readonly bool $sendsMail,
    ) {
    }

    public static function stored(\Pimple\Container $di): self
    {
        try {
            $values = $di['mod_config']('makegood');
        } catch (\Exception) {
            $values = []; // what cannot be read was not set
        }

        return self::of(is_array($values) ? $values : []);
    }

    /** @param array<array-key, mixed> $values as a form sent them */
    public static function of(array $values): self
    {
        $text = static fn (string $name): string => is_scalar($values[$name] ?? null) ? trim((string) $values[$name]) : '';
        $seconds = $text('time_budget_s');
        $usable = preg_match('/^[1-9]\d{0,2}$/D', $seconds) === 1 ? min((int) $seconds, self::SECONDS_MAX) : self::SECONDS_DEFAULT;

        return new self(
            $usable * 1000,
            $text('balance') === self::NEVER ? self::NEVER : self::WHEN_USED,
            $text('second_refund') === self::ALLOW ? self::ALLOW : self::REFUSE,
            $text('mail') !== 'off',
        );
    }
}
