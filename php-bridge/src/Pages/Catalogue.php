<?php

/** What the panel sells and to whom, for people: names and searches. Ids are the panel's, as text; names are plain text. Read at once, not row by row. */

declare(strict_types=1);

namespace Makegood\Pages;

use Makegood\Pages\Catalogue\Server;
use Makegood\Pages\Catalogue\Service;
use Makegood\Panel\ServiceFacts;

interface Catalogue
{
    /** @return list<Server> by id */
    public function servers(): array;

    /** @return array<string, string> id → name, by id */
    public function products(): array;

    /**
     * Those of these services that the panel has, by id.
     *
     * @param list<string> $ids
     *
     * @return array<string, Service> id → service
     */
    public function services(array $ids): array;

    /** One service as the port Panel gives it; null when the panel has it no more. */
    public function facts(string $serviceId): ?ServiceFacts;

    /** @return list<string> ids of a client's services that are active or suspended, by id */
    public function servicesOf(string $clientId): array;

    /** Services whose own name (domain, host) begins so, or holds it. @return list<string> ids, by id */
    public function servicesNamed(string $text, bool $inside, int $limit): array;

    /**
     * Active or suspended services that have one of these host names or addresses (in lower case).
     *
     * @param list<string> $hosts
     *
     * @return array<string, list<string>> id → its names and addresses in lower case; a few hundred at most for a few hundred hosts
     */
    public function servicesAt(array $hosts): array;

    /** @param list<string>|null $productIds null: of any product @return list<string> ids of active services, by id */
    public function activeServices(?array $productIds, int $limit): array;

    /** @return list<string> ids of the servers that active services of a product are on */
    public function serversOfProduct(string $productId): array;

    /** How many clients have an active service. */
    public function activeClients(): int;

    /**
     * @param list<string> $ids
     *
     * @return array<string, string> id → company or person, only those that the panel has
     */
    public function clients(array $ids): array;

    /** @return list<string> codes in use, the panel's default first */
    public function currencies(): array;

    /** @return array{currency: string, amount: string}|null what a month of the product costs in the default currency, in the contract's form */
    public function monthlyPrice(string $productId): ?array;
}
