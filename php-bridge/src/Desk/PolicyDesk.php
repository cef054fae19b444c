<?php

/** Policy versions and what they bind: the core judges a document before it is stored, for ever. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Policies;
use Makegood\Panel\Offsets;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Run\SettleEnvelope;

final class PolicyDesk
{
    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
    ) {
    }

    /**
     * @return string the version's hash
     * @throws CoreRefused|UnableToDo|\Makegood\Panel\UnknownZone
     */
    public function put(string $document, string $by): string
    {
        $value = Document::of($document);
        $zone = $value->at('zone');
        $now = $this->panel->now();
        $kind = $value->at('kind') === null ? Policies::SLA : Policies::REFUND;
        $kind === Policies::SLA ? $this->judge($document, is_string($zone) ? $zone : 'UTC', $now) : $this->judgeRefund($document, is_string($zone) ? $zone : 'UTC', $now);
        $hash = $this->ledger->policies->put($document, (string) $value->at('name'), $now, $kind);
        $this->ledger->events->add('policy.put', $hash, ['by' => $by], $now);
        return $hash;
    }

    /**
     * What has been settled stays as it was promised, and the months of one service follow each other without gap or overlap.
     *
     * @throws UnableToDo
     */
    public function assign(string $scope, string $scopeId, string $hash, int $fromMs, string $by): void
    {
        $zone = $this->zone($hash) ?? throw new UnableToDo('There is no such policy version.');
        if ($this->ledger->policies->kind($hash) === Policies::REFUND) {
            $this->assignRefund($scope, $scopeId, $hash, $fromMs, $by);
            return;
        }
        $this->sameZone($scope, $scopeId, $zone);
        $now = $this->panel->now();
        $this->ledger->transaction(function () use ($scope, $scopeId, $hash, $zone, $fromMs, $by, $now): void {
            $product = $scope === 'service' ? $this->ledger->spans->openOf($scopeId)['product_id'] ?? null : null;
            $kinds = new MonthKinds($this->ledger);
            $this->notSettled($scope, $scopeId, $zone, $fromMs, static fn (string $period): string => $kinds->end($scope, $scopeId, $product, $period, $fromMs));
            $kinds->check($scope, $scopeId, $product, $hash, $fromMs);
            $this->ledger->assignments->add($scope, $scopeId, $hash, $fromMs, $by, $now);
            $this->ledger->events->add('policy.assigned', $hash, ['by' => $by, 'scope' => $scope, 'id' => $scopeId, 'from' => Instant::iso($fromMs)], $now);
        });
    }

    /** Months of two time zones overlap or leave a gap: one outage would be paid twice or never. @throws UnableToDo */
    private function sameZone(string $scope, string $scopeId, string $zone): void
    {
        $product = $scope === 'product' ? $scopeId : null;
        foreach ($this->ledger->assignments->all() as $row) {
            $other = $this->zone((string) $row['policy_hash']);
            if ($other === null || $other === $zone) {
                continue;
            }
            if ($row['scope'] === $scope) {
                $binds = $row['scope_id'] === $scopeId;
            } elseif ($scope === 'product') {
                $binds = $this->productOf((string) $row['scope_id']) === $scopeId;
            } else {
                $binds = $row['scope_id'] === ($product ??= $this->productOf($scopeId));
            }
            if ($binds) {
                throw new UnableToDo('The time zone cannot change: ' . $row['scope'] . ' ' . $row['scope_id'] . ' has a policy in ' . $other
                    . ', this one is in ' . $zone . '. Store the policy with the zone ' . $other . ' and assign that version.');
            }
        }
    }

    /** @param \Closure(string): string $end first day after a settled month @throws UnableToDo */
    private function notSettled(string $scope, string $scopeId, string $zone, int $fromMs, \Closure $end): void
    {
        if ($this->ledger->assignments->has($scope, $scopeId, $fromMs)) {
            throw new UnableToDo('A policy is assigned to this ' . $scope . ' from that very day already. Choose another day.');
        }
        $period = $this->ledger->settlements->lastFinal($scope, $scopeId);
        $day = $period === null ? null : $end($period);
        if ($day !== null && $fromMs < Offsets::dayStart($zone, $day)) {
            throw new UnableToDo('The month ' . $period . ' has been settled for this ' . $scope . ', and what is settled is not decided again.'
                . ' Choose a day from ' . $day . ' on.');
        }
    }

    /** @return ?string the version's time zone; null when there is no such version */
    private function zone(string $hash): ?string
    {
        $document = $this->ledger->policies->document($hash);
        return $document === null ? null : (string) json_decode($document, true)['zone'];
    }

    /** Its product now; before the ledger has seen the service the panel is asked. */
    private function productOf(string $serviceId): ?string
    {
        $span = $this->ledger->spans->openOf($serviceId);
        if ($span !== null) {
            return (string) $span['product_id'];
        }
        try {
            foreach ($this->panel->services() as $facts) {
                if ($facts->id === $serviceId) {
                    return $facts->productId;
                }
            }
        } catch (UnableToRead) {
            throw new UnableToDo('The panel cannot be read just now. Try again.');
        }
        return null;
    }

    /** A settlement of nobody: all that can be wrong with it is the document. @throws CoreRefused */
    private function judge(string $document, string $zone, int $now): void
    {
        $zones = [$this->panel->offsets($zone, $now, $now)];
        Engine::decode($this->engine->bytes(SettleEnvelope::text($now, $this->panel->capabilities(), $zones, [hash('sha256', $document) => $document], [], [])));
    }

    /** Nothing is settled by it: each case is bound to a version when it is asked for. @throws UnableToDo */
    private function assignRefund(string $scope, string $scopeId, string $hash, int $fromMs, string $by): void
    {
        $now = $this->panel->now();
        $this->ledger->transaction(function () use ($scope, $scopeId, $hash, $fromMs, $by, $now): void {
            if ($this->ledger->assignments->has($scope, $scopeId, $fromMs, Policies::REFUND)) {
                throw new UnableToDo('A refund policy is assigned to this ' . $scope . ' from that very day already. Choose another day.');
            }
            $this->ledger->assignments->add($scope, $scopeId, $hash, $fromMs, $by, $now, Policies::REFUND);
            $this->ledger->events->add('policy.assigned', $hash, ['by' => $by, 'scope' => $scope, 'id' => $scopeId, 'from' => Instant::iso($fromMs)], $now);
        });
    }

    /** A quote of nothing: all that can be wrong with it is the document. @throws CoreRefused */
    private function judgeRefund(string $document, string $zone, int $now): void
    {
        $at = Instant::iso($now);
        Engine::decode($this->engine->bytes(Json::join([
            'contract' => Json::encode(Engine::CONTRACT), 'command' => Json::encode('quoteRefund'), 'asOf' => Json::encode($at), 'currency' => Json::encode('EUR'),
            'capabilities' => Json::encode($this->panel->capabilities()), 'zones' => Json::encode([$this->panel->offsets($zone, $now, $now)]),
            'policy' => Json::join(['hash' => Json::encode(hash('sha256', $document)), 'document' => $document]),
            'facts' => '[]', 'orderedAt' => Json::encode($at), 'requestedAt' => Json::encode($at),
            'lines' => Json::encode([['id' => 'none', 'kind' => 'plan', 'from' => $at, 'to' => $at, 'amount' => '0']]),
            'payments' => '[]', 'credited' => Json::encode('0'), 'arrears' => '[]', 'history' => '[]',
        ])));
    }
}
