<?php

/** What the two sets of tables say at one moment on FOSSBilling: the panel's invoices, their lines and balances, and the module's ledger. Whole ten-thousandths. */

declare(strict_types=1);

namespace MakegoodFaults;

final class FossBooks
{
    /**
     * @param array<string, array<string, mixed>> $postings by marker: id, state, entry, units, client
     * @param list<array<string, mixed>> $parts rows of mod_makegood_lines with their posting's marker
     * @param list<array<string, mixed>> $lines lines of ours on the panel's invoices, not the copies that refunds make: id, key, invoice, units, status, refunded
     * @param array<string, array<string, mixed>> $invoices by id: total with and without our lines, the least of its parts, of what client, status
     * @param array<string, list<array{client: string, units: int}>> $credits rows of the balance whose text begins with a marker
     * @param array<string, true> $cases ids of postings with an open review case
     * @param array<string, string> $entries by id: hash of every column but the state
     * @param array<string, string> $states of the entries by id
     * @param list<string> $facts what an entry says, without ids and instants
     * @param list<string> $returns keys of lines, each time that one was given back
     * @param list<string> $failed what went wrong while lines were added
     */
    private function __construct(
        public readonly array $postings,
        public readonly array $parts,
        public readonly array $lines,
        public readonly array $invoices,
        public readonly array $credits,
        public readonly array $cases,
        public readonly array $entries,
        public readonly array $states,
        public readonly array $facts,
        public readonly array $returns,
        public readonly array $failed,
    ) {
    }

    public static function read(\PDO $pdo): self
    {
        $rows = static fn (string $sql): array => $pdo->query($sql)->fetchAll(\PDO::FETCH_ASSOC);
        $postings = $entries = $states = $facts = $credits = [];
        foreach ($rows('SELECT p.id, p.marker, p.state, p.amount, p.entry_id, e.client_id FROM mod_makegood_postings p JOIN mod_makegood_entries e ON e.id = p.entry_id ORDER BY p.marker') as $row) {
            $postings[$row['marker']] = ['id' => (string) $row['id'], 'state' => $row['state'], 'entry' => (string) $row['entry_id'],
                'units' => Units::of($row['amount']), 'client' => (string) $row['client_id']];
        }
        $parts = $rows('SELECT l.id, l.line_key, l.panel_invoice, l.panel_item, l.net, l.gross, l.state, p.marker FROM mod_makegood_lines l'
            . ' JOIN mod_makegood_postings p ON p.id = l.posting_id ORDER BY l.id');
        $refunded = "EXISTS (SELECT 1 FROM invoice_item x JOIN invoice r ON r.id = x.invoice_id AND r.status = 'refunded' WHERE x.rel_id = l.rel_id AND x.id > l.id AND x.price > 0)";
        $lines = $rows("SELECT l.id, l.rel_id, l.invoice_id, CAST(CAST(l.price AS DECIMAL(18, 2)) AS CHAR) AS price, i.status, $refunded AS refunded"
            . " FROM invoice_item l JOIN invoice i ON i.id = l.invoice_id WHERE l.rel_id LIKE 'sla:%' AND l.price < 0 ORDER BY l.id");
        foreach ($rows("SELECT client_id, description, CAST(amount AS CHAR) AS amount FROM client_balance WHERE description LIKE '%makegood:%' ORDER BY id") as $row) {
            preg_match('/makegood:[0-9a-f]{32}/', $row['description'], $found);
            $credits[$found[0] ?? '?'][] = ['client' => (string) $row['client_id'], 'units' => Units::of($row['amount'])];
        }
        foreach ($rows('SELECT * FROM mod_makegood_entries ORDER BY service_id, period, n') as $row) {
            $states[(string) $row['id']] = $row['state'];
            unset($row['state']);
            $entries[(string) $row['id']] = hash('sha256', serialize(array_map(static fn ($v): ?string => $v === null ? null : (string) $v, $row)));
            $facts[] = implode(' ', array_map(static fn (string $column): string => (string) $row[$column], ['service_id', 'client_id', 'currency',
                'period', 'kind', 'n', 'net', 'tax', 'gross', 'rate', 'route', 'carry_before', 'carry_after', 'revision']));
        }
        $cases = array_column($rows("SELECT posting_id FROM mod_makegood_cases WHERE kind = 'posting' AND state = 'open'"), 'posting_id');

        $said = static fn (string $type): array => array_column($rows("SELECT data FROM mod_makegood_events WHERE type = '$type' ORDER BY id"), 'data');
        $returns = array_map(static fn (string $data): string => json_decode($data, true)['line'], $said('line.returned'));

        return new self($postings, $parts, $lines, self::invoices($rows), $credits, array_fill_keys(array_map('strval', $cases), true), $entries, $states, $facts,
            $returns, $said('line.failed'));
    }

    /** The same hash means that no money, posting, part, line, entry or case moved. */
    public function fingerprint(): string
    {
        return hash('sha256', serialize([$this->postings, $this->parts, $this->lines, $this->invoices, $this->credits, $this->cases, $this->entries, $this->states]));
    }

    public function count(string $state): int
    {
        return count(array_filter($this->postings, static fn (array $posting): bool => $posting['state'] === $state));
    }

    /** Lines with more than one row, markers with more than one credit. */
    public function doubles(): int
    {
        return count(array_filter(array_count_values(array_column($this->lines, 'rel_id')), static fn (int $n): bool => $n > 1))
            + count(array_filter($this->credits, static fn (array $rows): bool => count($rows) > 1));
    }

    /** As the panel adds up: tax once, on the sum of what is taxed, half a cent upwards. @return array<string, array<string, mixed>> */
    private static function invoices(callable $rows): array
    {
        $invoices = [];
        foreach ($rows('SELECT id, client_id, status, CAST(CAST(COALESCE(taxrate, 0) AS DECIMAL(8, 2)) AS CHAR) AS rate FROM invoice ORDER BY id') as $row) {
            $invoices[(string) $row['id']] = ['client' => (string) $row['client_id'], 'status' => $row['status'], 'rate' => intdiv(Units::of($row['rate']), 100),
                'all' => [0, 0], 'theirs' => [0, 0]];
        }
        foreach ($rows('SELECT invoice_id, rel_id, taxed, CAST(CAST(price * quantity AS DECIMAL(18, 2)) AS CHAR) AS price FROM invoice_item') as $row) {
            $cents = intdiv(Units::of($row['price']), 100);
            foreach (str_starts_with((string) $row['rel_id'], 'sla:') ? ['all'] : ['all', 'theirs'] as $sum) {
                $invoices[(string) $row['invoice_id']][$sum][(int) $row['taxed']] += $cents;
            }
        }

        return array_map(static function (array $invoice): array {
            $total = static fn (array $sums): int => $sums[0] + $sums[1] + (int) floor(($sums[1] * $invoice['rate'] + 5000) / 10000);

            return ['client' => $invoice['client'], 'status' => $invoice['status'], 'total' => $total($invoice['all']) * 100,
                'without' => $total($invoice['theirs']) * 100,
                'least' => min($total($invoice['all']), $invoice['rate'] > 0 ? min($invoice['all']) : 0)];
        }, $invoices);
    }
}
