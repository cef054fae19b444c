<?php

/** One refund of a payment, as the panel has it. */

declare(strict_types=1);

namespace Makegood\Panel;

final class RefundRow
{
    /** @param string $amount decimal string, above 0 @param string $reference what was given with it, '' when nothing was */
    public function __construct(
        public readonly string $id,
        public readonly string $amount,
        public readonly string $reference,
        public readonly int $atMs,
    ) {
    }
}
