<?php

/** The query's values in templates; one that is not there is null, also where templates are strict. */

declare(strict_types=1);

namespace FossSandbox\Web;

final class RequestView
{
    /** @param array<string, mixed> $values */
    public function __construct(private readonly array $values)
    {
    }

    public function __get(string $name): mixed
    {
        return $this->values[$name] ?? null;
    }

    public function __isset(string $name): bool
    {
        return true;
    }
}
