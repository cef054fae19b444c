<?php

/** The port Catalogue on WHMCS: names and searches from its documented tables. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use Makegood\Pages\Catalogue;
use Makegood\Pages\Catalogue\Server;
use Makegood\Pages\Catalogue\Service;
use Makegood\Panel\Decimal;
use Makegood\Panel\ServiceFacts;
use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\ServiceReader;
use WHMCS\Module\Addon\Makegood\Panel\Text;

final class WhmcsCatalogue implements Catalogue
{
    private const USED = ['Active', 'Suspended'];
    private const FOUND = 200;

    public function servers(): array
    {
        return array_map(static fn (\stdClass $row): Server => new Server(
            (string) $row->id,
            Text::plain($row->name),
            [(string) $row->hostname, (string) $row->ipaddress],
        ), Capsule::table('tblservers')->orderBy('id')->get(['id', 'name', 'hostname', 'ipaddress'])->all());
    }

    public function products(): array
    {
        $names = [];
        foreach (Capsule::table('tblproducts')->orderBy('id')->get(['id', 'name']) as $row) {
            $names[(string) $row->id] = Text::plain($row->name);
        }

        return $names;
    }

    public function services(array $ids): array
    {
        $services = [];
        $rows = Capsule::table('tblhosting as h')->leftJoin('tblproducts as p', 'p.id', '=', 'h.packageid')
            ->whereIn('h.id', array_map('intval', $ids))->orderBy('h.id')->get(['h.id', 'h.userid', 'h.packageid', 'h.domain', 'h.domainstatus', 'p.name']);
        foreach ($rows as $row) {
            $services[(string) $row->id] = new Service(
                (string) $row->id,
                (string) $row->userid,
                (string) $row->packageid,
                Text::plain($row->name),
                Text::plain($row->domain),
                in_array($row->domainstatus, self::USED, true),
            );
        }

        return $services;
    }

    public function facts(string $serviceId): ?ServiceFacts
    {
        return (new ServiceReader())->one($serviceId);
    }

    public function servicesOf(string $clientId): array
    {
        return self::ids(Capsule::table('tblhosting')->where('userid', (int) $clientId)->whereIn('domainstatus', self::USED)->orderBy('id'));
    }

    public function servicesNamed(string $text, bool $inside, int $limit): array
    {
        // What would be a wildcard finds nothing more than without it.
        $like = ($inside ? '%' : '') . str_replace(['\\', '%', '_'], '', $text) . '%';

        return self::ids(Capsule::table('tblhosting')->where('domain', 'like', $like)->orderBy('id')->limit($limit));
    }

    public function servicesAt(array $hosts): array
    {
        $found = [];
        $rows = Capsule::table('tblhosting')->whereIn('domainstatus', self::USED)
            ->where(static fn (object $query): object => $query->whereIn('domain', $hosts)->orWhereIn('dedicatedip', $hosts))
            ->limit(self::FOUND)->get(['id', 'domain', 'dedicatedip']);
        foreach ($rows as $row) {
            $found[(string) $row->id] = array_values(array_filter([strtolower((string) $row->domain), (string) $row->dedicatedip]));
        }

        return $found;
    }

    public function activeServices(?array $productIds, int $limit): array
    {
        $active = Capsule::table('tblhosting')->where('domainstatus', 'Active')->orderBy('id')->limit($limit);

        return self::ids($productIds === null ? $active : $active->whereIn('packageid', array_map('intval', $productIds)));
    }

    public function serversOfProduct(string $productId): array
    {
        $servers = Capsule::table('tblhosting')->where('packageid', (int) $productId)->where('domainstatus', 'Active')->where('server', '>', 0);

        return array_map('strval', $servers->distinct()->pluck('server')->all());
    }

    public function activeClients(): int
    {
        return Capsule::table('tblhosting')->where('domainstatus', 'Active')->distinct()->count('userid');
    }

    public function clients(array $ids): array
    {
        $names = [];
        $rows = Capsule::table('tblclients')->whereIn('id', array_map('intval', $ids))->get(['id', 'firstname', 'lastname', 'companyname']);
        foreach ($rows as $row) {
            $company = Text::plain($row->companyname);
            $names[(string) $row->id] = $company === '' ? trim(Text::plain($row->firstname) . ' ' . Text::plain($row->lastname)) : $company;
        }

        return $names;
    }

    public function currencies(): array
    {
        return array_map('strval', Capsule::table('tblcurrencies')->orderByDesc('default')->orderBy('id')->pluck('code')->all());
    }

    public function monthlyPrice(string $productId): ?array
    {
        $row = Capsule::table('tblpricing as p')->join('tblcurrencies as c', 'c.id', '=', 'p.currency')->where('p.type', 'product')
            ->where('p.relid', (int) $productId)->orderByDesc('c.default')->orderBy('c.id')->first(['c.code', 'p.monthly']);
        $amount = $row === null || str_starts_with((string) $row->monthly, '-') ? null : Decimal::shortest((string) $row->monthly);

        return $amount === null ? null : ['currency' => (string) $row->code, 'amount' => $amount];
    }

    /** @return list<string> */
    private static function ids(object $query): array
    {
        return array_map('strval', $query->pluck('id')->all());
    }
}
