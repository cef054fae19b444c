<?php

/** Stands before each batch of postings: dry run, a copied installation, lines that are held, the operator's limits. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Payouts;
use Makegood\Ledger\Postings;
use Makegood\Panel\Panel;

final class SafetyCatch
{
    private const LIMITS = 'limits';

    /** Whether this is the installation that went live; asked once a run. */
    private ?bool $atHome = null;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly string $runId,
        private readonly int $nowMs,
    ) {
    }

    /** @return list<array<string, mixed>> postings that wait for nobody's word, oldest first */
    public function waiting(): array
    {
        return $this->mayPay() ? $this->ledger->postings->free() : [];
    }

    /** Live, and at home. */
    public function mayPay(): bool
    {
        $this->atHome ??= $this->isAtHome();
        return $this->atHome && Mode::of($this->ledger)->isLive();
    }

    /**
     * All of them or none but those that a person let through: which of them are too many nobody can say.
     *
     * @param list<array<string, mixed>> $waiting of one kind
     * @return list<array<string, mixed>> those that may go out
     * @throws \Makegood\Engine\EngineUnavailable
     */
    public function withinLimits(array $waiting, Postings|Payouts|null $kind = null): array
    {
        $kind ??= $this->ledger->postings;
        $limits = Limits::of($this->ledger);
        $judged = array_values(array_filter($waiting, static fn (array $posting): bool => (int) $posting['cleared'] === 0));
        if ($limits === Limits::NONE) {
            $this->problems->over(self::LIMITS);
        }
        if ($limits === Limits::NONE || $judged === []) {
            return $waiting;
        }
        $posted = Limits::gone($this->ledger, $this->nowMs);
        $answer = $this->problems->guard($this->engine, self::LIMITS, fn (): array => Limits::check($this->engine, $limits, $judged, $posted));
        if ($answer !== null && $answer['held'] === false) {
            return $waiting;
        }
        if ($answer !== null) {
            Probe::at('held.before');
            $this->hold($kind, $judged, $answer);
            Probe::at('held.committed');
        }
        // Without an answer they stay as they are; the next run asks again.
        return array_values(array_filter($waiting, static fn (array $posting): bool => (int) $posting['cleared'] === 1));
    }

    private function isAtHome(): bool
    {
        $about = Installation::PROBLEM;
        $paused = $this->problems->guard($this->engine, $about, fn (): string => Installation::check($this->ledger, $this->panel) ?? '', false);
        if ($paused === '') {
            $this->problems->over($about);
        } elseif ($paused !== null) {
            $this->problems->report($about, $paused);
        }
        return $paused === '';
    }

    /**
     * @param list<array<string, mixed>> $postings
     * @param array<string, mixed> $answer
     */
    private function hold(Postings|Payouts $kind, array $postings, array $answer): void
    {
        [$held, $opened] = $this->ledger->transaction(function () use ($kind, $postings, $answer): array {
            $key = $this->openKey();
            $held = count(array_filter($postings, fn (array $posting): bool => $kind->holdInRun((string) $posting['id'], $this->runId)));
            Probe::at('held.marked');
            if ($held === 0) {
                return [0, false];
            }
            $opened = $this->ledger->cases->open($key, 'run', 'aboveLimits', ['run_id' => (int) $this->runId], $this->nowMs);
            $this->ledger->events->add('run.held', $this->runId, [
                'by' => 'run-' . $this->runId, 'postings' => $held, 'exceeded' => Json::encode($answer['exceeded']),
            ], $this->nowMs);
            return [$held, $opened];
        });
        $this->summary->held += $held;
        $this->summary->review += (int) $opened;
    }

    /** Of the case that these join: a person may have decided about the first batch of this run already. */
    private function openKey(): string
    {
        for ($n = 1;; $n++) {
            $key = 'run/' . $this->runId . ($n === 1 ? '' : '/' . $n);
            $case = $this->ledger->cases->forUpdate($key);
            if ($case === null || $case['state'] === 'open') {
                return $key;
            }
        }
    }
}
