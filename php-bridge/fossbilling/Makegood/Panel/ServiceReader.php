<?php

/** Every order of the panel as it is now, read in blocks so that a million fit in memory. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\ServiceFacts;

final class ServiceReader
{
    private const BLOCK = 500;

    /** A renewal that failed leaves the service running. */
    private const STATES = [
        'active' => 'active', 'failed_renew' => 'active', 'suspended' => 'suspended', 'pending_setup' => 'pending', 'failed_setup' => 'pending',
    ];

    private readonly Tax $tax;

    public function __construct(private readonly Handle $panel)
    {
        $this->tax = Tax::configured($panel);
    }

    /** @return iterable<ServiceFacts> by id */
    public function all(): iterable
    {
        $after = 0;
        do {
            $rows = $this->panel->db()->rows(self::query() . ' WHERE o.id > ? ORDER BY o.id LIMIT ' . self::BLOCK, [$after]);
            foreach ($rows as $row) {
                $after = (int) $row['id'];
                yield $this->facts($row);
            }
        } while (count($rows) === self::BLOCK);
    }

    public function one(string $serviceId): ?ServiceFacts
    {
        $row = $this->panel->db()->row(self::query() . ' WHERE o.id = ?', [(int) $serviceId]);

        return $row === null ? null : $this->facts($row);
    }

    /** What an order is called: its title, and the domain of a hosting account where the title does not say it. @param array<string, mixed> $row title, sld, tld */
    public static function label(array $row): string
    {
        $title = trim((string) $row['title']);
        $domain = self::domain($row);

        return $domain === '' || str_contains(mb_strtolower($title), mb_strtolower($domain)) ? $title : trim($title . ' - ' . $domain, ' -');
    }

    /** @param array<string, mixed> $row sld, tld */
    public static function domain(array $row): string
    {
        return trim($row['sld'] . $row['tld'], " .");
    }

    private static function query(): string
    {
        return 'SELECT o.id, o.client_id, o.product_id, o.title, o.status, o.currency, o.period, o.activated_at, o.created_at,'
            . ' s.service_hosting_server_id AS server, s.sld, s.tld, ' . Tax::COLUMNS . ', ' . Amounts::text(Amounts::order('o')) . ' AS hundredths'
            . " FROM client_order o LEFT JOIN client c ON c.id = o.client_id"
            . " LEFT JOIN service_hosting s ON s.id = o.service_id AND o.service_type = 'hosting'";
    }

    /** @param array<string, mixed> $row */
    private function facts(array $row): ServiceFacts
    {
        $months = Text::months($row['period'] === null ? null : (string) $row['period']);
        $currency = IsoCurrency::code($row['currency']);
        $price = $months === null ? null : Decimal::hundredths((string) $row['hundredths']);
        $isPrice = $price !== null && IsoCurrency::canBe($price, $currency);

        return new ServiceFacts(
            id: (string) $row['id'],
            clientId: (string) $row['client_id'],
            productId: (string) $row['product_id'],
            server: (int) $row['server'] > 0 ? (string) $row['server'] : null,
            state: self::STATES[strtolower((string) $row['status'])] ?? 'ended',
            currency: $currency,
            recurringAmount: $isPrice ? $price : null,
            recurringMonths: $months,
            tax: $this->tax->ofClient($row),
            label: self::label($row),
            sinceMs: Text::instantMs($row['activated_at']) ?? Text::instantMs($row['created_at']),
            unusablePrice: $isPrice ? null : $price,
        );
    }
}
