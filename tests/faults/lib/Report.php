<?php

/** Adds up results by point, database, order, number of crons and what was done, and prints them as a table. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Report
{
    /**
     * @param list<array<string, mixed>> $results
     * @return list<array<string, mixed>> one row for each combination: cases, posted, parked, double, faults
     */
    public static function rows(array $results): array
    {
        $rows = [];
        foreach ($results as $result) {
            $case = $result['case'];
            $key = implode('|', [$case['point'], $case['db'], $case['order'], $case['crons'], $case['then'], $case['story'] ?? '', $case['act'] ?? '']);
            $rows[$key] ??= ['point' => (string) $case['point'], 'then' => $case['story'] ?? ($case['then'] === 'pause' ? ($case['point'] === null ? 'run' : 'pause') : 'kill'),
                'db' => $case['db'], 'order' => $case['order'], 'crons' => $case['crons'], 'cases' => 0, 'posted' => 0, 'parked' => 0, 'double' => 0, 'faults' => 0];
            $rows[$key]['cases']++;
            foreach (['posted', 'parked', 'double'] as $figure) {
                $rows[$key][$figure] += $result[$figure] ?? 0;
            }
            $rows[$key]['faults'] += $result['faults'] === [] ? 0 : 1;
        }

        return array_values($rows);
    }

    /** @param list<array<string, mixed>> $rows */
    public static function table(array $rows): string
    {
        $text = sprintf("%-18s %-7s %-8s %-14s %5s %5s  %6s %6s %6s %6s\n", 'point', 'then', 'db', 'order', 'crons', 'cases', 'posted', 'parked', 'double', 'faults');
        foreach ($rows as $row) {
            $text .= vsprintf("%-18s %-7s %-8s %-14s %5d %5d  %6d %6d %6d %6d\n", array_values($row));
        }

        return $text;
    }

    /** @param list<array<string, mixed>> $results @return array<string, mixed> */
    public static function summary(array $results): array
    {
        $sum = static fn (string $figure): int => (int) array_sum(array_column($results, $figure));
        $parkedAt = array_unique(array_map(static fn (array $r): string => (string) $r['case']['point'], array_filter($results, static fn (array $r): bool => ($r['parked'] ?? 0) > 0)));

        return ['cases' => count($results), 'failed' => count(array_filter($results, static fn (array $r): bool => $r['faults'] !== [])),
            'points' => count(array_unique(array_filter(array_map(static fn (array $r): ?string => $r['case']['point'], $results)))),
            'posted' => $sum('posted'), 'parked' => $sum('parked'), 'double' => $sum('double'),
            'messages_accepted' => $sum('accepted'), 'webhooks_killed' => $sum('killed'), 'parked_at' => array_values($parkedAt)];
    }
}
