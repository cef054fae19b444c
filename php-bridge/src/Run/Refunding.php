<?php

/**
 * What cron does about refunds: cases begin, wait no more and escalate by themselves; services end and money goes out in the order that the
 * policy has. Everything follows from what is stored, so a run that died left nothing but work.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Panel\Panel;
use Makegood\Panel\Refunds;

final class Refunding
{
    private const SYSTEM = RefundMoves::SYSTEM;
    /** Failures that pass by themselves. */
    private const AGAIN = ['gatewayUnavailable', 'disputeOpened'];

    private readonly RefundMoves $moves;
    private readonly RefundQuotes $quotes;
    /** @var array<string, true> cases of whose payments the bank takes nothing back, as far as this run knows */
    private array $undisputed = [];

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly SafetyCatch $safetyCatch,
        private readonly Paying $paying,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
        $this->moves = new RefundMoves($ledger, $panel, $engine);
        $this->quotes = new RefundQuotes($ledger, $panel, $engine);
    }

    /** @throws \Makegood\Engine\EngineUnavailable */
    public function run(Deadline $deadline): void
    {
        if (!$this->panel instanceof Refunds) {
            return;
        }
        $this->paying->recover();
        $this->finish();
        $steps = [
            [$this->ledger->refundCases->inStates(['requested']), $this->begin(...)],
            [$this->ledger->refundCases->inStates(['waiting']), $this->clear(...)],
            [$this->ledger->refundCases->due($this->nowMs), $this->clock(...)],
            [$this->ledger->refundCases->inStates(['failed']), $this->retry(...)],
        ];
        foreach ($steps as [$cases, $step]) {
            $this->each($cases, $step, $deadline);
        }
        if (!$this->safetyCatch->mayPay()) {
            return;
        }
        $this->each($this->ledger->refundCases->inStates(['payoutPending']), $this->cancel(...), $deadline);
        // What could go out first: where time is short, tasks that people leave open do not use it up.
        $free = array_map('strval', array_column($this->ledger->payouts->free(), 'case_id'));
        $this->each(array_values(array_unique([...$free, ...$this->ledger->refundCases->inStates(['payoutPending'])])), $this->askTheBank(...), $deadline);
        $this->paying->run($this->payable(), $deadline);
        $this->finish();
    }

    /** What was handed to postings and is on the account by now; cases of which nothing is left to pay. */
    public function finish(): void
    {
        if ($this->panel instanceof Refunds) {
            $this->paying->follow();
            $this->each($this->ledger->refundCases->inStates(['payoutPending']), $this->paid(...), null);
        }
    }

    /** @param list<string> $cases @param callable(array<string, mixed>): void $step */
    private function each(array $cases, callable $step, ?Deadline $deadline): void
    {
        foreach ($cases as $i => $id) {
            if ($i > 0 && $deadline?->passed()) {
                return;
            }
            $this->problems->guard($this->engine, 'refund/' . $id, function () use ($id, $step): void {
                $row = $this->ledger->refundCases->byId($id);
                try {
                    $row === null || $step($row);
                } catch (LostRace) {
                    // Somebody at the desk was quicker: the next run looks at what is there then.
                }
            });
        }
    }

    /** @param array<string, mixed> $row */
    private function begin(array $row): void
    {
        $this->moves->take($row, 'begin', self::SYSTEM, [], $this->quotes->again($row));
        $this->summary->review++;
    }

    /** @param array<string, mixed> $row */
    private function clear(array $row): void
    {
        if (!in_array(self::core($row)['waitsFor'], ['arrears', 'dispute'], true)) {
            return; // for the client's word
        }
        $quote = $this->quotes->again($row);
        if ($quote->waits() === null) {
            $this->moves->take($row, 'clear', self::SYSTEM, [], $quote);
        }
    }

    /** @param array<string, mixed> $row */
    private function clock(array $row): void
    {
        $this->moves->take($row, 'clock', self::SYSTEM);
    }

    /** @param array<string, mixed> $row */
    private function retry(array $row): void
    {
        $failure = (string) self::core($row)['failure'];
        if (!in_array($failure, self::AGAIN, true) || !$this->safetyCatch->mayPay()) {
            return;
        }
        $quote = $this->quotes->again($row);
        if ($quote->waits() !== null || $this->isTakenBack($row, $quote)) {
            return;
        }
        $payouts = $this->ledger->payouts->ofCase((string) $row['id']);
        if (array_filter($payouts, static fn (array $payout): bool => $payout['state'] === 'failed' && (int) $payout['attempt'] >= Posting::ATTEMPTS) !== []) {
            return; // that often is no accident: a person tries again
        }
        self::again($this->ledger, $this->moves, $row, self::SYSTEM, []);
    }

    /**
     * Also for the desk: what failed goes out again; by a way that is closed for good it does not, a person does it.
     *
     * @param array<string, mixed> $row
     * @param array<string, mixed> $with
     * @param array<string, mixed> $columns
     */
    public static function again(Ledger $ledger, RefundMoves $moves, array $row, string $actor, array $with, array $columns = []): void
    {
        $ledger->transaction(function () use ($ledger, $moves, $row, $actor, $with, $columns): void {
            $moves->take($row, 'retry', $actor, $with, null, $columns);
            foreach ($ledger->payouts->ofCase((string) $row['id']) as $payout) {
                if ($payout['state'] === 'failed' || $payout['state'] === 'review') {
                    $isClosed = in_array($payout['failure'], ['paymentTooOld', 'methodClosed', 'wrongDetails'], true);
                    $ledger->payouts->move((string) $payout['id'], (string) $payout['state'], $isClosed ? 'task' : 'pending');
                }
            }
        });
    }

    /** @param array<string, mixed> $row */
    private function cancel(array $row): void
    {
        if (!$this->isCancelNext($row)) {
            return;
        }
        $service = (string) $row['service_id'];
        try {
            if (!$this->panel->isCancelled($service)) {
                Probe::at('payout.cancel');
                $this->panel->cancelService($service, 'makegood refund ' . $row['id']);
            }
        } catch (\Throwable $failure) {
            if (Problems::endsTheRun($failure)) {
                throw $failure;
            }
            if (!$this->panel->isCancelled($service)) {
                $this->moves->take($row, 'cancelFailed', self::SYSTEM, ['failure' => 'cancellationFailed']);
                $this->problems->report('refund/' . $row['id'] . '/cancel', $failure->getMessage());
                return;
            }
        }
        Probe::at('payout.cancelled');
        $this->moves->take($row, 'cancelled', self::SYSTEM);
        $this->problems->over('refund/' . $row['id'] . '/cancel');
    }

    /** What is disputed, or was taken back since the decision, the client has from the bank: nothing goes out besides. @param array<string, mixed> $row */
    private function askTheBank(array $row): void
    {
        $isOpen = static fn (array $payout): bool => in_array($payout['state'], ['pending', 'task'], true);
        if ($row['state'] !== 'payoutPending' || !$this->isTurn($row) || array_filter($this->ledger->payouts->ofCase((string) $row['id']), $isOpen) === []) {
            return;
        }
        $quote = $this->quotes->again($row);
        if ($quote->waits() !== 'dispute' && !$this->isTakenBack($row, $quote)) {
            $this->undisputed[(string) $row['id']] = true;
            return;
        }
        $this->moves->take($row, 'fail', self::SYSTEM, ['failure' => 'disputeOpened']);
    }

    /** Whether banks took back something else of its payments than when it was decided. @param array<string, mixed> $row */
    private function isTakenBack(array $row, RefundQuote $quote): bool
    {
        $entry = $this->ledger->entries->lastOfCase((string) $row['id']);
        $decided = $entry === null ? [] : RefundQuote::takenBack((string) $entry['request']);
        return array_intersect_key(RefundQuote::takenBack($quote->request), $decided) !== $decided;
    }

    /** Whether what has to come before the payment is done. @param array<string, mixed> $row */
    private function isTurn(array $row): bool
    {
        return !self::isCancellationWanted($row) || !$this->cancelsFirst($row);
    }

    /** @param array<string, mixed> $row */
    private function isCancelNext(array $row): bool
    {
        return self::isCancellationWanted($row) && ($this->cancelsFirst($row) || self::core($row)['paidAt'] !== null);
    }

    /** @param array<string, mixed> $row */
    private function cancelsFirst(array $row): bool
    {
        return RefundPolicy::of($this->ledger, (string) $row['policy_hash'])?->cancelsFirst() ?? true;
    }

    /** @return list<array<string, mixed>> payouts of cases whose turn it is */
    private function payable(): array
    {
        return array_values(array_filter($this->ledger->payouts->free(), fn (array $payout): bool => isset($this->undisputed[(string) $payout['case_id']])));
    }

    /** @param array<string, mixed> $row */
    private function paid(array $row): void
    {
        if ($this->isTurn($row) && $this->isAllPaid($row) && self::core($row)['paidAt'] === null) {
            $this->moves->take($row, 'paid', self::SYSTEM);
        }
    }

    /** @param array<string, mixed> $row */
    private function isAllPaid(array $row): bool
    {
        return array_filter($this->ledger->payouts->ofCase((string) $row['id']), static fn (array $payout): bool => !in_array($payout['state'], ['posted', 'dropped'], true)) === [];
    }

    /** @param array<string, mixed> $row */
    private static function isCancellationWanted(array $row): bool
    {
        return self::core($row)['cancellation'] === 'wanted';
    }

    /** @param array<string, mixed> $row @return array<string, mixed> the core's case */
    public static function core(array $row): array
    {
        return Json::decode((string) $row['core']);
    }
}
