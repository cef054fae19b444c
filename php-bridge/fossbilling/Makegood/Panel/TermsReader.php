<?php

/** What policies of schema 2 ask of an order beside its price: its billing day, and what is held against it. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

final class TermsReader
{
    public function __construct(private readonly Handle $panel)
    {
    }

    /**
     * The day on which the order runs out and is renewed. In a month that is too short that is its last day, so the day on which the order
     * was activated counts where it is a later one.
     */
    public function billingDay(string $serviceId): ?int
    {
        $row = $this->panel->db()->row('SELECT period, expires_at, activated_at FROM client_order WHERE id = ?', [(int) $serviceId]);
        $ends = $row === null || Text::months((string) $row['period']) === null ? null : Text::day($row['expires_at']);
        if ($ends === null || $row === null) {
            return null;
        }
        $began = Text::day($row['activated_at']);
        $isLast = $ends === (new \DateTimeImmutable($ends))->format('Y-m-t');

        return max((int) substr($ends, 8), $isLast && $began !== null ? (int) substr($began, 8) : 1);
    }

    /**
     * @param string $now Y-m-d H:i:s in the panel's zone
     *
     * @return array<string, list<string>> service → words
     */
    public function flags(string $now): array
    {
        $flags = [];
        $queries = [
            'cancelled' => ["SELECT id FROM client_order WHERE status = 'canceled'", []],
            'unpaid' => ["SELECT DISTINCT l.rel_id AS id FROM invoice i JOIN invoice_item l ON l.invoice_id = i.id AND l.type = 'order'"
                . " WHERE i.status = 'unpaid' AND i.approved = 1 AND i.due_at < ?", [$now]],
            'discounted' => ['SELECT id FROM client_order WHERE promo_recurring = 1 AND discount > 0', []],
        ];
        foreach ($queries as $word => [$sql, $params]) {
            foreach ($this->panel->db()->rows($sql, $params) as $row) {
                $flags[(string) $row['id']][] = $word;
            }
        }

        return $flags;
    }
}
