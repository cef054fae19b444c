<?php

/** Finds what an administrator means: the server behind a monitor's target, a service by number or domain, the price of a product. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Admin;

use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Directory;
use WHMCS\Module\Addon\Makegood\Panel\Text;

final class Finder
{
    private const FOUND = 200;

    public function __construct(private readonly Directory $directory)
    {
    }

    /**
     * What each target most likely is: the server with the same host name or address, else the one service with that domain or address.
     *
     * @param list<array<string, mixed>> $targets rows of the ledger
     *
     * @return array<string, string> target id → subject, only where there is one answer
     */
    public function suggestions(array $targets): array
    {
        $hosts = [];
        foreach ($targets as $target) {
            $texts = [Text::host((string) $target['address']), Text::host((string) $target['label'])];
            $hosts[(string) $target['id']] = array_values(array_unique(array_filter($texts, static fn (string $text): bool => $text !== '')));
        }
        $servers = $this->servers();
        $found = $rest = [];
        foreach ($hosts as $id => $names) {
            $matches = array_values(array_unique(array_intersect_key($servers, array_flip($names))));
            count($matches) === 1 ? $found[$id] = $matches[0] : $rest[$id] = $names;
        }
        $services = $this->services(array_values(array_unique(array_merge(...array_values($rest) ?: [[]]))));
        foreach ($rest as $id => $names) {
            $matches = array_unique(array_merge(...array_values(array_intersect_key($services, array_flip($names))) ?: [[]]));
            count($matches) === 1 && $found[$id] = reset($matches);
        }

        return array_combine(array_map('strval', array_keys($found)), array_values($found));
    }

    /** @return array<string, string> service id → label: the number, else domains that begin so */
    public function find(string $text, int $limit = 20): array
    {
        $query = Capsule::table('tblhosting')->orderBy('id')->limit($limit);
        $query = preg_match('/^[1-9]\d{0,17}$/D', $text) === 1 ? $query->where('id', (int) $text) : $query->where('domain', 'like', self::like($text) . '%');

        return $text === '' ? [] : $this->directory->services(array_map('strval', $query->pluck('id')->all()));
    }

    /**
     * @return list<string> servers and services whose name holds the text, or that are the subject itself
     */
    public function subjects(string $text): array
    {
        $wanted = strtolower($text);
        $subjects = preg_match('/^(server|service):\d+$/D', $wanted) === 1 ? [$wanted] : [];
        foreach ($this->directory->servers() as $server) {
            if (str_contains(strtolower($server['name'] . ' ' . $server['hostname'] . ' ' . $server['ipaddress']), $wanted)) {
                $subjects[] = 'server:' . $server['id'];
            }
        }
        $like = '%' . self::like($text) . '%';
        foreach (Capsule::table('tblhosting')->where('domain', 'like', $like)->orderBy('id')->limit(self::FOUND)->pluck('id') as $id) {
            $subjects[] = 'service:' . $id;
        }

        return array_values(array_unique($subjects));
    }

    /**
     * The one server that all active services of a product are on, or its one service.
     *
     * @throws InvalidInput when there is no such one
     */
    public function subjectOfProduct(int $productId): string
    {
        $services = Capsule::table('tblhosting')->where('packageid', $productId)->where('domainstatus', 'Active');
        $servers = (clone $services)->where('server', '>', 0)->distinct()->pluck('server')->all();
        if (count($servers) === 1) {
            return 'server:' . $servers[0];
        }
        $ids = (clone $services)->limit(2)->pluck('id')->all();
        if ($servers === [] && count($ids) === 1) {
            return 'service:' . $ids[0];
        }
        throw new InvalidInput('The active services of product ' . $productId . ' are on ' . count($servers) . ' servers: choose a server or a service.');
    }

    /** @return list<string> codes, the panel's default first */
    public function currencies(): array
    {
        return array_map('strval', Capsule::table('tblcurrencies')->orderByDesc('default')->orderBy('id')->pluck('code')->all());
    }

    /** @return array{currency: string, amount: string}|null what a month of the product costs in the panel's default currency */
    public function price(int $productId): ?array
    {
        $row = Capsule::table('tblpricing as p')->join('tblcurrencies as c', 'c.id', '=', 'p.currency')->where('p.type', 'product')
            ->where('p.relid', $productId)->orderByDesc('c.default')->orderBy('c.id')->first(['c.code', 'p.monthly']);
        $amount = $row === null || str_starts_with((string) $row->monthly, '-') ? null : Text::decimal((string) $row->monthly);

        return $amount === null ? null : ['currency' => (string) $row->code, 'amount' => $amount];
    }

    /** The first active service, of a product with a policy where there is one. @param list<string> $products */
    public function firstService(array $products): ?string
    {
        $active = Capsule::table('tblhosting')->where('domainstatus', 'Active')->orderBy('id');
        $id = (clone $active)->whereIn('packageid', array_map('intval', $products))->value('id') ?? $active->value('id');

        return $id === null ? null : (string) $id;
    }

    public function activeClients(): int
    {
        return Capsule::table('tblhosting')->where('domainstatus', 'Active')->distinct()->count('userid');
    }

    /** @return array<string, string> host name, address or name → subject */
    private function servers(): array
    {
        $known = [];
        foreach ($this->directory->servers() as $server) {
            foreach ([$server['hostname'], $server['ipaddress'], $server['name']] as $name) {
                $name === '' || $known[strtolower($name)] = 'server:' . $server['id'];
            }
        }

        return $known;
    }

    /** @param list<string> $hosts @return array<string, list<string>> domain or address → subjects */
    private function services(array $hosts): array
    {
        $known = [];
        foreach (array_chunk($hosts, self::FOUND) as $some) {
            $rows = Capsule::table('tblhosting')->whereIn('domainstatus', ['Active', 'Suspended'])
                ->where(static fn (object $query): object => $query->whereIn('domain', $some)->orWhereIn('dedicatedip', $some))
                ->limit(self::FOUND)->get(['id', 'domain', 'dedicatedip']);
            foreach ($rows as $row) {
                foreach (array_filter([strtolower((string) $row->domain), (string) $row->dedicatedip]) as $name) {
                    $known[$name][] = 'service:' . $row->id;
                }
            }
        }

        return $known;
    }

    /** Text for LIKE; what would be a wildcard finds nothing more than without it. */
    private static function like(string $text): string
    {
        return str_replace(['\\', '%', '_'], '', $text);
    }
}
