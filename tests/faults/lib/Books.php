<?php

/** What the two sets of tables say at one moment: the panel's own credit log and balances, and the module's ledger. */

declare(strict_types=1);

namespace MakegoodFaults;

final class Books
{
    /**
     * @param array<string, array<string, mixed>> $postings by marker: id, state, amount in ten-thousandths, client, service
     * @param array<string, list<array{client: string, units: int}>> $credits the panel's rows whose text begins with a marker
     * @param array<string, int> $worth by client, ten-thousandths: the balance, plus what invoices took from it
     * @param array<string, true> $cases ids of postings with an open review case
     * @param array<string, string> $entries by id: hash of every column but the state
     * @param list<string> $facts what an entry says, without ids and instants
     */
    private function __construct(
        public readonly array $postings,
        public readonly array $credits,
        public readonly array $worth,
        public readonly array $cases,
        public readonly array $entries,
        public readonly array $facts,
    ) {
    }

    public static function read(\PDO $pdo): self
    {
        $rows = static fn (string $sql): array => $pdo->query($sql)->fetchAll(\PDO::FETCH_ASSOC);
        $postings = [];
        $posting = 'SELECT p.id, p.marker, p.state, p.amount, e.client_id, e.service_id FROM mod_makegood_postings p '
            . 'JOIN mod_makegood_entries e ON e.id = p.entry_id ORDER BY p.id';
        foreach ($rows($posting) as $row) {
            $postings[$row['marker']] = ['id' => (string) $row['id'], 'state' => $row['state'], 'units' => Units::of($row['amount']),
                'client' => (string) $row['client_id'], 'service' => (string) $row['service_id']];
        }
        [$credits, $worth] = self::panel($rows);
        $cases = array_column($rows("SELECT posting_id FROM mod_makegood_cases WHERE kind = 'posting' AND state = 'open'"), 'posting_id');
        [$entries, $facts] = self::entries($rows('SELECT * FROM mod_makegood_entries ORDER BY service_id, period, n'));

        return new self($postings, $credits, $worth, array_fill_keys(array_map('strval', $cases), true), $entries, $facts);
    }

    /** The same hash means that no money, posting, entry or case moved. */
    public function fingerprint(): string
    {
        return hash('sha256', serialize([$this->postings, $this->credits, $this->worth, $this->cases, $this->entries]));
    }

    public function count(string $state): int
    {
        return count(array_filter($this->postings, static fn (array $posting): bool => $posting['state'] === $state));
    }

    /** @return array<string, int> ten-thousandths by client that stand in postings of a state */
    public function units(string $state): array
    {
        $sums = [];
        foreach ($this->postings as $posting) {
            if ($posting['state'] === $state) {
                $sums[$posting['client']] = ($sums[$posting['client']] ?? 0) + $posting['units'];
            }
        }

        return $sums;
    }

    /** @return array{array<string, list<array{client: string, units: int}>>, array<string, int>} */
    private static function panel(callable $rows): array
    {
        $credits = $worth = [];
        foreach ($rows('SELECT id, credit FROM tblclients ORDER BY id') as $row) {
            $worth[(string) $row['id']] = Units::of((string) $row['credit']);
        }
        foreach ($rows('SELECT clientid, description, amount FROM tblcredit ORDER BY id') as $row) {
            $units = Units::of((string) $row['amount']);
            if (preg_match('/^makegood:[0-9a-f]{32}/', $row['description'], $found) === 1) {
                $credits[$found[0]][] = ['client' => (string) $row['clientid'], 'units' => $units];
            } elseif ($units < 0) {
                $worth[(string) $row['clientid']] -= $units;
            }
        }

        return [$credits, $worth];
    }

    /** @param list<array<string, mixed>> $rows @return array{array<string, string>, list<string>} */
    private static function entries(array $rows): array
    {
        $entries = $facts = [];
        foreach ($rows as $row) {
            unset($row['state']);
            $entries[(string) $row['id']] = hash('sha256', serialize(array_map(static fn ($v): ?string => $v === null ? null : (string) $v, $row)));
            $facts[] = implode(' ', array_map(static fn (string $column): string => (string) $row[$column], ['service_id', 'client_id', 'currency',
                'period', 'kind', 'n', 'net', 'tax', 'gross', 'rate', 'route', 'carry_before', 'carry_after', 'revision']));
        }

        return [$entries, $facts];
    }
}
