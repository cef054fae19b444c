<?php

/** Gathers what the core must know about one service and month; it selects, the core decides. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Charge;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;

final class SettleRequests
{
    private const DEFAULT_ZONE = 'UTC';

    /** @var array{string, list<Charge>, array{bool, bool}}|null the last service asked for, and whether its add-ons and its cash were: its months come one after another */
    private ?array $charges = null;

    /** @var array<string, ?string> hash => document: it never changes, and most services share a few */
    private array $documents = [];

    public readonly OwnMonths $months;
    private readonly MoreFacts $more;

    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel)
    {
        $this->months = new OwnMonths($ledger, $panel);
        $this->more = new MoreFacts($ledger, $panel, $this->months);
    }

    /**
     * @param string $period `2026-03`
     * @return SettleRequest|null null when the service was not there in that month
     */
    public function build(string $serviceId, string $period): ?SettleRequest
    {
        // A day on both sides: the month's edges in any zone are inside.
        $from = Instant::monthStart($period) - Instant::DAY_MS;
        $isOwn = $this->months->has($serviceId, $period);
        $to = $isOwn ? OwnMonths::latestEnd($period) : Instant::monthEnd($period) + Instant::DAY_MS;
        $rows = $this->ledger->spans->ofService($serviceId, $from, $to);
        $base = self::base($rows, $isOwn ? [$from, $to] : self::calendar(self::DEFAULT_ZONE, $period));
        if ($base === null) {
            return null;
        }
        [$zone, $edges] = $isOwn ? $this->ownInForce($serviceId, $period, $base, $rows) : $this->inForce($serviceId, $period, $base, $to);
        $base = self::base($rows, $edges) ?? ($isOwn ? null : $base);
        if ($base === null) {
            return null;
        }
        $assignments = $this->ledger->assignments->of($serviceId, (string) $base['product_id']);
        $policies = $this->policies($assignments);
        $asked = Asked::of($assignments, $policies, self::begin($rows, $edges), $edges[1]);
        if ($asked !== null && $asked->days() > 0) {
            $from = $asked->fromMs($edges[0], $edges[1]) - Instant::DAY_MS;
            $rows = $this->ledger->spans->ofService($serviceId, $from, $to);
        }
        $spans = self::spans($rows);
        $subjects = self::subjects($serviceId, $spans);
        $charges = $this->charges($serviceId, Instant::monthStart($period) - Instant::DAY_MS, $to, $asked);
        $service = [
            'id' => $serviceId,
            'client' => (string) $base['client_id'],
            'period' => $period,
            'spans' => $spans,
            'assignments' => array_map(self::assignment(...), $assignments),
            'charges' => array_map(static fn (Charge $charge): array => self::charge($charge, $asked), $charges),
            'recurring' => self::recurring($base),
        ];
        $outages = array_map(self::outage(...), $this->ledger->outages->confirmedTouching($subjects, $from, $to));
        if ($asked !== null) {
            $it = ['id' => $serviceId, 'period' => $period, 'client' => (string) $base['client_id'], 'currency' => (string) $base['currency'],
                'zone' => $zone, 'reach' => Asked::reach($policies)];
            $service += $this->more->ofService($asked, $it, $edges, $rows, $charges);
            $outages = array_map($this->more->ofOutage(...), $outages);
        }
        return new SettleRequest(
            $serviceId,
            $period,
            (string) $base['client_id'],
            (string) $base['currency'],
            $service,
            $outages,
            array_map(
                static fn (array $row): array => self::maintenance($row, $to),
                $this->ledger->maintenance->touching([...$subjects, '*'], $from, $to),
            ),
            array_map(fn (string $zone): array => $this->panel->offsets($zone, $from, $to), $this->zoneNames($policies)),
            $policies,
            [$from, $to],
            $asked !== null && $asked->cap('client')
                ? $this->ledger->given->toClient((string) $base['client_id'], (string) $base['currency'], $period, [$serviceId]) ?? '0'
                : null,
        );
    }

    /** @param array<string, mixed> $base @return array{string, array{int, int}} zone and edges of the month by the policy that is tried first */
    private function inForce(string $serviceId, string $period, array $base, int $toMs): array
    {
        $zone = $this->zoneInForce($serviceId, (string) $base['product_id'], $toMs);
        return [$zone, self::calendar($zone, $period)];
    }

    /**
     * The same where months may begin on the billing day: the first policy, in the order in which the core tries them, that was
     * assigned when the month of its kind began, or the service in it.
     *
     * @param array<string, mixed> $base
     * @param list<array<string, mixed>> $rows
     * @return array{string, array{int, int}}
     */
    private function ownInForce(string $serviceId, string $period, array $base, array $rows): array
    {
        $assignments = $this->ledger->assignments->of($serviceId, (string) $base['product_id']);
        usort($assignments, static fn (array $a, array $b): int => [$b['scope'], (int) $b['from_ms']] <=> [$a['scope'], (int) $a['from_ms']]);
        foreach ($assignments as $row) {
            $policies = $this->policies([$row]);
            [$document, $zone] = [Asked::full((string) reset($policies)) ?? [], $this->zoneNames($policies)[0]];
            $edges = Asked::isAnniversary($document) ? $this->months->edges($serviceId, $zone, $period) : self::calendar($zone, $period);
            if ((int) $row['from_ms'] <= self::begin($rows, $edges)) {
                return [$zone, $edges];
            }
        }
        return [self::DEFAULT_ZONE, self::calendar(self::DEFAULT_ZONE, $period)];
    }

    /** @return array{int, int} first instant of a calendar month, and the first after it */
    private static function calendar(string $zone, string $period): array
    {
        return [Offsets::monthStart($zone, $period), Offsets::monthStart($zone, Instant::nextMonth($period))];
    }

    /**
     * The first active instant of a period, by which the core binds it; its first one when it has none.
     *
     * @param list<array<string, mixed>> $rows spans of the ledger, oldest first
     * @param array{int, int} $edges
     */
    public static function begin(array $rows, array $edges): int
    {
        $base = self::base($rows, $edges);
        return $base !== null && $base['state'] === 'active' ? max($edges[0], (int) $base['from_ms']) : $edges[0];
    }

    /**
     * The span whose client, product and price stand for the month: the first active one, else the first.
     *
     * @param list<array<string, mixed>> $rows
     * @param array{int, int} $edges
     * @return array<string, mixed>|null
     */
    private static function base(array $rows, array $edges): ?array
    {
        [$from, $to] = $edges;
        $inside = array_values(array_filter(
            $rows,
            static fn (array $row): bool => (int) $row['from_ms'] < $to && ($row['to_ms'] === null || (int) $row['to_ms'] > $from)
                && $row['state'] !== 'pending',
        ));
        foreach ($inside as $row) {
            if ($row['state'] === 'active') {
                return $row;
            }
        }
        return $inside[0] ?? null;
    }

    /** @param list<array<string, mixed>> $rows @return list<array<string, mixed>> neighbours alike in server and state are one */
    public static function spans(array $rows): array
    {
        $spans = [];
        foreach ($rows as $row) {
            if ($row['state'] === 'pending') {
                continue;
            }
            $span = [
                'from' => Instant::iso((int) $row['from_ms']),
                'to' => $row['to_ms'] === null ? null : Instant::iso((int) $row['to_ms']),
                'server' => $row['server'] === null ? null : (string) $row['server'],
                'state' => (string) $row['state'],
            ];
            $last = count($spans) - 1;
            if ($last >= 0 && [$spans[$last]['to'], $spans[$last]['server'], $spans[$last]['state']] === [$span['from'], $span['server'], $span['state']]) {
                $spans[$last]['to'] = $span['to'];
            } else {
                $spans[] = $span;
            }
        }
        return $spans;
    }

    /** @param list<array<string, mixed>> $spans @return list<string> */
    private static function subjects(string $serviceId, array $spans): array
    {
        $servers = array_filter(array_column($spans, 'server'), static fn (?string $server): bool => $server !== null);
        return ['service:' . $serviceId, ...array_values(array_unique(array_map(static fn (string $id): string => 'server:' . $id, $servers)))];
    }

    /** @param list<array<string, mixed>> $assignments @return array<string, string> hash => document */
    private function policies(array $assignments): array
    {
        $policies = [];
        foreach ($assignments as $row) {
            $hash = (string) $row['policy_hash'];
            $document = $this->documents[$hash] ??= $this->ledger->policies->document($hash);
            if ($document !== null) {
                $policies[$hash] = $document;
            }
        }
        return $policies;
    }

    /** The zone of the policy that the core will try first: the service's own before its product's, the latest first. */
    private function zoneInForce(string $serviceId, string $productId, int $toMs): string
    {
        $assignments = array_filter(
            $this->ledger->assignments->of($serviceId, $productId),
            static fn (array $row): bool => (int) $row['from_ms'] < $toMs,
        );
        usort($assignments, static fn (array $a, array $b): int => [$b['scope'], (int) $b['from_ms']] <=> [$a['scope'], (int) $a['from_ms']]);
        return $this->zoneNames($this->policies(array_slice($assignments, 0, 1)))[0];
    }

    /** @param array<string, string> $policies @return list<string> at least one */
    private function zoneNames(array $policies): array
    {
        $names = [];
        foreach ($policies as $document) {
            $zone = json_decode($document, true)['zone'] ?? null;
            $names[] = is_string($zone) ? $zone : self::DEFAULT_ZONE;
        }
        return $names === [] ? [self::DEFAULT_ZONE] : array_values(array_unique($names));
    }

    /** @return list<Charge> that can cover a day of [from, to), by day; lines of add-ons only where they are asked for */
    private function charges(string $serviceId, int $fromMs, int $toMs, ?Asked $asked): array
    {
        $wanted = [$asked?->addOns() ?? false, $asked?->cash() ?? false];
        $known = ($this->charges[0] ?? null) === $serviceId ? $this->charges[2] : null;
        if ($known === null || ($wanted[0] && !$known[0]) || ($wanted[1] && !$known[1])) {
            $this->ledger->charges->keep($serviceId, $this->panel->charges($serviceId), $this->panel->now());
            $asked === null || $this->more->keepCharges($asked, $serviceId);
            $this->charges = [$serviceId, $this->ledger->charges->ofService($serviceId), $wanted];
        }
        $first = substr(Instant::iso($fromMs), 0, 10);
        $last = substr(Instant::iso($toMs), 0, 10);
        $hasAddOns = $asked !== null && $asked->addOns();
        $charges = array_filter($this->charges[1], static function (Charge $charge) use ($first, $last, $hasAddOns): bool {
            return $charge->from <= $last && $charge->end() >= $first && ($hasAddOns || $charge->kind === Charge::PLAN);
        });
        usort($charges, static fn (Charge $a, Charge $b): int => [$a->from, $a->id] <=> [$b->from, $b->id]);
        return $charges;
    }

    /** @return array<string, mixed> the contract's charge */
    private static function charge(Charge $charge, ?Asked $asked): array
    {
        $line = ['id' => $charge->id, 'from' => $charge->from, 'months' => $charge->months, 'amount' => $charge->amount, 'tax' => $charge->tax];
        return $asked === null ? $line : MoreFacts::ofCharge($asked, $charge, $line);
    }

    /** @param array<string, mixed> $base @return array<string, mixed>|null */
    private static function recurring(array $base): ?array
    {
        if ($base['recurring_amount'] === null || $base['recurring_months'] === null) {
            return null;
        }
        return [
            'months' => (int) $base['recurring_months'],
            'amount' => (string) $base['recurring_amount'],
            'tax' => $base['tax'] === null ? null : json_decode((string) $base['tax'], true, 8, JSON_THROW_ON_ERROR),
        ];
    }

    /** @param array<string, mixed> $row @return array<string, string> */
    private static function assignment(array $row): array
    {
        return ['scope' => (string) $row['scope'], 'policy' => (string) $row['policy_hash'], 'from' => Instant::iso((int) $row['from_ms'])];
    }

    /** @param array<string, mixed> $row @return array<string, string> */
    private static function outage(array $row): array
    {
        return [
            'id' => (string) $row['outage_key'],
            'subject' => (string) $row['subject'],
            'from' => Instant::iso((int) $row['from_ms']),
            'to' => Instant::iso((int) $row['to_ms']),
        ];
    }

    /** @param array<string, mixed> $row @return array<string, string> a window without an end lasts at least beyond the period */
    private static function maintenance(array $row, int $toMs): array
    {
        return [
            'id' => 'm' . $row['id'],
            'subject' => (string) $row['subject'],
            'from' => Instant::iso((int) $row['from_ms']),
            'to' => Instant::iso($row['to_ms'] === null ? $toMs : (int) $row['to_ms']),
            'announcedAt' => Instant::iso((int) $row['announced_ms']),
        ];
    }
}
