<?php

/** $di['url']: addresses of client and admin pages. */

declare(strict_types=1);

namespace FossSandbox;

final class Url
{
    public function __construct(private readonly string $base, private readonly string $admin)
    {
    }

    public function link(?string $uri = null, ?array $params = []): string
    {
        return rtrim($this->base, '/') . '/' . ltrim((string) $uri, '/') . self::query($params);
    }

    public function adminLink(?string $uri, ?array $params = []): string
    {
        return rtrim($this->base, '/') . $this->admin . '/' . ltrim((string) $uri, '/') . self::query($params);
    }

    public function get(string $uri): string
    {
        return $this->link($uri);
    }

    private static function query(?array $params): string
    {
        return $params === null || $params === [] ? '' : '?' . http_build_query($params);
    }
}
