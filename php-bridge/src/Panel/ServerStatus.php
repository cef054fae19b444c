<?php

/** How a server looked to the panel at one instant. */

declare(strict_types=1);

namespace Makegood\Panel;

final class ServerStatus
{
    /** @param ?bool $up null: the panel did not get to look */
    public function __construct(
        public readonly string $id,
        public readonly string $name,
        public readonly ?bool $up,
        public readonly int $atMs,
    ) {
    }
}
