<?php

/** Services whose months begin on their billing day, since a policy says so, and where such a month begins and ends. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;
use Makegood\Panel\Terms;

final class OwnMonths
{
    private const FIRST = 1;

    /** @var list<array{scope: string, id: string, fromMs: int}>|null assignments of such policies */
    private ?array $assigned = null;
    /** @var array<string, ?int> service => since when its months may be its own */
    private array $since = [];
    /** @var array<string, int> service => its day */
    private array $days = [];

    /** @param bool $keeps false: somebody only looks, and a day that is read for the first time is not held on to */
    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel, private readonly bool $keeps = true)
    {
    }

    /** Whether such a policy may bind the service's month, which may then end in the next. */
    public function has(string $serviceId, string $period): bool
    {
        if ($this->assigned() === []) {
            return false;
        }
        $since = array_key_exists($serviceId, $this->since) ? $this->since[$serviceId] : $this->since[$serviceId] = $this->since($serviceId);
        return $since !== null && $since < self::latestEnd($period);
    }

    /**
     * @return array{int, int} first instant, and the first after it
     */
    public function edges(string $serviceId, string $zone, string $period): array
    {
        $day = $this->day($serviceId);
        return [
            Offsets::dayStart($zone, Instant::dayOf($period, $day)),
            Offsets::dayStart($zone, Instant::dayOf(Instant::nextMonth($period), $day)),
        ];
    }

    /** The billing day as it was first read; the first of the month when the panel knows none. */
    public function day(string $serviceId): int
    {
        return $this->days[$serviceId] ??= $this->ledger->anchors->of($serviceId) ?? $this->read($serviceId);
    }

    /** No zone's month ends later, on whatever day it begins. */
    public static function latestEnd(string $period): int
    {
        return Instant::monthEnd(Instant::nextMonth($period)) + Instant::DAY_MS;
    }

    private function read(string $serviceId): int
    {
        $day = ($this->panel instanceof Terms ? $this->panel->billingDay($serviceId) : null) ?? self::FIRST;
        return $this->keeps ? $this->ledger->anchors->keep($serviceId, $day, $this->panel->now()) : $day;
    }

    private function since(string $serviceId): ?int
    {
        $since = null;
        $products = array_flip($this->ledger->spans->productsOf($serviceId));
        foreach ($this->assigned() as $row) {
            $isIts = $row['scope'] === 'service' ? $row['id'] === $serviceId : isset($products[$row['id']]);
            $since = $isIts ? min($since ?? PHP_INT_MAX, $row['fromMs']) : $since;
        }
        return $since;
    }

    /** @return list<array{scope: string, id: string, fromMs: int}> */
    private function assigned(): array
    {
        if ($this->assigned === null) {
            $own = [];
            foreach ($this->ledger->policies->all() as $row) {
                $document = Asked::full((string) $row['document']);
                $own[(string) $row['hash']] = $document !== null && Asked::isAnniversary($document);
            }
            $this->assigned = [];
            foreach (in_array(true, $own, true) ? $this->ledger->assignments->all() : [] as $row) {
                if ($own[(string) $row['policy_hash']] ?? false) {
                    $this->assigned[] = ['scope' => (string) $row['scope'], 'id' => (string) $row['scope_id'], 'fromMs' => (int) $row['from_ms']];
                }
            }
        }
        return $this->assigned;
    }
}
