<?php

/**
 * What was bought with an order and may come back: its lines of the terms that are not over, what was charged beside them, and the orders of its group.
 *
 * A set-up fee is a line of its own, of type `custom` without a number, or of type `order` without a task [unverified]: so what is charged beside an
 * order's first line, on an invoice of this order alone or with its title, counts as set-up.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\RefundLine;
use Makegood\Panel\UnableToRead;

final class RefundLines
{
    private const KINDS = ['domain' => 'domain', 'license' => 'licence'];

    /** @param array<string, mixed> $order row of client_order */
    private function __construct(private readonly Handle $panel, private readonly array $order)
    {
    }

    /** @return list<RefundLine> the plan's first; none of an order that belongs to another one */
    public static function of(Handle $panel, string $serviceId, int $nowMs): array
    {
        $order = $panel->db()->row('SELECT id, client_id, title, activated_at FROM client_order WHERE id = ?', [(int) $serviceId])
            ?? throw new UnableToRead('There is no order ' . $serviceId . '.');

        return Bundle::isPart($panel, $serviceId) ? [] : (new self($panel, $order))->lines($nowMs);
    }

    /** @return list<RefundLine> */
    private function lines(int $nowMs): array
    {
        $id = (string) $this->order['id'];
        $all = $this->made($this->rows([$id], "l.task <> 'void'"), null);
        $plan = array_values(array_filter($all, static fn (RefundLine $line): bool => $line->toMs > $nowMs));
        $plan = $plan === [] ? array_slice($all, -1) : $plan;
        $invoices = array_column($plan, 'invoiceId');
        $lines = [...$plan, ...$this->made($this->rows([$id], "l.task = 'void'", $invoices), 'setup'), ...$this->beside($invoices)];
        $since = $plan === [] ? $nowMs : $plan[0]->fromMs;
        foreach (Bundle::of($this->panel, $id) as $addOn) {
            $kind = self::KINDS[(string) $this->panel->db()->value('SELECT service_type FROM client_order WHERE id = ?', [(int) $addOn])] ?? 'addOn';
            $own = $this->made($this->rows([$addOn], '1 = 1'), $kind);
            array_push($lines, ...array_filter($own, static fn (RefundLine $line): bool => $line->toMs > $nowMs || $line->fromMs >= $since || in_array($line->invoiceId, $invoices, true)));
        }

        return $lines;
    }

    /** What was charged beside the order's first line. @param list<string> $invoices @return list<RefundLine> */
    private function beside(array $invoices): array
    {
        $net = Amounts::line('l');
        $alone = "NOT EXISTS (SELECT 1 FROM invoice_item x WHERE x.invoice_id = l.invoice_id AND x.type = 'order' AND x.rel_id <> ?)";
        $first = "EXISTS (SELECT 1 FROM invoice_item x WHERE x.invoice_id = l.invoice_id AND x.type = 'order' AND x.rel_id = ? AND x.task = 'activate')";
        $rows = $this->panel->db()->rows(self::select("'0'") . ' WHERE i.id IN (' . Amounts::ids($invoices) . ") AND l.type = 'custom' AND $net > 0 AND (l.rel_id IS NULL OR l.rel_id IN ('', '0', ?))"
            . " AND ($alone OR LOWER(l.title) LIKE ?) AND $first ORDER BY l.id", [
                (string) $this->order['id'], (string) $this->order['id'], '%' . addcslashes(mb_strtolower(trim((string) $this->order['title'])), '%_\\') . '%', (string) $this->order['id'],
            ]);

        return $this->made($rows, 'setup');
    }

    /**
     * @param list<string>      $orders
     * @param list<string>|null $invoices
     *
     * @return list<array<string, mixed>>
     */
    private function rows(array $orders, string $which, ?array $invoices = null): array
    {
        $line = Amounts::line('l');
        $off = '(SELECT COALESCE(SUM(-' . Amounts::line('x') . "), 0) FROM invoice_item x WHERE x.invoice_id = l.invoice_id AND x.rel_id = l.rel_id AND x.type = 'custom' AND x.price < 0)";
        $isFirst = "NOT EXISTS (SELECT 1 FROM invoice_item x WHERE x.invoice_id = l.invoice_id AND x.rel_id = l.rel_id AND x.type = 'order' AND x.task <> 'void' AND x.id < l.id)";
        $coupon = "CASE WHEN l.task = 'void' OR NOT $isFirst THEN 0 WHEN $off > $line THEN $line ELSE $off END";
        $marks = implode(', ', array_fill(0, count($orders), '?')); // as text: the column holds other things as well

        return $this->panel->db()->rows(self::select(Amounts::text($coupon)) . " WHERE i.client_id = ? AND l.type = 'order' AND l.rel_id IN ($marks) AND $line >= 0 AND $which"
            . " AND (i.status = 'paid' OR (i.status = 'unpaid' AND i.approved = 1))" . ($invoices === null ? '' : ' AND i.id IN (' . Amounts::ids($invoices) . ')') . ' ORDER BY l.id',
            [(int) $this->order['client_id'], ...$orders]);
    }

    private static function select(string $coupon): string
    {
        return 'SELECT l.id, l.invoice_id, l.rel_id, l.task, l.title, l.period, l.taxed, i.taxrate, i.currency, i.due_at, i.paid_at, i.created_at, '
            . Amounts::text(Amounts::line('l')) . " AS hundredths, $coupon AS coupon FROM invoice_item l JOIN invoice i ON i.id = l.invoice_id";
    }

    /**
     * @param list<array<string, mixed>> $rows
     *
     * @return list<RefundLine> by the begin of what they pay for
     */
    private function made(array $rows, ?string $kind): array
    {
        $lines = [];
        foreach ($rows as $row) {
            $hasTime = $kind === null || $kind === 'addOn';
            $began = $this->began($row, $hasTime) ?? throw new UnableToRead('Invoice ' . $row['invoice_id'] . ' has no date.');
            $prices = $kind === null ? $this->prices($row) : [null, null];
            [$item, $name] = $kind === 'setup' ? [null, null] : $this->sold((int) $row['rel_id']);
            $lines[] = new RefundLine(
                id: 'invoice:' . $row['invoice_id'] . '/' . $row['id'],
                invoiceId: (string) $row['invoice_id'],
                kind: $kind ?? 'plan',
                label: (string) $row['title'],
                fromMs: (int) Text::instantMs($began),
                toMs: (int) Text::instantMs($hasTime ? Text::after($began, $row['period'] === null ? null : (string) $row['period']) : $began),
                amount: self::amount($row['hundredths'], $row),
                coupon: self::amount($row['coupon'], $row),
                tax: (int) $row['taxed'] === 1 ? Tax::exclusive($row['taxrate']) : null,
                listPrice: $prices[0],
                monthlyPrice: $prices[1],
                item: $item,
                name: $name,
            );
        }
        usort($lines, static fn (RefundLine $a, RefundLine $b): int => $a->fromMs <=> $b->fromMs);

        return $lines;
    }

    /** Add-ons are products, too, and what the client ordered is called as its order. @return array{?string, ?string} */
    private function sold(int $order): array
    {
        $sold = $this->panel->db()->row('SELECT product_id, title FROM client_order WHERE id = ?', [$order]);

        return [empty($sold['product_id']) ? null : 'product:' . $sold['product_id'], $sold === null ? null : (string) $sold['title']];
    }

    /** A renewal pays from the day that its invoice is due, the first line from the activation. @param array<string, mixed> $row @return ?string date with time */
    private function began(array $row, bool $hasTime): ?string
    {
        $activated = $hasTime ? $this->panel->db()->value('SELECT activated_at FROM client_order WHERE id = ?', [(int) $row['rel_id']]) : null;
        foreach (match (true) {
            !$hasTime => [$row['created_at'], $row['paid_at'], $row['due_at']],
            (string) $row['task'] === 'renew' => [$row['due_at'], $row['paid_at'], $row['created_at']],
            default => [$activated, $row['paid_at'], $row['created_at']],
        } as $stored) {
            if (Text::instantMs($stored) !== null) {
                return (string) $stored;
            }
        }

        return null;
    }

    /**
     * The product's prices where it has any by period and the order is in the panel's own currency. The line with entities keeps them otherwise.
     *
     * @param array<string, mixed> $row
     *
     * @return array{?string, ?string} of the line's period, of a month
     */
    private function prices(array $row): array
    {
        $column = ['1M' => 'm', '3M' => 'q', '6M' => 'b', '1Y' => 'a', '2Y' => 'bia', '3Y' => 'tria'][strtoupper((string) $row['period'])] ?? null;
        if ($column === null || $this->panel->hasEntities() || IsoCurrency::code($row['currency']) !== (Currencies::codes($this->panel->db())[0] ?? '')) {
            return [null, null];
        }
        $price = static fn (string $name): string => "CASE WHEN p.$name > 0 THEN " . Amounts::text(Amounts::hundredths("p.$name") . ' * COALESCE(o.quantity, 1)') . ' END';
        $found = $this->panel->db()->row('SELECT ' . $price($column . '_price') . ' AS listed, ' . $price('m_price') . ' AS by_month FROM client_order o JOIN product d ON d.id = o.product_id'
            . ' JOIN product_payment p ON p.id = d.product_payment_id WHERE o.id = ?', [(int) $row['rel_id']]);
        $read = static fn (mixed $hundredths): ?string => $hundredths === null ? null : Decimal::hundredths((string) $hundredths);

        return $found === null ? [null, null] : [$read($found['listed']), $read($found['by_month'])];
    }

    /** @param array<string, mixed> $row */
    private static function amount(mixed $hundredths, array $row): string
    {
        $amount = Decimal::hundredths((string) $hundredths);

        return IsoCurrency::canBe($amount, IsoCurrency::code($row['currency'])) ? $amount
            : throw new UnableToRead('Line ' . $row['id'] . ' of invoice ' . $row['invoice_id'] . ' is of ' . $amount . ', which is no amount in ' . $row['currency'] . '.');
    }
}
