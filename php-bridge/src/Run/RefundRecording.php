<?php

/** Writes down what a person decided: one entry, what each line was given back, and the payouts. All of it in the transaction that moves the case. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Ledger\Entries;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Payouts;
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
        $this->entry($row, $quote['entitlement'], $quote['lines'], [$decided->request, $decided->answer, $decided->sha256], self::parts($quote));
    }

    /**
     * The plan, and what is set off against open invoices: no panel does that by itself, so a person books it there.
     *
     * @param array<string, mixed> $quote
     * @return list<array<string, mixed>>
     */
    private static function parts(array $quote): array
    {
        $offset = array_filter($quote['deductions'], static fn (array $deduction): bool => $deduction['kind'] === 'arrears');
        return [...$quote['plan'], ...array_values(array_map(
            static fn (array $deduction): array => ['to' => (string) $deduction['id'], 'route' => Payouts::TASK, 'amount' => (string) $deduction['amount']],
            $offset,
        ))];
    }

    /** Nothing of it went out and nothing will: the entry that takes back what was decided. @param array<string, mixed> $row @throws \Makegood\Ledger\LostRace */
    public function takeBack(array $row): void
    {
        $last = $this->ledger->entries->lastOfCase((string) $row['id']);
        if ($last === null) {
            return;
        }
        $this->ledger->payouts->drop((string) $row['id']);
        $quote = json_decode((string) $last['answer'], true)['quote'];
        $nothing = ['net' => self::zero((string) $last['net']), 'tax' => self::zero((string) $last['tax']), 'gross' => self::zero((string) $last['gross'])];
        $lines = array_map(static fn (array $line): array => ['id' => $line['id']] + $nothing, $quote['lines']);
        $this->entry($row, $nothing, $lines, [(string) $last['request'], (string) $last['answer'], (string) $last['engine_sha256']], []);
        $this->ledger->entries->postedIfAllAre((string) $last['id']);
    }

    private static function zero(string $amount): string
    {
        return '0' . strtr((string) strrchr($amount, '.'), '123456789', '000000000');
    }

    /** What was taxed goes onto a taxed invoice as a taxed line. @param string $request of the quote @return string `0`: nothing was */
    private static function rate(string $request): string
    {
        foreach (json_decode($request, true)['lines'] as $line) {
            if (($line['tax']['rates'] ?? []) !== []) {
                return implode('+', $line['tax']['rates']);
            }
        }
        return '0';
    }

    /**
     * @param array<string, mixed> $row
     * @param array{net: string, tax: string, gross: string} $entitlement
     * @param list<array<string, mixed>> $lines
     * @param array{string, string, string} $bytes request, answer and whose
     * @param list<array<string, mixed>> $plan
     */
    private function entry(array $row, array $entitlement, array $lines, array $bytes, array $plan): void
    {
        [$service, $client, $currency] = [(string) $row['service_id'], (string) $row['client_id'], (string) $row['currency']];
        $period = self::period((string) $row['id']);
        $state = $this->ledger->clients->state($client, $currency);
        $this->ledger->clients->advance($client, $currency, $state['revision'], $state['carry']);
        $n = count($this->ledger->entries->fold($service, $period, Entries::KIND_REFUND)) + 1;
        // What an earlier decision of the case gave is in its own entry: this one is the difference.
        $sums = $this->ledger->refundLines->differenceOfAll((string) $row['id'], $entitlement);
        $differences = array_map(fn (array $line): array => $this->ledger->refundLines->difference((string) $row['id'], $line), $lines);
        $entryId = $this->ledger->entries->add([
            'service_id' => $service,
            'client_id' => $client,
            'currency' => $currency,
            'period' => $period,
            'kind' => Entries::KIND_REFUND,
            'n' => $n,
            'net' => $sums['net'],
            'tax' => $sums['tax'],
            'gross' => $sums['gross'],
            'rate' => self::rate($bytes[0]),
            'route' => self::ROUTE,
            'carry_before' => $state['carry'],
            'carry_after' => $state['carry'],
            'revision' => $state['revision'],
            'state' => $plan === [] ? 'posted' : 'pending',
            'request' => $bytes[0],
            'answer' => $bytes[1],
            'engine_sha256' => $bytes[2],
            'policy_hash' => (string) $row['policy_hash'],
            'created_ms' => $this->nowMs,
            'case_id' => (int) $row['id'],
        ]);
        foreach ($differences as $line) {
            $this->ledger->refundLines->add($entryId, $service, $line);
        }
        foreach (array_values($plan) as $i => $part) {
            $this->ledger->payouts->add($entryId, (string) $row['id'], $i + 1, $part, Postings::marker($service, $period, Entries::KIND_REFUND, $n, $i + 1));
        }
        $this->ledger->events->add('refund.recorded', $entryId, [
            'case' => (string) $row['id'], 'service' => $service, 'gross' => $sums['gross'], 'currency' => $currency,
        ], $this->nowMs);
        Probe::at('payout.recorded');
    }
}
