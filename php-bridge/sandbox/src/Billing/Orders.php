<?php

/** An order as the cart makes it: the service, its add-ons, one invoice with a line for each thing that was bought. */

declare(strict_types=1);

namespace MakegoodSandbox\Billing;

use MakegoodSandbox\Assumptions;
use MakegoodSandbox\Cents;
use MakegoodSandbox\Clock;
use WHMCS\Database\Capsule;

final class Orders
{
    /**
     * Unpaid; whoever pays it calls Payments::add.
     *
     * @param array{price?: string, setup?: string, gateway?: string, off?: string, code?: string, domainPrice?: string, server?: int, status?: string,
     *              addons?: list<array{name: string, price: string, cycle?: string, addonid?: int}>} $what without price and setup: the product's
     *
     * @return array{order: int, service: int, invoice: int, addons: list<int>}
     */
    public static function place(int $clientId, int $productId, string $cycle, string $domain, array $what = []): array
    {
        $client = Capsule::table('tblclients')->where('id', $clientId)->first(['currency']);
        $listed = Capsule::table('tblpricing')->where('type', 'product')->where('relid', $productId)->where('currency', $client->currency)->first();
        $price = $what['price'] ?? (string) $listed->{strtolower(str_replace('-', '', $cycle))};
        $setup = $what['setup'] ?? (string) $listed->{strtolower($cycle[0]) . 'setupfee'};
        $what += ['gateway' => 'banktransfer'];
        $order = (int) Capsule::table('tblorders')->insertGetId(['ordernum' => 1000 + $clientId, 'userid' => $clientId, 'date' => Clock::timestamp(),
            'promocode' => $what['code'] ?? '', 'paymentmethod' => $what['gateway'], 'status' => 'Active']);
        $service = self::service($order, $clientId, $productId, $cycle, $domain, $price, $what);
        [$addons, $lines] = self::addOns($order, $service, $clientId, $what['addons'] ?? []);
        $invoice = Invoices::create($clientId, [...self::lines($service, $productId, $cycle, $domain, $price, $setup, $what), ...$lines], ['source' => 'api', 'status' => 'Unpaid',
            'date' => Clock::date(), 'duedate' => Clock::date(), 'paymentmethod' => $what['gateway'], 'autocredit' => false, 'email' => false]);
        Capsule::table('tblorders')->where('id', $order)->update(['invoiceid' => $invoice, 'amount' => Cents::print(max(0, Invoices::balance($invoice)))]);

        return ['order' => $order, 'service' => $service, 'invoice' => $invoice, 'addons' => $addons];
    }

    private static function service(int $order, int $client, int $product, string $cycle, string $domain, string $price, array $what): int
    {
        $months = Cycle::months($cycle);
        $next = $months === null ? '0000-00-00' : Cycle::after(Clock::date(), $months);

        return (int) Capsule::table('tblhosting')->insertGetId(['userid' => $client, 'orderid' => $order, 'packageid' => $product, 'server' => $what['server'] ?? 1,
            'regdate' => Clock::date(), 'domain' => $domain, 'username' => strtok($domain, '.') ?: 'user', 'paymentmethod' => $what['gateway'], 'firstpaymentamount' => $price,
            'amount' => $price, 'billingcycle' => $cycle, 'nextduedate' => Clock::date(), 'nextinvoicedate' => $next, 'domainstatus' => $what['status'] ?? 'Active',
            'qty' => 1, 'notes' => '']);
    }

    /** @return list<array{type: string, relid: int, amount: string, duedate: string, description: string, taxed: bool}> */
    private static function lines(int $service, int $productId, string $cycle, string $domain, string $price, string $setup, array $what): array
    {
        $product = Capsule::table('tblproducts')->where('id', $productId)->first(['name', 'tax']);
        $months = Cycle::months($cycle);
        $isOwn = Assumptions::is('setup.line', 'own');
        $line = static fn (string $type, string $amount, string $text, bool $isTaxed = true): array => ['type' => $type, 'relid' => $service, 'amount' => $amount,
            'duedate' => Clock::date(), 'description' => $text, 'taxed' => $isTaxed && (int) $product->tax === 1];
        $plan = $isOwn ? $price : Cents::print(Cents::parse($price) + Cents::parse($setup));
        $lines = [$line('Hosting', $plan, "$product->name - $domain" . ($months === null ? '' : ' ' . Cycle::span(Clock::date(), $months)))];
        if ($isOwn && Cents::parse($setup) > 0) {
            $lines[] = $line('Setup', $setup, "$product->name Setup Fee");
        }
        if (isset($what['off'])) {
            $lines[] = $line('PromoHosting', Cents::print(-Cents::parse($what['off'])), 'Promotional Code: ' . ($what['code'] ?? 'SAVE'));
        }
        if (isset($what['domainPrice'])) {
            $lines[] = ['type' => 'DomainRegister', 'relid' => 7000 + $service] + $line('', $what['domainPrice'], "Domain Registration - $domain - 1 Year/s " . Cycle::span(Clock::date(), 12));
        }

        return $lines;
    }

    /** @return array{list<int>, list<array{type: string, relid: int, amount: string, duedate: string, description: string, taxed: bool}>} */
    private static function addOns(int $order, int $service, int $client, array $wanted): array
    {
        [$ids, $lines] = [[], []];
        foreach ($wanted as $addon) {
            $cycle = $addon['cycle'] ?? 'Monthly';
            $months = Cycle::months($cycle);
            $ids[] = $id = (int) Capsule::table('tblhostingaddons')->insertGetId(['orderid' => $order, 'hostingid' => $service, 'addonid' => $addon['addonid'] ?? 0, 'userid' => $client,
                'name' => $addon['name'], 'recurring' => $addon['price'], 'billingcycle' => $cycle, 'tax' => 'on', 'status' => 'Active', 'regdate' => Clock::date(),
                'nextduedate' => Clock::date(), 'nextinvoicedate' => $months === null ? '0000-00-00' : Cycle::after(Clock::date(), $months), 'notes' => '', 'qty' => 1]);
            $lines[] = ['type' => 'Addon', 'relid' => $id, 'amount' => $addon['price'], 'duedate' => Clock::date(), 'taxed' => true,
                'description' => $addon['name'] . ($months === null ? '' : ' ' . Cycle::span(Clock::date(), $months))];
        }

        return [$ids, $lines];
    }
}
