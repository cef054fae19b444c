<?php

/** Writes down what the core decided, all of it or nothing; the client's revision makes two deciders collide. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Entries;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Postings;

final class Recording
{
    /** The core's route => state of the new entry. */
    private const STATES = ['accountCredit' => 'pending', 'invoiceLine' => 'pending', 'carry' => 'carried', 'review' => 'review'];

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Engine $engine,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
    }

    /**
     * Final, but of a month that is not decided (dry run, before the first month): kept as a preview.
     *
     * @param array<string, mixed> $result the answer's result for this service
     * @throws \Makegood\Ledger\LostRace nothing was written; evaluate again
     */
    public function store(SettleRequest $request, string $hash, string $text, string $answer, array $result): void
    {
        $records = false;
        $sha256 = $this->engine->identity()['sha256'];
        $cases = $this->ledger->transaction(function () use ($request, $hash, $text, $answer, $result, $sha256, &$records): int {
            Probe::at('record.begin');
            $decides = $result['final'] && Mode::of($this->ledger)->decides($request->period);
            $records = $decides && $result['adjustment'] !== null && !$this->isTakenTwice($request, $result['adjustment']);
            if (!$decides && ($this->ledger->settlements->of($request->serviceId, $request->period)['final'] ?? false)) {
                return 0; // what was settled stays: the mode changed just now, or the clock went back
            }
            $cases = $records ? $this->entry($request, $text, $answer, $result, $sha256) : 0;
            $cases += $decides ? $this->prolongation($request, $result) : 0;
            $this->ledger->settlements->put(
                $request->serviceId,
                $request->period,
                $request->clientId,
                $hash,
                $decides,
                Instant::ms($result['dueAt']),
                $answer,
                $this->nowMs,
            );
            return $cases;
        });
        if ($records) {
            Probe::at('record.committed');
            $this->summary->entries++;
        }
        $this->summary->review += $cases;
    }

    /** Credit of the month went back with its payment: what a later calculation wants to take is taken. @param array<string, mixed> $adjustment */
    private function isTakenTwice(SettleRequest $request, array $adjustment): bool
    {
        $takes = TakeBack::isRemoval((string) $adjustment['gross']) && $this->ledger->reversals->isTaken($request->serviceId, $request->period);
        if ($takes) {
            $this->ledger->events->add('entry.takenBefore', $request->serviceId . '/' . $request->period, ['gross' => (string) $adjustment['gross'], 'currency' => $request->currency], $this->nowMs);
        }
        return $takes;
    }

    /**
     * @param array<string, mixed> $result
     * @return int cases opened
     */
    private function entry(SettleRequest $request, string $text, string $answer, array $result, string $sha256): int
    {
        $adjustment = $result['adjustment'];
        $this->ledger->clients->advance($request->clientId, $request->currency, $result['revision'], $result['carryAfter']);
        $entryId = $this->ledger->entries->add([
            'service_id' => $request->serviceId,
            'client_id' => $request->clientId,
            'currency' => $request->currency,
            'period' => $request->period,
            'kind' => $adjustment['kind'],
            'n' => $adjustment['n'],
            'net' => $adjustment['net'],
            'tax' => $adjustment['tax'],
            'gross' => $adjustment['gross'],
            'rate' => $adjustment['rate'],
            'route' => $result['route'],
            'carry_before' => $result['carryBefore'],
            'carry_after' => $result['carryAfter'],
            'revision' => $result['revision'],
            'state' => self::STATES[$result['route']],
            'request' => $text,
            'answer' => $answer,
            'engine_sha256' => $sha256,
            'policy_hash' => $result['policy'],
            'created_ms' => $this->nowMs,
        ]);
        $cases = $result['posting'] === null ? 0 : $this->posting($request, $entryId, $result);
        $this->ledger->events->add('entry.recorded', $entryId, [
            'service' => $request->serviceId, 'period' => $request->period, 'n' => $adjustment['n'],
            'gross' => $adjustment['gross'], 'currency' => $request->currency, 'route' => $result['route'],
        ], $this->nowMs);
        Probe::at('record.entry');
        return $cases;
    }

    /**
     * A policy that gives time instead of money: a person prolongs the service.
     *
     * @param array<string, mixed> $result
     * @return int how many have to be looked at
     */
    private function prolongation(SettleRequest $request, array $result): int
    {
        if (!isset($result['schema2'])) {
            return 0;
        }
        $ms = $result['schema2']['extensionMs'];
        $extensions = $this->ledger->extensions;
        if ($ms === 0 && $extensions->of($request->serviceId, $request->period) === []) {
            return 0;
        }
        if (!$extensions->owe($request->serviceId, $request->period, $request->clientId, $ms, $this->nowMs)) {
            return 0;
        }
        $this->ledger->events->add('extension.owed', $request->serviceId . '/' . $request->period, ['ms' => (string) $ms], $this->nowMs);
        return 1;
    }

    /**
     * @param array<string, mixed> $result
     * @return int cases opened
     */
    private function posting(SettleRequest $request, string $entryId, array $result): int
    {
        $marker = Postings::marker($request->serviceId, $request->period, Entries::KIND_SLA, $result['adjustment']['n'], 1);
        $state = $result['route'] === 'review' ? 'review' : 'pending';
        $postingId = $this->ledger->postings->add($entryId, 1, $result['posting'], $marker, $state);
        if ($state !== 'review') {
            return 0;
        }
        // No route: a person sees to it and says so.
        return (int) $this->ledger->cases->open('posting/' . $postingId . '/0', 'posting', 'noRoute', ['posting_id' => (int) $postingId], $this->nowMs);
    }
}
