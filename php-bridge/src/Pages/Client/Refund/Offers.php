<?php

/** Which of a client's services a refund can be asked for, and how each is shown so that it is the right one. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Pages\Directory;
use Makegood\Pages\Names;
use Makegood\Pages\Refund\Access;
use Makegood\Pages\Site;

final class Offers
{
    public const SHOWN = 200;

    public function __construct(private readonly Site $site, private readonly string $client)
    {
    }

    /** Asked of one service after the other: of most clients the first says it. */
    public function isNone(): bool
    {
        foreach (array_slice($this->site->catalogue()->servicesOf($this->client), 0, self::SHOWN) as $id) {
            if (Access::desk($this->site)->offer((string) $id) !== null) {
                return false;
            }
        }

        return true;
    }

    /** @return array<string, string> service → name */
    public function services(): array
    {
        $ids = array_map('strval', array_slice($this->site->catalogue()->servicesOf($this->client), 0, self::SHOWN));
        $names = new Names(new Directory($this->site->catalogue()), $this->site->ledger());
        $names->expectServices($ids);
        $found = [];
        foreach ($ids as $id) {
            if (Access::desk($this->site)->offer($id) !== null) {
                $found[$id] = $names->service($id, $this->client);
            }
        }

        return $found;
    }

    /** The client's own service with what the desk offers; null when it is not theirs, or has no refund policy. @return array<string, mixed>|null */
    public function of(string $service): ?array
    {
        $facts = preg_match('/^[1-9]\d{0,17}$/D', $service) === 1 ? $this->site->catalogue()->facts($service) : null;

        return $facts === null || $facts->clientId !== $this->client ? null : Access::desk($this->site)->offer($service);
    }
}
