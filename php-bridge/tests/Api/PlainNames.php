<?php

/** Names that tell what was asked for, and how often. */

declare(strict_types=1);

namespace Makegood\Tests\Api;

use Makegood\Api\Names;

final class PlainNames implements Names
{
    public int $asked = 0;

    public function service(string $id, ?string $clientId): string
    {
        $this->asked++;
        return "S$id <of> $clientId";
    }

    public function subject(string $subject): string
    {
        $this->asked++;
        return "the $subject";
    }

    public function client(string $id): string
    {
        $this->asked++;
        return "C$id";
    }

    public function source(string $id): string
    {
        $this->asked++;
        return "M$id";
    }
}
