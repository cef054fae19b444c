<?php

/** The catalogue of the panel in memory: its services as they are there, with names that the test gives. */

declare(strict_types=1);

namespace Makegood\Tests\Support;

use Makegood\Pages\Catalogue;
use Makegood\Pages\Catalogue\Server;
use Makegood\Pages\Catalogue\Service;
use Makegood\Panel\InMemoryPanel;
use Makegood\Panel\ServiceFacts;

final class InMemoryCatalogue implements Catalogue
{
    /** @var list<Server> */
    public array $servers = [];
    /** @var array<string, string> */
    public array $products = [];
    /** @var array<string, string> a service's own name, by id */
    public array $names = [];
    /** @var array<string, string> by id */
    public array $clients = [];
    /** @var list<string> the default first */
    public array $currencies = ['USD'];
    /** @var array<string, string> product → what a month costs in the default currency */
    public array $prices = [];

    public function __construct(private readonly InMemoryPanel $panel)
    {
    }

    public function servers(): array
    {
        return $this->servers;
    }

    public function products(): array
    {
        return $this->products;
    }

    public function services(array $ids): array
    {
        $found = $this->where(static fn (ServiceFacts $facts): bool => in_array($facts->id, $ids, true));

        return array_map(fn (ServiceFacts $facts): Service => new Service(
            $facts->id,
            $facts->clientId,
            $facts->productId,
            $this->products[$facts->productId] ?? '',
            $this->names[$facts->id] ?? '',
            self::isUsed($facts),
        ), $found);
    }

    public function facts(string $serviceId): ?ServiceFacts
    {
        return $this->panel->services[$serviceId] ?? null;
    }

    public function servicesOf(string $clientId): array
    {
        return self::ids($this->where(static fn (ServiceFacts $facts): bool => $facts->clientId === $clientId && self::isUsed($facts)));
    }

    public function servicesNamed(string $text, bool $inside, int $limit): array
    {
        $has = static fn (string $name): bool => $inside ? str_contains($name, $text) : str_starts_with($name, $text);

        return array_slice(self::ids($this->where(fn (ServiceFacts $facts): bool => $has($this->names[$facts->id] ?? ''))), 0, $limit);
    }

    public function servicesAt(array $hosts): array
    {
        $found = $this->where(fn (ServiceFacts $facts): bool => self::isUsed($facts) && in_array(strtolower($this->names[$facts->id] ?? ''), $hosts, true));

        return array_map(fn (ServiceFacts $facts): array => [strtolower($this->names[$facts->id])], $found);
    }

    public function activeServices(?array $productIds, int $limit): array
    {
        $found = $this->where(static fn (ServiceFacts $facts): bool => $facts->state === 'active' && ($productIds === null || in_array($facts->productId, $productIds, true)));

        return array_slice(self::ids($found), 0, $limit);
    }

    public function serversOfProduct(string $productId): array
    {
        $found = $this->where(static fn (ServiceFacts $facts): bool => $facts->state === 'active' && $facts->productId === $productId && $facts->server !== null);

        return array_values(array_unique(array_map(static fn (ServiceFacts $facts): string => (string) $facts->server, $found)));
    }

    public function activeClients(): int
    {
        return count(array_unique(array_map(
            static fn (ServiceFacts $facts): string => $facts->clientId,
            $this->where(static fn (ServiceFacts $facts): bool => $facts->state === 'active'),
        )));
    }

    public function clients(array $ids): array
    {
        return array_intersect_key($this->clients, array_flip($ids));
    }

    public function currencies(): array
    {
        return $this->currencies;
    }

    public function monthlyPrice(string $productId): ?array
    {
        return isset($this->prices[$productId]) ? ['currency' => $this->currencies[0], 'amount' => $this->prices[$productId]] : null;
    }

    /** @param callable(ServiceFacts): bool $is @return array<string, ServiceFacts> by id */
    private function where(callable $is): array
    {
        $found = array_filter($this->panel->services, $is);
        ksort($found, SORT_NUMERIC);

        return $found;
    }

    /** @param array<string, ServiceFacts> $services @return list<string> */
    private static function ids(array $services): array
    {
        return array_map('strval', array_keys($services));
    }

    private static function isUsed(ServiceFacts $facts): bool
    {
        return in_array($facts->state, ['active', 'suspended'], true);
    }
}
