<?php

/** Whether all the evidence that is here was understood and judged: nothing is settled for good before. */

declare(strict_types=1);

namespace Makegood\Run;

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

    /** @param array{int, int} $windowMs what is looked at of the service: a billing month reaches into the next, a rolling year far back */
    public function isComplete(string $serviceId, array $windowMs): bool
    {
        if (!$this->drained) {
            return false;
        }
        foreach ($this->left as $subject) {
            if (in_array($serviceId, array_map('strval', $this->ledger->spans->servicesOf($subject, ...$windowMs)), true)) {
                return false;
            }
        }
        return true;
    }
}
