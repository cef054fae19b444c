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
    public function __construct(private readonly Ledger $ledger)
    {
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
            $this->compare($rows, $window, $now);
        }
    }

    /**
     * The rows of one window: what remains of each announcement, the whole window as it is now last.
     *
     * @param list<array<string, mixed>> $rows
     */
    private function compare(array $rows, MaintenanceWindow $window, int $now): void
    {
        $last = $rows === [] ? null : $rows[count($rows) - 1];
        if ($last !== null && self::same($last, $window->subject, $window->fromMs, $window->toMs)) {
            return;
        }
        $announced = $now;
        $pieces = [];
        foreach ($rows as $row) {
            $this->ledger->maintenance->withdraw((string) $row['id'], $now);
            [$from, $to] = self::common($row, $window);
            if ($row['subject'] !== $window->subject || ($to !== null && $to <= $from)) {
                continue;
            }
            if ($from === $window->fromMs && $to === $window->toMs) {
                $announced = min($announced, (int) $row['announced_ms']);
            } else {
                $pieces[] = [$from, $to, (int) $row['announced_ms']];
            }
        }
        // Of a window that was moved or cut, the part announced before stays announced.
        foreach ($pieces as [$from, $to, $since]) {
            if ($since < $announced) {
                $this->add($window, $from, $to, $since);
            }
        }
        $this->add($window, $window->fromMs, $window->toMs, $announced);
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

    private function add(MaintenanceWindow $window, int $from, ?int $to, int $announced): void
    {
        $this->ledger->maintenance->add(Maintenance::PANEL, $window->id, $window->subject, $from, $to, $announced, $window->title);
    }

    /** @param array<string, mixed> $row @return array{int, ?int} */
    private static function common(array $row, MaintenanceWindow $window): array
    {
        $ends = array_filter([$row['to_ms'] === null ? null : (int) $row['to_ms'], $window->toMs], static fn (?int $end): bool => $end !== null);
        return [max((int) $row['from_ms'], $window->fromMs), $ends === [] ? null : min($ends)];
    }

    /** @param array<string, mixed> $row */
    private static function same(array $row, string $subject, int $fromMs, ?int $toMs): bool
    {
        return $row['subject'] === $subject && (int) $row['from_ms'] === $fromMs
            && ($row['to_ms'] === null ? null : (int) $row['to_ms']) === $toMs;
    }
}
