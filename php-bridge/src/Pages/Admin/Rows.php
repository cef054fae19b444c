<?php

/** Rows of the ledger for long lists: one page of them, and the pager that belongs to it. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lists;

final class Rows
{
    private readonly Lists $lists;

    public function __construct(Ledger $ledger)
    {
        $this->lists = new Lists($ledger->db);
    }

    /**
     * @param list<string>|null $subjects null: any
     *
     * @return array{list<array<string, mixed>>, Pager} newest first
     */
    public function outages(?string $status, ?array $subjects, int $page): array
    {
        $pager = new Pager($page, $this->lists->countOutages($status, $subjects));

        return [$this->lists->outages($status, $subjects, Pager::SIZE, $pager->offset()), $pager];
    }

    /** @return array<string, int> status → number */
    public function outagesByStatus(): array
    {
        return $this->lists->outagesByStatus();
    }

    /**
     * @param array<string, string|null> $filter client_id, service_id, period, state; null: any
     *
     * @return array{list<array<string, mixed>>, Pager} newest first, without request and answer
     */
    public function entries(array $filter, int $page): array
    {
        $pager = new Pager($page, $this->lists->countEntries($filter));

        return [$this->lists->entries($filter, Pager::SIZE, $pager->offset()), $pager];
    }

    /** @return array{list<array<string, mixed>>, Pager} newest first */
    public function deliveries(?string $state, int $page): array
    {
        $counts = $this->lists->deliveriesByState();
        $pager = new Pager($page, $state === null ? array_sum($counts) : $counts[$state] ?? 0);

        return [$this->lists->deliveries($state, Pager::SIZE, $pager->offset()), $pager];
    }

    /** @return array<string, int> state → number */
    public function deliveriesByState(): array
    {
        return $this->lists->deliveriesByState();
    }
}
