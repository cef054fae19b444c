<?php

/** What is down for a client at this moment: the notice on their own page. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lookups;
use Makegood\Panel\Panel;

final class Notice
{
    /** In the order in which they are believed. */
    private const STATUSES = ['confirmed', 'review', 'unconfirmed'];
    private const SERVICES_MAX = 1_000;

    public function __construct(
        private readonly Panel $panel,
        private readonly Ledger $ledger,
        private readonly Names $names,
    ) {
    }

    /** @return array<string, mixed> */
    public function of(string $clientId): array
    {
        $lookups = new Lookups($this->ledger->db);
        $services = $lookups->activeOf($clientId, self::SERVICES_MAX);
        $subjects = [];
        foreach ($services as $span) {
            $subjects[] = 'service:' . $span['service_id'];
            if ($span['server'] !== null) {
                $subjects[] = 'server:' . $span['server'];
            }
        }
        $open = [];
        foreach ($lookups->openOutages(array_values(array_unique($subjects))) as $outage) {
            $open[$outage['subject']][] = $outage;
        }
        $down = [];
        foreach ($services as $span) {
            $outage = self::strongest([...$open['service:' . $span['service_id']] ?? [], ...$open['server:' . $span['server']] ?? []]);
            if ($outage !== null) {
                $down[] = $this->row($clientId, $span, $outage);
            }
        }
        return ['asOf' => Instant::iso($this->panel->now()), 'services' => $down];
    }

    /** @param list<array<string, mixed>> $outages @return array<string, mixed>|null of equals the one that began first */
    private static function strongest(array $outages): ?array
    {
        $outages = array_filter($outages, static fn (array $outage): bool => in_array($outage['status'], self::STATUSES, true));
        usort($outages, static fn (array $a, array $b): int => [array_search($a['status'], self::STATUSES, true), (int) $a['from_ms']]
            <=> [array_search($b['status'], self::STATUSES, true), (int) $b['from_ms']]);
        return $outages[0] ?? null;
    }

    /**
     * @param array<string, mixed> $span
     * @param array<string, mixed> $outage
     * @return array<string, mixed>
     */
    private function row(string $clientId, array $span, array $outage): array
    {
        $answer = (array) json_decode((string) $outage['answer'], true);
        $saying = array_filter(Answers::votes($answer), static fn (array $vote): bool => ($vote['end'] ?? '') === 'open');
        return [
            'service' => (string) $span['service_id'],
            'label' => $this->names->service((string) $span['service_id'], $clientId),
            'since' => Instant::iso(max((int) $outage['from_ms'], (int) $span['from_ms'])),
            'status' => (string) $outage['status'],
            'monitors' => count(array_unique(array_column($saying, 'group'))),
            'needed' => Answers::quorum($answer)['needed'],
        ];
    }
}
