<?php

/** The last answers about a client's next invoices, in the panel's session: a page that is loaded again and again loads no engine. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\Memory;
use Makegood\Pages\Site;

final class SessionMemory implements Memory
{
    private const MOST = 4;
    private const BYTES = 20_000;

    public function __construct(private readonly Site $site)
    {
    }

    public function recall(string $key): ?string
    {
        return $this->site->host()->kept()[$this->name($key)] ?? null;
    }

    public function keep(string $key, string $value): void
    {
        if (strlen($value) <= self::BYTES) {
            $this->site->host()->keep(array_slice([$this->name($key) => $value] + $this->site->host()->kept(), 0, self::MOST, true));
        }
    }

    /** Another engine may answer otherwise. */
    private function name(string $key): string
    {
        return hash('sha256', @hash_file('sha256', $this->site->directory() . '/engine/manifest.json') . $key);
    }
}
