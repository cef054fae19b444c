<?php

/** Which service credits the ledger gave before, as caps over more than one month ask (Sums says how it is added up). */

declare(strict_types=1);

namespace Makegood\Ledger;

final class Given
{
    private const SUM = "SELECT SUM(CAST(REPLACE(gross, '.', '') AS SIGNED INTEGER)) AS units, MAX(gross) AS one FROM mod_makegood_entries WHERE kind = 'sla' AND currency = ?";

    public function __construct(private readonly Db $db)
    {
    }

    /** @return ?string to one service of this client in months [first, last]; null when nothing */
    public function toService(string $serviceId, string $clientId, string $currency, string $first, string $last): ?string
    {
        return $this->sum(self::SUM . ' AND service_id = ? AND client_id = ? AND period BETWEEN ? AND ?', [$currency, $serviceId, $clientId, $first, $last]);
    }

    /**
     * Who was given something before these services were. What came after them looked at them: were they to look back at it, services
     * with caps of their own would hand the credit of a settled month to each other for ever.
     *
     * @param non-empty-list<string> $butServices
     * @return ?string to the client's other services in a month; null when nothing
     */
    public function toClient(string $clientId, string $currency, string $period, array $butServices): ?string
    {
        $marks = implode(', ', array_fill(0, count($butServices), '?'));
        $month = 'FROM mod_makegood_entries WHERE currency = ? AND client_id = ? AND period = ?';
        $theirs = $this->db->value("SELECT MIN(id) $month AND service_id IN ($marks)", [$currency, $clientId, $period, ...$butServices]);
        $first = $theirs === null ? PHP_INT_MAX : (int) $theirs;
        return $this->sum(
            self::SUM . " AND client_id = ? AND period = ? AND service_id NOT IN ($marks) AND service_id IN (SELECT service_id $month AND id < ?)",
            [$currency, $clientId, $period, ...$butServices, $currency, $clientId, $period, $first],
        );
    }

    /** @param list<string> $params */
    private function sum(string $sql, array $params): ?string
    {
        $row = $this->db->row($sql, $params);
        // Nothing: what was taken back is in the sum, and a service never gives more back than it got.
        return Sums::decimal((string) ($row['units'] ?? ''), (string) ($row['one'] ?? ''));
    }
}
