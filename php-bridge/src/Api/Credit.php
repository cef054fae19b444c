<?php

/** One entry of the ledger: what was decided, by which bytes, and what became of it in the panel. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Instant;
use Makegood\Ledger\Ledger;

final class Credit
{
    public function __construct(private readonly Ledger $ledger, private readonly Names $names, private readonly Parts $parts)
    {
    }

    /** @return array<string, mixed> @throws NotFound */
    public function of(string $entryId): array
    {
        $isNumber = preg_match('/^[1-9]\d{0,17}$/D', $entryId) === 1;
        $entry = ($isNumber ? $this->ledger->entries->byId($entryId) : null) ?? throw new NotFound('There is no such credit.');
        $postings = $this->ledger->postings->ofEntry($entryId);
        $onInvoices = $entry['route'] === 'invoiceLine' ? $this->parts->of($postings) : [];
        return [
            'entry' => (string) $entry['id'],
            'client' => (string) $entry['client_id'],
            'service' => (string) $entry['service_id'],
            'label' => $this->names->service((string) $entry['service_id'], (string) $entry['client_id']),
            'period' => (string) $entry['period'],
            'kind' => (string) $entry['kind'],
            'n' => (int) $entry['n'],
            'currency' => (string) $entry['currency'],
            'net' => (string) $entry['net'],
            'tax' => (string) $entry['tax'],
            'gross' => (string) $entry['gross'],
            'rate' => (string) $entry['rate'],
            'route' => (string) $entry['route'],
            'carryBefore' => (string) $entry['carry_before'],
            'carryAfter' => (string) $entry['carry_after'],
            'state' => (string) $entry['state'],
            'postings' => array_map(static fn (array $posting): array => [
                'amount' => (string) $posting['amount'],
                'state' => (string) $posting['state'],
                'postedAt' => $posting['posted_ms'] === null ? null : Instant::iso((int) $posting['posted_ms']),
                'reference' => $posting['panel_ref'] === null ? null : (string) $posting['panel_ref'],
            ] + ($onInvoices[(string) $posting['id']] ?? []), $postings),
            'request' => (string) $entry['request'],
            'answer' => (string) $entry['answer'],
            'sha256' => (string) $entry['engine_sha256'],
        ];
    }
}
