<?php

/**
 * Cuts the evidence about one subject where nobody can be down: what lies between two such instants is judged for itself,
 * and comes out as it would among the whole history. It selects; the core decides.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;
use Makegood\Ledger\Observations;

final class Stretches
{
    /** The contract's default for `staleAfterMs`: no vote outlives its last evidence by more. */
    public const STALE_MS = Instant::DAY_MS;
    /** A stretch with more rows is thinned while it is read. */
    private const MANY = 4_000;

    /** How far beyond itself a vote may count: it is moved by its source's delay, and supports others within a tolerance. */
    public readonly int $marginMs;

    /** @param list<array{source: string, hash: string, settings?: array<string, mixed>}> $lines the timelines that have a vote */
    public function __construct(private readonly Observations $observations, private readonly array $lines)
    {
        $most = static fn (string $word): int => max([0, ...array_map(static fn (array $line): int => $line['settings'][$word] ?? 0, $lines)]);
        $this->marginMs = $most('startDelayMs') + $most('toleranceMs');
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
            if ($at > max($alive) + $this->marginMs) {
                yield ['from' => $from, 'to' => max($alive), 'rows' => $rows];
                [$from, $rows, $alive, $many] = [$at, [], ['reach' => $at], self::MANY];
            }
            $rows[] = $row;
            if (count($rows) > $many) {
                $rows = self::thin($rows, $this->gaps());
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

    /** The latest instant up to this one at which no vote runs that was open before, nor ended within the margin. */
    public function quietBefore(int $ms): int
    {
        do {
            $start = $ms;
            foreach ($this->lines as $line) {
                $ms = min($ms, $this->observations->aliveSince($line['source'], $line['hash'], $start, self::STALE_MS) ?? $start);
                if ($this->marginMs > 0) {
                    $before = $start - $this->marginMs;
                    $ms = min(
                        $ms,
                        $this->observations->firstDown($line['source'], $line['hash'], $before, $start) ?? $start,
                        $this->observations->aliveSince($line['source'], $line['hash'], $before, self::STALE_MS) ?? $start,
                    );
                }
            }
        } while ($ms < $start);
        return $start;
    }

    /** @return array<string, int> source => how long its vote lives without further evidence, where that is not STALE_MS */
    private function gaps(): array
    {
        $gaps = [];
        foreach ($this->lines as $line) {
            $gaps[$line['source']] = min(self::STALE_MS, $line['settings']['expiresAfterMs'] ?? self::STALE_MS);
        }
        return $gaps;
    }

    /**
     * Leaves out further evidence that another one follows soon enough: votes begin and end as before.
     *
     * @param list<array<string, mixed>> $rows of one stretch, oldest first
     * @param array<string, int> $gaps source => how long its vote lives without further evidence; STALE_MS where none is given
     * @return list<array<string, mixed>>
     */
    public static function thin(array $rows, array $gaps = []): array
    {
        [$evidence, $kept, $spare] = [[], [], []];
        foreach ($rows as $i => $row) {
            $line = Watch::line((string) $row['source_id'], (string) $row['target_hash']);
            $at = (int) $row['at_ms'];
            $gap = $gaps[(string) $row['source_id']] ?? self::STALE_MS;
            if (isset($spare[$line])) {
                if ($at <= $kept[$line] + $gap) {
                    unset($rows[$spare[$line]]);
                } else {
                    $kept[$line] = $evidence[$line];
                }
                unset($spare[$line]);
            }
            $alive = isset($evidence[$line]) && $at <= $evidence[$line] + $gap;
            if ($row['state'] !== 'down') {
                if ($row['kind'] === 'state') {
                    unset($evidence[$line]);
                }
            } elseif ($alive && ($row['locations'] ?? null) === null) { // from how many places it was seen may confirm by itself
                [$evidence[$line], $spare[$line]] = [$at, $i];
            } elseif ($alive || $row['kind'] === 'state') {
                $evidence[$line] = $kept[$line] = $at;
            }
        }
        return array_values($rows);
    }
}
