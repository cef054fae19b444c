<?php

/** What each invoice line was given back by refunds; and what was given back before as a quote has to know it. The database adds, as in Given. */

declare(strict_types=1);

namespace Makegood\Ledger;

final class RefundLines
{
    private const TABLE = 'mod_makegood_refund_lines';
    private const PAYOUTS = "mod_makegood_payouts o JOIN mod_makegood_entries e ON e.id = o.entry_id WHERE o.state <> 'dropped' AND e.service_id = ? AND e.client_id = ?"
        . ' AND e.currency = ? AND EXISTS (SELECT 1 FROM ' . self::TABLE . ' r WHERE r.entry_id = o.entry_id AND r.line_id = ?)';
    private const CREDITS = "mod_makegood_entries WHERE kind = 'sla' AND service_id = ? AND client_id = ? AND currency = ? AND period BETWEEN ? AND ?";

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
     * Service credits of these months: they count towards the line's price.
     *
     * @param ?array{string, string} $months first and last, whose credits belong to the line
     * @return array{net: string, tax: string}|null null when nothing
     */
    public function credits(string $serviceId, string $clientId, string $currency, ?array $months): ?array
    {
        $sum = fn (string $column): ?string => Sums::of($this->db, "SELECT $column AS amount FROM " . self::CREDITS, [$serviceId, $clientId, $currency, ...$months ?? []]);
        $net = $months === null ? null : $sum('net');
        return $net === null ? null : ['net' => $net, 'tax' => $sum('tax') ?? '0'];
    }

    /**
     * Given back otherwise than to a payment: service credits of these months, and refunds of the same purchase that went to the balance or onto an invoice.
     *
     * @param string $lineId the plan line
     * @param ?array{string, string} $months
     */
    public function credited(string $serviceId, string $clientId, string $currency, string $lineId, ?array $months): ?string
    {
        $sql = 'SELECT o.amount FROM ' . self::PAYOUTS . ' AND o.payment IS NULL';
        $values = [$serviceId, $clientId, $currency, $lineId];
        if ($months !== null) {
            $sql .= ' UNION ALL SELECT gross FROM ' . self::CREDITS;
            array_push($values, $serviceId, $clientId, $currency, ...$months);
        }
        return Sums::of($this->db, $sql, $values);
    }

    /** @param string $lineId the plan line @return list<string> what was decided to be paid back of the same purchase, by whatever way */
    public function payouts(string $serviceId, string $clientId, string $currency, string $lineId): array
    {
        return array_map('strval', array_column($this->db->rows('SELECT o.amount FROM ' . self::PAYOUTS . ' ORDER BY o.id', [$serviceId, $clientId, $currency, $lineId]), 'amount'));
    }

    /** What of a line was given back by ways that the panel does not show on its payment. */
    public function besidePayments(string $serviceId, string $lineId): ?string
    {
        return Sums::of($this->db, 'SELECT r.gross AS amount FROM ' . self::TABLE . ' r WHERE r.service_id = ? AND r.line_id = ? AND EXISTS (SELECT 1 FROM'
            . " mod_makegood_payouts o WHERE o.entry_id = r.entry_id AND o.state <> 'dropped' AND NOT (o.route = 'gatewayRefund' AND o.state = 'posted'))", [$serviceId, $lineId]);
    }

    /** What went back to a payment: as the panel has it, but at least what we sent there; a person's transfer no panel may know. */
    public function returnedTo(string $paymentId, string $known): string
    {
        $ours = Sums::of($this->db, "SELECT amount FROM mod_makegood_payouts WHERE payment = ? AND state <> 'dropped'", [$paymentId]);
        return $ours === null ? $known : Sums::larger($this->db, $ours, $known);
    }

    /**
     * What an entry adds to those of its case before it, line by line.
     *
     * @param array<string, mixed> $line of the quote
     * @return array<string, mixed>
     */
    public function difference(string $caseId, array $line): array
    {
        foreach (['net', 'tax', 'gross'] as $column) {
            $line[$column] = Sums::less($this->db, (string) $line[$column], "SELECT r.$column AS amount FROM " . self::TABLE
                . ' r JOIN mod_makegood_entries e ON e.id = r.entry_id WHERE e.case_id = ? AND r.line_id = ?', [(int) $caseId, (string) $line['id']]);
        }
        return $line;
    }

    /** The same of the whole. @param array{net: string, tax: string, gross: string} $sums @return array{net: string, tax: string, gross: string} */
    public function differenceOfAll(string $caseId, array $sums): array
    {
        foreach (['net', 'tax', 'gross'] as $column) {
            $sums[$column] = Sums::less($this->db, (string) $sums[$column], "SELECT $column AS amount FROM mod_makegood_entries WHERE case_id = ?", [(int) $caseId]);
        }
        return $sums;
    }
}
