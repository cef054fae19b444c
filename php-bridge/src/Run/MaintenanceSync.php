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
                $this->compare($known[$window->id] ?? [], $window, $now);
                unset($known[$window->id]);
            }
            foreach ($known as $rows) {
                $this->vanished($rows, $now);
            }
        });
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
     * A window deleted before it began was called off. One that had begun took place: tidying up moves no money.
     *
     * @param list<array<string, mixed>> $rows
     */
    private function vanished(array $rows, int $now): void
    {
        foreach ($rows as $row) {
            if ((int) $row['from_ms'] > $now) {
                $this->ledger->maintenance->withdraw((string) $row['id'], $now);
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
