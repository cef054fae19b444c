<?php

/** Where clients whose next invoice the panel pays from the balance get their credit: there, unless the operator says never. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;

final class PrepaidRule
{
    public const WHEN_USED = 'whenUsed';
    public const NEVER = 'never';
    public const WORDS = [self::WHEN_USED, self::NEVER];
    private const NAME = 'balance';

    public static function of(Ledger $ledger): string
    {
        return $ledger->meta->get(self::NAME) === self::NEVER ? self::NEVER : self::WHEN_USED;
    }

    public static function isOn(Ledger $ledger): bool
    {
        return self::of($ledger) === self::WHEN_USED;
    }

    public static function put(Ledger $ledger, string $word): void
    {
        $word === self::NEVER ? $ledger->meta->put(self::NAME, $word) : $ledger->meta->forget(self::NAME);
    }
}
