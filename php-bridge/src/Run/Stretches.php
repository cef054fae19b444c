<?php

/**
 * Cuts the evidence about one subject where nobody can be down: what lies between two such instants is judged for itself,
 * and comes out as it would among the whole history. It selects; the core decides.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Observations;

final class Stretches
{
    /** The contract's default for `staleAfterMs`: no vote outlives its last evidence by more. */
    public const STALE_MS = 86_400_000;
    /** A stretch with more rows is thinned while it is read. */
    private const MANY = 4_000;

    /** @param list<array{source: string, hash: string}> $lines the timelines that have a vote */
    public function __construct(private readonly Observations $observations, private readonly array $lines)
    {
    }

    /**
     * The stretch that this interval is in.
     *
     * @param int $sinceId ids above it are new: what they could have ended or begun belongs to the stretch
     * @return array{from: int, to: int, rows: list<array<string, mixed>>}
     */
    public function around(int $fromMs, int $toMs, int $sinceId): array
    {
        $start = $this->quietBefore($fromMs);
        foreach ($this->from($start, $toMs, $sinceId) as $stretch) {
            return $stretch;
        }
        return ['from' => $start, 'to' => $toMs, 'rows' => []];
    }

    /**
     * All stretches from a quiet instant on; the first reaches to $reachMs at least.
     *
     * @return \Generator<array{from: int, to: int, rows: list<array<string, mixed>>}>
     */
    public function from(int $startMs, int $reachMs, int $sinceId): \Generator
    {
        [$from, $rows, $alive, $many] = [$startMs, [], ['reach' => $reachMs], self::MANY];
        foreach ($this->observations->ofLines($this->lines, $startMs) as $row) {
            $at = (int) $row['at_ms'];
            if ($at > max($alive)) {
                yield ['from' => $from, 'to' => max($alive), 'rows' => $rows];
                [$from, $rows, $alive, $many] = [$at, [], ['reach' => $at], self::MANY];
            }
            $rows[] = $row;
            if (count($rows) > $many) {
                $rows = self::thin($rows);
                $many = max(self::MANY, 2 * count($rows));
            }
            // Two worlds: with what came now and without it. A stretch is over when it is in both.
            $worlds = (int) $row['id'] > $sinceId ? ['new'] : ['old', 'new'];
            foreach ($worlds as $world) {
                $line = $world . Watch::line((string) $row['source_id'], (string) $row['target_hash']);
                if ($row['state'] === 'down') {
                    $alive[$line] = $at + self::STALE_MS;
                } elseif ($row['kind'] === 'state') {
                    $alive[$line] = $at;
                }
            }
        }
        if ($rows !== []) {
            yield ['from' => $from, 'to' => max($alive), 'rows' => $rows];
        }
    }

    /** The latest instant up to this one at which no vote runs that was open before. */
    public function quietBefore(int $ms): int
    {
        do {
            $start = $ms;
            foreach ($this->lines as $line) {
                $ms = min($ms, $this->observations->aliveSince($line['source'], $line['hash'], $start, self::STALE_MS) ?? $start);
            }
        } while ($ms < $start);
        return $start;
    }

    /**
     * Leaves out further evidence that another one follows soon enough: votes begin and end as before.
     *
     * @param list<array<string, mixed>> $rows of one stretch, oldest first
     * @return list<array<string, mixed>>
     */
    public static function thin(array $rows): array
    {
        [$evidence, $kept, $spare] = [[], [], []];
        foreach ($rows as $i => $row) {
            $line = Watch::line((string) $row['source_id'], (string) $row['target_hash']);
            $at = (int) $row['at_ms'];
            if (isset($spare[$line])) {
                if ($at <= $kept[$line] + self::STALE_MS) {
                    unset($rows[$spare[$line]]);
                } else {
                    $kept[$line] = $evidence[$line];
                }
                unset($spare[$line]);
            }
            if ($row['state'] !== 'down') {
                if ($row['kind'] === 'state') {
                    unset($evidence[$line]);
                }
            } elseif (isset($evidence[$line]) && $at <= $evidence[$line] + self::STALE_MS) {
                [$evidence[$line], $spare[$line]] = [$at, $i];
            } elseif ($row['kind'] === 'state') {
                $evidence[$line] = $kept[$line] = $at;
            }
        }
        return array_values($rows);
    }
}
