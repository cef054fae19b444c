<?php

/** Maintenance that a status page announced: kept for the subject that its component is mapped to, with its own announcement. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Maintenance;
use Makegood\Ledger\Targets;

final class StatusWindows
{
    /** Subject of a window whose component is not mapped: no service has it. */
    private const UNMAPPED = 'target:';

    private readonly Announcements $announcements;

    public function __construct(private readonly Ledger $ledger)
    {
        $this->announcements = new Announcements($ledger->maintenance, Maintenance::STATUSPAGE);
    }

    /**
     * What lies in months that were settled when the page said so stays as it is.
     *
     * @param array<string, mixed> $window of `normalize`'s answer; without a length: it was called off
     * @param int $heardMs when the page said so
     */
    public function take(string $sourceId, array $window, int $heardMs): void
    {
        $dueMs = Due::until($this->ledger, $heardMs);
        $hash = Targets::hash($window['target']);
        $this->ledger->targets->seen($sourceId, $window['target'], null, null);
        $target = $this->ledger->targets->of($sourceId, $hash);
        $reference = $sourceId . '/' . $target['id'] . '/' . hash('sha256', $window['reference']);
        $rows = $this->open($reference, $dueMs, $heardMs);
        [$from, $to] = [max(Instant::ms($window['from']), $dueMs), Instant::ms($window['to'])];
        if ($to <= $from) { // called off, or moved to where nothing counts any more
            foreach ($rows as $row) {
                $this->ledger->maintenance->withdraw((string) $row['id'], $heardMs);
            }
            return;
        }
        $this->announcements->keep(
            $rows,
            $reference,
            $target['subject'] ?? self::UNMAPPED . $target['id'],
            $from,
            $to,
            $window['title'],
            // What a page says later of a window that is known was announced then, whatever date it gives.
            $rows === [] ? min(Instant::ms($window['announcedAt']), $heardMs) : $heardMs,
            $heardMs,
        );
    }

    /** Windows go with the mapping of their component, as far as they lie in months that are not settled. @param int $dueMs end of the last that is */
    public function follow(int $dueMs, int $nowMs): void
    {
        foreach ($this->ledger->maintenance->endingAfter(Maintenance::STATUSPAGE, $dueMs) as $row) {
            [$source, $id] = explode('/', (string) $row['panel_ref']);
            $subject = $this->ledger->targets->byId($id)['subject'] ?? self::UNMAPPED . $id;
            if ($row['subject'] === $subject) {
                continue;
            }
            $this->ledger->transaction(function () use ($row, $subject, $dueMs, $nowMs): void {
                [$row] = $this->cut([$row], $dueMs, $nowMs);
                $this->ledger->maintenance->withdraw((string) $row['id'], $nowMs);
                $this->again($row, $subject, (int) $row['from_ms'], (int) $row['to_ms']);
            });
        }
    }

    /** @return list<array<string, mixed>> rows in force of a window, as far as they lie in months that are not settled */
    private function open(string $reference, int $dueMs, int $nowMs): array
    {
        $rows = $this->ledger->maintenance->ofReference(Maintenance::STATUSPAGE, $reference);
        return $this->cut(array_values(array_filter($rows, static fn (array $row): bool => (int) $row['to_ms'] > $dueMs)), $dueMs, $nowMs);
    }

    /**
     * Makes two rows of each that reaches over the end of the settled months.
     *
     * @param list<array<string, mixed>> $rows that end after it
     * @return list<array<string, mixed>> the later parts
     */
    private function cut(array $rows, int $dueMs, int $nowMs): array
    {
        foreach ($rows as $i => $row) {
            if ((int) $row['from_ms'] < $dueMs) {
                $this->ledger->maintenance->withdraw((string) $row['id'], $nowMs);
                $this->again($row, (string) $row['subject'], (int) $row['from_ms'], $dueMs);
                $id = $this->again($row, (string) $row['subject'], $dueMs, (int) $row['to_ms']);
                $rows[$i] = ['id' => $id, 'from_ms' => $dueMs] + $row;
            }
        }
        return $rows;
    }

    /** @param array<string, mixed> $row @return string the new row's id */
    private function again(array $row, string $subject, int $fromMs, int $toMs): string
    {
        return $this->ledger->maintenance->add(
            Maintenance::STATUSPAGE,
            (string) $row['panel_ref'],
            $subject,
            $fromMs,
            $toMs,
            (int) $row['announced_ms'],
            (string) $row['title'],
        );
    }
}
