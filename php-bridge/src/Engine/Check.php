<?php

/** What was found out about one thing that the engine's trust rests on. */

declare(strict_types=1);

namespace Makegood\Engine;

final class Check
{
    /** @param string $reason a sentence for the administrator, also when all is well */
    public function __construct(
        public readonly string $name,
        public readonly bool $ok,
        public readonly string $reason,
    ) {
    }
}
