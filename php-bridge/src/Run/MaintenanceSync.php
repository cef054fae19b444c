<?php

/** Keeps announced maintenance as it was announced: what the panel changes later counts from when it was changed. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Ledger;
use Makegood\Ledger\Maintenance;
use Makegood\Panel\MaintenanceWindow;
use Makegood\Panel\Panel;

final class MaintenanceSync
{
    private readonly Announcements $announcements;

    public function __construct(private readonly Ledger $ledger)
    {
        $this->announcements = new Announcements($ledger->maintenance, Maintenance::PANEL);
    }

    /** @throws \Makegood\Panel\UnableToRead */
    public function run(Panel $panel): void
    {
        $now = $panel->now();
        $windows = [...$panel->maintenance()];
        $this->ledger->transaction(function () use ($windows, $now): void {
            $known = $this->ledger->maintenance->ofPanel();
            foreach ($windows as $window) {
                $this->keep($known[$window->id] ?? [], $window, $now);
                unset($known[$window->id]);
            }
            foreach ($known as $rows) {
                $this->over($rows, $now, $now);
            }
        });
    }

    /**
     * Only what was scheduled is taken in; what is known stays so while it is under way, until it is closed.
     *
     * @param list<array<string, mixed>> $rows
     */
    private function keep(array $rows, MaintenanceWindow $window, int $now): void
    {
        if ($window->closedMs !== null) {
            $this->over($rows, $window->closedMs, $now);
        } elseif ($rows !== [] || $window->scheduled) {
            $this->announcements->keep($rows, $window->id, $window->subject, $window->fromMs, $window->toMs, $window->title, $now, $now);
        }
    }

    /**
     * Closed or deleted. Before it began it was called off. After that it took place, up to now at most: tidying up a
     * window that is past moves no money, and one without an end must not go on for ever.
     *
     * @param list<array<string, mixed>> $rows
     */
    private function over(array $rows, int $closedMs, int $now): void
    {
        foreach ($rows as $row) {
            $from = (int) $row['from_ms'];
            if ($row['to_ms'] !== null && (int) $row['to_ms'] <= $now) {
                continue;
            }
            $this->ledger->maintenance->withdraw((string) $row['id'], $now);
            if ($from < $now) {
                // The panel may not write down when it was closed: what is no possible end counts as now.
                $end = $closedMs > $from && $closedMs < $now ? $closedMs : $now;
                $this->ledger->maintenance->add(
                    Maintenance::PANEL,
                    (string) $row['panel_ref'],
                    (string) $row['subject'],
                    $from,
                    $end,
                    (int) $row['announced_ms'],
                    (string) $row['title'],
                );
            }
        }
    }
}
