<?php

/** What follows from an answer. */

declare(strict_types=1);

namespace Makegood\Pull;

final class Found
{
    /**
     * @param list<Step> $steps   asked next, in this order
     * @param list<string> $paused targets that the list of checks says do not look
     */
    public function __construct(public readonly array $steps = [], public readonly array $paused = [])
    {
    }
}
