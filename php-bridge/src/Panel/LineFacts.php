<?php

/** A line of ours as the panel has it. */

declare(strict_types=1);

namespace Makegood\Panel;

final class LineFacts
{
    public function __construct(
        public readonly string $key,
        public readonly string $itemId,
        public readonly string $invoiceId,
        public readonly string $amount,
        public readonly string $invoiceState,
    ) {
    }
}
