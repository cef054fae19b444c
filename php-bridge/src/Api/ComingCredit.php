<?php

/** A posting that will be on the client's balance from some day on. */

declare(strict_types=1);

namespace Makegood\Api;

final class ComingCredit
{
    /** @param int $atMs from when it is there, at the earliest */
    public function __construct(
        public readonly string $id,
        public readonly string $label,
        public readonly string $currency,
        public readonly string $amount,
        public readonly int $atMs,
    ) {
    }
}
