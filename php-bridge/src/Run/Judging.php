<?php

/** Asks the core about the touched stretches of one subject, each under those who watched when it began. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class Judging
{
    /** Observations in one call: a PHP of 128 MB computes three times as many. */
    private const MOST = 5_000;
    /** Votes are moved back by their source's delay, at most so far. */
    private const DELAY_MS = Instant::DAY_MS;

    public function __construct(private readonly Ledger $ledger, private readonly Engine $engine, private readonly int $nowMs)
    {
    }

    /**
     * @param list<array{int, int}> $points intervals that something new is about
     * @param list<array<string, mixed>> $decisions rows of decided cases
     * @return array{scopes: list<array{int, int}>, outages: list<array<string, mixed>>, review: list<array<string, mixed>>}
     *         scopes: [from, to] that were judged, bounds included
     */
    public function judge(Watch $watch, array $points, array $decisions): array
    {
        $scopes = $watch->againMs === null ? [] : [[$watch->againMs, PHP_INT_MAX]];
        if ($watch->againMs !== null) {
            $points[] = [$watch->againMs, $watch->againMs]; // what had begun before stays with those who watched then
        }
        sort($points);
        [$outages, $review] = [[], []];
        foreach ($watch->epochs as $i => $epoch) {
            $before = isset($watch->epochs[$i + 1]) ? $this->begin($watch->epochs[$i + 1]) : PHP_INT_MAX;
            $margin = $this->cutter($epoch)->marginMs;
            $batch = [];
            foreach ($this->stretches($watch, $epoch, $before, $points) as $stretch) {
                $scopes[] = [$stretch['from'] - $margin, $stretch['to']];
                if (self::speaks($epoch['by'], $stretch['rows'])) {
                    $this->ask($watch->subject, $epoch, $stretch['rows'], $decisions, $outages, $review);
                    continue;
                }
                if ($batch !== [] && count($batch) + count($stretch['rows']) > self::MOST) {
                    $this->ask($watch->subject, $epoch, $batch, $decisions, $outages, $review);
                    $batch = [];
                }
                array_push($batch, ...$stretch['rows']);
            }
            if ($batch !== []) {
                $this->ask($watch->subject, $epoch, $batch, $decisions, $outages, $review);
            }
        }
        return ['scopes' => self::merged($scopes), 'outages' => array_values($outages), 'review' => array_values($review)];
    }

    /** @param list<array{int, int}> $scopes @return list<array{int, int}> */
    private static function merged(array $scopes): array
    {
        sort($scopes);
        $merged = [];
        foreach ($scopes as [$from, $to]) {
            $last = count($merged) - 1;
            if ($last >= 0 && $from <= $merged[$last][1]) {
                $merged[$last][1] = max($to, $merged[$last][1]);
            } else {
                $merged[] = [$from, $to];
            }
        }
        return $merged;
    }

    /**
     * Stretches that began in the epoch and must be judged, each once.
     *
     * @param array<string, mixed> $epoch
     * @param list<array{int, int}> $points sorted
     * @return \Generator<array{from: int, to: int, rows: list<array<string, mixed>>}>
     */
    private function stretches(Watch $watch, array $epoch, int $beforeMs, array $points): \Generator
    {
        $stretches = $this->cutter($epoch);
        $begin = $this->begin($epoch);
        $since = $watch->sinceId ?? PHP_INT_MAX;
        $again = $watch->againMs === null ? PHP_INT_MAX : max($watch->againMs, $begin);
        $reached = -1;
        foreach ($points as [$from, $to]) {
            if ($to <= $reached || $from + $stretches->marginMs < $begin || $from > $again) {
                continue; // what lies after $again and did not begin before it comes below
            }
            $start = $stretches->quietBefore($from);
            if ($start + $stretches->marginMs < $begin || $start >= min($beforeMs, $again)) {
                continue;
            }
            $stretch = $stretches->around($start, $to, $since);
            $first = $stretch['rows'] === [] ? $start : max($start, (int) $stretch['rows'][0]['at_ms']);
            if ($stretches->marginMs > 0 && ($first < $begin || $first >= min($beforeMs, $again))) {
                continue; // what a delay moved here began later
            }
            $reached = $stretch['to'];
            yield $stretch;
        }
        if ($again >= $beforeMs) {
            return;
        }
        foreach ($stretches->from($stretches->quietBefore($again), $again, $since) as $stretch) {
            if ($stretch['from'] >= $beforeMs) {
                return;
            }
            if ($stretch['from'] >= $again) {
                yield $stretch;
            }
        }
    }

    /**
     * @param array{by: list<array<string, mixed>>, required?: array<string, int>} $epoch
     * @param list<array<string, mixed>> $rows
     * @param list<array<string, mixed>> $decisions
     * @param array<string, array<string, mixed>> $outages by key, added to
     * @param array<string, array<string, mixed>> $review by key, added to
     */
    private function ask(string $subject, array $epoch, array $rows, array $decisions, array &$outages, array &$review): void
    {
        $answer = $this->engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'confirm',
            'asOf' => Instant::iso($this->nowMs),
            'subject' => $subject,
            'quorum' => null,
            'staleAfterMs' => Stretches::STALE_MS,
            'sources' => $this->sources($epoch['by'], $rows),
            'observations' => array_map(self::observation(...), $rows),
            'decisions' => array_map(self::decision(...), $decisions),
        ] + self::required($epoch['required'] ?? []));
        $steps = [];
        foreach ($answer['steps'] as $step) { // each is about one stretch: a search for every outage would cost their product
            $steps[($step['args']['from'] ?? '') . '/' . ($step['args']['to'] ?? '')][] = $step;
        }
        foreach ($answer['outages'] as $outage) {
            $outages[$outage['key']] = self::withSteps($outage, $steps[$outage['from'] . '/' . $outage['to']] ?? []);
        }
        $review = array_column($answer['review'], null, 'key') + $review;
    }

    /**
     * @param array<string, mixed> $outage
     * @param list<array<string, mixed>> $steps its own
     * @return array<string, mixed>
     */
    private static function withSteps(array $outage, array $steps): array
    {
        return $outage + [
            'fromMs' => Instant::ms($outage['from']),
            'toMs' => Instant::ms($outage['to']),
            'json' => Json::encode($outage + ['steps' => $steps]),
        ];
    }

    /**
     * @param list<array<string, mixed>> $by
     * @param list<array<string, mixed>> $rows what is asked about, oldest first
     * @return list<array<string, mixed>> each source once
     */
    private function sources(array $by, array $rows): array
    {
        $sources = [];
        $alone = self::trustedAlone($by);
        foreach ($by as $one) {
            if (isset($one['spoken']) && !self::speaks([$one], $rows)) {
                continue; // nobody misses what a person has not entered
            }
            $group = isset($one['spoken']) ? $alone ?? $one['group'] : $one['group'];
            $sources[$one['source']] ??= ['id' => $one['source'], 'group' => $group, 'enabled' => $one['enabled'], 'trusted' => $one['trusted']]
                + ($one['settings'] ?? []) + $this->alive($one, $rows);
        }
        return array_values($sources);
    }

    /**
     * The one group that decides alone because a source of it is trusted. A person's entry counts with it: as a second group it would
     * have to agree, and what it does not cover would be lost to the client.
     *
     * @param list<array<string, mixed>> $by
     */
    private static function trustedAlone(array $by): ?string
    {
        $monitors = array_filter($by, static fn (array $one): bool => $one['enabled'] && !isset($one['spoken']));
        $groups = array_values(array_unique(array_column($monitors, 'group')));
        return count($groups) === 1 && in_array(true, array_column($monitors, 'trusted'), true) ? $groups[0] : null;
    }

    /**
     * Whether one of those that count only where they say something says something here.
     *
     * @param list<array<string, mixed>> $by
     * @param list<array<string, mixed>> $rows
     */
    private static function speaks(array $by, array $rows): bool
    {
        $spoken = array_column(array_filter($by, static fn (array $one): bool => isset($one['spoken'])), 'source');
        return $spoken !== [] && array_intersect($spoken, array_map('strval', array_column($rows, 'source_id'))) !== [];
    }

    /**
     * Signs of life of a source that has to speak: what it said of anything, and what its own history was asked about.
     *
     * @param array<string, mixed> $one
     * @param list<array<string, mixed>> $rows
     * @return array{alive?: list<array{from: string, to: string}>}
     */
    private function alive(array $one, array $rows): array
    {
        $every = $one['settings']['expectEveryMs'] ?? null;
        if ($every === null) {
            return [];
        }
        [$from, $to] = [(int) $rows[0]['at_ms'] - $every - self::DELAY_MS, min($this->nowMs, (int) $rows[count($rows) - 1]['at_ms'] + Stretches::STALE_MS)];
        $said = $this->ledger->observations->signsOfLife($one['source'], $from, $to, $every);
        $pulled = $this->ledger->pulls->covering($one['source'], $from, $to);
        // What was said in one instant is an interval, too.
        $intervals = [...array_map(static fn (array $stretch): array => [$stretch[0], max($stretch[1], $stretch[0] + 1)], $said), ...$pulled];
        sort($intervals);
        return ['alive' => array_map(static fn (array $stretch): array => ['from' => Instant::iso($stretch[0]), 'to' => Instant::iso($stretch[1])], $intervals)];
    }

    /** @param array<string, int> $required @return array{required?: list<array{level: string, atLeast: int}>} */
    private static function required(array $required): array
    {
        $list = [];
        foreach ($required as $level => $atLeast) {
            $list[] = ['level' => $level, 'atLeast' => $atLeast];
        }
        return $list === [] ? [] : ['required' => $list];
    }

    /** @param array<string, mixed> $epoch */
    private function cutter(array $epoch): Stretches
    {
        return new Stretches($this->ledger->observations, array_values(array_filter($epoch['by'], static fn (array $one): bool => $one['enabled'])));
    }

    /**
     * What its delays move back must not reach into the epoch before: that may be settled.
     *
     * @param array<string, mixed> $epoch
     */
    private function begin(array $epoch): int
    {
        return $epoch['from'] === 0 ? 0 : $epoch['from'] + $this->cutter($epoch)->marginMs;
    }

    /** @param array<string, mixed> $row @return array<string, int|string> */
    private static function observation(array $row): array
    {
        return [
            'key' => (string) $row['obs_key'],
            'source' => (string) $row['source_id'],
            'target' => (string) $row['target'],
            'state' => (string) $row['state'],
            'kind' => (string) $row['kind'],
            'at' => Instant::iso((int) $row['at_ms']),
            'precision' => (string) $row['precision_word'],
        ] + ($row['locations'] === null ? [] : ['locations' => (int) $row['locations']]);
    }

    /** @param array<string, mixed> $row @return array<string, string> */
    private static function decision(array $row): array
    {
        return [
            'case' => (string) $row['id'],
            'decision' => (string) $row['state'],
            'from' => Instant::iso((int) $row['from_ms']),
            'to' => Instant::iso((int) $row['to_ms']),
        ];
    }
}
