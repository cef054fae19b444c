<?php

/**
 * Whether the panel by itself pays a client's next invoice from the balance. It does so as a whole or not at all, so what counts is whether
 * there is an order that it will renew and a balance that covers the cheapest of them, tax included.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

final class Prepaid
{
    public function __construct(private readonly Handle $panel)
    {
    }

    public function paysFromBalance(string $clientId): bool
    {
        $client = $this->panel->db()->row('SELECT ' . Tax::COLUMNS . ' FROM client c WHERE c.id = ?', [(int) $clientId]);
        if ($client === null) {
            return false;
        }
        $rate = Tax::configured($this->panel)->ofClient($client)['rates'][0] ?? '0'; // digits and a point
        $balance = '(SELECT COALESCE(SUM(' . Amounts::hundredths('b.amount') . '), 0) FROM client_balance b WHERE b.client_id = o.client_id)';
        $total = '(' . Amounts::order('o') . ' + CAST(ROUND(' . Amounts::order('o') . " * CAST($rate AS DECIMAL(10, 4)) / 100) AS SIGNED INTEGER))";

        return $this->panel->db()->row("SELECT o.id FROM client_order o WHERE o.client_id = ? AND o.status = 'active' AND o.invoice_option = 'issue-invoice'"
            . ' AND o.period IS NOT NULL AND o.expires_at IS NOT NULL AND ' . Amounts::order('o') . " > 0 AND $balance >= $total LIMIT 1", [(int) $clientId]) !== null;
    }
}
