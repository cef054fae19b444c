<?php

/** The history could not be asked for, or the answer is none; the message is a sentence for a person, without any secret. */

declare(strict_types=1);

namespace Makegood\Pull;

final class PullFailed extends \RuntimeException
{
    /**
     * @param bool $waits only to be asked later: nothing is wrong with key or question
     * @param bool $anew  what was answered before is in doubt: the range is begun again
     */
    public function __construct(string $sentence, public readonly int $waitMs = 0, public readonly bool $waits = false, public readonly bool $anew = false)
    {
        parent::__construct($sentence);
    }
}
