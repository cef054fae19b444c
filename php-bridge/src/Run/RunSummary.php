<?php

/** What one run did: counters of new things, and what went wrong without stopping it. */

declare(strict_types=1);

namespace Makegood\Run;

final class RunSummary
{
    /** False: another run held the lock, nothing was done. */
    public bool $ran = false;
    /** Answers of monitors about their past that were stored. */
    public int $pulled = 0;
    /** Messages understood now. */
    public int $deliveries = 0;
    /** Observations that were new. */
    public int $observations = 0;
    /** Outages that became confirmed. */
    public int $confirmed = 0;
    /** Outages that became unconfirmed or refused. */
    public int $refused = 0;
    /** Review cases opened. */
    public int $review = 0;
    /** Ledger entries recorded. */
    public int $entries = 0;
    /** Postings that reached the panel. */
    public int $postings = 0;
    /** Postings that wait for a person now, since all together were above a limit. */
    public int $held = 0;
    /** Postings of a run that died, brought to an end. */
    public int $recovered = 0;
    /** @var list<string> */
    public array $problems = [];

    /** What this run added for anybody to see. */
    public function newItems(): int
    {
        return $this->entries + $this->postings + $this->review;
    }

    /** @return array<string, mixed> */
    public function toArray(): array
    {
        return get_object_vars($this) + ['new' => $this->newItems()];
    }
}
