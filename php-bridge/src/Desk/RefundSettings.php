<?php

/** What a host says once for all refunds: when somebody is at work, and what more of something than is included costs. The core judges both before they are kept. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Run\RefundPolicy;
use Makegood\Run\RefundQuotes;

final class RefundSettings
{
    /** What panels measure, and in what. */
    public const MEASURED = ['traffic' => 'GB', 'disk' => 'GB'];
    private const YEAR_MS = 366 * Instant::DAY_MS;
    /** Asked about with the settings in it, only to hear whether the core takes them: nothing of it is kept. */
    private const POLICY = '{"kind":"refund","schema":1,"name":"-","zone":"UTC","rules":[{"id":"all","give":{"method":"full"},"when":{}}]}';

    public function __construct(private readonly Panel $panel, private readonly Engine $engine, private readonly Ledger $ledger)
    {
    }

    /** @return ?array<string, mixed> null: nobody said anything yet, see RefundPolicy::office */
    public function office(): ?array
    {
        return RefundPolicy::storedOffice($this->ledger);
    }

    /**
     * @param array{zone: string, days: list<int>, from: string, to: string, holidays: list<string>} $office
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Panel\UnknownZone
     */
    public function setOffice(array $office, string $by): void
    {
        $now = $this->panel->now();
        $this->engine->call([
            'contract' => Engine::CONTRACT, 'command' => 'advanceCase', 'asOf' => Instant::iso($now), 'action' => 'look', 'actor' => 'system', 'review' => new \stdClass(),
            'office' => $office,
            'zones' => [$this->panel->offsets($office['zone'], $now - self::YEAR_MS, $now + self::YEAR_MS)],
            'case' => ['id' => '1', 'kind' => 'refund', 'state' => 'requested', 'step' => 0, 'openedAt' => Instant::iso($now), 'currency' => 'USD', 'reason' => 'other', 'quoted' => '0.00',
                'fields' => [], 'needs' => [], 'asked' => false, 'cancellation' => 'none', 'route' => 'billing', 'escalation' => 0, 'appealed' => false],
        ]);
        RefundPolicy::putOffice($this->ledger, $office);
        $this->event('refund.office', '', ['office' => Json::encode($office)], $by);
    }

    /** @return list<array{product: string, currency: string, tiers: array<string, list<array{upTo: ?string, price: string}>>}> */
    public function overage(): array
    {
        $rows = [];
        foreach ($this->ledger->meta->named(RefundQuotes::OVERAGE) as $name => $tiers) {
            [, $product, $currency] = explode('/', $name) + [1 => '', 2 => ''];
            $rows[] = ['product' => $product, 'currency' => $currency, 'tiers' => Json::decode($tiers)];
        }
        return $rows;
    }

    /**
     * @param array<string, list<array{upTo: ?string, price: string}>> $tiers by the usage's id; [] takes them away
     * @throws UnableToDo|\Makegood\Engine\CoreRefused
     */
    public function setOverage(string $productId, string $currency, array $tiers, string $by): void
    {
        if (array_diff_key($tiers, self::MEASURED) !== []) {
            throw new UnableToDo('What costs more can be one of: ' . implode(', ', array_keys(self::MEASURED)) . '.');
        }
        $this->judged($currency, $tiers);
        $name = RefundQuotes::overageOf($productId, $currency);
        $tiers === [] ? $this->ledger->meta->forget($name) : $this->ledger->meta->put($name, Json::encode($tiers));
        $this->event('refund.overage', $productId, ['currency' => $currency, 'tiers' => Json::encode($tiers)], $by);
    }

    /** @param array<string, list<array{upTo: ?string, price: string}>> $tiers @throws \Makegood\Engine\CoreRefused */
    private function judged(string $currency, array $tiers): void
    {
        $now = Instant::iso($this->panel->now());
        $usage = [];
        foreach ($tiers as $id => $rows) {
            $usage[] = ['id' => $id, 'included' => '0', 'used' => '0', 'tiers' => $rows];
        }
        Engine::decode($this->engine->bytes(Json::join([
            'contract' => Json::encode(Engine::CONTRACT), 'command' => Json::encode('quoteRefund'), 'asOf' => Json::encode($now), 'currency' => Json::encode($currency),
            'capabilities' => Json::encode(['routes' => ['accountCredit']]), 'zones' => Json::encode([$this->panel->offsets('UTC', $this->panel->now() - self::YEAR_MS, $this->panel->now() + self::YEAR_MS)]),
            'policy' => Json::join(['hash' => Json::encode(hash('sha256', self::POLICY)), 'document' => self::POLICY]),
            'facts' => '[]', 'orderedAt' => Json::encode($now), 'requestedAt' => Json::encode($now),
            'lines' => Json::encode([['id' => 'line', 'kind' => 'plan', 'from' => $now, 'to' => Instant::iso($this->panel->now() + Instant::DAY_MS), 'amount' => '0', 'usage' => $usage]]),
            'payments' => '[]', 'credited' => Json::encode('0'), 'arrears' => '[]', 'history' => '[]',
        ])));
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, array $data, string $by): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
