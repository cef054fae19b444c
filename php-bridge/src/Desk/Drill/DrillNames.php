<?php

/** The panel's names, but for the monitors, whose numbers are those of the drill's own ledger. */

declare(strict_types=1);

namespace Makegood\Desk\Drill;

use Makegood\Api\Names;

final class DrillNames implements Names
{
    /** @param array<int|string, string> $sources by source id */
    public function __construct(private readonly Names $real, private readonly array $sources)
    {
    }

    public function service(string $id, ?string $clientId): string
    {
        return $this->real->service($id, $clientId);
    }

    public function subject(string $subject): string
    {
        return $this->real->subject($subject);
    }

    public function client(string $id): string
    {
        return $this->real->client($id);
    }

    public function source(string $id): string
    {
        return $this->sources[$id] ?? 'source ' . $id;
    }
}
