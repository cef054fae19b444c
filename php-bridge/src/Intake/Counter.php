<?php

/** Counts callers that were turned away; it is all that is kept of them. */

declare(strict_types=1);

namespace Makegood\Intake;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Meta;

final class Counter
{
    public const REJECTED = 'rejected_401';

    public static function rejected(Meta $meta): void
    {
        $meta->count(self::REJECTED);
    }

    public static function value(Ledger $ledger): int
    {
        return (int) ($ledger->meta->get(self::REJECTED) ?? '0');
    }
}
