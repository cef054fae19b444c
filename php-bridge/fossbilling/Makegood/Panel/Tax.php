<?php

/** How the panel taxes: switched on or off, clients that are exempt, rates by country and state. Prices never include it. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\UnableToRead;

final class Tax
{
    /** What of a client's row is asked for. */
    public const COLUMNS = 'c.tax_exempt, c.country, c.state';

    /** @param list<array<string, mixed>> $rates in the panel's order */
    private function __construct(private readonly bool $enabled, private readonly array $rates)
    {
    }

    public static function configured(Handle $panel): self
    {
        $enabled = !in_array($panel->setting('tax_enabled'), [null, '', '0'], true);

        return new self($enabled, $enabled ? $panel->db()->rows('SELECT country, state, taxrate FROM tax ORDER BY id') : []);
    }

    /**
     * What the client's next invoice will bear: the panel takes the rate of country and state, else of the country, else the one for all.
     *
     * @param array<string, mixed> $client COLUMNS
     *
     * @return array{mode: string, rates: list<string>}|null
     */
    public function ofClient(array $client): ?array
    {
        if (!$this->enabled || (int) $client['tax_exempt'] !== 0) {
            return null;
        }
        [$country, $state] = [self::key($client['country']), self::key($client['state'])];
        $found = $this->first(static fn (array $row): bool => self::key($row['country']) === $country && self::key($row['state']) === $state, $client['country'] !== null && $client['state'] !== null)
            ?? $this->first(static fn (array $row): bool => self::key($row['country']) === $country, $client['country'] !== null)
            ?? $this->first(static fn (array $row): bool => self::key($row['country']) === '' && self::key($row['state']) === '', true);

        return self::exclusive($found['taxrate'] ?? null);
    }

    /** The same of a client of whom nothing was read yet. @return array{mode: string, rates: list<string>}|null @throws UnableToRead */
    public static function of(Handle $panel, string $clientId): ?array
    {
        $client = $panel->db()->row('SELECT ' . self::COLUMNS . ' FROM client c WHERE c.id = ?', [(int) $clientId])
            ?? throw new UnableToRead('There is no client ' . $clientId . '.');

        return self::configured($panel)->ofClient($client);
    }

    /** Tax of an invoice's line that is taxed, by the invoice's own rate. @return array{mode: string, rates: list<string>}|null */
    public static function exclusive(mixed $rate): ?array
    {
        $plain = Text::rate($rate);

        return $plain === null ? null : ['mode' => 'exclusive', 'rates' => [$plain]];
    }

    /** @param callable(array<string, mixed>): bool $fits @return array<string, mixed>|null */
    private function first(callable $fits, bool $isAsked): ?array
    {
        foreach ($isAsked ? $this->rates : [] as $row) {
            if ($fits($row)) {
                return $row;
            }
        }

        return null;
    }

    /** The panel's columns know no case, and no blanks at the end. */
    private static function key(mixed $stored): string
    {
        return mb_strtolower(rtrim((string) $stored));
    }
}
