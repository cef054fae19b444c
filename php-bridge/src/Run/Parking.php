<?php

/** Takes a posting out of the way of runs: a person looks at it and says whether the credit is on the account. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;

final class Parking
{
    public function __construct(
        private readonly Ledger $ledger,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
    }

    /**
     * @param array<string, mixed> $posting
     * @param string $from   the state that it is in
     * @param string $reason word of the case
     * @param string $about  makes the case's key its own: a decided case is never opened again
     * @param array<string, string> $data for the event
     */
    public function park(array $posting, string $from, string $reason, string $about, array $data = []): void
    {
        $id = (string) $posting['id'];
        $opened = $this->ledger->transaction(function () use ($posting, $from, $reason, $about, $data, $id): bool {
            if (!$this->ledger->postings->move($id, $from, 'review')) {
                return false;
            }
            $this->ledger->entries->setState((string) $posting['entry_id'], 'review');
            $this->ledger->events->add('posting.parked', $id, ['marker' => (string) $posting['marker'], 'reason' => $reason] + $data, $this->nowMs);
            return $this->ledger->cases->open(self::key($id, $about), 'posting', $reason, ['posting_id' => (int) $id], $this->nowMs);
        });
        $this->summary->review += (int) $opened;
    }

    public static function key(string $postingId, string $about): string
    {
        return 'posting/' . $postingId . '/' . $about;
    }
}
