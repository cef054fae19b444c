<?php

/** Maintenance that the panel announces; an open end means that nobody said when it will be over. */

declare(strict_types=1);

namespace Makegood\Panel;

final class MaintenanceWindow
{
    /** @param string $subject `server:<id>`, `service:<id>` or `*` */
    public function __construct(
        public readonly string $id,
        public readonly string $subject,
        public readonly int $fromMs,
        public readonly ?int $toMs,
        public readonly string $title,
    ) {
    }
}
