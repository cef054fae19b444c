<?php

/** Writes down what a person decided: one entry, what each line was given back, and the payouts. All of it in the transaction that moves the case. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Entries;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Postings;

final class RefundRecording
{
    /** Entries bear no route of their own: each payout has one. */
    private const ROUTE = 'refund';
    private const MILLION = 1_000_000;

    public function __construct(private readonly Ledger $ledger, private readonly int $nowMs)
    {
    }

    /** Where a month stands in a credit: the case, in the same seven characters. */
    public static function period(string $caseId): string
    {
        return chr(ord('R') + intdiv((int) $caseId, self::MILLION)) . sprintf('%06d', (int) $caseId % self::MILLION);
    }

    /** @param array<string, mixed> $row the case @throws \Makegood\Ledger\LostRace */
    public function record(array $row, RefundQuote $decided): void
    {
        $quote = $decided->quote();
        [$service, $client, $currency] = [(string) $row['service_id'], (string) $row['client_id'], (string) $row['currency']];
        $period = self::period((string) $row['id']);
        $state = $this->ledger->clients->state($client, $currency);
        $this->ledger->clients->advance($client, $currency, $state['revision'], $state['carry']);
        $n = count($this->ledger->entries->fold($service, $period, Entries::KIND_REFUND)) + 1;
        $entryId = $this->ledger->entries->add([
            'service_id' => $service,
            'client_id' => $client,
            'currency' => $currency,
            'period' => $period,
            'kind' => Entries::KIND_REFUND,
            'n' => $n,
            'net' => (string) $quote['entitlement']['net'],
            'tax' => (string) $quote['entitlement']['tax'],
            'gross' => (string) $quote['entitlement']['gross'],
            'rate' => '0',
            'route' => self::ROUTE,
            'carry_before' => $state['carry'],
            'carry_after' => $state['carry'],
            'revision' => $state['revision'],
            'state' => $quote['plan'] === [] ? 'posted' : 'pending',
            'request' => $decided->request,
            'answer' => $decided->answer,
            'engine_sha256' => $decided->sha256,
            'policy_hash' => (string) $row['policy_hash'],
            'created_ms' => $this->nowMs,
            'case_id' => (int) $row['id'],
        ]);
        foreach ($quote['lines'] as $line) {
            $this->ledger->refundLines->add($entryId, $service, $line);
        }
        foreach (array_values($quote['plan']) as $i => $part) {
            $this->ledger->payouts->add($entryId, (string) $row['id'], $i + 1, $part, Postings::marker($service, $period, Entries::KIND_REFUND, $n, $i + 1));
        }
        $this->ledger->events->add('refund.recorded', $entryId, [
            'case' => (string) $row['id'], 'service' => $service, 'gross' => (string) $quote['entitlement']['gross'],
            'payout' => (string) $quote['payout'], 'currency' => $currency,
        ], $this->nowMs);
        Probe::at('payout.recorded');
    }
}
