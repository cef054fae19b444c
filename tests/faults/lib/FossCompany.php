<?php

/** What the kill tests add to the sandbox's company on FOSSBilling: eleven orders of six clients, and drafts for an administrator to approve. */

declare(strict_types=1);

namespace MakegoodFaults;

use FossSandbox\Panel;
use FossSandbox\Rows;

final class FossCompany
{
    private const LATE = '2026-09-01';

    /**
     * client, server, currency, price, the day it runs out: the two in April get their invoices in the very cron that decides.
     * Clients 2 and 3 have a balance that pays; client 4 is taxed; client 7 has three credits for one invoice.
     */
    private const ORDERS = [
        [1, 1, 'USD', '10.00', '2026-04-19'], [1, 1, 'USD', '24.90', self::LATE], [1, 2, 'USD', '60.00', self::LATE],
        [4, 1, 'USD', '60.00', self::LATE], [4, 1, 'USD', '4.00', '2026-04-18'],
        [7, 1, 'BRL', '49.90', self::LATE], [7, 2, 'BRL', '119.90', self::LATE], [7, 1, 'BRL', '14.90', self::LATE],
        [2, 1, 'USD', '10.00', self::LATE], [3, 1, 'USD', '20.00', self::LATE], [3, 2, 'USD', '25.00', self::LATE],
    ];

    /** name (in the invoice's first text), client, price, taxed */
    public const DRAFTS = ['a' => [1, '5.00', 0], 'b' => [1, '40.00', 0], 'c' => [4, '30.00', 1], 'd' => [7, '100.00', 0]];

    private const PREPAID = [2 => '200.00', 3 => '300.00'];

    public static function seed(): void
    {
        Rows::sql("UPDATE client SET country = 'GB', tax_exempt = 0 WHERE id = 4");
        Rows::sql("UPDATE client SET country = 'US', tax_exempt = 0 WHERE id IN (1, 2, 3)");
        foreach (self::ORDERS as [$client, $server, $currency, $price, $until]) {
            $hosting = Rows::make('ServiceHosting', ['client_id' => $client, 'service_hosting_server_id' => $server, 'sld' => 'site', 'tld' => '.example.com']);
            Rows::make('ClientOrder', ['client_id' => $client, 'product_id' => 1, 'group_id' => bin2hex(random_bytes(4)), 'group_master' => 1,
                'invoice_option' => 'issue-invoice', 'title' => 'Hosting', 'currency' => $currency, 'service_id' => Rows::id($hosting), 'service_type' => 'hosting',
                'period' => '1M', 'quantity' => 1, 'unit' => 'product', 'price' => $price, 'status' => 'active', 'activated_at' => '2025-09-01 00:00:00',
                'expires_at' => "$until 00:00:00"]);
        }
        foreach (self::PREPAID as $client => $amount) {
            Panel::container()['mod_service']('Client')->addFunds(Rows::load('Client', $client), $amount, 'paid in', ['type' => 'gift']);
        }
        foreach (self::DRAFTS as $name => [$client, $price, $taxed]) {
            self::draft($client, $price, $taxed, $name);
        }
    }

    public static function draft(int $client, string $price, int $taxed, string $name): object
    {
        return Panel::container()['mod_service']('Invoice')->prepareInvoice(Rows::load('Client', $client), [
            'items' => [['title' => 'By hand', 'price' => $price, 'taxed' => $taxed]], 'gateway_id' => 1, 'text_1' => $name,
        ]);
    }
}
