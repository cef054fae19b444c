<?php

/**
 * What the policies of schema 2 that may bind a month ask for. It only chooses what is gathered: what is not asked for is not sent, so
 * that it makes no other request of a settled month. Which policy binds, and what follows, the core decides.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Instant;

final class Asked
{
    /** The core's, where a policy does not say when it settles. */
    public const DEFAULT_DELAY_MS = 3 * Instant::DAY_MS;
    private const YEAR_DAYS = 365;

    /** @param non-empty-list<array<string, mixed>> $documents that may bind, the one that the core will take in front */
    private function __construct(private readonly array $documents)
    {
    }

    /**
     * @param list<array<string, mixed>> $assignments rows of the ledger
     * @param array<string, string> $policies hash => document
     * @param int $beginMs of the period, or of the service in it: what is assigned by then comes before what binds from a later month on
     * @param int $endMs of the period: what is assigned from there on binds a later one
     * @return self|null null when only policies of schema 1 can bind
     */
    public static function of(array $assignments, array $policies, int $beginMs, int $endMs): ?self
    {
        $binding = array_filter($assignments, static fn (array $row): bool => (int) $row['from_ms'] < $endMs);
        $place = static fn (array $row): array => [(int) $row['from_ms'] <= $beginMs, $row['scope'], (int) $row['from_ms']];
        usort($binding, static fn (array $a, array $b): int => $place($b) <=> $place($a));
        $documents = [];
        foreach ($binding as $row) {
            $document = self::full($policies[(string) $row['policy_hash']] ?? '');
            $document === null || $documents[] = $document;
        }
        return $documents === [] ? null : new self($documents);
    }

    /** @return array<string, mixed>|null the document when it is of schema 2 */
    public static function full(string $document): ?array
    {
        // Most are of schema 1, and a run asks often: only what may be one of schema 2 is read as a whole.
        if (preg_match('/"schema"\s*:\s*2|\\\\u/', $document) !== 1) {
            return null;
        }
        $value = json_decode($document, true);
        return is_array($value) && ($value['schema'] ?? null) === 2 ? $value : null;
    }

    /** @param array<string, mixed> $document */
    public static function isAnniversary(array $document): bool
    {
        return ($document['period'] ?? null) === 'anniversary';
    }

    public function anniversary(): bool
    {
        return $this->any(self::isAnniversary(...));
    }

    /** Days before the end of the period that are looked at; 0: the period alone. */
    public function days(): int
    {
        return max(array_map(self::daysOf(...), $this->documents));
    }

    /** The same of all versions that a service ever had or will have. @param array<string, string> $policies hash => document */
    public static function reach(array $policies): int
    {
        return max(0, ...array_map(static fn (string $document): int => self::daysOf(self::full($document) ?? []), array_values($policies)));
    }

    /** @param array<string, mixed> $document */
    private static function daysOf(array $document): int
    {
        $days = 0;
        foreach ([$document['schedule'] ?? [], ...array_column($document['schedule']['of'] ?? [], 'schedule')] as $schedule) {
            if (($schedule['family'] ?? null) === 'rollingYear') {
                $days = max($days, is_int($schedule['days'] ?? null) ? $schedule['days'] : self::YEAR_DAYS);
            }
        }
        return $days;
    }

    public function claims(): bool
    {
        return $this->any(static fn (array $document): bool => isset($document['claim']));
    }

    /** @param string $per `year` or `client` */
    public function cap(string $per): bool
    {
        return $this->any(static fn (array $document): bool => in_array($per, array_column($document['caps'] ?? [], 'per'), true));
    }

    /** @return list<string> flags for which credit is forfeited */
    public function forfeits(): array
    {
        return array_values(array_unique(array_merge(...array_map(static fn (array $document): array => $document['forfeits'] ?? [], $this->documents))));
    }

    public function cash(): bool
    {
        return $this->any(static fn (array $document): bool => ($document['fee']['base'] ?? null) === 'cash');
    }

    public function addOns(): bool
    {
        return $this->any(static fn (array $document): bool => ($document['fee']['addOns'] ?? true) === true);
    }

    /** The fee is that of the month before. */
    public function before(): bool
    {
        return ($this->documents[0]['fee']['base'] ?? null) === 'before';
    }

    /** When a period that ends there becomes due. */
    public function dueMs(int $endMs): int
    {
        $delay = $this->documents[0]['settleDelayMs'] ?? null;
        return $endMs + (is_int($delay) ? $delay : self::DEFAULT_DELAY_MS);
    }

    /** The first instant that is looked at of a period. */
    public function fromMs(int $fromMs, int $endMs): int
    {
        return $this->days() === 0 ? $fromMs : min($fromMs, $endMs - $this->days() * Instant::DAY_MS);
    }

    /** @param callable(array<string, mixed>): bool $is */
    private function any(callable $is): bool
    {
        foreach ($this->documents as $document) {
            if ($is($document)) {
                return true;
            }
        }
        return false;
    }
}
