<?php

/** The port Catalogue on FOSSBilling: names and searches from its tables. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Web;

use Box\Mod\Makegood\Panel\Amounts;
use Box\Mod\Makegood\Panel\Currencies;
use Box\Mod\Makegood\Panel\Handle;
use Box\Mod\Makegood\Panel\ServiceReader;
use Box\Mod\Makegood\Panel\Text;
use Makegood\Pages\Catalogue;
use Makegood\Pages\Catalogue\Server;
use Makegood\Pages\Catalogue\Service;
use Makegood\Panel\Decimal;
use Makegood\Panel\ServiceFacts;

final class FossbillingCatalogue implements Catalogue
{
    private const HOSTING = " LEFT JOIN service_hosting s ON s.id = o.service_id AND o.service_type = 'hosting'";
    private const USED = "o.status IN ('active', 'failed_renew', 'suspended')";
    private const ACTIVE = "o.status IN ('active', 'failed_renew')";
    private const FOUND = 200;

    public function __construct(private readonly Handle $panel)
    {
    }

    public function servers(): array
    {
        return array_map(static fn (array $row): Server => new Server(
            (string) $row['id'],
            trim((string) $row['name']),
            [Text::host((string) $row['hostname']), (string) $row['ip']],
        ), $this->panel->db()->rows('SELECT id, name, hostname, ip FROM service_hosting_server ORDER BY id'));
    }

    public function products(): array
    {
        $names = [];
        foreach ($this->panel->db()->rows('SELECT id, title FROM product ORDER BY id') as $row) {
            $names[(string) $row['id']] = trim((string) $row['title']);
        }

        return $names;
    }

    public function services(array $ids): array
    {
        $services = [];
        $rows = $this->panel->db()->rows('SELECT o.id, o.client_id, o.product_id, o.title, o.status, p.title AS product, s.sld, s.tld, CASE WHEN ' . self::USED . ' THEN 1 ELSE 0 END AS used'
            . ' FROM client_order o LEFT JOIN product p ON p.id = o.product_id' . self::HOSTING . ' WHERE o.id IN (' . Amounts::ids($ids) . ') ORDER BY o.id');
        foreach ($rows as $row) {
            $services[(string) $row['id']] = new Service(
                (string) $row['id'],
                (string) $row['client_id'],
                (string) $row['product_id'],
                trim((string) $row['product']),
                self::name($row),
                (int) $row['used'] === 1,
            );
        }

        return $services;
    }

    public function facts(string $serviceId): ?ServiceFacts
    {
        return (new ServiceReader($this->panel))->one($serviceId);
    }

    public function servicesOf(string $clientId): array
    {
        return $this->ids('SELECT o.id FROM client_order o WHERE o.client_id = ? AND ' . self::USED . ' ORDER BY o.id', [(int) $clientId]);
    }

    public function servicesNamed(string $text, bool $inside, int $limit): array
    {
        // What would be a wildcard finds nothing more than without it. A domain is kept in two halves, the second with its point.
        $plain = str_replace(['\\', '%', '_'], '', $text);
        $like = ($inside ? '%' : '') . $plain . '%';
        [$first, $second] = self::halves($plain);

        return $this->ids('SELECT o.id FROM client_order o' . self::HOSTING . ' WHERE o.title LIKE ? OR s.sld LIKE ? OR (s.sld LIKE ? AND s.tld LIKE ?) ORDER BY o.id LIMIT ' . $limit, [
            $like, $like, ($inside ? '%' : '') . $first, $second . '%',
        ]);
    }

    public function servicesAt(array $hosts): array
    {
        if ($hosts === []) {
            return [];
        }
        $where = ['s.ip IN (' . implode(', ', array_fill(0, count($hosts), '?')) . ')'];
        $params = array_values($hosts);
        foreach ($hosts as $host) {
            [$first, $second] = self::halves($host);
            if ($second !== '') {
                $where[] = '(s.sld = ? AND s.tld = ?)';
                array_push($params, $first, $second);
            }
        }
        $found = [];
        $rows = $this->panel->db()->rows("SELECT o.id, s.sld, s.tld, s.ip FROM client_order o JOIN service_hosting s ON s.id = o.service_id AND o.service_type = 'hosting' WHERE "
            . self::USED . ' AND (' . implode(' OR ', $where) . ') ORDER BY o.id LIMIT ' . self::FOUND, $params);
        foreach ($rows as $row) {
            $found[(string) $row['id']] = array_values(array_filter([strtolower(ServiceReader::domain($row)), (string) $row['ip']]));
        }

        return $found;
    }

    public function activeServices(?array $productIds, int $limit): array
    {
        $only = $productIds === null ? '' : ' AND o.product_id IN (' . Amounts::ids($productIds) . ')';

        return $this->ids('SELECT o.id FROM client_order o WHERE ' . self::ACTIVE . $only . ' ORDER BY o.id LIMIT ' . $limit);
    }

    public function serversOfProduct(string $productId): array
    {
        return $this->ids('SELECT DISTINCT s.service_hosting_server_id AS id FROM client_order o' . self::HOSTING
            . ' WHERE o.product_id = ? AND ' . self::ACTIVE . ' AND s.service_hosting_server_id > 0 ORDER BY s.service_hosting_server_id', [(int) $productId]);
    }

    public function activeClients(): int
    {
        return (int) $this->panel->db()->value('SELECT COUNT(DISTINCT o.client_id) FROM client_order o WHERE ' . self::ACTIVE);
    }

    public function clients(array $ids): array
    {
        $names = [];
        foreach ($this->panel->db()->rows('SELECT id, first_name, last_name, company FROM client WHERE id IN (' . Amounts::ids($ids) . ')') as $row) {
            $company = trim((string) $row['company']);
            $names[(string) $row['id']] = $company === '' ? trim($row['first_name'] . ' ' . $row['last_name']) : $company;
        }

        return $names;
    }

    public function currencies(): array
    {
        return Currencies::codes($this->panel->db());
    }

    /** Prices are in the default currency. 0.9 keeps a row for each period where the lines before keep a column. */
    public function monthlyPrice(string $productId): ?array
    {
        $code = $this->currencies()[0] ?? null;
        $queries = [
            'SELECT ' . Amounts::text(Amounts::hundredths('r.price')) . ' AS hundredths FROM product p JOIN product_payment y ON y.id = p.product_payment_id'
                . " JOIN product_payment_period r ON r.product_payment_id = y.id AND r.code = '1M' AND r.enabled = 1 WHERE p.id = ? AND y.type = 'recurrent'",
            'SELECT ' . Amounts::text(Amounts::hundredths('y.m_price')) . " AS hundredths FROM product p JOIN product_payment y ON y.id = p.product_payment_id"
                . " WHERE p.id = ? AND y.type = 'recurrent' AND y.m_enabled = 1",
        ];
        foreach ($code === null ? [] : $queries as $sql) {
            try {
                $row = $this->panel->db()->row($sql, [(int) $productId]);
            } catch (\PDOException) {
                continue; // the other line's
            }

            return $row === null ? null : ['currency' => $code, 'amount' => Decimal::hundredths((string) $row['hundredths'])];
        }

        return null;
    }

    /** What an order is called beside its product: its domain, else its title where that says more. @param array<string, mixed> $row */
    private static function name(array $row): string
    {
        $domain = ServiceReader::domain($row);
        $title = trim((string) $row['title']);

        return $domain !== '' ? $domain : ($title === trim((string) $row['product']) ? '' : $title);
    }

    /** "shop.example.com" → "shop", ".example.com". @return array{string, string} */
    private static function halves(string $domain): array
    {
        $point = strpos($domain, '.');

        return $point === false ? [$domain, ''] : [substr($domain, 0, $point), substr($domain, $point)];
    }

    /** @param list<mixed> $params @return list<string> */
    private function ids(string $sql, array $params = []): array
    {
        return array_map('strval', array_column($this->panel->db()->rows($sql, $params), 'id'));
    }
}
