<?php

/** One line of an invoice to come. */

declare(strict_types=1);

namespace Makegood\Panel;

final class UpcomingLine
{
    /**
     * @param string $id     `service/<id>/<first day>`, unique in its invoice
     * @param string $label  as the panel words it
     * @param string $amount decimal string, as the panel keeps it; negative for a discount
     */
    public function __construct(
        public readonly string $id,
        public readonly string $label,
        public readonly string $amount,
        public readonly bool $taxed,
    ) {
    }
}
