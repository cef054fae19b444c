<?php

/** Values of a request by name. */

declare(strict_types=1);

namespace Symfony\Component\HttpFoundation;

class InputBag
{
    public function __construct(private readonly array $values)
    {
    }

    public function get(string $key, mixed $default = null): mixed
    {
        return $this->values[$key] ?? $default;
    }

    public function has(string $key): bool
    {
        return array_key_exists($key, $this->values);
    }

    public function all(?string $key = null): array
    {
        return $key === null ? $this->values : (array) ($this->values[$key] ?? []);
    }
}
