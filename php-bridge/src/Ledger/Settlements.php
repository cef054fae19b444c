<?php

/** The latest answer for each service and period, also when it moved nothing: it says why it was 0. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Settlements
{
    private const TABLE = 'mod_makegood_settlements';

    public function __construct(private readonly Db $db)
    {
    }

    /** @return array{requestHash: string, final: bool, dueMs: int, answer: string, settledMs: int}|null */
    public function of(string $serviceId, string $period): ?array
    {
        $row = $this->db->row('SELECT request_hash, final, due_ms, answer, settled_ms FROM ' . self::TABLE . ' WHERE service_id = ? AND period = ?', [$serviceId, $period]);
        return $row === null ? null : [
            'requestHash' => (string) $row['request_hash'],
            'final' => (bool) $row['final'],
            'dueMs' => (int) $row['due_ms'],
            'answer' => (string) $row['answer'],
            'settledMs' => (int) $row['settled_ms'],
        ];
    }

    public function put(string $serviceId, string $period, string $clientId, string $requestHash, bool $final, int $dueMs, string $answer, int $nowMs): void
    {
        $key = ['service_id' => Fits::ascii($serviceId, Fits::ID, 'service'), 'period' => Fits::ascii($period, 7, 'period')];
        $this->db->put(self::TABLE, $key, [
            'client_id' => Fits::ascii($clientId, Fits::ID, 'client'),
            'request_hash' => Fits::hash($requestHash, 'request'),
            'final' => $final,
            'due_ms' => $dueMs,
            'answer' => $answer,
            'settled_ms' => $nowMs,
        ]);
    }

    /** @return list<array{period: string, answer: string}> months of a service that are decided, in [first, last], oldest first */
    public function decided(string $serviceId, string $first, string $last): array
    {
        return $this->db->rows('SELECT period, answer FROM ' . self::TABLE . ' WHERE service_id = ? AND period BETWEEN ? AND ? AND final = 1 ORDER BY period', [
            $serviceId, $first, $last,
        ]);
    }

    /** The last month that is final for a service, or for any service that was ever of a product; null when there is none. */
    public function lastFinal(string $scope, string $scopeId): ?string
    {
        $services = $scope === 'service' ? '= ?' : 'IN (SELECT service_id FROM mod_makegood_spans WHERE product_id = ?)';
        $period = $this->db->value('SELECT MAX(period) FROM ' . self::TABLE . " WHERE final = 1 AND service_id $services", [$scopeId]);
        return $period === null ? null : (string) $period;
    }

    /** @return list<array{service_id: string, period: string}> */
    public function positions(): array
    {
        return $this->db->rows('SELECT service_id, period FROM ' . self::TABLE . ' ORDER BY service_id, period');
    }

    /** @return list<array<string, mixed>> newest period first */
    public function ofClient(string $clientId): array
    {
        return $this->db->rows('SELECT service_id, period, final, due_ms, answer, settled_ms FROM ' . self::TABLE
            . ' WHERE client_id = ? ORDER BY period DESC, service_id', [$clientId]);
    }
}
