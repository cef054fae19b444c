<?php

/** Which policy version binds a service in the month that runs now: the core says so, by the rule that it settles by. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\ServiceFacts;
use Makegood\Run\OwnMonths;
use Makegood\Run\SettleEnvelope;
use Makegood\Run\SettleRequests;

final class InForce
{
    private const ALWAYS_MS = 365 * Instant::DAY_MS;
    private const MONTH_MS = 32 * Instant::DAY_MS;
    private const ZONE = 'UTC';

    public function __construct(private readonly Panel $panel, private readonly Engine $engine, private readonly Ledger $ledger)
    {
    }

    /**
     * @return ?array{hash: string, document: string, boundAt: string} null: none does; boundAt is the instant since which this month is bound to it
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Engine\EngineUnavailable|\Makegood\Engine\EngineFailure|\Makegood\Panel\UnknownZone
     */
    public function of(ServiceFacts $service): ?array
    {
        $assignments = $this->ledger->assignments->of($service->id, $service->productId);
        if ($assignments === []) {
            return null;
        }
        $result = Engine::decode($this->engine->bytes($this->request($service, $assignments)))['results'][0];
        foreach (is_string($result['policy'] ?? null) ? $result['steps'] : [] as $step) {
            if ($step['key'] === 'policy') {
                return ['hash' => $result['policy'], 'document' => (string) $this->ledger->policies->document($result['policy']), 'boundAt' => (string) $step['args']['boundAt']];
            }
        }
        return null;
    }

    /** @param list<array<string, mixed>> $assignments */
    private function request(ServiceFacts $service, array $assignments): string
    {
        $now = $this->panel->now();
        $month = Instant::month($now);
        $own = new OwnMonths($this->ledger, $this->panel, false);
        $isOwn = $own->has($service->id, $month);
        $documents = $zones = [];
        foreach ($assignments as $row) {
            $documents[(string) $row['policy_hash']] ??= (string) $this->ledger->policies->document((string) $row['policy_hash']);
        }
        foreach ([self::ZONE, ...array_map(static fn (string $document): mixed => Document::of($document)->at('zone'), array_values($documents))] as $zone) {
            is_string($zone) && $zones[$zone] ??= $this->panel->offsets($zone, Instant::monthStart($month) - self::MONTH_MS, $isOwn ? OwnMonths::latestEnd($month) : Instant::monthEnd($month) + Instant::DAY_MS);
        }
        // Before the billing day the month that runs is the one that began on the last; all policies of a service are of one zone.
        if ($isOwn && $now < $own->edges($service->id, (string) array_key_last($zones), $month)[0]) {
            $month = Instant::monthsOn($month, -1);
        }
        return SettleEnvelope::text(
            $now,
            $this->panel->capabilities(),
            array_values($zones),
            $documents,
            [['id' => $service->clientId, 'currency' => $service->currency, 'revision' => 0, 'carry' => '0']],
            [[
                'id' => $service->id,
                'client' => $service->clientId,
                'period' => $month,
                'spans' => $this->spans($service, $month),
                'assignments' => array_map(static fn (array $row): array => [
                    'scope' => $row['scope'], 'policy' => (string) $row['policy_hash'], 'from' => Instant::iso((int) $row['from_ms']),
                ], $assignments),
                'charges' => [],
                'recurring' => null,
                'entries' => [],
            ] + ($isOwn ? ['anchor' => $own->day($service->id)] : [])],
        );
    }

    /** @return list<array<string, mixed>> as the month will be settled; a service that no run has seen has been there as long as the panel says */
    private function spans(ServiceFacts $service, string $month): array
    {
        $rows = $this->ledger->spans->ofService($service->id, Instant::monthStart($month) - Instant::DAY_MS, OwnMonths::latestEnd($month));
        return SettleRequests::spans($rows) ?: [['from' => Instant::iso($service->sinceMs ?? self::ALWAYS_MS), 'to' => null, 'server' => null, 'state' => 'active']];
    }
}
