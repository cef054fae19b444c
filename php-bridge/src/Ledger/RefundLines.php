<?php

/** What each invoice line was given back by refunds; with the service credits of its months it counts towards the line's cap. The database adds, as in Given. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class RefundLines
{
    private const TABLE = 'mod_makegood_refund_lines';

    public function __construct(private readonly Db $db)
    {
    }

    /** @param array<string, mixed> $line a line of the quote */
    public function add(string $entryId, string $serviceId, array $line): void
    {
        $this->db->insert(self::TABLE, [
            'entry_id' => (int) $entryId,
            'line_id' => Fits::ascii((string) $line['id'], Fits::ID, 'line'),
            'service_id' => Fits::ascii($serviceId, Fits::ID, 'service'),
            'net' => Fits::amount((string) $line['net'], 'net'),
            'tax' => Fits::amount((string) $line['tax'], 'tax'),
            'gross' => Fits::amount((string) $line['gross'], 'gross'),
        ]);
    }

    /**
     * By refunds, and by service credits of these months.
     *
     * @param ?array{string, string} $months first and last, whose credits belong to the line
     * @return array{net: string, tax: string}|null null when nothing
     */
    public function given(string $serviceId, string $clientId, string $currency, string $lineId, ?array $months): ?array
    {
        $net = $this->both('net', $serviceId, $clientId, $currency, $lineId, $months);
        $tax = $this->both('tax', $serviceId, $clientId, $currency, $lineId, $months);
        return $net === null && $tax === null ? null : ['net' => $net ?? '0', 'tax' => $tax ?? '0'];
    }

    /** @param ?array{string, string} $months */
    private function both(string $column, string $serviceId, string $clientId, string $currency, string $lineId, ?array $months): ?string
    {
        $sql = "SELECT r.$column AS amount FROM " . self::TABLE . ' r JOIN mod_makegood_entries e ON e.id = r.entry_id'
            . ' WHERE r.service_id = ? AND r.line_id = ? AND e.client_id = ? AND e.currency = ?';
        $values = [$serviceId, $lineId, $clientId, $currency];
        if ($months !== null) {
            $sql .= " UNION ALL SELECT $column FROM mod_makegood_entries WHERE kind = 'sla' AND service_id = ? AND client_id = ? AND currency = ? AND period BETWEEN ? AND ?";
            array_push($values, $serviceId, $clientId, $currency, ...$months);
        }
        return Sums::of($this->db, $sql, $values);
    }

    /**
     * Given back otherwise than to a payment: service credits of these months, and refunds of this service that went to the balance or onto an invoice.
     *
     * @param ?array{string, string} $months
     */
    public function credited(string $serviceId, string $clientId, string $currency, ?array $months): ?string
    {
        $sql = 'SELECT o.amount FROM mod_makegood_payouts o JOIN mod_makegood_entries e ON e.id = o.entry_id'
            . ' WHERE o.payment IS NULL AND e.service_id = ? AND e.client_id = ? AND e.currency = ?';
        $values = [$serviceId, $clientId, $currency];
        if ($months !== null) {
            $sql .= " UNION ALL SELECT gross FROM mod_makegood_entries WHERE kind = 'sla' AND service_id = ? AND client_id = ? AND currency = ? AND period BETWEEN ? AND ?";
            array_push($values, $serviceId, $clientId, $currency, ...$months);
        }
        return Sums::of($this->db, $sql, $values);
    }

    /** What of a line was given back by ways that the panel does not show on its payment. */
    public function besidePayments(string $serviceId, string $lineId): ?string
    {
        return Sums::of($this->db, 'SELECT r.gross AS amount FROM ' . self::TABLE . ' r WHERE r.service_id = ? AND r.line_id = ? AND EXISTS (SELECT 1 FROM'
            . " mod_makegood_payouts o WHERE o.entry_id = r.entry_id AND NOT (o.route = 'gatewayRefund' AND o.state = 'posted'))", [$serviceId, $lineId]);
    }

    /** What our payouts gave back to something that is no money: the panel does not note it there. */
    public function returnedTo(string $paymentId): ?string
    {
        return Sums::of($this->db, 'SELECT amount FROM mod_makegood_payouts WHERE payment = ?', [$paymentId]);
    }
}
