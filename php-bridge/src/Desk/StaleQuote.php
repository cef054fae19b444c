<?php

/** What somebody is about to commit to is not what would be decided now. */

declare(strict_types=1);

namespace Makegood\Desk;

final class StaleQuote extends UnableToDo
{
    /**
     * @param list<array<string, mixed>> $changed figure by figure, as the core says it
     * @param array<string, mixed> $quote         the new one, see RefundDesk::quote
     */
    public function __construct(public readonly array $changed, public readonly array $quote)
    {
        parent::__construct('The figures have changed since this was quoted. Look at them again.');
    }
}
