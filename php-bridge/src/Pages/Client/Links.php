<?php

/** Addresses of the client's pages and of their data, not escaped. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Pages\Address;

final class Links
{
    public function __construct(private readonly Address $base)
    {
    }

    /** @param array<string, string|int> $query */
    public function page(array $query = []): string
    {
        return $this->base->with($query);
    }

    public function month(string $service, string $month): string
    {
        return $this->page(['service' => $service, 'period' => $month]);
    }

    /** @param array<string, string|int> $query */
    public function api(string $name, array $query = []): string
    {
        return $this->page(['api' => $name] + $query);
    }
}
