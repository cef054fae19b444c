<?php

/** One row of a client's credit log in the panel. */

declare(strict_types=1);

namespace Makegood\Panel;

final class CreditRow
{
    public function __construct(
        public readonly string $id,
        public readonly string $amount,
        public readonly string $description,
    ) {
    }
}
