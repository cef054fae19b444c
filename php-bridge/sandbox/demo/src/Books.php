<?php

/**
 * Reads what the module and the panel have written, for the demo's tables and its last line. Writes nothing.
 */

declare(strict_types=1);

namespace MakegoodDemo;

final class Books
{
    /** Decimals of the demo's currencies, ISO 4217. */
    private const DECIMALS = ['USD' => 2, 'BRL' => 2, 'JPY' => 0, 'KWD' => 3];

    public static function of(Panel $panel): self
    {
        return new self($panel->sql(), $panel->clients(), $panel->servers());
    }

    /** The panel's clients and servers are named by SQL of its own. */
    private function __construct(private readonly \PDO $pdo, private readonly string $clients, private readonly string $servers)
    {
        $pdo->setAttribute(\PDO::ATTR_ERRMODE, \PDO::ERRMODE_EXCEPTION);
        $pdo->setAttribute(\PDO::ATTR_DEFAULT_FETCH_MODE, \PDO::FETCH_ASSOC);
    }

    /** What a run of the module can create: entries, postings, review items and parts on invoices so far. */
    public function created(): int
    {
        $tables = ['mod_makegood_entries', 'mod_makegood_postings', 'mod_makegood_cases', 'mod_makegood_lines'];
        return array_sum(array_map($this->count(...), $tables)) - $this->count('mod_makegood_entries', "kind = 'refund'");
    }

    /** The one line that ends `CHECK=1`; $before is created() when this run began. */
    public function line(int $before): string
    {
        $figures = [
            'deliveries' => $this->count('mod_makegood_deliveries'),
            'observations' => $this->count('mod_makegood_observations'),
            'confirmed' => $this->count('mod_makegood_outages', "status = 'confirmed' AND counted <> 'excluded'"),
            'refused' => $this->count('mod_makegood_outages', "status IN ('unconfirmed', 'refused') OR (status = 'confirmed' AND counted = 'excluded')"),
            'review' => $this->count('mod_makegood_cases'),
            'entries' => $this->count('mod_makegood_entries', "kind <> 'refund'"),
        ];
        foreach (['USD', 'BRL', 'JPY', 'KWD'] as $currency) {
            $figures['posted_' . strtolower($currency)] = $this->posted($currency);
        }
        $figures['refunds_paid'] = $this->count('mod_makegood_refund_cases', "state = 'paid'");
        $figures['refunds_rejected'] = $this->count('mod_makegood_refund_cases', "state = 'rejected'");
        $figures['refunded_usd'] = $this->refunded('USD');
        $figures['new'] = $this->created() - $before;
        return implode(' ', array_map(static fn (string $name, int|string $value): string => "{$name}={$value}", array_keys($figures), $figures));
    }

    /** Changes when a person has decided something or a message has come in. */
    public function mark(): string
    {
        return json_encode([
            $this->count('mod_makegood_deliveries', "state = 'new'"),
            $this->count('mod_makegood_cases', "state <> 'open'"),
            $this->rows('SELECT id, subject FROM mod_makegood_targets'),
            $this->rows('SELECT id, enabled, trusted FROM mod_makegood_sources'),
            $this->count('mod_makegood_assignments'),
            $this->count('mod_makegood_maintenance'),
        ], JSON_THROW_ON_ERROR);
    }

    /** @return array<string, int> how many there are of what a day can bring, by its word for one */
    public function tally(): array
    {
        return [
            'message stored' => $this->count('mod_makegood_deliveries'),
            'outage' => $this->count('mod_makegood_outages'),
            'case for review' => $this->count('mod_makegood_cases'),
            'entry' => $this->count('mod_makegood_entries', "kind <> 'refund'"),
            'credit booked' => $this->count('mod_makegood_postings', "state = 'posted'"),
        ];
    }

    /** What was booked on the accounts of clients with this currency, as the ledger has it. */
    public function posted(string $currency): string
    {
        $amounts = $this->rows(
            "SELECT p.amount FROM mod_makegood_postings p JOIN mod_makegood_entries e ON e.id = p.entry_id
             WHERE p.state = 'posted' AND e.currency = ?",
            [$currency],
        );
        return Sum::of(array_column($amounts, 'amount'), self::DECIMALS[$currency]);
    }

    /** What went back of refunds, by whatever way. */
    private function refunded(string $currency): string
    {
        $amounts = $this->rows("SELECT o.amount FROM mod_makegood_payouts o JOIN mod_makegood_entries e ON e.id = o.entry_id WHERE o.state = 'posted' AND e.currency = ?", [$currency]);
        return Sum::of(array_column($amounts, 'amount'), self::DECIMALS[$currency]);
    }

    /** @return list<array<string, mixed>> confirmed, refused and doubtful outages in order of time */
    public function outages(): array
    {
        return $this->rows('SELECT subject, from_ms, to_ms, status, reason, counted FROM mod_makegood_outages ORDER BY from_ms, subject');
    }

    /** @return list<array<string, mixed>> each entry with its client, service and what was posted for it */
    public function credits(): array
    {
        return $this->rows(
            "SELECT e.id, e.service_id, e.client_id, e.currency, e.period, e.net, e.tax, e.gross, e.route, e.carry_before, e.carry_after,
                    e.state, e.answer, c.firstname, c.lastname,
                    (SELECT p.amount FROM mod_makegood_postings p WHERE p.entry_id = e.id AND p.n = 1) AS posted,
                    (SELECT p.state FROM mod_makegood_postings p WHERE p.entry_id = e.id AND p.n = 1) AS posting_state
             FROM mod_makegood_entries e
             LEFT JOIN ({$this->clients}) c ON c.id = e.client_id
             WHERE e.kind <> 'refund'
             ORDER BY e.service_id + 0, e.n",
        );
    }

    /** @return array<int|string, array{currency: string, net: string}> service → what it is owed without tax, all its entries together */
    public function owed(): array
    {
        $nets = [];
        foreach ($this->rows('SELECT service_id, currency, net FROM mod_makegood_entries WHERE kind <> \'refund\' ORDER BY id') as $entry) {
            $nets[$entry['service_id']][$entry['currency']][] = (string) $entry['net'];
        }
        return array_map(static function (array $by): array {
            $currency = (string) array_key_first($by);
            return count($by) === 1 ? ['currency' => $currency, 'net' => Sum::of($by[$currency], self::DECIMALS[$currency])] : throw new Failed('a service is owed in two currencies');
        }, $nets);
    }

    /** @return list<array<string, mixed>> postings of a service */
    public function postings(string $service): array
    {
        return $this->rows('SELECT p.id, p.amount, p.state, p.panel_ref FROM mod_makegood_postings p JOIN mod_makegood_entries e ON e.id = p.entry_id
            WHERE e.service_id = ? ORDER BY p.id', [$service]);
    }

    /** @return list<array<string, mixed>> */
    public function cases(): array
    {
        return $this->rows('SELECT id, kind, state, subject, from_ms, to_ms, reason, decided_by FROM mod_makegood_cases ORDER BY id');
    }

    /**
     * The core's result that an entry was made from.
     *
     * @param array<string, mixed> $credit a row of credits()
     * @return array<string, mixed>
     */
    public function result(array $credit): array
    {
        foreach (json_decode((string) $credit['answer'], true, 32, JSON_THROW_ON_ERROR)['results'] as $result) {
            if ($result['service'] === (string) $credit['service_id']) {
                return $result;
            }
        }
        throw new Failed("entry {$credit['id']} holds no answer about its own service");
    }

    /** @param array<string, mixed> $credit @return array<string, array<string, string|int>> arguments of the last step of each key */
    public function steps(array $credit): array
    {
        return array_column($this->result($credit)['steps'], 'args', 'key');
    }

    /** `server:1` → `web1` */
    public function server(string $subject): string
    {
        [$kind, $id] = explode(':', $subject, 2) + [1 => ''];
        return $kind === 'server' ? (string) ($this->rows("SELECT s.name FROM ({$this->servers}) s WHERE s.id = ?", [(int) $id])[0]['name'] ?? $subject) : $subject;
    }

    /** How many callers had no right secret. */
    public function rejected(): int
    {
        return (int) ($this->rows("SELECT value FROM mod_makegood_meta WHERE name = 'rejected_401'")[0]['value'] ?? 0);
    }

    /** @return list<array<string, mixed>> deliveries by state */
    public function deliveries(): array
    {
        return $this->rows('SELECT state, COUNT(*) AS number FROM mod_makegood_deliveries GROUP BY state ORDER BY state');
    }

    /** @param list<mixed> $arguments @return list<array<string, mixed>> */
    public function rows(string $sql, array $arguments = []): array
    {
        $statement = $this->pdo->prepare($sql);
        $statement->execute($arguments);
        return $statement->fetchAll();
    }

    private function count(string $table, string $where = '1 = 1'): int
    {
        return (int) $this->rows("SELECT COUNT(*) AS number FROM {$table} WHERE {$where}")[0]['number'];
    }
}
