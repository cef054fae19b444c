<?php

/** An order as its client knows it, what the panel knows of its purchase, who bought it, and what else is owed. */

declare(strict_types=1);

namespace Box\Mod\Makegood\Panel;

use Makegood\Panel\Arrear;
use Makegood\Panel\Customer;
use Makegood\Panel\Decimal;
use Makegood\Panel\IsoCurrency;
use Makegood\Panel\ServiceCard;
use Makegood\Panel\UnableToRead;

final class OrderCards
{
    public function __construct(private readonly Handle $panel)
    {
    }

    public function card(string $serviceId): ServiceCard
    {
        $row = $this->order($serviceId);
        $created = Text::instantMs($row['created_at']) ?? Text::instantMs($row['activated_at']) ?? throw new UnableToRead('Order ' . $serviceId . ' has no date.');
        $facts = (new ServiceReader($this->panel))->one($serviceId) ?? throw new UnableToRead('There is no order ' . $serviceId . '.');
        $domain = ServiceReader::domain($row);
        $product = trim((string) $row['product']);

        return new ServiceCard(
            serviceId: $serviceId,
            name: $domain === '' ? $facts->label : $domain,
            product: $product === '' ? (trim((string) $row['title']) === '' ? 'Product ' . $row['product_id'] : trim((string) $row['title'])) : $product,
            configuration: $this->configuration($serviceId, $row),
            createdMs: $created,
            state: $facts->state,
            orderedMs: Text::instantMs($row['created_at']),
            activatedMs: Text::instantMs($row['activated_at']),
            terminatedMs: $facts->state === 'ended' ? Text::instantMs($row['canceled_at']) : null,
        );
    }

    /** @param string $now Y-m-d H:i:s in the panel's zone @return list<string> */
    public function facts(string $serviceId, string $now): array
    {
        $row = $this->order($serviceId);
        $own = static fn (string $where): string => "SELECT i.id FROM invoice_item l JOIN invoice i ON i.id = l.invoice_id WHERE i.client_id = ? AND l.type = 'order' AND l.rel_id = ? AND $where LIMIT 1";
        $has = fn (string $where, string ...$more): bool => $this->panel->db()->row($own($where), [(int) $row['client_id'], $serviceId, ...$more]) !== null;
        $facts = [
            'overdue' => $has("i.status = 'unpaid' AND i.approved = 1 AND i.due_at < ?", $now),
            'renewal' => $has("i.status = 'paid' AND l.task = 'renew' AND EXISTS (SELECT 1 FROM invoice_item y JOIN invoice j ON j.id = y.invoice_id WHERE y.type = 'order' AND y.rel_id = l.rel_id AND y.id < l.id AND j.status = 'paid')"),
            'failedOrder' => (string) $row['status'] === 'failed_setup',
            'notStarted' => in_array((string) $row['status'], ['pending_setup', 'failed_setup'], true),
            'invoiced' => $has("i.status = 'paid' AND CAST(i.taxrate AS DECIMAL(10, 4)) > 0"),
        ];

        return array_keys(array_filter($facts));
    }

    public function customer(string $clientId): Customer
    {
        $row = $this->panel->db()->row('SELECT country, company, created_at FROM client WHERE id = ?', [(int) $clientId]) ?? throw new UnableToRead('There is no client ' . $clientId . '.');
        $country = strtoupper(trim((string) $row['country']));

        return new Customer(preg_match('/^[A-Z]{2}$/D', $country) === 1 ? $country : null, Text::day($row['created_at']), trim((string) $row['company']) !== '');
    }

    /**
     * Approved invoices that are overdue; the panel pays none in parts.
     *
     * @param list<string> $except
     * @param string       $now Y-m-d H:i:s in the panel's zone
     *
     * @return list<Arrear>
     */
    public function arrears(string $clientId, array $except, string $now): array
    {
        $this->panel->db()->row('SELECT id FROM client WHERE id = ?', [(int) $clientId]) ?? throw new UnableToRead('There is no client ' . $clientId . '.');
        $arrears = [];
        foreach ($this->panel->db()->rows('SELECT i.id, i.currency, ' . Amounts::text(PaymentReader::gross('i')) . " AS hundredths FROM invoice i WHERE i.client_id = ? AND i.status = 'unpaid' AND i.approved = 1"
            . ' AND i.due_at < ? AND i.id NOT IN (' . Amounts::ids($except) . ') ORDER BY i.id', [(int) $clientId, $now]) as $row) {
            $amount = Decimal::hundredths((string) $row['hundredths']);
            if ($amount !== '0' && !str_starts_with($amount, '-')) {
                $arrears[] = IsoCurrency::canBe($amount, IsoCurrency::code($row['currency'])) ? new Arrear('invoice:' . $row['id'], $amount)
                    : throw new UnableToRead('Invoice ' . $row['id'] . ' is of ' . $amount . ', which is no amount in ' . $row['currency'] . '.');
            }
        }

        return $arrears;
    }

    /** @return array<string, mixed> @throws UnableToRead */
    private function order(string $serviceId): array
    {
        return $this->panel->db()->row('SELECT o.id, o.client_id, o.product_id, o.title, o.status, o.period, o.quantity, o.created_at, o.activated_at, o.canceled_at, p.title AS product,'
            . ' s.sld, s.tld, v.hostname, h.name AS plan, h.quota, h.bandwidth FROM client_order o LEFT JOIN product p ON p.id = o.product_id'
            . " LEFT JOIN service_hosting s ON s.id = o.service_id AND o.service_type = 'hosting' LEFT JOIN service_hosting_server v ON v.id = s.service_hosting_server_id"
            . ' LEFT JOIN service_hosting_hp h ON h.id = s.service_hosting_hp_id WHERE o.id = ?', [(int) $serviceId]) ?? throw new UnableToRead('There is no order ' . $serviceId . '.');
    }

    /** @param array<string, mixed> $row @return list<array{string, string}> */
    private function configuration(string $serviceId, array $row): array
    {
        $pairs = [];
        foreach (['plan' => 'Plan', 'quota' => 'Disk', 'bandwidth' => 'Traffic', 'hostname' => 'Server', 'period' => 'Period'] as $key => $name) {
            trim((string) $row[$key]) === '' || $pairs[] = [$name, trim((string) $row[$key])];
        }
        foreach (Bundle::of($this->panel, $serviceId) as $addOn) {
            $pairs[] = ['Add-on', trim((string) $this->panel->db()->value('SELECT title FROM client_order WHERE id = ?', [(int) $addOn]))];
        }

        return $pairs;
    }
}
