<?php

/** Names of the panel's things, for people: servers, products, services, clients. Lists are read at once, not row by row. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood;

use WHMCS\Database\Capsule;
use WHMCS\Module\Addon\Makegood\Panel\Text;

final class Directory
{
    /** @var list<array{id: string, name: string, hostname: string, ipaddress: string}>|null */
    private ?array $servers = null;

    /** @var array<string, string> service id → domain; '' when the service is gone */
    private array $domains = [];

    /** @var array<string, string> */
    private array $clients = [];

    /** @return list<array{id: string, name: string, hostname: string, ipaddress: string}> */
    public function servers(): array
    {
        return $this->servers ??= array_map(static fn (\stdClass $row): array => [
            'id' => (string) $row->id,
            'name' => Text::plain($row->name),
            'hostname' => (string) $row->hostname,
            'ipaddress' => (string) $row->ipaddress,
        ], Capsule::table('tblservers')->orderBy('id')->get(['id', 'name', 'hostname', 'ipaddress'])->all());
    }

    /** @return array<string, string> product id → name */
    public function products(): array
    {
        $names = [];
        foreach (Capsule::table('tblproducts')->orderBy('id')->get(['id', 'name']) as $row) {
            $names[(string) $row->id] = Text::plain($row->name);
        }

        return $names;
    }

    /** @return array<string, string> subject → words, every server; a service is named by its number, there may be a million */
    public function serverSubjects(): array
    {
        $subjects = [];
        foreach ($this->servers() as $server) {
            $subjects['server:' . $server['id']] = 'Server ' . $server['id'] . ': ' . $server['name'];
        }

        return $subjects;
    }

    /** Reads what subject() will need for many, with one query. @param list<string|null> $subjects */
    public function learn(array $subjects): void
    {
        $ids = [];
        foreach ($subjects as $subject) {
            if ($subject !== null && str_starts_with($subject, 'service:') && !isset($this->domains[substr($subject, 8)])) {
                $ids[substr($subject, 8)] = (int) substr($subject, 8);
            }
        }
        if ($ids === []) {
            return;
        }
        $this->domains += array_fill_keys(array_map('strval', array_keys($ids)), '');
        foreach (Capsule::table('tblhosting')->whereIn('id', array_values($ids))->get(['id', 'domain']) as $row) {
            $this->domains[(string) $row->id] = Text::plain($row->domain);
        }
    }

    /** Words for a subject of the contract, "alpha (server:1)"; the subject itself when its thing is gone. */
    public function subject(?string $subject): string
    {
        if ($subject === null) {
            return 'nothing';
        }
        if ($subject === '*') {
            return 'everything';
        }
        $name = $this->name($subject);

        return $name === '' ? $subject : $name . ' (' . $subject . ')';
    }

    /** The same for headings: the name alone, "alpha". */
    public function shortSubject(string $subject): string
    {
        $name = $this->name($subject);

        return $name === '' ? $subject : $name;
    }

    /** Whether the panel has this server or service. */
    public function has(string $subject): bool
    {
        if (preg_match('/^(server|service):([1-9]\d{0,17})$/D', $subject, $part) !== 1) {
            return false;
        }
        $table = $part[1] === 'server' ? 'tblservers' : 'tblhosting';

        return Capsule::table($table)->where('id', (int) $part[2])->exists();
    }

    /** Whether the panel has this product or service. */
    public function hasScope(string $scope, int $id): bool
    {
        return Capsule::table($scope === 'product' ? 'tblproducts' : 'tblhosting')->where('id', $id)->exists();
    }

    /** "Acme Ltd (client 5)" */
    public function client(string $clientId): string
    {
        return $this->clients([$clientId])[$clientId];
    }

    /**
     * @param list<string> $clientIds
     *
     * @return array<string, string> client id → "Acme Ltd (client 5)"
     */
    public function clients(array $clientIds): array
    {
        $new = array_diff(array_unique($clientIds), array_map('strval', array_keys($this->clients)));
        if ($new !== []) {
            foreach ($new as $id) {
                $this->clients[$id] = 'client ' . $id;
            }
            $rows = Capsule::table('tblclients')->whereIn('id', array_map('intval', array_values($new)))->get(['id', 'firstname', 'lastname', 'companyname']);
            foreach ($rows as $row) {
                $person = trim(Text::plain($row->firstname) . ' ' . Text::plain($row->lastname));
                $company = Text::plain($row->companyname);
                $this->clients[(string) $row->id] = ($company === '' ? $person : $company) . ' (client ' . $row->id . ')';
            }
        }

        return $this->clients;
    }

    /**
     * @param list<string> $serviceIds
     *
     * @return array<string, string> service id → "product - domain"; with a client: of those only that are this client's now
     */
    public function services(array $serviceIds, ?string $clientId = null): array
    {
        $labels = [];
        $rows = Capsule::table('tblhosting as h')->leftJoin('tblproducts as p', 'p.id', '=', 'h.packageid')
            ->whereIn('h.id', array_map('intval', array_values(array_unique($serviceIds))))
            ->when($clientId !== null, static fn (object $query): object => $query->where('h.userid', (int) $clientId))
            ->get(['h.id', 'h.domain', 'p.name']);
        foreach ($rows as $row) {
            $labels[(string) $row->id] = trim(Text::plain($row->name) . ' - ' . Text::plain($row->domain), ' -');
        }

        return $labels;
    }

    /** A server's name or a service's domain; '' when there is none. */
    private function name(string $subject): string
    {
        [$kind, $id] = explode(':', $subject, 2) + ['', ''];
        foreach ($kind === 'server' ? $this->servers() : [] as $server) {
            if ($server['id'] === $id) {
                return $server['name'];
            }
        }
        $kind === 'service' && $this->learn([$subject]);

        return $kind === 'service' ? $this->domains[$id] ?? '' : '';
    }
}
