<?php

/** Confirmed outages → answers of `settle`, service by service and month by month, recorded where they are final. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Panel\Panel;

final class Settling
{
    private const CURSOR = 'settle_cursor';

    private readonly SettleRequests $requests;
    private readonly Recording $recording;
    private readonly Mode $mode;
    /** @var array<string, string> outage => `yes` or `excluded`, by what this run saw */
    private array $counted = [];

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
        private readonly int $raceTries,
        private readonly Evidence $evidence,
    ) {
        $this->mode = Mode::of($ledger);
        $this->requests = new SettleRequests($ledger, $panel);
        $this->recording = new Recording($ledger, $engine, $summary, $nowMs);
    }

    public function run(Deadline $deadline): void
    {
        $positions = $this->fromCursor($this->positions());
        $keys = array_keys($positions);
        $next = 0;
        try {
            foreach ($positions as $key => [$serviceId, $period]) {
                if ($next > 0 && $deadline->passed()) {
                    return;
                }
                $next++; // also when this one ends the run: the next run must come to the others
                $this->problems->guard($this->engine, 'settle/' . $key, fn () => $this->settle($serviceId, $period));
            }
        } finally {
            $this->remember((string) ($keys[$next] ?? ''));
        }
    }

    /** @param string $cursor where the next run goes on; empty: from the beginning */
    private function remember(string $cursor): void
    {
        if ($cursor !== ($this->ledger->meta->get(self::CURSOR) ?? '')) {
            $this->ledger->meta->put(self::CURSOR, $cursor);
        }
        foreach ($this->counted as $outage => $word) {
            $this->ledger->outages->setCounted((string) $outage, $word);
        }
    }

    /**
     * Where something may have changed: months that a confirmed outage touches, and all that was settled before.
     *
     * @return array<string, array{string, string}> `service/period` => [service, period], sorted
     */
    private function positions(): array
    {
        $positions = [];
        $thisMonth = Instant::month($this->nowMs);
        foreach ($this->ledger->outages->confirmed() as $outage) {
            [$from, $to] = [(int) $outage['from_ms'], (int) $outage['to_ms']];
            foreach ($this->ledger->spans->servicesOf((string) $outage['subject'], $from, $to) as $serviceId) {
                foreach ($this->months((string) $serviceId, $from, $to) as $period) {
                    if ($period <= $thisMonth) {
                        $positions[$serviceId . '/' . $period] = [(string) $serviceId, $period];
                    }
                }
            }
        }
        foreach ($this->ledger->settlements->positions() as $row) {
            $positions[$row['service_id'] . '/' . $row['period']] = [(string) $row['service_id'], (string) $row['period']];
        }
        ksort($positions, SORT_STRING);
        return $positions;
    }

    /** @return list<string> the calendar months of a stretch, and the one before where a service's month may end in the next */
    private function months(string $serviceId, int $fromMs, int $toMs): array
    {
        $months = Instant::monthsAround($fromMs, $toMs);
        $before = Instant::monthsOn($months[0], -1);
        return $this->requests->months->has($serviceId, $before) ? [$before, ...$months] : $months;
    }

    /**
     * @param array<string, array{string, string}> $positions
     * @return array<string, array{string, string}> beginning where the last run ran out of time
     */
    private function fromCursor(array $positions): array
    {
        $cursor = $this->ledger->meta->get(self::CURSOR) ?? '';
        $later = array_filter($positions, static fn (string $key): bool => strcmp($key, $cursor) >= 0, ARRAY_FILTER_USE_KEY);
        return $later + $positions;
    }

    private function settle(string $serviceId, string $period): void
    {
        for ($try = 1;; $try++) {
            try {
                $this->attempt($serviceId, $period);
                return;
            } catch (LostRace $lost) {
                if ($try >= $this->raceTries) {
                    $this->problems->report('race/' . $serviceId . '/' . $period, $lost->getMessage());
                    return;
                }
            }
        }
    }

    /** @throws LostRace when what it was computed against has changed meanwhile */
    private function attempt(string $serviceId, string $period): void
    {
        $request = $this->requests->build($serviceId, $period);
        if ($request === null) {
            return;
        }
        $hash = $request->hash();
        $stored = $this->ledger->settlements->of($serviceId, $period);
        if ($stored !== null && $this->isKnown($stored, $hash, $period)) {
            return;
        }
        $text = $request->text(
            $this->nowMs,
            $this->panel->capabilities(),
            $this->ledger->clients->state($request->clientId, $request->currency),
            $this->ledger->entries->fold($serviceId, $period),
        );
        $bytes = $this->engine->bytes($text);
        $result = Engine::decode($bytes)['results'][0];
        Probe::at('settle.computed');
        if ($result['final'] && !$this->evidence->isComplete($serviceId, $request->windowMs)) {
            return; // final is for good: it waits until everything that is here was understood and judged
        }
        $this->recording->store($request, $hash, $text, $bytes, $result);
        $this->problems->over('race/' . $serviceId . '/' . $period);
        $this->note($result['counted']);
    }

    /**
     * What was settled for good stays so, as it is, until its month is decided (again); a preview is computed once more when it is due.
     *
     * @param array{requestHash: string, final: bool, dueMs: int, answer: string, settledMs: int} $stored
     */
    private function isKnown(array $stored, string $hash, string $period): bool
    {
        $decides = $this->mode->decides($period);
        if ($stored['final'] && !$decides) {
            return true;
        }
        $isLast = $stored['final'] || $this->nowMs < $stored['dueMs'] || (!$decides && $stored['settledMs'] >= $stored['dueMs']);
        return $isLast && $stored['requestHash'] === $hash;
    }

    /** @param list<array<string, mixed>> $rows the answer's `counted` */
    private function note(array $rows): void
    {
        foreach ($rows as $row) {
            if ($row['countedMs'] > 0) {
                $this->counted[$row['outage']] = 'yes';
            } elseif ($row['exclusion'] === 'maintenance') {
                $this->counted[$row['outage']] ??= 'excluded';
            }
        }
    }
}
