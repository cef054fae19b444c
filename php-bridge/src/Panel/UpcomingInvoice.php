<?php

/** An invoice that the panel will make by itself if nothing changes. */

declare(strict_types=1);

namespace Makegood\Panel;

final class UpcomingInvoice
{
    /**
     * @param string $id        its due date: one invoice for each client and due date
     * @param string $createdOn Y-m-d in the panel's zone, never before today
     * @param string $dueOn     Y-m-d
     * @param list<UpcomingLine> $lines in the panel's order
     */
    public function __construct(
        public readonly string $id,
        public readonly string $createdOn,
        public readonly string $dueOn,
        public readonly array $lines,
    ) {
    }
}
