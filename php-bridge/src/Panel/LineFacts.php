<?php

/** A line of ours as the panel has it now. */

declare(strict_types=1);

namespace Makegood\Panel;

final class LineFacts
{
    public const DRAFT = 'draft';
    public const UNPAID = 'unpaid';
    public const PAID = 'paid';
    public const REFUNDED = 'refunded';
    public const CANCELLED = 'cancelled';

    /**
     * @param string $amount       what the line takes off, without tax: positive as it was added, negative if somebody turned it
     * @param string $invoiceState draft, unpaid (approved), paid, refunded or cancelled
     */
    public function __construct(
        public readonly string $key,
        public readonly string $itemId,
        public readonly string $invoiceId,
        public readonly string $amount,
        public readonly string $invoiceState,
    ) {
    }
}
