<?php

/** Whether what a client claims counts at once, or when staff have accepted it. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;

final class ClaimRule
{
    public const AT_ONCE = 'atOnce';
    public const DECIDED = 'decided';
    public const WORDS = [self::AT_ONCE, self::DECIDED];
    private const NAME = 'claims';

    public static function of(Ledger $ledger): string
    {
        return $ledger->meta->get(self::NAME) === self::DECIDED ? self::DECIDED : self::AT_ONCE;
    }

    public static function put(Ledger $ledger, string $word): void
    {
        $word === self::DECIDED ? $ledger->meta->put(self::NAME, $word) : $ledger->meta->forget(self::NAME);
    }
}
