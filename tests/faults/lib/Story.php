<?php

/** A made-up two months of three servers and their monitors, the same for the same seed; every message carries its own time. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Story
{
    private const MINUTE = 60_000;
    private const HOUR = 3_600_000;
    private const DAY = 86_400_000;

    /** server => its monitors as [source, target] */
    private const WATCH = [
        1 => [[Messages::PINGDOM, '803318'], [Messages::KUMA, '29']],
        2 => [[Messages::PINGDOM, '803319'], [Messages::KUMA, '30']],
        3 => [[Messages::ROBOT, '779912345']],
    ];

    public function __construct(int $seed)
    {
        mt_srand($seed);
    }

    /** @return list<array{source: int, at: int, type: string, body: string}> in order of their own times */
    public function messages(): array
    {
        $messages = [];
        foreach (self::WATCH as $monitors) {
            $outages = $this->outages();
            $misses = $this->nearMisses(count($monitors));
            foreach ($monitors as $i => [$source, $target]) {
                foreach ($this->edges([...$outages, ...$misses[$i]]) as [$up, $at]) {
                    $messages[] = Messages::of($source, $target, $up, $at);
                }
            }
        }
        usort($messages, static fn (array $a, array $b): int => [$a['at'], $a['body']] <=> [$b['at'], $b['body']]);

        return $messages;
    }

    /**
     * The same messages on their way: shuffled, some twice, most soon, some after the period was settled; none before its own time.
     *
     * @param list<array{source: int, at: int, type: string, body: string}> $messages
     * @return list<array{source: int, at: int, type: string, body: string, received: int}> by arrival
     */
    public function scrambled(array $messages, int $endMs): array
    {
        $sent = [];
        foreach ($messages as $message) {
            for ($copies = [1, 1, 1, 1, 2, 2, 3][mt_rand(0, 6)]; $copies > 0; $copies--) {
                $late = match (mt_rand(0, 5)) {
                    0, 1 => mt_rand(0, 10 * self::MINUTE),
                    2, 3 => mt_rand(0, 3 * self::DAY),
                    default => mt_rand(0, 45 * self::DAY),
                };
                $sent[] = $message + ['received' => min($message['at'] + $late, $endMs)];
            }
        }
        shuffle($sent);
        usort($sent, static fn (array $a, array $b): int => $a['received'] <=> $b['received']);

        return $sent;
    }

    /** @return list<array{int, int}> real outages of one server */
    private function outages(): array
    {
        $outages = [];
        $at = Messages::ms('2026-03-01 00:00:00');
        for ($count = mt_rand(0, 4); $count > 0; $count--) {
            $at += mt_rand(6 * self::HOUR, 25 * self::DAY);
            $outages[] = [$at, $at += mt_rand(5 * self::MINUTE, 9 * self::HOUR)];
        }

        return array_filter($outages, static fn (array $outage): bool => $outage[1] < Messages::ms('2026-04-28 00:00:00'));
    }

    /**
     * False alarms of one monitor after the other, hours apart: they look like an outage of both for as long as a recovery is on its way.
     *
     * @return list<list<array{int, int}>> for each monitor
     */
    private function nearMisses(int $monitors): array
    {
        $misses = array_fill(0, $monitors, []);
        for ($count = mt_rand(1, 3); $count > 0; $count--) {
            $at = Messages::ms('2026-03-02 00:00:00') + mt_rand(0, 50 * self::DAY);
            for ($i = 0; $i < $monitors; $i++) {
                $misses[$i][] = [$at, $at += mt_rand(5 * self::MINUTE, 3 * self::HOUR)];
                $at += mt_rand(10 * self::MINUTE, 6 * self::HOUR);
            }
        }

        return $misses;
    }

    /**
     * What one monitor says: its edges differ a little, and it misses an outage or a recovery now and then.
     *
     * @param list<array{int, int}> $outages
     * @return list<array{bool, int}> up?, at; strictly rising in time
     */
    private function edges(array $outages): array
    {
        $edges = [];
        foreach ($outages as [$from, $to]) {
            if (mt_rand(1, 100) > 92) {
                continue;
            }
            $edges[$from + 1000 * mt_rand(-180, 180)] = false;
            if (mt_rand(1, 100) <= 90) {
                $edges[$to + 1000 * mt_rand(-180, 180)] = true;
            }
        }
        ksort($edges);

        return array_map(static fn (int $at, bool $up): array => [$up, $at], array_keys($edges), $edges);
    }
}
