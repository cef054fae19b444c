<?php

/** What a client owes on another invoice. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Arrear
{
    /** @param string $id `invoice:9` @param string $amount with tax, what is still open */
    public function __construct(public readonly string $id, public readonly string $amount)
    {
    }
}
