<?php

/** Whose an entry or a service's month is: what is not theirs is nothing that a client may ask for. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lookups;

final class Owner
{
    private readonly Lookups $lookups;

    public function __construct(private readonly Ledger $ledger)
    {
        $this->lookups = new Lookups($ledger->db);
    }

    /** Whether it is this client's, and they may be told of it. */
    public function hasEntry(string $clientId, string $entryId): bool
    {
        $state = preg_match('/^[1-9]\d{0,17}$/D', $entryId) === 1 ? $this->lookups->stateOfEntry($entryId, $clientId) : null;
        return $state !== null && (new Promises($this->ledger))->ofEntry($state);
    }

    /** Whether the service was this client's at some time of the UTC month, or the month was settled for them. */
    public function hasService(string $clientId, string $serviceId, string $period): bool
    {
        return Month::isOne($period) && (
            $this->lookups->hadService($clientId, $serviceId, Instant::monthStart($period), Instant::monthEnd($period))
            || $this->lookups->isSettledFor($clientId, $serviceId, $period)
        );
    }
}
