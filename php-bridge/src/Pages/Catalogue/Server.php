<?php

/** A server by its names. */

declare(strict_types=1);

namespace Makegood\Pages\Catalogue;

final class Server
{
    /** @param list<string> $hosts host names and addresses, as the panel has them */
    public function __construct(
        public readonly string $id,
        public readonly string $name,
        public readonly array $hosts,
    ) {
    }
}
