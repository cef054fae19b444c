<?php

/** What may be set about a monitor, and what is wrong with what somebody wants to set. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Ledger\Fits;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Sources;

final class MonitorSettings
{
    /** As people and pages name them => column. */
    public const WORDS = [
        'group' => 'independence_group', 'level' => 'level', 'weight' => 'weight', 'startDelayMs' => 'start_delay_ms', 'endDelayMs' => 'end_delay_ms',
        'toleranceMs' => 'tolerance_ms', 'expectEveryMs' => 'expect_every_ms', 'expiresAfterMs' => 'expires_after_ms', 'ownQuorum' => 'own_quorum',
        'mapping' => 'mapping_hash',
    ];
    private const HOUR_MS = 3_600_000;
    /** word => least, most, may be none, what is wrong */
    private const NUMBERS = [
        'weight' => [1, 100, false, 'The weight is a number from 1 to 100.'],
        'startDelayMs' => [0, 24 * self::HOUR_MS, false, 'A late start is between 0 and 24 hours.'],
        'endDelayMs' => [0, 24 * self::HOUR_MS, false, 'A late end is between 0 and 24 hours.'],
        'toleranceMs' => [0, self::HOUR_MS, false, 'The tolerance is between 0 and one hour.'],
        'expectEveryMs' => [60_000, 168 * self::HOUR_MS, true, 'A monitor is expected to speak at least every minute and at most every 7 days, or no time is set.'],
        'expiresAfterMs' => [60_000, 168 * self::HOUR_MS, true, 'A vote expires after one minute to 7 days, or never.'],
        'ownQuorum' => [2, 100, true, 'A monitor confirms by itself from 2 to 100 places on, or never.'],
    ];

    public function __construct(private readonly Ledger $ledger)
    {
    }

    /**
     * @param array<string, mixed> $source as it is
     * @param array<string, mixed> $settings word => value
     * @return array<string, int|string|null> column => value
     * @throws UnableToDo
     */
    public function columns(array $source, array $settings): array
    {
        $columns = [];
        foreach ($settings as $word => $value) {
            $column = self::WORDS[$word] ?? throw new UnableToDo('A monitor has no setting of this name.');
            $columns[$column] = match ($word) {
                'group' => self::group($value, (string) $source['vendor']),
                'level' => self::level($value),
                'mapping' => $this->mapping($value, (string) $source['vendor']),
                default => self::number($value, ...self::NUMBERS[$word]),
            };
        }
        $merged = $columns + $source;
        $every = $merged['expect_every_ms'] ?? null;
        $expires = $merged['expires_after_ms'] ?? null;
        if ($every !== null && $expires !== null && (int) $expires < (int) $every) {
            throw new UnableToDo('A vote cannot expire sooner than the monitor is expected to speak again.');
        }
        return $columns;
    }

    private static function group(mixed $value, string $vendor): string
    {
        $group = is_string($value) ? trim($value) : '';
        if (strlen($group) > Fits::ID || preg_match('/[\x00-\x1f\x7f]/', $group) || !preg_match('//u', $group)) {
            throw new UnableToDo('A group has a name of plain text, not longer than ' . Fits::ID . ' bytes.');
        }
        return $group === '' ? $vendor : $group;
    }

    private static function level(mixed $value): ?string
    {
        if ($value === null || $value === '') {
            return null;
        }
        return in_array($value, Sources::LEVELS, true) ? $value : throw new UnableToDo('The level is server, own or thirdParty.');
    }

    private function mapping(mixed $value, string $vendor): ?string
    {
        if ($value === null || $value === '') {
            return null;
        }
        if ($vendor !== 'mapped') {
            throw new UnableToDo('Only a monitor of the kind "any other" is read by a mapping.');
        }
        if (!is_string($value) || $this->ledger->mappings->document($value) === null) {
            throw new UnableToDo('There is no such mapping.');
        }
        return $value;
    }

    private static function number(mixed $value, int $least, int $most, bool $optional, string $wrong): ?int
    {
        if ($value === null && $optional) {
            return null;
        }
        return is_int($value) && $least <= $value && $value <= $most ? $value : throw new UnableToDo($wrong);
    }
}
