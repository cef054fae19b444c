<?php

/** Display names for pages and answers. Rows are read in blocks and kept for the request: a long list costs few queries. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Ledger\Ledger;
use Makegood\Pages\Catalogue\Service;

final class Names implements \Makegood\Api\Names
{
    /** Numbers that are read together with the one that is asked for: neighbours are asked for next. */
    private const BLOCK = 256;
    private const CHUNK = 1000;

    /** @var array<int, Service|null> null: the panel has no such service */
    private array $services = [];

    /** @var array<int, string|null> */
    private array $clients = [];

    /** @var array<string, string> names from the ledger, of services that went elsewhere */
    private array $former = [];

    /** @var array<string, string>|null */
    private ?array $sources = null;

    public function __construct(private readonly Directory $directory, private readonly Ledger $ledger)
    {
    }

    /** Reads many services at once. @param list<string> $ids */
    public function expectServices(array $ids): void
    {
        foreach (array_chunk(array_diff(array_map('intval', $ids), array_keys($this->services)), self::CHUNK) as $chunk) {
            $this->readServices($chunk);
        }
    }

    /** "Web Starter - site17.example.com"; for a client to whom it belongs no more: what it was called when it did. */
    public function service(string $id, ?string $clientId): string
    {
        $number = (int) $id;
        if (!array_key_exists($number, $this->services)) {
            $this->readServices(self::block($number));
        }
        $service = $this->services[$number];
        $isTheirs = $service !== null && ($clientId === null || $service->clientId === $clientId);
        $label = $isTheirs ? $service->label() : $this->former($id, $clientId);

        return $label === '' ? 'Service ' . $id : $label;
    }

    public function subject(string $subject): string
    {
        [$kind, $id] = explode(':', $subject, 2) + ['', ''];
        if ($kind === 'service') {
            return $this->service($id, null);
        }
        foreach ($kind === 'server' ? $this->directory->servers() : [] as $server) {
            if ($server->id === $id) {
                return $server->name;
            }
        }

        return $subject;
    }

    public function client(string $id): string
    {
        $number = (int) $id;
        if (!array_key_exists($number, $this->clients)) {
            $this->readClients(self::block($number));
        }

        return $this->clients[$number] ?? 'client ' . $id;
    }

    public function source(string $id): string
    {
        if ($this->sources === null) {
            $this->sources = [];
            foreach ($this->ledger->sources->all() as $row) {
                $this->sources[(string) $row['id']] = (string) $row['name'];
            }
        }

        return $this->sources[$id] ?? 'source ' . $id;
    }

    /** @param array<int> $numbers */
    private function readServices(array $numbers): void
    {
        $this->services += array_fill_keys($numbers, null);
        foreach ($this->directory->catalogue->services(array_map('strval', $numbers)) as $id => $service) {
            $this->services[(int) $id] = $service;
        }
    }

    /** @param array<int> $numbers */
    private function readClients(array $numbers): void
    {
        $this->clients += array_fill_keys($numbers, null);
        foreach ($this->directory->catalogue->clients(array_map('strval', $numbers)) as $id => $name) {
            $this->clients[(int) $id] = $name . ' (client ' . $id . ')';
        }
    }

    private function former(string $id, ?string $clientId): string
    {
        return $this->former[$id . '/' . $clientId] ??= $clientId === null
            ? (string) ($this->ledger->spans->openOf($id)['label'] ?? '')
            : (string) $this->ledger->spans->labelOf($id, $clientId);
    }

    /** @return list<int> the numbers of the block that holds this one */
    private static function block(int $number): array
    {
        $from = $number - $number % self::BLOCK;

        return range($from, $from + self::BLOCK - 1);
    }
}
