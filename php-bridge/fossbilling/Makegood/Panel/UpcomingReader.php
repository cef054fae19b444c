<?php

/** Invoices that the panel will make by itself for a client: one for each order and period, a set number of days before it runs out. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Instant;
use Makegood\Panel\Decimal;
use Makegood\Panel\Invoicing;
use Makegood\Panel\UnableToRead;
use Makegood\Panel\UpcomingInvoice;
use Makegood\Panel\UpcomingLine;

final class UpcomingReader
{
    /** Invoices keep two decimals, whatever the currency. */
    private const SCALE = 2;
    private const BILLS = 2;
    private const DAYS_AHEAD = 14;

    public function __construct(private readonly Handle $panel)
    {
    }

    /** @throws UnableToRead */
    public function invoicing(string $clientId): Invoicing
    {
        $tax = Tax::of($this->panel, $clientId);

        return new Invoicing(self::SCALE, (new Prepaid($this->panel))->paysFromBalance($clientId), $tax === null ? null : $tax + ['perLine' => false]);
    }

    /**
     * @param string $today Y-m-d in the panel's zone
     *
     * @return list<UpcomingInvoice> in the order of createdOn, dueOn
     *
     * @throws UnableToRead
     */
    public function invoices(string $clientId, string $today): array
    {
        $isTaxed = Tax::of($this->panel, $clientId) !== null;
        $ahead = (string) $this->panel->setting('invoice_issue_days_before_expire');
        $days = preg_match('/^\d{1,3}$/D', $ahead) === 1 ? (int) $ahead : self::DAYS_AHEAD;
        $bills = [];
        $horizon = '9999-12-31';
        foreach ($this->orders($clientId) as $order) {
            $ofOrder = self::bills($order, $isTaxed);
            $horizon = min($horizon, $ofOrder === [] ? $horizon : (string) array_key_last($ofOrder));
            foreach (array_filter($ofOrder) as $due => $line) {
                $bills[] = [(string) $due, (int) $order['id'], $line];
            }
        }
        sort($bills); // later due is never made earlier
        $invoices = [];
        foreach ($bills as [$due, $order, $line]) {
            if ($due >= $horizon) {
                break; // another order's third bill would come before it
            }
            $created = (new \DateTimeImmutable($due))->modify('-' . $days . ' days')->format('Y-m-d');
            $id = isset($invoices[$due]) ? $due . '/' . $order : $due; // each order has an invoice of its own
            $invoices[$id] = new UpcomingInvoice($id, max($created, $today), $due, [$line]);
        }

        return array_values($invoices);
    }

    /** @return list<array<string, mixed>> what the panel renews by itself, by id */
    private function orders(string $clientId): array
    {
        return $this->panel->db()->rows('SELECT o.id, o.title, o.period, o.expires_at, s.sld, s.tld, i.id AS unpaid, '
            . Amounts::text(Amounts::order('o')) . ' AS hundredths FROM client_order o'
            . " LEFT JOIN service_hosting s ON s.id = o.service_id AND o.service_type = 'hosting'"
            . " LEFT JOIN invoice i ON i.id = o.unpaid_invoice_id AND i.status = 'unpaid'"
            . " WHERE o.client_id = ? AND o.status = 'active' AND o.invoice_option = 'issue-invoice' AND o.expires_at IS NOT NULL ORDER BY o.id", [(int) $clientId]);
    }

    /** @param array<string, mixed> $order @return array<string, ?UpcomingLine> due date → line: the next ones, then null for the one that is not looked at */
    private static function bills(array $order, bool $isTaxed): array
    {
        $months = Text::months($order['period'] === null ? null : (string) $order['period']);
        $due = Text::day($order['expires_at']);
        $amount = Decimal::money((string) $order['hundredths']);
        if ($months === null || $due === null || $amount === '0.00' || str_starts_with($amount, '-')) {
            return [];
        }
        $due = $order['unpaid'] === null ? $due : Instant::sameDay($due, $months); // that one is made already
        $bills = [];
        for ($n = 0; $n < self::BILLS; ++$n) {
            $bills[$due] = new UpcomingLine('service/' . $order['id'] . '/' . $due, ServiceReader::label($order), $amount, $isTaxed);
            $due = Instant::sameDay($due, $months);
        }

        return $bills + [$due => null];
    }
}
