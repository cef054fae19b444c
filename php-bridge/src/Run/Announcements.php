<?php

/** Rows of one announced window, brought in line with what is said of it now: what was announced before keeps its announcement. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Maintenance;

final class Announcements
{
    public function __construct(private readonly Maintenance $maintenance, private readonly string $origin)
    {
    }

    /**
     * @param list<array<string, mixed>> $rows rows in force of this window, oldest first
     * @param int $announcedMs when what is new in it was announced
     * @param int $nowMs       when rows that it replaces are withdrawn
     */
    public function keep(array $rows, string $reference, string $subject, int $fromMs, ?int $toMs, string $title, int $announcedMs, int $nowMs): void
    {
        $last = $rows === [] ? null : $rows[count($rows) - 1];
        if ($last !== null && self::same($last, $subject, $fromMs, $toMs)) {
            return;
        }
        $announced = $announcedMs;
        $pieces = [];
        foreach ($rows as $row) {
            $this->maintenance->withdraw((string) $row['id'], $nowMs);
            [$from, $to] = self::common($row, $fromMs, $toMs);
            if ($row['subject'] !== $subject || ($to !== null && $to <= $from)) {
                continue;
            }
            if ($from === $fromMs && $to === $toMs) {
                $announced = min($announced, (int) $row['announced_ms']);
            } else {
                $pieces[] = [$from, $to, (int) $row['announced_ms']];
            }
        }
        // Of a window that was moved or cut, the part announced before stays announced.
        foreach ($pieces as [$from, $to, $since]) {
            if ($since < $announced) {
                $this->maintenance->add($this->origin, $reference, $subject, $from, $to, $since, $title);
            }
        }
        $this->maintenance->add($this->origin, $reference, $subject, $fromMs, $toMs, $announced, $title);
    }

    /** @param array<string, mixed> $row @return array{int, ?int} */
    private static function common(array $row, int $fromMs, ?int $toMs): array
    {
        $ends = array_filter([$row['to_ms'] === null ? null : (int) $row['to_ms'], $toMs], static fn (?int $end): bool => $end !== null);
        return [max((int) $row['from_ms'], $fromMs), $ends === [] ? null : min($ends)];
    }

    /** @param array<string, mixed> $row */
    private static function same(array $row, string $subject, int $fromMs, ?int $toMs): bool
    {
        return $row['subject'] === $subject && (int) $row['from_ms'] === $fromMs
            && ($row['to_ms'] === null ? null : (int) $row['to_ms']) === $toMs;
    }
}
