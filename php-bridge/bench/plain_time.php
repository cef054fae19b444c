<?php

/** The yardstick's time side: instants, months by an offset table, and which outage milliseconds count. */

declare(strict_types=1);

namespace Makegood\Bench;

/** Counts one service in one period; the static half reads and prints instants and dates. */
final class PlainTime
{
    /** Whether texts of times are cut by place (the tuned yardstick) instead of given to strtotime (the plain one). */
    public static bool $tuned = false;

    private int $asOf;
    /** @var list<array{int,int,?string,string}> spans clipped to the period: from, to, server, state */
    private array $spans = [];
    /** @var list<array{int,int}> active time */
    private array $active = [];

    public function __construct(
        private readonly array $request,
        private readonly array $service,
        private readonly array $document,
        private readonly int $start,
        private readonly int $end,
    ) {
        $this->asOf = self::ms($request['asOf']);
        foreach ($service['spans'] as $span) {
            $from = max($start, self::ms($span['from']));
            $to = isset($span['to']) ? min($end, self::ms($span['to'])) : $end;
            if ($from < $to) {
                $this->spans[] = [$from, $to, $span['server'] ?? null, $span['state']];
                if ($span['state'] === 'active') {
                    $this->active[] = [$from, $to];
                }
            }
        }
    }

    /** The result's fields about time; $step receives the steps. */
    public function count(callable $step): array
    {
        $windows = $this->windows();
        $outages = array_map(fn ($o) => [self::ms($o['from']), self::ms($o['to']), $o['id'], $o['subject']], $this->request['outages']);
        usort($outages, fn ($a, $b) => [$a[0], $a[2]] <=> [$b[0], $b[2]]);
        $rows = $steps = $seen = [];
        $down = $excluded = 0;
        foreach ($outages as [$from, $to, $id, $subject]) {
            $touched = $this->touched($from, min($to, $this->asOf), $subject);
            if ($touched === []) {
                continue;
            }
            [$counted, $parts] = $this->split(self::minus($touched, $seen), $windows);
            $seen = self::union(array_merge($seen, $touched));
            $rows[] = $row = self::row($id, $counted, $parts);
            $down += $row['countedMs'];
            $excluded += $row['excludedMs'];
            $steps[] = ['outage', ['id' => $id, 'from' => self::iso($touched[0][0]), 'to' => self::iso(end($touched)[1]), 'countedMs' => $row['countedMs']]];
            foreach ($parts as [$a, $b, $reason]) {
                $steps[] = ['excluded', ['id' => $id, 'from' => self::iso($a), 'to' => self::iso($b), 'ms' => $b - $a, 'reason' => $reason]];
            }
        }
        $total = self::length($this->active);
        $step('serviceTime', ['ms' => self::length(self::cut($this->active, [[PHP_INT_MIN, $this->asOf]]))]);
        $display = null;
        if ($total > 0) {
            foreach ($steps as [$key, $args]) {
                $step($key, $args);
            }
            $up = $total - $down;
            $display = bcdiv(bcmul((string) $up, '100'), (string) $total, 6);
            $step('downtime', ['ms' => $down]);
            $step('availability', ['upMs' => $up, 'totalMs' => $total, 'display' => $display]);
        }
        return ['totalMs' => $total, 'downtimeMs' => $down, 'excludedMs' => $excluded, 'availability' => $display, 'counted' => $rows];
    }

    /** What of an outage lies on this service in this period. */
    private function touched(int $from, int $to, string $subject): array
    {
        if ($subject === 'service:' . $this->service['id']) {
            return self::cut([[$from, $to]], [[$this->start, $this->end]]);
        }
        $own = [];
        foreach ($this->spans as [$a, $b, $server]) {
            if ($server !== null && $subject === 'server:' . $server) {
                $own[] = [$a, $b];
            }
        }
        return self::cut([[$from, $to]], $own);
    }

    /** @return array{int, list<array{int,int,string}>} counted ms, excluded parts in order of time */
    private function split(array $mine, array $windows): array
    {
        $parts = [];
        foreach (self::minus($mine, $this->active) as [$a, $b]) {
            $parts[] = [$a, $b, 'suspended'];
        }
        $rest = self::cut($mine, $this->active);
        foreach (self::cut($rest, $windows) as [$a, $b]) {
            $parts[] = [$a, $b, 'maintenance'];
        }
        sort($parts);
        return [self::length(self::minus($rest, $windows)), $parts];
    }

    private static function row(string $id, int $counted, array $parts): array
    {
        $sums = ['maintenance' => 0, 'suspended' => 0];
        foreach ($parts as [$a, $b, $reason]) {
            $sums[$reason] += $b - $a;
        }
        $exclusion = $parts === [] ? null : ($sums['maintenance'] >= $sums['suspended'] ? 'maintenance' : 'suspended');
        return ['outage' => $id, 'countedMs' => $counted, 'excludedMs' => array_sum($sums), 'exclusion' => $exclusion];
    }

    /** What of the active time lies in maintenance that the policy excludes. */
    private function windows(): array
    {
        $rule = $this->document['maintenance'];
        $windows = [];
        foreach ($rule['rule'] === 'counted' ? [] : $this->request['maintenance'] ?? [] as $w) {
            $from = self::ms($w['from']);
            $late = !isset($w['announcedAt']) || self::ms($w['announcedAt']) + ($rule['noticeMs'] ?? 0) > $from;
            if ($rule['rule'] === 'excludedIfAnnounced' && $late) {
                continue;
            }
            foreach ($this->spans as [$a, $b, $server, $state]) {
                if ($state === 'active' && in_array($w['subject'], ['*', 'service:' . $this->service['id'], 'server:' . $server], true)) {
                    array_push($windows, ...self::cut([[$from, self::ms($w['to'])]], [[$a, $b]]));
                }
            }
        }
        return self::union($windows);
    }

    // -- intervals: lists of disjoint half-open [from, to), sorted ---------------------------------------------

    private static function union(array $parts): array
    {
        sort($parts);
        $out = [];
        foreach ($parts as [$a, $b]) {
            $last = count($out) - 1;
            if ($last >= 0 && $a <= $out[$last][1]) {
                $out[$last][1] = max($b, $out[$last][1]);
            } else {
                $out[] = [$a, $b];
            }
        }
        return $out;
    }

    private static function cut(array $left, array $right): array
    {
        $out = [];
        foreach ($left as [$a, $b]) {
            foreach ($right as [$c, $d]) {
                if (max($a, $c) < min($b, $d)) {
                    $out[] = [max($a, $c), min($b, $d)];
                }
            }
        }
        return count($out) > 1 ? self::union($out) : $out;
    }

    private static function minus(array $left, array $right): array
    {
        foreach ($right as [$c, $d]) {
            $rest = [];
            foreach ($left as [$a, $b]) {
                if ($a < min($b, $c)) {
                    $rest[] = [$a, min($b, $c)];
                }
                if (max($a, $d) < $b) {
                    $rest[] = [max($a, $d), $b];
                }
            }
            $left = $rest;
        }
        return $left;
    }

    private static function length(array $parts): int
    {
        return array_sum(array_map(fn ($p) => $p[1] - $p[0], $parts));
    }

    // -- instants and dates ------------------------------------------------------------------------------------

    public static function ms(string $instant): int
    {
        $ms = strlen($instant) === 24 ? (int) substr($instant, 20, 3) : 0;
        return (self::$tuned ? self::seconds($instant) : strtotime($instant)) * 1000 + $ms;
    }

    private static function seconds(string $instant): int
    {
        return gmmktime(
            (int) substr($instant, 11, 2),
            (int) substr($instant, 14, 2),
            (int) substr($instant, 17, 2),
            (int) substr($instant, 5, 2),
            (int) substr($instant, 8, 2),
            (int) substr($instant, 0, 4),
        );
    }

    public static function iso(int $ms): string
    {
        $rest = $ms % 1000;
        if (self::$tuned && $rest === 0) {
            return gmdate('Y-m-d\TH:i:s\Z', intdiv($ms, 1000));
        }
        return gmdate('Y-m-d\TH:i:s', intdiv($ms - $rest, 1000)) . ($rest === 0 ? 'Z' : sprintf('.%03dZ', $rest));
    }

    /** First and last instant of a month by the zone's offsets; twice a midnight: the first, none: the jump. */
    public static function month(string $month, array $offsets): array
    {
        $first = $month . '-01';
        return [self::midnight($first, $offsets), self::midnight(self::addMonths($first, 1), $offsets)];
    }

    private static function midnight(string $date, array $offsets): int
    {
        $local = self::ms($date . 'T00:00:00Z');
        foreach ($offsets as $i => $row) {
            $at = $local - $row['seconds'] * 1000;
            $at = $row['from'] === null ? $at : max($at, self::ms($row['from']));
            if (!isset($offsets[$i + 1]) || $at < self::ms($offsets[$i + 1]['from'])) {
                break;
            }
        }
        return $at;
    }

    public static function civilDate(int $ms, array $offsets): string
    {
        $offset = 0;
        foreach ($offsets as $row) {
            if ($row['from'] === null || self::ms($row['from']) <= $ms) {
                $offset = $row['seconds'];
            }
        }
        return gmdate('Y-m-d', intdiv($ms, 1000) + $offset);
    }

    public static function addMonths(string $date, int $months): string
    {
        [$year, $month, $day] = array_map('intval', explode('-', $date));
        $index = $year * 12 + $month - 1 + $months;
        $year = intdiv($index, 12);
        $month = $index % 12 + 1;
        return sprintf('%04d-%02d-%02d', $year, $month, min($day, (int) gmdate('t', gmmktime(0, 0, 0, $month, 1, $year))));
    }
}
