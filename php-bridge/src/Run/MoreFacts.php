<?php

/** What only policies of schema 2 ask of a service, an outage and a client: docs/policy.md, Additional input of settle. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Sums;
use Makegood\Panel\Charge;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;
use Makegood\Panel\Terms;

final class MoreFacts
{
    private readonly UsedTime $used;
    /** @var array<string, array<string, mixed>> outage => what people know of it: one outage of a server is asked for by each of its services */
    private array $details = [];

    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel, private readonly OwnMonths $months)
    {
        $this->used = new UsedTime($ledger);
    }

    /**
     * @param array{id: string, period: string, client: string, currency: string, zone: string, reach: int} $it
     * @param array{int, int} $edges of the period
     * @param list<array<string, mixed>> $rows spans of the ledger
     * @param list<Charge> $charges that go in
     * @return array<string, mixed> members of the contract's service
     */
    public function ofService(Asked $asked, array $it, array $edges, array $rows, array $charges): array
    {
        [$from, $to] = [$asked->fromMs(...$edges), $edges[1]];
        $more = [];
        if ($asked->anniversary()) {
            $more['anchor'] = $this->months->day($it['id']);
        }
        $more['excused'] = array_map(
            static fn (array $row): array => self::stretch((int) $row['from_ms'], (int) $row['to_ms'], $from, $to) + ['kind' => (string) $row['kind']],
            $this->ledger->excuses->touching($it['id'], $from, $to),
        );
        if ($asked->claims()) {
            $more['claims'] = array_map(static fn (int $ms): array => ['at' => Instant::iso($ms)], $this->ledger->claims->of($it['id'], $it['period']));
        }
        // As it was when the month became due: what a client does later takes nothing back.
        $held = $asked->forfeits() === [] ? [] : $this->ledger->flags->at($it['id'], min($this->panel->now(), $asked->dueMs($to)));
        $more['flags'] = array_values(array_intersect($held, $asked->forfeits()));
        $more['given'] = array_filter([
            'line' => $this->onLine($asked, $it, $edges, $rows, $charges),
            'year' => $asked->cap('year') ? $this->inTheYear($it) : null,
        ]);
        $more['used'] = array_map(static fn (array $part): array => self::stretch($part[0], $part[1], $from, $to), $this->used->of($it['id'], $it['period'], $from, $to, $it['reach']));
        return array_filter($more, static fn (mixed $value): bool => $value !== []);
    }

    /** @param array<string, string> $outage of the contract @return array<string, string> with what people know of it */
    public function ofOutage(array $outage): array
    {
        $known = $this->details[$outage['id']] ??= $this->ledger->outageDetails->of($outage['id']) ?? [];
        return $outage + array_filter([
            'component' => $known['component'] ?? null,
            'affected' => $known['affected'] ?? null,
            'reportedAt' => isset($known['reported_ms']) ? Instant::iso((int) $known['reported_ms']) : null,
        ], static fn (?string $value): bool => $value !== null);
    }

    /** @param array<string, mixed> $line of the contract @return array<string, mixed> */
    public static function ofCharge(Asked $asked, Charge $charge, array $line): array
    {
        $cash = $asked->cash() ? $charge->cash : null;
        return $line + ($charge->kind === Charge::PLAN ? [] : ['kind' => $charge->kind]) + ($cash === null ? [] : ['cash' => $cash]);
    }

    /** The panel's lines that only such policies look at, kept like all others as they were first read. */
    public function keepCharges(Asked $asked, string $serviceId): void
    {
        if (!$this->panel instanceof Terms) {
            return;
        }
        if ($asked->addOns()) {
            $this->ledger->charges->keep($serviceId, $this->panel->addOns($serviceId), $this->panel->now());
        }
        if ($asked->cash()) {
            $this->ledger->charges->learnCash($serviceId, fn (): array => $this->panel->cash($serviceId));
        }
    }

    /** What was given back of the line that pays for the month: by the panel's payments, and by refunds that they do not show. Which line it is, the core will say by the same rule. */
    private function onLine(Asked $asked, array $it, array $edges, array $rows, array $charges): ?string
    {
        $day = Offsets::day($it['zone'], $asked->before() ? $edges[0] - 1 : SettleRequests::begin($rows, $edges));
        foreach ($charges as $charge) {
            if ($charge->kind === Charge::PLAN && $charge->covers($day)) {
                $shown = $this->panel instanceof Terms ? $this->panel->refunded($charge->id) : null;
                return Sums::plus($this->ledger->db, $shown, $this->ledger->refundLines->besidePayments($it['id'], $charge->id));
            }
        }
        return null;
    }

    /** @param array{id: string, period: string, client: string, currency: string} $it */
    private function inTheYear(array $it): ?string
    {
        [$first, $last] = [Instant::monthsOn($it['period'], -11), Instant::monthsOn($it['period'], -1)];
        return $this->ledger->given->toService($it['id'], $it['client'], $it['currency'], $first, $last);
    }

    /** @return array{from: string, to: string} what of it lies in [$first, $end) */
    private static function stretch(int $from, int $to, int $first, int $end): array
    {
        return ['from' => Instant::iso(max($from, $first)), 'to' => Instant::iso(min($to, $end))];
    }
}
