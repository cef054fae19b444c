<?php

/** What a refund policy may ask about the person. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Customer
{
    /** @param ?string $country two letters @param ?string $since Y-m-d, when the account was made @param bool $isCompany no consumer, as the panel has it */
    public function __construct(
        public readonly ?string $country,
        public readonly ?string $since,
        public readonly bool $isCompany = false,
    ) {
    }
}
