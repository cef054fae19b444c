<?php

/** UTC offsets of a zone as data for the core, taken from the host's own time zone database. */

declare(strict_types=1);

namespace Makegood\Panel;

use Makegood\Instant;

final class Offsets
{
    /** Margin on both sides, so that a month's edges in any zone are inside. */
    private const MARGIN_S = 2 * 86_400;

    /**
     * @return array{name: string, tzdata: string, offsets: list<array{from: ?string, seconds: int}>}
     * @throws UnknownZone
     */
    public static function between(string $zone, int $fromMs, int $toMs): array
    {
        $fromS = intdiv($fromMs, 1000) - self::MARGIN_S;
        $toS = intdiv($toMs, 1000) + self::MARGIN_S;
        // The first row is the state at the beginning, not a change.
        $transitions = self::zone($zone)->getTransitions($fromS, $toS);
        if ($transitions === false || $transitions === []) {
            throw new UnknownZone('The time zone has no transitions: ' . $zone);
        }
        $offsets = [['from' => null, 'seconds' => (int) $transitions[0]['offset']]];
        foreach (array_slice($transitions, 1) as $change) {
            if ((int) $change['offset'] === $offsets[count($offsets) - 1]['seconds']) {
                continue; // only the abbreviation or the summer-time flag changed
            }
            $offsets[] = ['from' => Instant::iso((int) $change['ts'] * 1000), 'seconds' => (int) $change['offset']];
        }
        return ['name' => $zone, 'tzdata' => timezone_version_get(), 'offsets' => $offsets];
    }

    /** First instant of a calendar month (`2026-03`) in a zone, ms. */
    public static function monthStart(string $zone, string $month): int
    {
        return (new \DateTimeImmutable($month . '-01 00:00:00', self::zone($zone)))->getTimestamp() * 1000;
    }

    /** First instant of a day (`2026-03-15`) in a zone, ms. */
    public static function dayStart(string $zone, string $day): int
    {
        return (new \DateTimeImmutable($day . ' 00:00:00', self::zone($zone)))->getTimestamp() * 1000;
    }

    /** The day of an instant in a zone, `2026-03-15`. */
    public static function day(string $zone, int $ms): string
    {
        return (new \DateTimeImmutable('@' . intdiv($ms, 1000)))->setTimezone(self::zone($zone))->format('Y-m-d');
    }

    private static function zone(string $zone): \DateTimeZone
    {
        try {
            return new \DateTimeZone($zone);
        } catch (\Exception $unknown) {
            throw new UnknownZone('The time zone is not known here: ' . $zone, 0, $unknown);
        }
    }
}
