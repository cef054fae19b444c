<?php

/** Finds out whether a drill can be played, in which month and when; each reason why not is a sentence for the person. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Api\Answers;
use Makegood\Desk\UnableToDo;
use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\MaintenanceWindow;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;

final class Staging
{
    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
    ) {
    }

    /** @throws UnableToDo|\Makegood\Panel\UnableToRead */
    public function facts(string $serviceId): ServiceFacts
    {
        foreach ($this->panel->services() as $facts) {
            if ($facts->id === $serviceId) {
                return $facts->state === 'ended' ? throw new UnableToDo('Service ' . $serviceId . ' has ended. Choose one that is active.') : $facts;
            }
        }
        throw new UnableToDo('The panel has no service ' . $serviceId . '.');
    }

    /**
     * This month, or the next one where this one has no policy yet or no room.
     *
     * @return array{Stage, int, string} with the outage's first instant and the policy's hash
     * @throws UnableToDo|\Makegood\Engine\CoreRefused
     */
    public function stage(ServiceFacts $facts, int $lengthMs, string $directory): array
    {
        if ($this->ledger->assignments->of($facts->id, $facts->productId) === []) {
            throw new UnableToDo('No policy is assigned to service ' . $facts->id . ' or its product. Choose one, put it in force, and play the drill again.');
        }
        $now = $this->panel->now();
        $isBound = false;
        $thisMonth = Instant::month($now);
        foreach ([$thisMonth, Instant::nextMonth($thisMonth)] as $month) {
            $fromMs = max(Instant::monthStart($month) - Instant::DAY_MS, $facts->sinceMs ?? 0);
            if ($fromMs >= Instant::monthEnd($month)) {
                continue;
            }
            $stage = new Stage($this->panel, $this->engine, $this->ledger, self::active($facts, $fromMs), $month, $fromMs, $directory);
            $terms = $stage->terms();
            if ($terms === null || $terms['policy'] === null) {
                continue;
            }
            if (Answers::steps($terms, 'noFee') !== []) {
                throw new UnableToDo(self::noPrice($facts));
            }
            $isBound = true;
            [$from, $to] = [Instant::ms($terms['from']), Instant::ms($terms['to'])];
            $startMs = Slot::find(max($from, $fromMs), $to, $lengthMs, $now, $this->busy($stage, $from, $to));
            if ($startMs !== null) {
                return [$stage, $startMs, (string) $terms['policy']];
            }
        }
        throw new UnableToDo($isBound
            ? 'Maintenance leaves no room for an outage of ' . Words::length($lengthMs) . ' in this month and the next.'
            : 'A policy is assigned to service ' . $facts->id . ' or its product, but it binds neither this month nor the next: it has to be in force when a month begins.');
    }

    private static function active(ServiceFacts $facts, int $sinceMs): ServiceFacts
    {
        return new ServiceFacts(
            $facts->id,
            $facts->clientId,
            $facts->productId,
            $facts->server,
            'active',
            $facts->currency,
            $facts->recurringAmount,
            $facts->recurringMonths,
            $facts->tax,
            $facts->label,
            $sinceMs,
            $facts->unusablePrice,
        );
    }

    private static function noPrice(ServiceFacts $facts): string
    {
        return $facts->unusablePrice === null
            ? 'Service ' . $facts->id . ' has no recurring price and no paid invoice line for the month, so there is no fee to give a share of. Choose another service.'
            : 'The price of service ' . $facts->id . ', ' . $facts->unusablePrice . ', cannot be an amount in ' . $facts->currency . '. Correct it in the panel, or choose another service.';
    }

    /** @return list<array{int, ?int}> maintenance that the ledger or the panel knows of */
    private function busy(Stage $stage, int $fromMs, int $toMs): array
    {
        $subjects = array_values(array_unique(['service:' . $stage->facts->id, $stage->subject, '*']));
        $known = array_map(
            static fn (array $row): array => [(int) $row['from_ms'], $row['to_ms'] === null ? null : (int) $row['to_ms']],
            $this->ledger->maintenance->touching($subjects, $fromMs, $toMs),
        );
        $told = array_filter([...$this->panel->maintenance()], static fn (MaintenanceWindow $window): bool => in_array($window->subject, $subjects, true));
        return [...$known, ...array_map(static fn (MaintenanceWindow $window): array => [$window->fromMs, $window->closedMs ?? $window->toMs], array_values($told))];
    }
}
