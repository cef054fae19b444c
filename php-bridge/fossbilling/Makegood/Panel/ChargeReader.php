<?php

/**
 * What was paid for an order: its lines on paid invoices, with what a promotion took off them.
 *
 * The panel keeps no column for the period that a line pays for. A renewal's invoice is due on the day that the order ran out, so it pays
 * from there; the first one pays from when the order was activated.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\Charge;
use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;

final class ChargeReader
{
    /** Products and sums beyond this would not fit into 64 bits. */
    private const MOST = 3_000_000_000;

    public function __construct(private readonly Handle $panel)
    {
    }

    /** @return list<Charge> in order of the panel's line id */
    public function of(string $serviceId): array
    {
        return $this->charges([$serviceId], Charge::PLAN);
    }

    /** Lines of the orders that were bought as add-ons of this one. @return list<Charge> */
    public function ofAddOns(string $serviceId): array
    {
        $addOns = Bundle::addOns($this->panel, $serviceId);

        return $addOns === [] ? [] : $this->charges($addOns, Charge::ADD_ON);
    }

    /**
     * Which part of the lines was not paid by account credit. The panel pays an invoice from the balance as a whole or not at all; a credit of
     * ours is a line beside the others, and counts as shared by them. Rounded down, so it is never more than the line.
     *
     * @return array<string, string> charge id → amount, only where credit was used
     */
    public function cash(string $serviceId): array
    {
        $cash = [];
        foreach ($this->lines([$serviceId, ...Bundle::addOns($this->panel, $serviceId)]) as $row) {
            if ($row['cash'] !== null) {
                $part = Decimal::hundredths((string) $row['cash']);
                if (IsoCurrency::canBe($part, IsoCurrency::code($row['currency']))) {
                    $cash[self::id($row)] = $part;
                }
            }
        }

        return $cash;
    }

    /** What was given back of a line: the panel refunds an invoice as a whole, by a document that repeats its lines. @return ?string with tax */
    public function refunded(string $chargeId): ?string
    {
        if (preg_match('#^invoice:(\d{1,18})/(\d{1,18})$#D', $chargeId, $part) !== 1 || !(new Refunds($this->panel))->wasRefunded($part[1])) {
            return null;
        }
        $net = self::net();
        $tax = "CASE WHEN l.taxed = 1 AND CAST(i.taxrate AS DECIMAL(10, 4)) > 0 THEN ROUND(($net) * CAST(i.taxrate AS DECIMAL(10, 4)) / 100) ELSE 0 END";
        $row = $this->panel->db()->row('SELECT i.currency, ' . Amounts::text("CAST(($net) + ($tax) AS SIGNED INTEGER)") . ' AS hundredths'
            . " FROM invoice_item l JOIN invoice i ON i.id = l.invoice_id WHERE i.id = ? AND l.id = ? AND l.type = 'order'", [(int) $part[1], (int) $part[2]]);
        $amount = $row === null ? '0' : Decimal::hundredths((string) $row['hundredths']);

        return $amount !== '0' && $row !== null && IsoCurrency::canBe($amount, IsoCurrency::code($row['currency'])) ? $amount : null;
    }

    /**
     * @param list<string> $orders
     *
     * @return list<Charge>
     */
    private function charges(array $orders, string $kind): array
    {
        $charges = [];
        foreach ($this->lines($orders) as $row) {
            $months = Text::months($row['period'] === null ? null : (string) $row['period']);
            $from = self::from($row);
            $amount = Decimal::hundredths((string) $row['hundredths']);
            if ($months === null || $from === null || str_starts_with($amount, '-')) {
                continue; // no price of whole months
            }
            $charges[] = new Charge(
                id: self::id($row),
                from: $from,
                months: $months,
                amount: $amount,
                tax: (int) $row['taxed'] === 1 ? Tax::exclusive($row['taxrate']) : null,
                usable: IsoCurrency::canBe($amount, IsoCurrency::code($row['currency'])),
                kind: $kind,
            );
        }

        return $charges;
    }

    /** @param array<string, mixed> $row */
    private static function from(array $row): ?string
    {
        return match ((string) $row['task']) {
            'renew' => Text::day($row['due_at']) ?? Text::day($row['paid_at']),
            'activate' => Text::day($row['activated_at']) ?? Text::day($row['paid_at']),
            default => null,
        };
    }

    /** @param array<string, mixed> $row */
    private static function id(array $row): string
    {
        return 'invoice:' . $row['invoice_id'] . '/' . $row['id'];
    }

    /** A line and the promotions beside it: lines of their own, negative, with the order's number. An order has one line on an invoice. */
    private static function net(): string
    {
        return 'SELECT SUM(' . Amounts::line('x') . ") FROM invoice_item x WHERE x.invoice_id = l.invoice_id AND x.rel_id = l.rel_id AND (x.id = l.id OR (x.type = 'custom' AND x.price < 0))";
    }

    /**
     * @param list<string> $orders
     *
     * @return list<array<string, mixed>>
     */
    private function lines(array $orders): array
    {
        $marks = implode(', ', array_fill(0, count($orders), '?')); // as text: the column holds other things as well

        return $this->panel->db()->rows('SELECT l.id, l.invoice_id, l.task, l.period, l.taxed, i.taxrate, i.currency, i.due_at, i.paid_at, o.activated_at, '
            . Amounts::text('(' . self::net() . ')') . ' AS hundredths, ' . Amounts::text(self::cashOf()) . ' AS cash'
            . ' FROM invoice_item l JOIN invoice i ON i.id = l.invoice_id LEFT JOIN client_order o ON o.id = CAST(l.rel_id AS UNSIGNED)'
            . " WHERE l.type = 'order' AND i.status = 'paid' AND l.rel_id IN ($marks)" . $this->ofTheirClients($orders) . ' ORDER BY l.id', array_map('strval', $orders));
    }

    /**
     * The oldest of the panel's lines finds the lines of an order by looking at all lines of all invoices; those of a client are few. Of an order
     * that is gone nobody knows whose it was.
     *
     * @param list<string> $orders
     */
    private function ofTheirClients(array $orders): string
    {
        $clients = array_column($this->panel->db()->rows('SELECT id, client_id FROM client_order WHERE id IN (' . Amounts::ids($orders) . ')'), 'client_id');

        return count($clients) === count(array_unique($orders)) ? ' AND i.client_id IN (' . Amounts::ids($clients) . ')' : '';
    }

    /** The share of the line in what our credits left of its invoice; nothing when the balance paid it; null when no credit was used. */
    private static function cashOf(): string
    {
        $sum = '(SELECT COALESCE(SUM(' . Amounts::line('s') . '), 0) FROM invoice_item s WHERE s.invoice_id = i.id AND ';
        $given = $sum . "s.rel_id LIKE 'sla:%')";
        $whole = $sum . "(s.rel_id IS NULL OR s.rel_id NOT LIKE 'sla:%'))";
        $line = '(' . self::net() . ')';
        $product = "($line * ($whole + $given))";
        $most = self::MOST;
        $byBalance = "EXISTS (SELECT 1 FROM client_balance b WHERE b.client_id = i.client_id AND b.type = 'invoice' AND CAST(b.rel_id AS UNSIGNED) = i.id"
            . " AND b.amount < 0 AND b.description LIKE '%using account credit%')";

        return "CASE WHEN $byBalance THEN 0 WHEN $given >= 0 THEN NULL WHEN $whole <= 0 OR $whole + $given <= 0 THEN 0 WHEN $whole > $most OR $line > $most OR $line < 0 THEN NULL"
            . " ELSE CAST(($product - $product % $whole) / $whole AS SIGNED INTEGER) END";
    }
}
