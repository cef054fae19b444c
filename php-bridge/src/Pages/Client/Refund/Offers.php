<?php

/** Which of a client's services a refund can be asked for, and how each is shown so that it is the right one. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Ledger\Policies;
use Makegood\Pages\Directory;
use Makegood\Pages\Names;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Site;
use Makegood\Panel\Refunds;

final class Offers
{
    public const SHOWN = 200;

    public function __construct(private readonly Site $site, private readonly string $client)
    {
    }

    /** Whether any refund policy is assigned to anything: else nothing is said of refunds. */
    public function isNone(): bool
    {
        return $this->bound() === [];
    }

    /** @return array<string, string> service → name: their own that a refund policy is assigned to */
    public function services(): array
    {
        $bound = $this->bound();
        $ids = $bound === [] ? [] : array_map('strval', array_slice($this->site->catalogue()->servicesOf($this->client), 0, self::SHOWN));
        $names = new Names(new Directory($this->site->catalogue()), $this->site->ledger());
        $names->expectServices($ids);
        $found = [];
        foreach ($ids === [] ? [] : $this->site->catalogue()->services($ids) as $id => $service) {
            if ($service->clientId === $this->client && (isset($bound['service' . $id]) || isset($bound['product' . $service->productId]))) {
                $found[(string) $id] = $names->service((string) $id, $this->client);
            }
        }

        return $found;
    }

    /** @return array<string, true> scope and id of each assignment of a refund policy */
    private function bound(): array
    {
        $bound = [];
        foreach ($this->site->panel() instanceof Refunds ? $this->site->ledger()->assignments->all(Policies::REFUND) : [] as $row) {
            $bound[$row['scope'] . $row['scope_id']] = true;
        }

        return $bound;
    }

    /** The client's own service with what the desk offers; null when it is not theirs, or has no refund policy. @return array<string, mixed>|null */
    public function of(string $service): ?array
    {
        $facts = preg_match('/^[1-9]\d{0,17}$/D', $service) === 1 ? $this->site->catalogue()->facts($service) : null;

        return $facts === null || $facts->clientId !== $this->client ? null : Access::desk($this->site)->offer($service);
    }
}
