<?php

/**
 * Payouts on their way. Through a gateway: look at the payment's refunds, claim, call, mark; what is on the balance or an invoice goes by a
 * posting of its own, with all that protects one. Nothing that may have gone out is sent again by itself.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Ledger\Payouts;
use Makegood\Panel\GatewayRefunds;
use Makegood\Panel\Panel;
use Makegood\Panel\RefundRefused;
use Makegood\Panel\RefundRow;
use Makegood\Panel\Refunds;

final class Paying
{
    private const UNKNOWN = 'unknownOutcome';

    private readonly RefundMoves $moves;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Lock $lock,
        private readonly SafetyCatch $safetyCatch,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly string $owner,
        private readonly int $nowMs,
    ) {
        $this->moves = new RefundMoves($ledger, $panel, $engine);
    }

    /** What a run that died left claimed: before the call nothing is gone; after it the payment's own rows decide, or a person. */
    public function recover(): void
    {
        foreach ($this->ledger->payouts->claimed() as $payout) {
            $done = $this->problems->guard($this->engine, self::ref($payout), function () use ($payout): bool {
                $payout['called_ms'] === null ? $this->ledger->payouts->move((string) $payout['id'], 'posting', 'pending') : $this->settle($payout);
                return true;
            });
            $this->summary->recovered += (int) ($done === true);
        }
    }

    /** Money that went by a posting is there once that is. */
    public function follow(): void
    {
        foreach ($this->ledger->payouts->handedOver() as $payout) {
            $this->mark($payout, $payout['posting_ref'] === null ? null : (string) $payout['posting_ref']);
        }
    }

    /** @param list<array<string, mixed>> $payouts whose turn it is @throws \Makegood\Engine\EngineUnavailable */
    public function run(array $payouts, Deadline $deadline): void
    {
        $isGateway = static fn (array $payout): bool => $payout['route'] === Payouts::GATEWAY;
        foreach (array_filter($payouts, static fn (array $payout): bool => !$isGateway($payout)) as $payout) {
            $this->problems->guard($this->engine, self::ref($payout), fn () => $this->handOver($payout));
        }
        $payouts = array_values(array_filter($payouts, $isGateway));
        if ($payouts === []) {
            return;
        }
        $this->engine->canary();
        $gateway = $this->panel instanceof Refunds ? $this->panel->gateway() : null;
        foreach ($this->safetyCatch->withinLimits($payouts, $this->ledger->payouts) as $i => $payout) {
            if (($i > 0 && $deadline->passed()) || !$this->lock->held()) {
                return;
            }
            $gateway === null ? $this->byHand($payout) : $this->problems->guard($this->engine, self::ref($payout), fn () => $this->one($gateway, $payout), false);
        }
    }

    /** @param array<string, mixed> $payout */
    private function handOver(array $payout): void
    {
        $this->ledger->transaction(function () use ($payout): void {
            $posting = $this->ledger->postings->add((string) $payout['entry_id'], (int) $payout['n'], (string) $payout['amount'], (string) $payout['marker'], 'pending', (string) $payout['route']);
            if (!$this->ledger->payouts->handOver((string) $payout['id'], $posting, $this->nowMs)) {
                throw new LostRace('the payout is held now');
            }
        });
        Probe::at('payout.handed');
    }

    /** The gateway was switched off since: nothing is called. @param array<string, mixed> $payout */
    private function byHand(array $payout): void
    {
        $this->ledger->transaction(function () use ($payout): void {
            if ($this->ledger->payouts->move((string) $payout['id'], 'pending', 'task')) {
                $this->event('payout.task', $payout, []);
            }
        });
    }

    /** @param array<string, mixed> $payout */
    private function one(GatewayRefunds $gateway, array $payout): void
    {
        $ids = array_map(static fn (RefundRow $row): string => $row->id, $gateway->rows((string) $payout['payment']));
        Probe::at('payout.before');
        $isOurs = $this->ledger->transaction(fn (): bool => $this->ledger->payouts->claim((string) $payout['id'], $this->owner, Json::encode($ids), $this->nowMs));
        if (!$isOurs) {
            return;
        }
        Probe::at('payout.claimed');
        if (!$this->ledger->payouts->called((string) $payout['id'], $this->owner, $this->nowMs)) {
            return;
        }
        $claimed = $this->ledger->payouts->byId((string) $payout['id']);
        Probe::at('payout.call');
        try {
            $reference = $gateway->refund((string) $payout['payment'], (string) $payout['amount'], (string) $payout['marker']);
        } catch (RefundRefused $refused) {
            $this->failed($claimed, 'failed', $refused->failure, $refused->getMessage());
            return;
        } catch (\Throwable $failure) {
            if (Problems::endsTheRun($failure)) {
                throw $failure;
            }
            $this->problems->report(self::ref($payout), $failure->getMessage());
            $this->settle($claimed);
            return;
        }
        Probe::at('payout.returned');
        $this->mark($claimed, $reference);
        $this->problems->over(self::ref($payout));
    }

    /**
     * It was called and nobody said what came of it. Without a row of ours the money may be gone all the same: a person looks at the gateway.
     *
     * @param array<string, mixed> $payout claimed, its owner gone
     */
    private function settle(array $payout): void
    {
        $gateway = $this->panel instanceof Refunds ? $this->panel->gateway() : null;
        $known = Json::decode((string) $payout['rows_before']);
        $new = array_filter($gateway?->rows((string) $payout['payment']) ?? [], static fn (RefundRow $row): bool => !in_array($row->id, $known, true));
        $ours = array_values(array_filter($new, static fn (RefundRow $row): bool => $row->reference === (string) $payout['marker']));
        if (count($ours) === 1 && self::plain($ours[0]->amount) === self::plain((string) $payout['amount'])) {
            $this->mark($payout, $ours[0]->id);
            return;
        }
        $this->failed($payout, 'review', self::UNKNOWN, '');
    }

    /** @param array<string, mixed> $payout */
    private function mark(array $payout, ?string $reference): void
    {
        Probe::at('payout.mark');
        $marked = $this->ledger->transaction(function () use ($payout, $reference): bool {
            $marked = $this->ledger->payouts->posted((string) $payout['id'], 'posting', $reference, null, $this->nowMs);
            if ($marked) {
                $this->ledger->entries->postedIfAllAre((string) $payout['entry_id']);
                $this->event('payout.posted', $payout, ['ref' => (string) $reference]);
            }
            return $marked;
        });
        Probe::at('payout.marked');
        $this->summary->postings += (int) ($marked && $payout['posting_id'] === null);
    }

    /** The payout and its case, at once: nothing else of the case goes out before somebody has looked. @param array<string, mixed> $payout */
    private function failed(array $payout, string $state, string $failure, string $why): void
    {
        $this->ledger->transaction(function () use ($payout, $state, $failure, $why): void {
            if (!$this->ledger->payouts->move((string) $payout['id'], 'posting', $state, $failure)) {
                return;
            }
            $this->event('payout.failed', $payout, ['failure' => $failure, 'why' => $why]);
            $row = $this->ledger->refundCases->byId((string) $payout['case_id']);
            if ($row !== null && $row['state'] === 'payoutPending') {
                $this->moves->take($row, 'fail', RefundMoves::SYSTEM, ['failure' => $failure]);
            }
        });
        $this->summary->review++;
    }

    /** @param array<string, mixed> $payout @param array<string, string> $data */
    private function event(string $type, array $payout, array $data): void
    {
        $this->ledger->events->add($type, (string) $payout['id'], ['case' => (string) $payout['case_id'], 'amount' => (string) $payout['amount'], 'marker' => (string) $payout['marker']] + $data, $this->nowMs);
    }

    /** @param array<string, mixed> $payout */
    private static function ref(array $payout): string
    {
        return 'payout/' . $payout['id'];
    }

    /** Without zeros behind the last decimal: some panels store more of them. */
    private static function plain(string $amount): string
    {
        return str_contains($amount, '.') ? rtrim(rtrim($amount, '0'), '.') : $amount;
    }
}
