<?php

/** Calendar months and months that begin on the billing day: where one kind follows the other no day may be left that belongs to none. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Run\Asked;

final class MonthKinds
{
    /** Who has changed their mind assigns from the next day on (25 hours in autumn): then the first policy binds no month. */
    private const CHANGE_OF_MIND_MS = 25 * 3_600_000;

    public function __construct(private readonly Ledger $ledger)
    {
    }

    /**
     * Back to the calendar months overlap, which is seen to (Run\UsedTime); from the calendar the days before the first billing day would
     * belong to no month.
     *
     * @param ?string $product of a service, if it is known
     * @throws UnableToDo
     */
    public function check(string $scope, string $scopeId, ?string $product, string $hash, int $fromMs): void
    {
        if (!$this->isOwn($hash)) {
            return;
        }
        $calendar = null;
        foreach ($this->before($scope, $scopeId, $product, $fromMs) as $row) {
            $calendar = $this->isOwn((string) $row['policy_hash']) ? null : $calendar ?? $row;
        }
        $since = $this->ledger->spans->firstOf($scope, $scopeId);
        if ($calendar !== null && (int) $calendar['from_ms'] + self::CHANGE_OF_MIND_MS < $fromMs && $since !== null && $since < $fromMs) {
            throw new UnableToDo('The months of this policy begin on the billing day, and ' . $calendar['scope'] . ' ' . $calendar['scope_id'] . ' has calendar months since '
                . substr(Instant::iso((int) $calendar['from_ms']), 0, 10) . ': the days before the first billing day would belong to no month. Store the policy with calendar'
                . ' months, or assign it to a product or service that is new.');
        }
    }

    /** The first day after a settled month, whoever's it is in the scope. */
    public function end(string $scope, string $scopeId, ?string $product, string $period, int $fromMs): string
    {
        $rows = $this->before($scope, $scopeId, $product, $fromMs);
        $isOwn = $rows !== [] && $this->isOwn((string) end($rows)['policy_hash']);
        return Instant::dayOf(Instant::nextMonth($period), $isOwn ? $this->ledger->anchors->latest($scope, $scopeId) ?? 1 : 1);
    }

    /** @return list<array<string, mixed>> assignments that were tried before this one, the last one in force at the end */
    private function before(string $scope, string $scopeId, ?string $product, int $fromMs): array
    {
        $own = $theirs = [];
        foreach ($this->ledger->assignments->all() as $row) {
            if ((int) $row['from_ms'] < $fromMs) {
                $row['scope'] === $scope && $row['scope_id'] === $scopeId && $own[] = $row;
                $scope === 'service' && $row['scope'] === 'product' && $row['scope_id'] === $product && $theirs[] = $row;
            }
        }
        $byTime = static fn (array $a, array $b): int => (int) $a['from_ms'] <=> (int) $b['from_ms'];
        usort($own, $byTime);
        usort($theirs, $byTime);
        $first = $own === [] ? $fromMs : (int) $own[0]['from_ms'];
        return [...array_filter($theirs, static fn (array $row): bool => (int) $row['from_ms'] < $first), ...$own];
    }

    private function isOwn(string $hash): bool
    {
        return Asked::isAnniversary(Asked::full((string) $this->ledger->policies->document($hash)) ?? []);
    }
}
