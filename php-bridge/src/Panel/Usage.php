<?php

/** What a service used of something that is measured. What more of it costs is the product's setting. */

declare(strict_types=1);

namespace Makegood\Panel;

final class Usage
{
    /** @param string $id `traffic`, `disk` @param string $included, $used decimal strings in the unit @param string $unit `GB`, for people */
    public function __construct(
        public readonly string $id,
        public readonly string $included,
        public readonly string $used,
        public readonly string $unit,
    ) {
    }
}
