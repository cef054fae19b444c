<?php

/** Observations → confirmed outages and review cases, subject by subject, only where something may have changed. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class Confirming
{
    private readonly Watches $watches;
    private readonly Judging $judging;
    /** @var array<string, list<int>> subject => ids of its decided cases */
    private array $decided;
    /** Nobody has to judge what ended before any service was known here: a look back shows it and that is all. */
    private readonly int $firstMs;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Engine $engine,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
        $this->watches = new Watches($ledger);
        $this->judging = new Judging($ledger, $engine, $nowMs);
        $this->decided = $ledger->cases->decided();
        $this->firstMs = $ledger->spans->firstMs() ?? 0;
    }

    /** @return list<string> subjects about which something was left to the next run */
    public function run(Deadline $deadline): array
    {
        $this->watches->sync(Due::until($this->ledger, $this->nowMs));
        $this->watches->hear();
        $left = [];
        $done = 0;
        foreach ($this->touched() as $subject => $points) {
            $watch = $this->watches->all()[$subject];
            if ($done++ > 0 && $deadline->passed()) {
                $left[] = (string) $subject;
                continue;
            }
            $judged = $this->problems->guard($this->engine, (string) $subject, fn (): bool => $this->subject($watch, $points));
            if ($judged !== true) {
                $left[] = (string) $subject;
            }
        }
        $this->watches->close($left === []);
        return $left;
    }

    /**
     * Those that are looked at in each run come last: they must not keep a short one busy.
     *
     * @return array<string, list<array{int, int}>> subject => intervals that need a look although nothing new was heard
     */
    private function touched(): array
    {
        $open = [];
        foreach ($this->ledger->outages->open() as $subject => $fromMs) {
            $open[$subject][] = [$fromMs, $fromMs];
        }
        // A lone monitor that still says down is an outage of its own once its vote goes stale.
        foreach ($this->ledger->observations->stillDown($this->nowMs - Stretches::STALE_MS - Instant::DAY_MS) as $row) {
            foreach ($this->watches->subjectsOf((string) $row['source_id'], (string) $row['target_hash']) as $subject) {
                $open[$subject][] = [(int) $row['at_ms'], (int) $row['at_ms']];
            }
        }
        foreach ($this->watches->provedAlive() as $subject => $points) {
            $open[$subject] = [...$open[$subject] ?? [], ...$points];
        }
        $open = array_intersect_key($open, $this->watches->all());
        $touched = [];
        foreach ($this->watches->all() as $subject => $watch) {
            $due = $watch->aheadMs !== null && $watch->aheadMs <= $this->nowMs;
            if ($due || $watch->againMs !== null || $watch->sinceId !== null || $watch->decided !== ($this->decided[$subject] ?? [])) {
                $touched[$subject] = $open[$subject] ?? [];
            }
        }
        return array_diff_key($touched, $open) + $open;
    }

    /** @param list<array{int, int}> $points */
    private function subject(Watch $watch, array $points): bool
    {
        $decisions = $this->ledger->cases->decisions($watch->subject);
        $judged = clone $watch;
        [$judged->againMs, $judged->sinceId] = [null, null];
        $judged->decided = array_map('intval', array_column($decisions, 'id'));
        foreach ($this->instants($watch) as $at) {
            $points[] = [$at, $at];
        }
        $judged->aheadMs = $this->ledger->observations->firstAfter($this->nowMs, $watch->timelines());
        foreach ($decisions as $decision) {
            if (!in_array((int) $decision['id'], $watch->decided, true)) {
                $points[] = [(int) $decision['from_ms'], (int) $decision['to_ms']];
            }
        }
        $verdict = $this->judging->judge($watch, $points, $decisions);
        [$came, $opened] = $this->ledger->transaction(function () use ($watch, $judged, $verdict): array {
            $came = $this->ledger->outages->rewrite($watch->subject, $verdict['outages'], $verdict['scopes']);
            Probe::at('confirm.outages');
            $opened = $this->review($watch->subject, $verdict);
            if ($judged->toJson() !== $watch->toJson()) {
                $this->watches->keep($judged);
            }
            return [$came, $opened];
        });
        Probe::at('confirm.case');
        $watch->sinceId = null;
        $this->summary->confirmed += $came['confirmed'];
        $this->summary->refused += $came['refused'];
        $this->summary->review += $opened;
        return true;
    }

    /** @return list<int> instants of what is new, or was ahead of the clock before */
    private function instants(Watch $watch): array
    {
        $lines = $watch->timelines();
        $new = $watch->sinceId === null ? [] : $this->ledger->observations->instantsAfter($watch->sinceId, $lines);
        $due = $watch->aheadMs === null ? [] : $this->ledger->observations->instantsFrom($watch->aheadMs, $lines);
        return [...$new, ...$due];
    }

    /**
     * Of the time that was judged the queue shows what is doubtful by the evidence of now, and nothing else.
     *
     * @param array{scopes: list<array{int, int}>, outages: list<array<string, mixed>>, review: list<array<string, mixed>>} $verdict
     * @return int cases opened
     */
    private function review(string $subject, array $verdict): int
    {
        $opened = 0;
        foreach ($verdict['review'] as $item) {
            $about = ['subject' => $subject, 'from_ms' => Instant::ms($item['from']), 'to_ms' => Instant::ms($item['to'])];
            if ($about['to_ms'] > $this->firstMs && $this->ledger->cases->open($item['key'], $item['kind'], $item['reason'], $about, $this->nowMs)) {
                $this->ledger->events->add('case.opened', $item['key'], ['reason' => $item['reason']], $this->nowMs);
                $opened++;
            }
        }
        $current = array_flip(array_column($verdict['review'], 'key'));
        foreach ($this->ledger->cases->openOf($subject) as $case) {
            if (isset($current[$case['case_key']]) || !self::within((int) $case['from_ms'], $verdict['scopes'])) {
                continue;
            }
            if ($this->ledger->cases->withdraw((string) $case['id'], $this->nowMs)) {
                $this->ledger->events->add('case.withdrawn', $case['case_key'], ['reason' => 'evidence changed'], $this->nowMs);
            }
        }
        return $opened;
    }

    /** @param list<array{int, int}> $scopes */
    private static function within(int $ms, array $scopes): bool
    {
        foreach ($scopes as [$from, $to]) {
            if ($from <= $ms && $ms <= $to) {
                return true;
            }
        }
        return false;
    }
}
