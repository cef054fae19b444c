<?php

/** Whether all the evidence that is here was understood and judged: nothing is settled for good before. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class Evidence
{
    /**
     * @param bool $drained       whether every message that this run found was understood
     * @param list<string> $left subjects that could not be judged
     */
    public function __construct(private readonly Ledger $ledger, private readonly bool $drained, private readonly array $left)
    {
    }

    public function isComplete(string $serviceId, string $period): bool
    {
        if (!$this->drained) {
            return false;
        }
        [$from, $to] = [Instant::monthStart($period) - Instant::DAY_MS, Instant::monthEnd($period) + Instant::DAY_MS];
        foreach ($this->left as $subject) {
            if (in_array($serviceId, array_map('strval', $this->ledger->spans->servicesOf($subject, $from, $to)), true)) {
                return false;
            }
        }
        return true;
    }
}
