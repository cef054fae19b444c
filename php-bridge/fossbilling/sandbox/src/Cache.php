<?php

/** $di['cache']: remembers within the process; `get` makes what is missing. */

declare(strict_types=1);

namespace FossSandbox;

final class Cache
{
    /** @var array<string, mixed> */
    private array $values = [];

    public function get(string $key, callable $make): mixed
    {
        $item = new class () {
            public function expiresAfter(mixed $time): static
            {
                return $this;
            }
        };

        return $this->values[$key] ??= $make($item);
    }

    public function delete(string $key): bool
    {
        unset($this->values[$key]);

        return true;
    }

    public function clear(): bool
    {
        $this->values = [];

        return true;
    }
}
