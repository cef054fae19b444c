<?php

/** Finds what an administrator means: the server behind a monitor's target, a service by number or domain. */

declare(strict_types=1);

namespace Makegood\Pages\Admin;

use Makegood\Pages\Catalogue;
use Makegood\Pages\Directory;

final class Finder
{
    private const FOUND = 200;

    private readonly Catalogue $catalogue;

    public function __construct(private readonly Directory $directory)
    {
        $this->catalogue = $directory->catalogue;
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
            $texts = [self::host((string) $target['address']), self::host((string) $target['label'])];
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
        if ($text === '') {
            return [];
        }
        $isNumber = preg_match('/^[1-9]\d{0,17}$/D', $text) === 1;

        return $this->directory->services($isNumber ? [$text] : $this->catalogue->servicesNamed($text, false, $limit));
    }

    /**
     * @return list<string> servers and services whose name holds the text, or that are the subject itself
     */
    public function subjects(string $text): array
    {
        $wanted = strtolower($text);
        $subjects = preg_match('/^(server|service):\d+$/D', $wanted) === 1 ? [$wanted] : [];
        foreach ($this->directory->servers() as $server) {
            if (str_contains(strtolower(implode(' ', [$server->name, ...$server->hosts])), $wanted)) {
                $subjects[] = 'server:' . $server->id;
            }
        }
        foreach ($this->catalogue->servicesNamed($text, true, self::FOUND) as $id) {
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
        $servers = $this->catalogue->serversOfProduct((string) $productId);
        if (count($servers) === 1) {
            return 'server:' . $servers[0];
        }
        $ids = $servers === [] ? $this->catalogue->activeServices([(string) $productId], 2) : [];
        if (count($ids) === 1) {
            return 'service:' . $ids[0];
        }
        throw new InvalidInput('The active services of product ' . $productId . ' are on ' . count($servers) . ' servers: choose a server or a service.');
    }

    /** The first active service, of a product with a policy where there is one. @param list<string> $products */
    public function firstService(array $products): ?string
    {
        return ($products === [] ? [] : $this->catalogue->activeServices($products, 1))[0] ?? $this->catalogue->activeServices(null, 1)[0] ?? null;
    }

    /** @return array<string, string> host name, address or name → subject */
    private function servers(): array
    {
        $known = [];
        foreach ($this->directory->servers() as $server) {
            foreach ([...$server->hosts, $server->name] as $name) {
                $name === '' || $known[strtolower($name)] = 'server:' . $server->id;
            }
        }

        return $known;
    }

    /** @param list<string> $hosts @return array<string, list<string>> domain or address → subjects */
    private function services(array $hosts): array
    {
        $known = [];
        foreach (array_chunk($hosts, self::FOUND) as $some) {
            foreach ($this->catalogue->servicesAt($some) as $id => $names) {
                foreach ($names as $name) {
                    $known[$name][] = 'service:' . $id;
                }
            }
        }

        return $known;
    }

    /** What names a host in an address: "https://web1.example.com:8443/x" → "web1.example.com", in lower case. */
    public static function host(string $address): string
    {
        $text = strtolower(trim($address));
        $host = str_contains($text, '://') ? (string) parse_url($text, PHP_URL_HOST) : explode('/', $text)[0];

        return preg_replace('/:\d+$/D', '', $host) ?? $host;
    }
}
