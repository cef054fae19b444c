<?php

/** What a client's own page reads: their months and entries, a page of services at a time, without the bytes of the requests. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class History
{
    private const ENTRY = 'id, service_id, currency, period, n, net, tax, gross, state, answer, created_ms';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return list<string> services with a settled month or an entry of this client in [first, last] */
    public function services(string $clientId, string $first, string $last): array
    {
        $rows = $this->db->rows('SELECT service_id FROM mod_makegood_settlements WHERE client_id = ? AND period BETWEEN ? AND ?'
            . ' UNION SELECT service_id FROM mod_makegood_entries WHERE client_id = ? AND period BETWEEN ? AND ?', [
                $clientId, $first, $last, $clientId, $first, $last,
            ]);
        return array_map('strval', array_column($rows, 'service_id'));
    }

    /** The first month in which this client had a service that we know of; null when there was none. */
    public function firstMs(string $clientId): ?int
    {
        $first = $this->db->value('SELECT MIN(from_ms) FROM mod_makegood_spans WHERE client_id = ?', [$clientId]);
        return $first === null ? null : (int) $first;
    }

    /**
     * @param list<string> $services
     * @return list<array{service_id: string, period: string, final: int, due_ms: int, answer: string}> newest month first
     */
    public function settlements(string $clientId, array $services, string $first, string $last): array
    {
        return $services === [] ? [] : $this->db->rows('SELECT service_id, period, final, due_ms, answer FROM mod_makegood_settlements'
            . ' WHERE client_id = ? AND service_id IN (' . self::marks($services) . ') AND period BETWEEN ? AND ? ORDER BY period DESC, service_id', [
                $clientId, ...$services, $first, $last,
            ]);
    }

    /**
     * @param list<string> $services
     * @return list<array<string, mixed>> newest month first, in it oldest entry first
     */
    public function entries(string $clientId, array $services, string $first, string $last): array
    {
        return $services === [] ? [] : $this->db->rows('SELECT ' . self::ENTRY . ' FROM mod_makegood_entries'
            . ' WHERE client_id = ? AND service_id IN (' . self::marks($services) . ') AND period BETWEEN ? AND ? ORDER BY period DESC, id', [
                $clientId, ...$services, $first, $last,
            ]);
    }

    /**
     * @param list<string> $entries ids
     * @return array<string, list<array<string, mixed>>> entry → its postings in order
     */
    public function postings(array $entries): array
    {
        $found = [];
        $rows = $entries === [] ? [] : $this->db->rows('SELECT id, entry_id, n, amount, state, posted_ms FROM mod_makegood_postings'
            . ' WHERE entry_id IN (' . self::marks($entries) . ') ORDER BY entry_id, n', array_map('intval', $entries));
        foreach ($rows as $row) {
            $found[(string) $row['entry_id']][] = $row;
        }
        return $found;
    }

    /**
     * @param list<string> $services
     * @return list<array{service_id: string, from_ms: int, to_ms: ?int, server: ?string}> the client's active time with each of them, oldest first
     */
    public function spans(string $clientId, array $services): array
    {
        return $services === [] ? [] : $this->db->rows('SELECT service_id, from_ms, to_ms, server FROM mod_makegood_spans'
            . ' WHERE client_id = ? AND service_id IN (' . self::marks($services) . ") AND state <> 'pending' ORDER BY service_id, from_ms", [
                $clientId, ...$services,
            ]);
    }

    /** @param list<string> $values */
    private static function marks(array $values): string
    {
        return implode(', ', array_fill(0, count($values), '?'));
    }
}
