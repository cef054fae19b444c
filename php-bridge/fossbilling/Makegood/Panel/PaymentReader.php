<?php

/**
 * What was received for paid invoices: transactions, the client's balance, our own credit that stood on them; the panel pays an invoice as a whole.
 *
 * A gateway's money goes into the balance first, which then pays: so transactions count before the balance. What neither tells of was paid by hand. The
 * panel sends nothing back, so each payment is one that only a person gives back; its own refund is a document, which stands for the whole invoice.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\Payment;
use Makegood\Panel\UnableToRead;

final class PaymentReader
{
    public function __construct(private readonly Handle $panel)
    {
    }

    /**
     * @param list<string> $invoiceIds
     *
     * @return list<Payment>
     */
    public function of(array $invoiceIds): array
    {
        $payments = [];
        foreach ($invoiceIds === [] ? [] : $this->panel->db()->rows(self::invoices(Amounts::ids($invoiceIds))) as $invoice) {
            array_push($payments, ...$this->ofInvoice($invoice));
        }

        return $payments;
    }

    /** What an invoice costs with tax, rounded once on the taxed lines. @param string $i alias of invoice @param string $only condition on its lines, `x` */
    public static function gross(string $i, string $only = '1 = 1'): string
    {
        $sum = static fn (string $and): string => '(SELECT COALESCE(SUM(' . Amounts::line('x') . "), 0) FROM invoice_item x WHERE x.invoice_id = $i.id AND $only$and)";
        $rate = "CAST($i.taxrate AS DECIMAL(10, 4))";

        return '(' . $sum('') . " + CASE WHEN $rate > 0 THEN CAST(ROUND(" . $sum(' AND x.taxed = 1') . " * $rate / 100) AS SIGNED INTEGER) ELSE 0 END)";
    }

    private static function transactions(): string
    {
        return "FROM `transaction` t WHERE t.invoice_id = i.id AND t.status IN ('processed', 'approved') AND " . Amounts::hundredths('t.amount') . ' > 0';
    }

    private static function invoices(string $ids): string
    {
        $whole = self::gross('i', "(x.rel_id IS NULL OR x.rel_id NOT LIKE 'sla:%')");
        $due = self::gross('i');
        $by = '(SELECT COALESCE(SUM(' . Amounts::hundredths('t.amount') . '), 0) ' . self::transactions() . ')';
        $byBalance = "EXISTS (SELECT 1 FROM client_balance b WHERE b.client_id = i.client_id AND b.type = 'invoice' AND CAST(b.rel_id AS UNSIGNED) = i.id"
            . " AND b.amount < 0 AND b.description LIKE '%using account credit%')";

        return "SELECT i.id, i.currency, i.paid_at, i.created_at, g.name AS gateway, CASE WHEN $byBalance THEN 1 ELSE 0 END AS by_balance,"
            . ' ' . Amounts::text("$whole - $due") . ' AS ours, ' . Amounts::text("CASE WHEN $due > $by THEN $due - $by ELSE 0 END") . ' AS rest'
            . " FROM invoice i LEFT JOIN pay_gateway g ON g.id = i.gateway_id WHERE i.id IN ($ids) AND i.status = 'paid' ORDER BY i.id";
    }

    /** @param array<string, mixed> $invoice @return list<Payment> */
    private function ofInvoice(array $invoice): array
    {
        $id = (string) $invoice['id'];
        $isBack = (new Refunds($this->panel))->wasRefunded($id);
        $at = Text::instantMs($invoice['paid_at']) ?? Text::instantMs($invoice['created_at']) ?? throw new UnableToRead('Invoice ' . $id . ' has no date.');
        $payments = [];
        $add = static function (string $name, string $source, ?string $method, int $atMs, mixed $hundredths) use (&$payments, $invoice, $id, $isBack): void {
            $amount = Decimal::hundredths((string) $hundredths);
            if ($amount === '0' || str_starts_with($amount, '-')) {
                return;
            }
            IsoCurrency::canBe($amount, IsoCurrency::code($invoice['currency'])) || throw new UnableToRead('A payment of invoice ' . $id . ' is of ' . $amount . ', which is no amount in ' . $invoice['currency'] . '.');
            $payments[] = new Payment($name, $id, $source, $method, $atMs, $amount, '0', $isBack ? $amount : '0', '0', false, $source === 'cash' ? $atMs : null);
        };
        foreach ($this->panel->db()->rows('SELECT t.id, t.currency, t.created_at, g.name AS gateway, ' . Amounts::text(Amounts::hundredths('t.amount')) . ' AS hundredths'
            . " FROM `transaction` t JOIN invoice i ON i.id = t.invoice_id LEFT JOIN pay_gateway g ON g.id = t.gateway_id WHERE i.id = ? AND t.id IN (SELECT t.id " . self::transactions() . ') ORDER BY t.id', [(int) $id]) as $row) {
            if ((string) $row['currency'] !== '' && IsoCurrency::code($row['currency']) !== IsoCurrency::code($invoice['currency'])) {
                throw new UnableToRead('Transaction ' . $row['id'] . ' is in another currency than its invoice.');
            }
            $add('transaction:' . $row['id'], 'cash', $row['gateway'] === null ? null : (string) $row['gateway'], Text::instantMs($row['created_at']) ?? $at, $row['hundredths']);
        }
        $isBalance = (int) $invoice['by_balance'] === 1;
        $add(($isBalance ? 'balance:' : 'invoice:') . $id, $isBalance ? 'accountCredit' : 'cash', $isBalance || $invoice['gateway'] === null ? null : (string) $invoice['gateway'], $at, $invoice['rest']);
        $add('sla:' . $id, 'accountCredit', null, $at, $invoice['ours']);

        return $payments;
    }
}
