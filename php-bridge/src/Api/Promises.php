<?php

/** What clients may be shown of credits: in dry run only what is on their account, since nothing else will come of what was computed. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Ledger\Ledger;
use Makegood\Run\Mode;

final class Promises
{
    private readonly Mode $mode;

    public function __construct(Ledger $ledger)
    {
        $this->mode = Mode::of($ledger);
    }

    /** Whether anything that is to come may be spoken of. */
    public function areMade(): bool
    {
        return $this->mode->isLive();
    }

    /** Whether a month that is not decided yet will be. */
    public function ofMonth(string $period): bool
    {
        return $this->mode->decides($period);
    }

    /** @param string $state of an entry */
    public function ofEntry(string $state): bool
    {
        return $this->areMade() || $state === 'posted';
    }
}
