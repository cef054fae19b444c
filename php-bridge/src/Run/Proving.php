<?php

/**
 * An engine may go wrong while it works, and a run may end before that is found out. What was decided since the last proof is
 * computed again from its own bytes by an engine that was tested, before anything of it is posted.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;

final class Proving
{
    private const PROVED = 'proved_entry';

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Engine $engine,
        private readonly Parking $parking,
        private readonly Problems $problems,
    ) {
    }

    /** What an earlier run left unproved. @throws \Makegood\Engine\EngineUnavailable */
    public function again(): void
    {
        $proved = $this->proved();
        $last = $this->ledger->entries->lastId();
        if ($last <= $proved) {
            return;
        }
        foreach ($this->ledger->postings->inState('pending') as $posting) {
            if ((int) $posting['entry_id'] <= $proved) {
                continue;
            }
            $same = $this->problems->guard($this->engine, 'entry/' . $posting['entry_id'], fn (): bool => $this->comesOutTheSame((string) $posting['entry_id']));
            if ($same !== true) {
                $this->parking->park($posting, 'pending', 'engine', 'engine');
            }
        }
        $this->payouts($proved);
        $this->ledger->meta->put(self::PROVED, (string) $last);
    }

    /** @throws \Makegood\Engine\EngineUnavailable */
    private function payouts(int $proved): void
    {
        $same = [];
        foreach ($this->ledger->payouts->pendingAfter($proved) as $payout) {
            $entry = (string) $payout['entry_id'];
            $same[$entry] ??= $this->problems->guard($this->engine, 'entry/' . $entry, fn (): bool => $this->comesOutTheSame($entry)) === true;
            if (!$same[$entry]) {
                $this->ledger->payouts->move((string) $payout['id'], 'pending', 'review', 'unknownOutcome');
            }
        }
    }

    /** To be called when all is decided. @throws \Makegood\Engine\EngineUnavailable the engine went wrong meanwhile */
    public function now(): void
    {
        $last = $this->ledger->entries->lastId();
        if ($last > $this->proved()) {
            $this->engine->canary();
            $this->ledger->meta->put(self::PROVED, (string) $last);
        }
    }

    private function comesOutTheSame(string $entryId): bool
    {
        $entry = $this->ledger->entries->byId($entryId);
        return $entry !== null && $this->engine->bytes((string) $entry['request']) === (string) $entry['answer'];
    }

    private function proved(): int
    {
        return (int) ($this->ledger->meta->get(self::PROVED) ?? '0');
    }
}
