<?php

/** GetProducts, GetServers, GetCurrencies. */

declare(strict_types=1);

namespace MakegoodSandbox\Api;

use WHMCS\Database\Capsule;

final class Catalogue
{
    private const PRICES = ['msetupfee', 'qsetupfee', 'ssetupfee', 'asetupfee', 'bsetupfee', 'tsetupfee',
        'monthly', 'quarterly', 'semiannually', 'annually', 'biennially', 'triennially'];

    public static function currencies(): array
    {
        $currencies = Capsule::table('tblcurrencies')->orderBy('id')->get()
            ->map(static fn (object $row): array => Answer::strings($row, ['id', 'code', 'prefix', 'suffix', 'format', 'rate']))->all();

        return ['totalresults' => (string) count($currencies), 'currencies' => ['currency' => $currencies]];
    }

    public static function products(array $in): array
    {
        $query = Capsule::table('tblproducts')->orderBy('id');
        isset($in['pid']) && $query->whereIn('id', explode(',', (string) $in['pid']));
        isset($in['gid']) && $query->where('gid', Input::id($in['gid']));
        isset($in['module']) && $query->where('servertype', (string) $in['module']);
        $products = $query->get()->map(self::product(...))->all();

        return Answer::page(count($products), 0, $products, 'products', 'product');
    }

    public static function servers(array $in): array
    {
        $query = Capsule::table('tblservers')->orderBy('id');
        if (isset($in['serviceId'])) {
            $query->where('id', (int) Capsule::table('tblhosting')->where('id', Input::id($in['serviceId']))->value('server'));
        }
        $probe = Input::flag($in['fetchStatus'] ?? false);
        $servers = $query->get()->map(static fn (object $row): array => self::server($row, $probe))->all();

        return ['servers' => $servers, 'fetchStatus' => $probe ? '1' : ''];
    }

    /** @return array<string, mixed> */
    private static function product(object $row): array
    {
        return [
            'pid' => (int) $row->id,
            'gid' => (int) $row->gid,
            'type' => $row->type,
            'name' => $row->name,
            'description' => $row->description,
            'module' => $row->servertype,
            'paytype' => $row->paytype,
            'pricing' => self::pricing((int) $row->id),
            'customfields' => ['customfield' => []],
            'configoptions' => ['configoption' => []],
        ];
    }

    /** @return array<string, mixed> */
    private static function server(object $row, bool $probe): array
    {
        $active = Capsule::table('tblhosting')->where('server', $row->id)->where('domainstatus', 'Active')->count();
        $server = [
            'id' => (int) $row->id,
            'name' => $row->name,
            'hostname' => $row->hostname,
            'ipaddress' => $row->ipaddress,
            'active' => (int) $row->disabled === 0,
            'activeServices' => $active,
            'maxAllowedServices' => 200,
            'percentUsed' => intdiv($active * 100, 200),
            'module' => $row->type,
        ];

        return $probe ? $server + ['status' => ['http' => true, 'load' => '', 'uptime' => '']] : $server;
    }

    /** @return array<string, array<string, string>> by currency code */
    private static function pricing(int $productId): array
    {
        $rows = Capsule::table('tblpricing as p')->join('tblcurrencies as c', 'c.id', '=', 'p.currency')
            ->where('p.type', 'product')->where('p.relid', $productId)->orderBy('c.id')->get(['p.*', 'c.code', 'c.prefix', 'c.suffix']);
        $prices = [];
        foreach ($rows as $row) {
            $prices[$row->code] = Answer::strings($row, ['prefix', 'suffix', ...self::PRICES]);
        }

        return $prices;
    }
}
