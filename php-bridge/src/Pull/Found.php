<?php

/** What follows from an answer. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Found
{
    /**
     * @param list<Step> $steps asked next, in this order
     * @param list<string> $paused targets that the list of checks says do not look
     * @param array<string, array{?string, ?string}> $checks target => name and address, as the list of checks has them
     * @param ?string $note what to tell although it is an answer
     */
    public function __construct(
        public readonly array $steps = [],
        public readonly array $paused = [],
        public readonly array $checks = [],
        public readonly ?string $note = null,
    ) {
    }
}
