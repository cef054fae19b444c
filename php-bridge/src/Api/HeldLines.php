<?php

/** Lines that people hold, read once for a whole list. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Ledger\Ledger;

final class HeldLines
{
    /** @var array<string, array<string, mixed>> */
    private readonly array $rows;

    public function __construct(Ledger $ledger)
    {
        $rows = [];
        foreach ($ledger->holds->active() as $row) {
            $rows[$row['service_id'] . '/' . $row['period']] = $row;
        }
        $this->rows = $rows;
    }

    public function has(string $serviceId, string $period): bool
    {
        return isset($this->rows[$serviceId . '/' . $period]);
    }

    /** @return array{held: bool, heldBy: ?string, note: ?string} */
    public function of(string $serviceId, string $period): array
    {
        $row = $this->rows[$serviceId . '/' . $period] ?? null;
        return [
            'held' => $row !== null,
            'heldBy' => $row === null ? null : (string) $row['held_by'],
            'note' => ($row['note'] ?? null) === null ? null : (string) $row['note'],
        ];
    }
}
