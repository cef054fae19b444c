<?php

/**
 * Rows of the ledger for long lists. The ledger's own paged reads are used where it has them; without them the newest rows are
 * read at once and cut here, which is slower but shows the same.
 */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lists;

final class Rows
{
    /** As far back as the ledger is read where it cannot page. */
    private const FAR = 20_000;

    private readonly ?Lists $lists;

    public function __construct(private readonly Ledger $ledger)
    {
        $this->lists = class_exists(Lists::class) ? new Lists($ledger->db) : null;
    }

    /**
     * @param list<string>|null $subjects null: any
     *
     * @return array{list<array<string, mixed>>, Pager} newest first
     */
    public function outages(?string $status, ?array $subjects, int $page): array
    {
        if ($this->lists !== null) {
            $pager = new Pager($page, $this->lists->countOutages($status, $subjects));

            return [$this->lists->outages($status, $subjects, Pager::SIZE, $pager->offset()), $pager];
        }

        return self::cut($this->ledger->outages->recent(self::FAR), static fn (array $row): bool =>
            ($status === null || $row['status'] === $status) && ($subjects === null || in_array($row['subject'], $subjects, true)), $page);
    }

    /** @return array<string, int> status → number */
    public function outagesByStatus(): array
    {
        return $this->lists?->outagesByStatus() ?? self::tally($this->ledger->outages->recent(self::FAR), 'status');
    }

    /**
     * @param array<string, string|null> $filter client_id, service_id, period, state; null: any
     *
     * @return array{list<array<string, mixed>>, Pager} newest first, without request and answer
     */
    public function entries(array $filter, int $page): array
    {
        if ($this->lists !== null) {
            $pager = new Pager($page, $this->lists->countEntries($filter));

            return [$this->lists->entries($filter, Pager::SIZE, $pager->offset()), $pager];
        }
        $wanted = array_filter($filter, static fn (?string $value): bool => $value !== null);

        return self::cut(
            $this->ledger->entries->recent(self::FAR),
            static fn (array $row): bool => array_intersect_key(array_map('strval', $row), $wanted) == $wanted,
            $page,
        );
    }

    /** @return array{list<array<string, mixed>>, Pager} newest first */
    public function deliveries(?string $state, int $page): array
    {
        if ($this->lists !== null) {
            $counts = $this->lists->deliveriesByState();
            $pager = new Pager($page, $state === null ? array_sum($counts) : $counts[$state] ?? 0);

            return [$this->lists->deliveries($state, Pager::SIZE, $pager->offset()), $pager];
        }

        return self::cut($this->ledger->deliveries->recent(2000, $state), static fn (array $row): bool => true, $page);
    }

    /** @return array<string, int> state → number; empty where the ledger cannot tell */
    public function deliveriesByState(): array
    {
        return $this->lists?->deliveriesByState() ?? [];
    }

    /**
     * @param list<array<string, mixed>>           $rows
     * @param \Closure(array<string, mixed>): bool $matches
     *
     * @return array{list<array<string, mixed>>, Pager}
     */
    private static function cut(array $rows, \Closure $matches, int $page): array
    {
        $rows = array_values(array_filter($rows, $matches));
        $pager = new Pager($page, count($rows));

        return [array_slice($rows, $pager->offset(), Pager::SIZE), $pager];
    }

    /** @param list<array<string, mixed>> $rows @return array<string, int> */
    private static function tally(array $rows, string $column): array
    {
        return array_count_values(array_map('strval', array_column($rows, $column)));
    }
}
