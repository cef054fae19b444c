<?php

/** One service's `settle` request, as text: the very bytes are kept with the entry and can be run again. Several can be joined to a forecast. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Json;
use Makegood\Instant;

final class SettleRequest
{
    /**
     * @param array<string, mixed> $service     the contract's service without `entries`
     * @param list<array<string, mixed>> $outages
     * @param list<array<string, mixed>> $maintenance
     * @param list<array<string, mixed>> $zones
     * @param array<string, string> $policies    hash => stored bytes of the document
     * @param array{int, int} $windowMs          what lies outside can not touch the period
     * @param ?string $given                     what the client's other services got for the month, where a policy caps that
     */
    public function __construct(
        public readonly string $serviceId,
        public readonly string $period,
        public readonly string $clientId,
        public readonly string $currency,
        private readonly array $service,
        private readonly array $outages,
        private readonly array $maintenance,
        private readonly array $zones,
        private readonly array $policies,
        public readonly array $windowMs,
        public readonly ?string $given = null,
    ) {
    }

    /**
     * @param array<string, mixed> $capabilities
     * @param array{revision: int, carry: string} $client
     * @param list<array<string, mixed>> $entries n, net, tax, gross
     */
    public function text(int $asOfMs, array $capabilities, array $client, array $entries): string
    {
        return $this->document($asOfMs, $capabilities, $client, [$this->service + ['entries' => self::fold($entries)]]);
    }

    /**
     * One request over several positions of a client, in the order given: each sees the carry that the one before leaves.
     *
     * @param non-empty-list<array{self, list<array<string, mixed>>}> $parts positions of one client and currency, each with its entries
     * @param callable(string, int, int): array<string, mixed> $offsets a zone's offsets over all of their months
     * @param array<string, mixed> $capabilities
     * @param array{revision: int, carry: string} $client
     * @param ?string $given what the client got for services that are not in the request, where a policy caps that
     */
    public static function joined(array $parts, callable $offsets, int $asOfMs, array $capabilities, array $client, ?string $given): string
    {
        [$outages, $maintenance, $policies, $zones, $services] = [[], [], [], [], []];
        $from = min(array_map(static fn (array $part): int => $part[0]->windowMs[0], $parts));
        $to = max(array_map(static fn (array $part): int => $part[0]->windowMs[1], $parts));
        foreach ($parts as [$request, $entries]) {
            $outages += array_column($request->outages, null, 'id');
            $policies += $request->policies;
            foreach ($request->maintenance as $window) {
                // Without an end it lasts beyond each one's own period: the latest covers them all.
                $known = $maintenance[$window['id']] ?? $window;
                $maintenance[$window['id']] = Instant::ms($known['to']) < Instant::ms($window['to']) ? $window : $known;
            }
            foreach ($request->zones as $zone) {
                $zones[$zone['name']] ??= $offsets($zone['name'], $from, $to);
            }
            $services[] = $request->service + ['entries' => self::fold($entries)];
        }
        $first = $parts[0][0];
        $joined = new self(
            $first->serviceId,
            $first->period,
            $first->clientId,
            $first->currency,
            [],
            array_values($outages),
            array_values($maintenance),
            array_values($zones),
            $policies,
            [$from, $to],
            $given,
        );
        return $joined->document($asOfMs, $capabilities, $client, $services);
    }

    /**
     * @param array<string, mixed> $capabilities
     * @param array{revision: int, carry: string} $client
     * @param list<array<string, mixed>> $services the contract's services
     */
    private function document(int $asOfMs, array $capabilities, array $client, array $services): string
    {
        $state = ['id' => $this->clientId, 'currency' => $this->currency, 'revision' => $client['revision'], 'carry' => $client['carry']]
            + ($this->given === null ? [] : ['given' => $this->given]);
        return SettleEnvelope::text($asOfMs, $capabilities, $this->zones, $this->policies, [$state], $services, $this->outages, $this->maintenance);
    }

    /** @param list<array<string, mixed>> $entries @return list<array<string, mixed>> as the contract has them */
    private static function fold(array $entries): array
    {
        return array_map(static fn (array $row): array => [
            'n' => (int) $row['n'], 'net' => (string) $row['net'], 'tax' => (string) $row['tax'], 'gross' => (string) $row['gross'],
        ], $entries);
    }

    /**
     * The same for the same evidence and terms, whatever the time and the state of the ledger. What happens
     * outside the window (an outage that goes on, a span that ends later) does not change it.
     */
    public function hash(): string
    {
        $offsets = array_map(static fn (array $zone): array => [$zone['name'], $zone['offsets']], $this->zones);
        $service = ['spans' => array_map($this->clip(...), $this->service['spans'])] + $this->service;
        return hash('sha256', Json::encode([
            $service,
            array_map($this->clip(...), $this->outages),
            array_map($this->clip(...), $this->maintenance),
            $offsets,
            array_map('strval', array_keys($this->policies)),
            $this->clientId,
            $this->currency,
            ...($this->given === null ? [] : [$this->given]),
        ]));
    }

    /** @param array<string, mixed> $interval @return array<string, mixed> */
    private function clip(array $interval): array
    {
        [$from, $to] = $this->windowMs;
        $end = $interval['to'] === null ? $to : min($to, Instant::ms($interval['to']));
        return ['from' => max($from, Instant::ms($interval['from'])), 'to' => $end] + $interval;
    }
}
