<?php

/** Maintenance that the panel tells of; an open end means that nobody said when it will be over. */

declare(strict_types=1);

namespace Makegood\Panel;

final class MaintenanceWindow
{
    /**
     * @param string $subject   `server:<id>`, `service:<id>` or `*`
     * @param bool   $scheduled announced as work to come; false: under way or over, which announces nothing new
     * @param ?int   $closedMs  closed by people, at this instant as far as the panel knows; null: not closed
     */
    public function __construct(
        public readonly string $id,
        public readonly string $subject,
        public readonly int $fromMs,
        public readonly ?int $toMs,
        public readonly string $title,
        public readonly bool $scheduled = true,
        public readonly ?int $closedMs = null,
    ) {
    }
}
