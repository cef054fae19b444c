<?php

/** When a visitor saw the quote of a service: kept in the panel's session, so that no form can choose another instant. */

declare(strict_types=1);

namespace Makegood\Pages\Client\Refund;

use Makegood\Pages\Site;

final class Seen
{
    private const MOST = 4;

    public function __construct(private readonly Site $site)
    {
    }

    public function keep(string $service, string $at): void
    {
        $this->site->host()->keep(array_slice([self::name($service) => $at] + $this->site->host()->kept(), 0, self::MOST, true));
    }

    public function at(string $service): ?string
    {
        return $this->site->host()->kept()[self::name($service)] ?? null;
    }

    private static function name(string $service): string
    {
        return 'refund-' . $service;
    }
}
