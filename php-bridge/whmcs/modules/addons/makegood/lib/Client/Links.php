<?php

/** Addresses of the client's pages and of their data, not escaped. */

declare(strict_types=1);

namespace WHMCS\Module\Addon\Makegood\Client;

use WHMCS\Module\Addon\Makegood\Http\Mount;

final class Links
{
    private readonly string $base;

    public function __construct()
    {
        $this->base = Mount::api([], 'client');
    }

    /** @param array<string, string|int> $query */
    public function page(array $query = []): string
    {
        return $this->base . ($query === [] ? '' : '&' . http_build_query($query));
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
