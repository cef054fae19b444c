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

    /** @param array<string, mixed> $window of `normalize`'s answer; @param int $heardMs when the page said so */
    public function take(string $sourceId, array $window, int $heardMs): void
    {
        $hash = Targets::hash($window['target']);
        $this->ledger->targets->seen($sourceId, $window['target'], null, null);
        $target = $this->ledger->targets->of($sourceId, $hash);
        $reference = $sourceId . '/' . $target['id'] . '/' . hash('sha256', $window['reference']);
        $rows = $this->ledger->maintenance->ofReference(Maintenance::STATUSPAGE, $reference);
        // What a page says later of a window that is known was announced then, whatever date it gives.
        $announced = $rows === [] ? min(Instant::ms($window['announcedAt']), $heardMs) : $heardMs;
        $this->announcements->keep(
            $rows,
            $reference,
            $target['subject'] ?? self::UNMAPPED . $target['id'],
            Instant::ms($window['from']),
            Instant::ms($window['to']),
            $window['title'],
            $announced,
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
                $maintenance = $this->ledger->maintenance;
                $maintenance->withdraw((string) $row['id'], $nowMs);
                $again = fn (string $whose, int $from, ?int $to): string => $maintenance->add(
                    Maintenance::STATUSPAGE,
                    (string) $row['panel_ref'],
                    $whose,
                    $from,
                    $to,
                    (int) $row['announced_ms'],
                    (string) $row['title'],
                );
                $from = (int) $row['from_ms'];
                if ($from < $dueMs) {
                    $again((string) $row['subject'], $from, $dueMs);
                }
                $again($subject, max($from, $dueMs), (int) $row['to_ms']);
            });
        }
    }
}
