<?php

/** What a client does in the shop: an order with its add-ons on one invoice, and the ways to pay it. */

declare(strict_types=1);

namespace FossSandbox;

use MakegoodSandbox\Clock;

final class Purchases
{
    /**
     * @param array{price?: string, title?: string, quantity?: int, setup?: string, off?: string, status?: string, server?: int, sld?: string, draft?: bool,
     *              addOns?: list<array{title: string, price: string, period?: string, service_type?: string, product?: int}>} an add-on without a product of its own gets one $what
     *
     * @return array{order: int, invoice: int, addOns: list<int>} the invoice is approved, unless it is to stay a draft, and unpaid
     */
    public static function place(int $clientId, int $productId, string $period, array $what = []): array
    {
        $group = bin2hex(random_bytes(6));
        $product = Rows::existing('Product', $productId, 'Product not found');
        $title = $what['title'] ?? (string) Rows::value($product, 'title');
        $order = self::order($clientId, $productId, $group, true, ['title' => $title, 'period' => $period] + $what);
        $items = [self::item($order, $title, $period, $what['price'] ?? '10.00', (int) ($what['quantity'] ?? 1))];
        if (isset($what['setup'])) {
            $isOrders = Assumptions::is('setup.line', 'order');
            $items[] = ['title' => "Setup fee for $title", 'price' => $what['setup'], 'quantity' => 1, 'taxed' => true] + ($isOrders ? ['type' => 'order', 'rel_id' => (string) $order, 'task' => 'void'] : []);
        }
        isset($what['off']) && $items[] = ['title' => 'Promotion', 'price' => '-' . $what['off'], 'quantity' => 1, 'taxed' => true, 'rel_id' => (string) $order];
        $addOns = [];
        foreach ($what['addOns'] ?? [] as $one) {
            $addOns[] = $addOn = self::order($clientId, $one['product'] ?? self::addOnProduct($one['title']), $group, false, $one);
            $items[] = self::item($addOn, $one['title'], $one['period'] ?? null, $one['price'], 1);
        }
        $invoices = Panel::container()['mod_service']('Invoice');
        $invoice = $invoices->prepareInvoice(Rows::existing('Client', $clientId, 'Client not found'), ['gateway_id' => 1, 'items' => $items]);
        empty($what['draft']) && $invoices->approveInvoice($invoice, []);

        return ['order' => $order, 'invoice' => Rows::id($invoice), 'addOns' => $addOns];
    }

    /** @param string $way hand (marked as paid), gateway (a transaction), throughBalance (a transaction whose money the balance pays with), balance */
    public static function pay(int $invoiceId, string $way): void
    {
        $di = Panel::container();
        [$invoices, $invoice] = [$di['mod_service']('Invoice'), Rows::existing('Invoice', $invoiceId, 'Invoice not found')];
        $total = sprintf('%.2f', $invoices->getTotalWithTax($invoice));
        if ($way === 'gateway' || $way === 'throughBalance') {
            Rows::make('Transaction', ['invoice_id' => $invoiceId, 'gateway_id' => 1, 'txn_id' => "card-$invoiceId", 'status' => 'processed', 'currency' => Rows::value($invoice, 'currency'),
                'amount' => $total, 'type' => 'Payment']);
        }
        if ($way === 'balance' || $way === 'throughBalance') {
            $di['mod_service']('Client')->addFunds(Rows::existing('Client', Rows::value($invoice, 'client_id'), 'Client not found'), $total, 'Money for the balance');
            $invoices->payInvoiceWithCredits($invoice);

            return;
        }
        $invoices->markAsPaid($invoice, false, false);
    }

    /** @param array<string, mixed> $what */
    private static function order(int $clientId, int $productId, string $group, bool $isMaster, array $what): int
    {
        $client = Rows::existing('Client', $clientId, 'Client not found');
        $status = $what['status'] ?? 'active';
        $hosting = $isMaster ? Rows::id(Rows::make('ServiceHosting', ['client_id' => $clientId, 'service_hosting_server_id' => $what['server'] ?? 1, 'sld' => $what['sld'] ?? 'a', 'tld' => '.example.com'])) : null;
        $period = $what['period'] ?? null;
        $isActive = $status === 'active';

        return Rows::id(Rows::make('ClientOrder', ['client_id' => $clientId, 'product_id' => $productId, 'group_id' => $group, 'group_master' => (int) $isMaster, 'invoice_option' => 'issue-invoice',
            'title' => $what['title'], 'currency' => Rows::value($client, 'currency'), 'service_id' => $hosting, 'service_type' => $what['service_type'] ?? ($isMaster ? 'hosting' : 'custom'),
            'period' => $period, 'quantity' => $what['quantity'] ?? 1, 'unit' => 'product', 'price' => $what['price'] ?? '10.00', 'status' => $status,
            'activated_at' => $isActive ? Clock::timestamp() : null,
            'expires_at' => $isActive && $period !== null ? date('Y-m-d H:i:s', Panel::container()['period']($period)->getExpirationTime(Clock::now())) : null]));
    }

    private static function addOnProduct(string $title): int
    {
        return Rows::id(Rows::make('Product', ['title' => $title, 'slug' => 'add-on-' . bin2hex(random_bytes(4)), 'type' => 'custom', 'unit' => 'product', 'active' => 1,
            'status' => 'enabled', 'is_addon' => 1, 'setup' => 'after_payment']));
    }

    /** @return array<string, mixed> */
    private static function item(int $order, string $title, ?string $period, string $price, int $quantity): array
    {
        return ['title' => $title, 'price' => $price, 'quantity' => $quantity, 'type' => 'order', 'rel_id' => (string) $order, 'task' => 'activate', 'period' => $period, 'taxed' => true];
    }
}
