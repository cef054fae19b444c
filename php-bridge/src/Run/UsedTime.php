<?php

/**
 * Downtime of a service for which another month's settlement gives something: where months overlap (a rolling year, a change from the
 * billing month to the calendar month) no family looks at it again.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Api\Answers;
use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class UsedTime
{
    public function __construct(private readonly Ledger $ledger)
    {
    }

    /**
     * @param string $period whose own settlement does not count
     * @param int $reachDays how far back another month may look; 0: months only meet at their edges
     * @return list<array{int, int}> stretches within [from, to), oldest first, apart from each other
     */
    public function of(string $serviceId, string $period, int $fromMs, int $toMs, int $reachDays): array
    {
        $used = [];
        // A month of its own day is called by the one in which it begins.
        $first = Instant::month(Instant::monthStart(Instant::month($fromMs)) - 2 * Instant::DAY_MS);
        $last = Instant::month($toMs + $reachDays * Instant::DAY_MS);
        foreach ($this->ledger->settlements->decided($serviceId, $first, $last) as $row) {
            $result = $row['period'] === $period ? null : Answers::result($row['answer'], $serviceId, $row['period']);
            if ($result !== null && self::gives($result)) {
                array_push($used, ...self::counted($result));
            }
        }
        return self::within($used, $fromMs, $toMs);
    }

    /** @param array<string, mixed> $result */
    private static function gives(array $result): bool
    {
        return preg_match('/[1-9]/', (string) ($result['entitlement']['gross'] ?? '')) === 1 || ($result['schema2']['extensionMs'] ?? 0) > 0;
    }

    /** @param array<string, mixed> $result @return list<array{int, int}> each outage's time without what was left out of it */
    private static function counted(array $result): array
    {
        $counted = [];
        $parts = [];
        foreach ($result['steps'] as $step) {
            if ($step['key'] === 'outage') {
                array_push($counted, ...$parts);
                $parts = $step['args']['countedMs'] > 0 ? [[Instant::ms($step['args']['from']), Instant::ms($step['args']['to'])]] : [];
            } elseif ($step['key'] === 'excluded') {
                $parts = self::without($parts, Instant::ms($step['args']['from']), Instant::ms($step['args']['to']));
            }
        }
        return [...$counted, ...$parts];
    }

    /** @param list<array{int, int}> $parts @return list<array{int, int}> */
    private static function without(array $parts, int $from, int $to): array
    {
        $left = [];
        foreach ($parts as [$begin, $end]) {
            $begin < min($end, $from) && $left[] = [$begin, min($end, $from)];
            max($begin, $to) < $end && $left[] = [max($begin, $to), $end];
        }
        return $left;
    }

    /** @param list<array{int, int}> $parts @return list<array{int, int}> */
    private static function within(array $parts, int $fromMs, int $toMs): array
    {
        sort($parts);
        $joined = [];
        foreach ($parts as [$from, $to]) {
            [$from, $to] = [max($from, $fromMs), min($to, $toMs)];
            if ($from >= $to) {
                continue;
            }
            $last = count($joined) - 1;
            if ($last >= 0 && $from <= $joined[$last][1]) {
                $joined[$last][1] = max($joined[$last][1], $to);
            } else {
                $joined[] = [$from, $to];
            }
        }
        return $joined;
    }
}
