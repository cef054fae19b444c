<?php

/** What of a posting is on which invoice, and what still waits for the next one: as recorded, and by the core. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lines;
use Makegood\Run\AttachRequest;

final class Parts
{
    public function __construct(private readonly Ledger $ledger, private readonly ?Engine $engine)
    {
    }

    /**
     * `parts`: those that are taken, in order, `state` as in the ledger; `left`: what waits for an invoice, null where nothing does, or where
     * nobody can say just now.
     *
     * @param list<array<string, mixed>> $postings rows with id, amount and state
     * @return array<string, array{parts: list<array{invoice: string, net: string, tax: string, gross: string, state: string, at: ?string}>, left: ?string}> by posting
     */
    public function of(array $postings): array
    {
        $stored = $this->ledger->lines->ofPostings(array_map('strval', array_column($postings, 'id')));
        $found = [];
        foreach ($postings as $posting) {
            $id = (string) $posting['id'];
            $taken = array_values(array_filter($stored[$id] ?? [], static fn (array $part): bool => in_array($part['state'], Lines::TAKEN, true)));
            $left = match (true) {
                $posting['state'] !== 'ready' => null,
                $taken === [] => (string) $posting['amount'],
                default => $this->left($posting, $taken),
            };
            $found[$id] = ['parts' => array_map(self::part(...), $taken), 'left' => $left];
        }
        return $found;
    }

    /**
     * The same for a page's postings: each row gets `parts` and `left`.
     *
     * @param array<string, list<array<string, mixed>>> $postings by entry, as History::postings gives them
     * @return array<string, list<array<string, mixed>>>
     */
    public function with(array $postings): array
    {
        $found = $this->of(array_merge(...array_values($postings)));
        return array_map(static fn (array $rows): array => array_map(static fn (array $row): array => $row + $found[(string) $row['id']], $rows), $postings);
    }

    /** @param array<string, mixed> $part @return array{invoice: string, net: string, tax: string, gross: string, state: string, at: ?string} */
    private static function part(array $part): array
    {
        return [
            'invoice' => (string) $part['panel_invoice'], 'net' => (string) $part['net'], 'tax' => (string) $part['tax'], 'gross' => (string) $part['gross'],
            'state' => (string) $part['state'], 'at' => $part['booked_ms'] === null ? null : Instant::iso((int) $part['booked_ms']),
        ];
    }

    /**
     * @param array<string, mixed> $posting
     * @param non-empty-list<array<string, mixed>> $taken
     */
    private function left(array $posting, array $taken): ?string
    {
        try {
            $left = $this->engine === null ? null : AttachRequest::left($this->engine, (string) $taken[0]['currency'], $posting, $taken, Lines::TAKEN);
        } catch (EngineUnavailable | EngineFailure | CoreRefused) {
            return null;
        }
        return $left === null ? null : self::asWide($left, (string) $posting['amount']);
    }

    /** With the decimals that the posting has, or more where they are not zeros. */
    private static function asWide(string $left, string $amount): string
    {
        $decimals = strlen((string) strrchr($amount, '.'));
        while (strlen((string) strrchr($left, '.')) > $decimals && (str_ends_with($left, '0') || str_ends_with($left, '.'))) {
            $left = substr($left, 0, -1);
        }
        return $left;
    }
}
