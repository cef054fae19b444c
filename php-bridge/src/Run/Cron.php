<?php

/** What a panel's cron does with us: a run, and once a day a look at the whole panel; the panel's log is told of both. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

final class Cron
{
    public function __construct(private readonly Panel $panel, private readonly Ledger $ledger, private readonly Settings $settings)
    {
    }

    /** Drains, decides and posts. Called twice, the second call finds nothing to do. */
    public function run(Engine $engine, int $budgetMs): RunSummary
    {
        $before = $this->ledger->events->lastId();
        $summary = (new Run($this->panel, $engine, $this->ledger, $this->settings))->now($budgetMs);
        $this->report($summary, $this->ledger->events->since($before, 'problem'));
        return $summary;
    }

    /** The difference between the panel and what we know of it, and the last run in one line of the log. Never posts. */
    public function daily(): void
    {
        $lock = new Lock($this->ledger->db, $this->settings->dataDir);
        if ($lock->take()) {
            try {
                (new SpanSync($this->ledger, $this->settings))->run($this->panel);
                (new MaintenanceSync($this->ledger))->run($this->panel);
            } finally {
                $lock->release();
            }
        }
        $last = $this->ledger->runs->recent(1)[0] ?? null;
        $waiting = $this->ledger->cases->countOpen() + $this->ledger->reversals->countAsked();
        $this->panel->log('daily check: ' . $waiting . ' waiting for review; last run ' . ($last === null ? 'never' : (string) $last['summary']));
    }

    /**
     * Only what is new is worth a line: a problem that lasts was told when it began, and stands on the health page.
     *
     * @param list<array<string, mixed>> $problems events of problems that began in this run
     */
    private function report(RunSummary $summary, array $problems): void
    {
        if ($summary->newItems() > 0) {
            $this->panel->log(sprintf('run: %d entries, %d postings, %d for review', $summary->entries, $summary->postings, $summary->review));
        }
        foreach ($problems as $problem) {
            $data = json_decode((string) $problem['data'], true, 8, JSON_THROW_ON_ERROR);
            $this->panel->log('problem: ' . $problem['ref'] . ': ' . ($data['problem'] ?? ''));
        }
    }
}
