<?php

/** $di['tools']: the little that menus need. */

declare(strict_types=1);

namespace FossSandbox;

final class Tools
{
    public function sortByOneKey(array $rows, string $key): array
    {
        uasort($rows, static fn (array $a, array $b): int => ($a[$key] ?? 0) <=> ($b[$key] ?? 0));

        return $rows;
    }

    public function __call(string $name, array $arguments): never
    {
        throw new UndocumentedUse("the tools have no documented $name()");
    }
}
