<?php

/** Ends what a run that died left in the middle. Holding the lock is the proof that its owner is gone. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;

final class Recovery
{
    public function __construct(
        private readonly Ledger $ledger,
        private readonly Engine $engine,
        private readonly Reconciling $reconciling,
        private readonly Parking $parking,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
    ) {
    }

    /** @throws \Makegood\Engine\EngineUnavailable */
    public function run(): void
    {
        foreach ($this->ledger->postings->inState('posting') as $posting) {
            $ref = 'posting/' . $posting['id'];
            $verdict = $this->problems->guard($this->engine, $ref, fn (): string => $this->reconciling->settle($posting));
            $this->summary->recovered += (int) ($verdict !== null);
            if ($verdict === null && $this->ledger->postings->failed((string) $posting['id']) >= Posting::ATTEMPTS) {
                $this->parking->park($posting, 'posting', 'unclear', 'unread/' . ($posting['attempt'] + 1));
            }
        }
    }
}
