<?php

/** Long lists of the ledger, page by page: filters that an index serves, no query for each row. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Lists
{
    private const T = 'mod_makegood_';
    private const ENTRY = 'id, service_id, client_id, currency, period, kind, n, net, tax, gross, rate, route, carry_before, carry_after, state, created_ms';

    public function __construct(private readonly Db $db)
    {
    }

    /**
     * @param list<string>|null $subjects null: any
     * @return list<array<string, mixed>> newest first
     */
    public function outages(?string $status, ?array $subjects, int $limit, int $offset): array
    {
        [$where, $values] = self::where(['status' => $status, 'subject' => $subjects]);
        $rows = $this->db->rows('SELECT id FROM ' . self::T . "outages$where ORDER BY from_ms DESC, id DESC LIMIT $limit OFFSET $offset", $values);
        // The answers are long: they are read for this page's rows only.
        return $rows === [] ? [] : $this->db->rows('SELECT * FROM ' . self::T . 'outages WHERE id IN (' . implode(', ', array_fill(0, count($rows), '?'))
            . ') ORDER BY from_ms DESC, id DESC', array_map(static fn (array $row): int => (int) $row['id'], $rows));
    }

    /** @param list<string>|null $subjects */
    public function countOutages(?string $status, ?array $subjects): int
    {
        [$where, $values] = self::where(['status' => $status, 'subject' => $subjects]);
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::T . 'outages' . $where, $values);
    }

    /** @return array<string, int> status → number */
    public function outagesByStatus(): array
    {
        $rows = $this->db->rows('SELECT status, COUNT(*) AS n FROM ' . self::T . 'outages GROUP BY status');
        return array_map('intval', array_column($rows, 'n', 'status'));
    }

    /**
     * @param array<string, string|null> $filter client_id, service_id, period, state; null: any. Service credits: refunds have their cases
     * @return list<array<string, mixed>> newest first, without request and answer
     */
    public function entries(array $filter, int $limit, int $offset): array
    {
        [$where, $values] = self::where($filter + ['kind' => Entries::KIND_SLA]);
        return $this->db->rows('SELECT ' . self::ENTRY . ' FROM ' . self::T . "entries$where ORDER BY id DESC LIMIT $limit OFFSET $offset", $values);
    }

    /** @param array<string, string|null> $filter */
    public function countEntries(array $filter): int
    {
        [$where, $values] = self::where($filter + ['kind' => Entries::KIND_SLA]);
        return (int) $this->db->value('SELECT COUNT(*) FROM ' . self::T . 'entries' . $where, $values);
    }

    /** @return list<array<string, mixed>> newest first, with vendor and name of the source, null when there is none */
    public function deliveries(?string $state, int $limit, int $offset): array
    {
        [$where, $values] = self::where(['d.state' => $state]);
        return $this->db->rows('SELECT d.*, s.vendor, s.name AS source_name FROM ' . self::T . 'deliveries d LEFT JOIN ' . self::T . 'sources s ON s.id = d.source_id'
            . "$where ORDER BY d.id DESC LIMIT $limit OFFSET $offset", $values);
    }

    /** @return array<string, int> state → number */
    public function deliveriesByState(): array
    {
        $rows = $this->db->rows('SELECT state, COUNT(*) AS n FROM ' . self::T . 'deliveries GROUP BY state');
        return array_map('intval', array_column($rows, 'n', 'state'));
    }

    /**
     * @param array<string, string|list<string>|null> $filter column → what it must be; null: any
     * @return array{string, list<string>}
     */
    private static function where(array $filter): array
    {
        $parts = $values = [];
        foreach ($filter as $column => $wanted) {
            if ($wanted === null) {
                continue;
            }
            $wanted = (array) $wanted;
            $parts[] = $wanted === [] ? '1 = 0' : $column . ' IN (' . implode(', ', array_fill(0, count($wanted), '?')) . ')';
            $values = [...$values, ...$wanted];
        }
        return [$parts === [] ? '' : ' WHERE ' . implode(' AND ', $parts), $values];
    }
}
