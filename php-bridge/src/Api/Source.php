<?php

/** Whether a monitor account was heard, and what it watches: what a person wants to see while setting it up. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lookups;

final class Source
{
    private const TARGETS_MAX = 200;

    public function __construct(private readonly Ledger $ledger, private readonly Names $names)
    {
    }

    /** @return array<string, mixed> @throws NotFound */
    public function of(string $sourceId): array
    {
        if (preg_match('/^[1-9]\d{0,17}$/D', $sourceId) !== 1 || $this->ledger->sources->byId($sourceId) === null) {
            throw new NotFound('There is no such source.');
        }
        $lookups = new Lookups($this->ledger->db);
        [$deliveries, $last] = $lookups->heardFrom($sourceId);
        [$targets, $more] = $lookups->targetsOf($sourceId, self::TARGETS_MAX);
        $problem = $last === null || $last['problem'] === null ? null : json_decode((string) $last['problem'], true);
        return [
            'source' => $sourceId,
            'name' => $this->names->source($sourceId),
            'deliveries' => $deliveries,
            'lastAt' => $last === null ? null : Instant::iso((int) $last['received_ms']),
            'lastState' => $last === null ? null : (string) $last['state'],
            'problem' => is_array($problem) ? $problem : null,
            'targets' => array_map(static fn (array $row): array => [
                'id' => (string) $row['id'],
                'target' => (string) $row['target'],
                'label' => $row['label'] === null ? null : (string) $row['label'],
                'address' => $row['address'] === null ? null : (string) $row['address'],
                'subject' => $row['subject'] === null ? null : (string) $row['subject'],
            ], $targets),
            'more' => $more,
        ];
    }
}
