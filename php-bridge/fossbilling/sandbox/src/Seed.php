<?php

/** The demonstration company of the WHMCS sandbox on this panel: the same servers, products, prices, clients, 40 services, paid for all of March 2026. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Clock;
use MakegoodSandbox\Seed as Company;
use MakegoodSandbox\SeedData;

require_once dirname(__DIR__, 3) . '/sandbox/src/SeedData.php';
require_once dirname(__DIR__, 3) . '/sandbox/src/Seed.php';

final class Seed
{
    private const FIRST_DAY = '2025-03-15';
    private const LAST_DAY = '2026-02-28';

    /** This panel's prices are without tax: who pays prices with 20 % tax in them has orders at what is left without it, 10.00 and 270.00. */
    private const WITHOUT_TAX = ['10.00' => '8.33', '270.00' => '225.00'];

    /** Fills an empty panel; does nothing when there are clients already. */
    public static function run(): void
    {
        if (Rows::sql('SELECT id FROM client LIMIT 1') !== []) {
            return;
        }
        self::company();
        Panel::container()['mod_service']('system')->setParamValue('sandbox_clients_pay_after_days', '3');
        foreach (Company::pattern() as $id => $service) {
            self::service($id, $service);
        }
        self::history();
    }

    /** Rows that do not depend on time. */
    public static function company(): void
    {
        foreach (SeedData::CURRENCIES as [$code, $prefix, , , $rate, $default]) {
            Rows::sql('INSERT INTO currency (code, is_default, conversion_rate, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
                [$code, $default, $rate, Clock::timestamp(), Clock::timestamp()]);
        }
        Profile::is('0.7') && Rows::sql("UPDATE currency SET title = code, format = '{{price}}', price_format = '1'");
        Rows::make('Tax', ['level' => 1, 'name' => 'VAT', 'country' => 'GB', 'taxrate' => '20']);
        foreach (SeedData::SERVERS as $i => $name) {
            Rows::make('ServiceHostingServer', ['name' => $name, 'hostname' => "$name.harbour-hosting.example", 'ip' => '192.0.2.' . ($i + 10), 'active' => 1, 'manager' => 'Custom']);
        }
        foreach (SeedData::PRODUCTS as $id => [$name, $prices]) {
            Rows::sql("INSERT INTO product_payment (type, once_price) VALUES ('recurrent', '0.00')");
            Profile::is('main') || Rows::sql('UPDATE product_payment SET m_price = ?, a_price = ? WHERE id = ?', [$prices[1][0], $prices[1][1], $id]);
            Rows::make('Product', ['product_payment_id' => $id, 'title' => $name, 'slug' => strtolower(strtr($name, ' ', '-')), 'type' => 'hosting', 'unit' => 'product',
                'active' => 1, 'status' => 'enabled', 'setup' => 'after_payment']);
        }
        self::clients();
    }

    private static function clients(): void
    {
        $british = [...Company::TAXED_CLIENTS, Company::EXEMPT_CLIENT];
        foreach (SeedData::CLIENTS as $i => [$first, $last, $company, $currency]) {
            $id = $i + 1;
            Rows::make('Client', ['role' => 'client', 'status' => 'active', 'first_name' => $first, 'last_name' => $last, 'company' => $company,
                'email' => strtolower($first) . '@example.com', 'address_1' => "$id Example Street", 'city' => 'Example',
                'country' => in_array($id, $british, true) ? 'GB' : SeedData::COUNTRIES[$currency], 'currency' => SeedData::CURRENCIES[$currency][0],
                'tax_exempt' => (int) ($id === Company::EXEMPT_CLIENT)]);
        }
    }

    /**
     * An order that began one period before the day it is due, with its first invoice paid.
     *
     * @param array{client: int, server: int, product: int, yearly: bool, start: string} $service
     */
    private static function service(int $id, array $service): void
    {
        $period = $service['yearly'] ? '1Y' : '1M';
        $began = (new \DateTimeImmutable($service['start']))->modify($service['yearly'] ? '-1 year' : '-1 month');
        $currency = SeedData::CLIENTS[$service['client'] - 1][3];
        $price = SeedData::PRODUCTS[$service['product']][1][$currency][$service['yearly'] ? 1 : 0];
        if ($service['client'] === Company::INCLUSIVE_CLIENT) {
            $price = self::WITHOUT_TAX[$price];
        }
        $name = sprintf('site%02d', $id);
        self::at($began->format('Y-m-d') . 'T06:00:00Z', static function () use ($id, $service, $period, $price, $name, $currency): void {
            $di = Panel::container();
            $hosting = $di['mod_service']('servicehosting')->createFor($service['client'], ['server_id' => $service['server'], 'sld' => $name]);
            $order = Rows::make('ClientOrder', ['client_id' => $service['client'], 'product_id' => $service['product'], 'group_id' => "seed$id", 'group_master' => 1,
                'invoice_option' => 'issue-invoice', 'title' => SeedData::PRODUCTS[$service['product']][0] . " $name.example.com",
                'currency' => SeedData::CURRENCIES[$currency][0], 'service_id' => $hosting, 'service_type' => 'hosting', 'period' => $period, 'quantity' => 1,
                'unit' => 'product', 'price' => $price, 'status' => 'active', 'config' => (string) json_encode(['server_id' => $service['server'], 'sld' => $name]),
                'activated_at' => Clock::timestamp(), 'expires_at' => $service['start'] . ' 00:00:00']);
            $di['mod_service']('order')->saveStatusChange($order, 'Order activated');
            $invoices = $di['mod_service']('invoice');
            $invoice = $invoices->prepareInvoice(Rows::existing('Client', $service['client'], 'Client not found'), ['gateway_id' => 1]);
            $di['mod_service']('Invoice', 'InvoiceItem')->generateFromOrder($invoice, $order, 'activate', $price);
            Rows::write($invoice, ['approved' => 1]);
            $invoices->markAsPaid($invoice, false, false);
            Rows::sql("UPDATE invoice_item SET status = 'executed' WHERE invoice_id = ?", [Rows::id($invoice)]);
        });
        Profile::is('0.7', '0.8') || Panel::container()['em']->clear();
    }

    /** Invoicing and payments of the year before, day by day, through the panel's own code. */
    private static function history(): void
    {
        $invoices = Panel::container()['mod_service']('invoice');
        for ($day = new \DateTimeImmutable(self::FIRST_DAY); $day->format('Y-m-d') <= self::LAST_DAY; $day = $day->modify('+1 day')) {
            self::at($day->format('Y-m-d') . 'T06:00:00Z', static function () use ($day, $invoices): void {
                $until = $day->modify('+14 days')->format('Y-m-d 23:59:59');
                $due = Rows::sql("SELECT id FROM client_order WHERE expires_at <= ? AND unpaid_invoice_id IS NULL LIMIT 1", [$until]) !== [];
                $due && $invoices->generateInvoicesForExpiringOrders();
                Cron::clientsPay();
            });
        }
    }

    private static function at(string $instant, callable $work): void
    {
        Clock::travel($instant);
        try {
            $work();
        } finally {
            Clock::travel(null);
        }
    }
}
