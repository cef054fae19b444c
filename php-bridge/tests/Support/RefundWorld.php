<?php

/** One client who paid a year in advance and wants some of it back: 365.00 for 2026, 10.00 for the set-up, in cash. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Desk\RefundDesk;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Panel\InMemoryRefundPanel;
use Makegood\Panel\Payment;
use Makegood\Panel\RefundLine;

final class RefundWorld
{
    /** On this day 101 days are used, the day that has begun too: 365 - 101 = 264.00 come back. */
    public const REQUESTED = '2026-04-11T12:00:00Z';
    public const DAYS = '{"id":"prorated","when":{},"give":{"method":"unused","time":{"unit":"day","count":"calendar"}}}';
    public const STAFF = 'admin:1';

    public readonly World $world;
    public readonly InMemoryRefundPanel $panel;
    public readonly RefundDesk $desk;

    public function __construct(\PDO $pdo, string $dataDir)
    {
        $this->panel = new InMemoryRefundPanel($pdo, 0);
        $this->world = new World($pdo, $dataDir, null, null, $this->panel);
        $this->world->clock('2026-01-01T00:00:00Z');
        $this->world->service('17', '5', '1', '365.00');
        [$from, $to] = [Instant::ms('2026-01-01T00:00:00Z'), Instant::ms('2027-01-01T00:00:00Z')];
        $this->panel->refundLines['17'] = [
            new RefundLine('invoice:7/12', '7', 'plan', 'Hosting 2026', $from, $to, '365.00'),
            new RefundLine('invoice:7/13', '7', 'setup', 'Set-up', $from, $from, '10.00'),
        ];
        $this->paid(new Payment('8', '7', 'cash', 'card', $from, '375.00'));
        $this->desk = $this->world->desk->refunds;
    }

    /** Beside the plan a theme for 40.00 was bought once, all of it paid. */
    public function sellsATheme(): void
    {
        [$plan, $setup] = $this->panel->refundLines['17'];
        $this->panel->refundLines['17'] = [
            new RefundLine($plan->id, '7', 'plan', $plan->label, $plan->fromMs, $plan->toMs, $plan->amount, item: 'product:1', name: 'Hosting'),
            $setup,
            new RefundLine('invoice:7/14', '7', 'addOn', 'Theme', $plan->fromMs, $plan->fromMs, '40.00', item: 'addon:3', name: 'Theme made to order'),
        ];
        $this->paid(new Payment('8', '7', 'cash', 'card', $plan->fromMs, '415.00'));
    }

    public function paid(Payment ...$payments): void
    {
        $this->panel->payments = array_values($payments);
    }

    /** @param array<string, mixed> $but members of the policy */
    public function policy(array $but = [], string $rules = self::DAYS): void
    {
        $hash = $this->world->desk->putPolicy(Json::encode(['kind' => 'refund', 'schema' => 1, 'name' => 'Refunds', 'zone' => 'UTC', 'rules' => [json_decode($rules)]] + $but), self::STAFF);
        $this->world->desk->assign('product', '1', $hash, Instant::ms('2026-01-01T00:00:00Z'), self::STAFF);
        $this->world->run(); // which sees the service
    }

    /** @param array<string, mixed> $but @return string the case */
    public function asked(array $but = [], string $at = self::REQUESTED): string
    {
        $this->world->clock($at);
        $seen = $this->desk->quote('17', $but['wish'] ?? null, $but['facts'] ?? []);
        return $this->desk->request('17', '5', $but + ['reason' => 'notNeeded'], $this->quote($seen), $seen['requestedAt'], 'client:5');
    }

    /** @param array<string, string> $body @return array<string, mixed> */
    public function quote(array $body): array
    {
        return Json::decode($body['answer'])['quote'];
    }

    /** Asked, begun and approved; the next run pays. @param array<string, mixed> $but @return string the case */
    public function approved(array $but = []): string
    {
        $case = $this->asked($but);
        $this->world->run();
        $this->desk->act($case, 'approve', self::STAFF);
        return $case;
    }

    public function state(string $case): string
    {
        return (string) $this->world->ledger->refundCases->byId($case)['state'];
    }

    /** @return array<string, mixed> the core's case */
    public function core(string $case): array
    {
        return Json::decode((string) $this->world->ledger->refundCases->byId($case)['core']);
    }

    /** @return list<string> `to route amount state` of each part */
    public function payouts(string $case): array
    {
        return array_map(
            static fn (array $row): string => implode(' ', [$row['paid_to'], $row['route'], $row['amount'], $row['state']]),
            $this->world->ledger->payouts->ofCase($case),
        );
    }

    /** @return list<string> `period n gross state` of refunds */
    public function entries(): array
    {
        $rows = array_filter($this->world->ledger->entries->recent(100), static fn (array $row): bool => $row['kind'] === 'refund');
        return array_map(static fn (array $row): string => implode(' ', [$row['period'], $row['n'], $row['gross'], $row['state']]), array_reverse(array_values($rows)));
    }
}
