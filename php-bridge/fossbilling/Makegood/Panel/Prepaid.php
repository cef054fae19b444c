<?php

/**
 * Whether the panel by itself pays a client's next invoice from the balance. It does so as a whole or not at all: the balance has to cover
 * the order that is renewed next, tax included.
 */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\UnableToRead;

final class Prepaid
{
    public function __construct(private readonly Handle $panel)
    {
    }

    /** @throws UnableToRead */
    public function paysFromBalance(string $clientId): bool
    {
        $rate = Tax::of($this->panel, $clientId)['rates'][0] ?? '0'; // digits and a point
        $balance = '(SELECT COALESCE(SUM(' . Amounts::hundredths('b.amount') . '), 0) FROM client_balance b WHERE b.client_id = o.client_id)';
        $total = '(' . Amounts::order('o') . ' + CAST(ROUND(' . Amounts::order('o') . " * CAST($rate AS DECIMAL(10, 4)) / 100) AS SIGNED INTEGER))";

        $next = $this->panel->db()->row("SELECT o.id, CASE WHEN $balance >= $total THEN 1 ELSE 0 END AS is_covered FROM client_order o"
            . " LEFT JOIN invoice i ON i.id = o.unpaid_invoice_id AND i.status = 'unpaid' WHERE o.client_id = ? AND o.status = 'active' AND o.invoice_option = 'issue-invoice'"
            . ' AND o.period IS NOT NULL AND o.expires_at IS NOT NULL AND i.id IS NULL AND ' . Amounts::order('o') . ' > 0 ORDER BY o.expires_at, o.id LIMIT 1', [(int) $clientId]);

        return $next !== null && (int) $next['is_covered'] === 1;
    }
}
