<?php

/** Names of the panel's things, for people: servers, products, services, clients. Lists are read at once, not row by row. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Pages\Catalogue\Server;
use Makegood\Pages\Catalogue\Service;

final class Directory
{
    /** @var list<Server>|null */
    private ?array $servers = null;

    /** @var array<string, string> service id → its own name; '' when the service is gone */
    private array $names = [];

    /** @var array<string, string> */
    private array $clients = [];

    public function __construct(public readonly Catalogue $catalogue)
    {
    }

    /** @return list<Server> */
    public function servers(): array
    {
        return $this->servers ??= $this->catalogue->servers();
    }

    /** @return array<string, string> product id → name */
    public function products(): array
    {
        return $this->catalogue->products();
    }

    /** @return array<string, string> subject → words, every server; a service is named by its number, there may be a million */
    public function serverSubjects(): array
    {
        $subjects = [];
        foreach ($this->servers() as $server) {
            $subjects['server:' . $server->id] = 'Server ' . $server->id . ': ' . $server->name;
        }

        return $subjects;
    }

    /** Reads what subject() will need for many, with one query. @param list<string|null> $subjects */
    public function learn(array $subjects): void
    {
        $ids = [];
        foreach ($subjects as $subject) {
            if ($subject !== null && str_starts_with($subject, 'service:') && !isset($this->names[substr($subject, 8)])) {
                $ids[substr($subject, 8)] = substr($subject, 8);
            }
        }
        if ($ids === []) {
            return;
        }
        $this->names += array_fill_keys(array_keys($ids), '');
        foreach ($this->catalogue->services(array_values($ids)) as $id => $service) {
            $this->names[$id] = $service->name;
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
        return $part[1] === 'server' ? in_array($part[2], array_column($this->servers(), 'id'), true) : $this->catalogue->services([$part[2]]) !== [];
    }

    /** Whether the panel has this product or service. */
    public function hasScope(string $scope, int $id): bool
    {
        return $scope === 'product' ? isset($this->products()[$id]) : $this->catalogue->services([(string) $id]) !== [];
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
            foreach ($this->catalogue->clients(array_values($new)) as $id => $name) {
                $this->clients[$id] = $name . ' (client ' . $id . ')';
            }
        }

        return $this->clients;
    }

    /**
     * @param list<string> $serviceIds
     *
     * @return array<string, string> service id → "product - domain"
     */
    public function services(array $serviceIds): array
    {
        return array_map(static fn (Service $service): string => $service->label(), $this->catalogue->services(array_values(array_unique($serviceIds))));
    }

    /** A server's or a service's own name; '' when there is none. */
    private function name(string $subject): string
    {
        [$kind, $id] = explode(':', $subject, 2) + ['', ''];
        foreach ($kind === 'server' ? $this->servers() : [] as $server) {
            if ($server->id === $id) {
                return $server->name;
            }
        }
        $kind === 'service' && $this->learn([$subject]);

        return $kind === 'service' ? $this->names[$id] ?? '' : '';
    }
}
