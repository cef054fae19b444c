<?php

/** Rows of the demonstration company that do not depend on time: currencies, tax rule, servers, products, prices, clients. */

declare(strict_types=1);

namespace MakegoodSandbox;

use WHMCS\Database\Capsule;

final class SeedData
{
    public const CURRENCIES = [
        1 => ['USD', '$', ' USD', 2, '1.00000', 1], 2 => ['BRL', 'R$', ' BRL', 3, '5.40000', 0],
        3 => ['JPY', '¥', ' JPY', 4, '148.00000', 0], 4 => ['KWD', 'KD ', ' KWD', 2, '0.30700', 0],
    ];

    public const SERVERS = ['alpha', 'bravo', 'charlie', 'delta'];

    /** product => [name, prices by currency id: monthly, annually] */
    public const PRODUCTS = [
        1 => ['Web Starter', [1 => ['10.00', '110.00'], 2 => ['49.90', '538.90'], 3 => ['1500.00', '16200.00'], 4 => ['3.15', '34.00']]],
        2 => ['Web Business', [1 => ['25.00', '270.00'], 2 => ['119.90', '1294.90'], 3 => ['3600.00', '38880.00'], 4 => ['7.65', '82.60']]],
        3 => ['VPS', [1 => ['60.00', '648.00'], 2 => ['299.90', '3238.90'], 3 => ['9000.00', '97200.00'], 4 => ['18.45', '199.25']]],
        4 => ['Mail', [1 => ['3.00', '33.00'], 2 => ['14.90', '160.90'], 3 => ['450.00', '4860.00'], 4 => ['0.95', '10.25']]],
    ];

    /** [first name, last name, company, currency id]; the id is the position */
    public const CLIENTS = [
        ['Amara', 'Okafor', 'Harbour Books', 1], ['Bea', 'Larsen', 'Larsen & Daughters', 1], ['Chen', 'Wei', 'Wei Ceramics', 1],
        ['Dina', 'Haddad', '', 1], ['Emil', 'Novak', 'Novak Cycles', 1], ['Fatou', 'Diallo', 'Diallo Design', 1],
        ['Gil', 'Souza', 'Padaria Souza', 2], ['Helena', 'Prado', '', 2], ['Ivo', 'Martins', 'Martins Advocacia', 2],
        ['Joana', 'Reis', 'Reis & Filhos', 2], ['Kenji', 'Mori', 'Mori Shoten', 3], ['Lin', 'Sato', '', 3],
        ['Maha', 'Al-Sabah', 'Gulf Pearls', 4], ['Noor', 'Behbehani', '', 4], ['Omar', 'Qasim', 'Qasim "Trading" <KW>', 4],
    ];

    public const COUNTRIES = [1 => 'US', 2 => 'BR', 3 => 'JP', 4 => 'KW'];

    public static function insert(): void
    {
        foreach (self::CURRENCIES as $id => [$code, $prefix, $suffix, $format, $rate, $default]) {
            Capsule::table('tblcurrencies')->insert(compact('id', 'code', 'prefix', 'suffix', 'format', 'rate', 'default'));
        }
        Capsule::table('tbltax')->insert(['level' => 1, 'name' => 'VAT', 'country' => 'GB', 'taxrate' => '20.000']);
        foreach (self::SERVERS as $i => $name) {
            Capsule::table('tblservers')->insert(['id' => $i + 1, 'name' => $name, 'hostname' => "$name.harbour-hosting.example",
                'ipaddress' => '192.0.2.' . ($i + 10), 'type' => 'sandbox', 'accesshash' => '']);
        }
        self::products();
        self::clients();
    }

    private static function products(): void
    {
        foreach (self::PRODUCTS as $id => [$name, $prices]) {
            Capsule::table('tblproducts')->insert(['id' => $id, 'type' => $id === 3 ? 'server' : 'hostingaccount', 'gid' => 1,
                'name' => $name, 'description' => '', 'servertype' => 'sandbox', 'paytype' => 'recurring', 'tax' => 1,
                'configoption1' => '', 'configoption24' => '']);
            foreach ($prices as $currency => [$monthly, $annually]) {
                // -1.00 = not offered
                Capsule::table('tblpricing')->insert(['type' => 'product', 'currency' => $currency, 'relid' => $id, 'monthly' => $monthly,
                    'annually' => $annually] + array_fill_keys(['quarterly', 'semiannually', 'biennially', 'triennially'], '-1.00'));
            }
        }
    }

    private static function clients(): void
    {
        $british = [...Seed::TAXED_CLIENTS, Seed::EXEMPT_CLIENT];
        foreach (self::CLIENTS as $i => [$first, $last, $company, $currency]) {
            $id = $i + 1;
            Capsule::table('tblclients')->insert(['id' => $id, 'uuid' => sprintf('00000000-0000-4000-8000-%012d', $id),
                'firstname' => $first, 'lastname' => $last,
                // Names are stored escaped, as the panel stores what came in through a form.
                'companyname' => htmlspecialchars($company, ENT_QUOTES), 'email' => strtolower($first) . '@example.com',
                'address1' => "$id Example Street", 'city' => 'Example', 'status' => 'Active',
                'country' => in_array($id, $british, true) ? 'GB' : self::COUNTRIES[$currency], 'currency' => $currency,
                'credit' => '0.00', 'defaultgateway' => 'banktransfer', 'notes' => '', 'datecreated' => '2025-03-01',
                'taxexempt' => (int) ($id === Seed::EXEMPT_CLIENT)]);
        }
    }
}
