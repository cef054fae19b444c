<?php

/** Moves a refund case: the core says what an action makes of it, the ledger takes it by compare-and-swap, and a decision is recorded in the same transaction. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\LostRace;
use Makegood\Ledger\RefundCases;
use Makegood\Panel\Panel;

final class RefundMoves
{
    public const SYSTEM = 'system';
    private const DECIDED = ['underReview', 'secondReview'];
    private const MARGIN_MS = 400 * Instant::DAY_MS;

    public function __construct(private readonly Ledger $ledger, private readonly Panel $panel, private readonly Engine $engine)
    {
    }

    /**
     * @param array<string, mixed> $row the case as it was read
     * @param array{role?: ?string, note?: ?string, amount?: ?string, fields?: ?list<string>, failure?: ?string} $with
     * @return array<string, mixed> the core's answer; nothing is written
     */
    public function ask(array $row, string $action, string $actor, array $with = [], ?RefundQuote $quote = null): array
    {
        $policy = RefundPolicy::of($this->ledger, (string) $row['policy_hash']) ?? throw new \RuntimeException('The policy of this case is not there.');
        $office = $policy->office($this->ledger);
        $now = $this->panel->now();
        $note = $with['note'] ?? null;
        return $this->engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'advanceCase',
            'asOf' => Instant::iso($now),
            'action' => $action,
            'actor' => $actor,
            'note' => $note === '' ? null : $note,
            'role' => $with['role'] ?? null,
            'amount' => $with['amount'] ?? null,
            'fields' => $with['fields'] ?? null,
            'failure' => $with['failure'] ?? null,
            'waits' => $quote?->waits(),
            'review' => $policy->review(),
            'office' => $office,
            'zones' => [$this->panel->offsets((string) $office['zone'], (int) $row['opened_ms'] - self::MARGIN_MS, $now + self::MARGIN_MS)],
            'case' => ($quote === null ? [] : ['quoted' => $quote->payout()]) + Json::decode((string) $row['core']),
        ]);
    }

    /**
     * @param array<string, mixed> $row
     * @param array<string, mixed> $with  as above
     * @param ?RefundQuote $quote what is quoted from now on
     * @param array<string, mixed> $columns further columns of the case that change with it
     * @param ?RefundQuote $decided what a decision records, where it is another one: of an amount that a person set
     * @return array<string, mixed> the core's answer
     * @throws LostRace somebody else moved it meanwhile: nothing was written
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Engine\EngineFailure|\Makegood\Engine\EngineUnavailable
     */
    public function take(array $row, string $action, string $actor, array $with = [], ?RefundQuote $quote = null, array $columns = [], ?RefundQuote $decided = null): array
    {
        $answer = $this->ask($row, $action, $actor, $with, $quote);
        $this->ledger->transaction(function () use ($row, $action, $actor, $with, $quote, $columns, $decided, $answer): void {
            $this->write($row, $action, $actor, $with, ($quote?->columns() ?? []) + $columns, $answer);
            if ($answer['case']['state'] === 'payoutPending' && in_array($row['state'], self::DECIDED, true)) {
                $decided ??= $quote ?? throw new \LogicException('A decision is about a quote.');
                (new RefundRecording($this->ledger, $this->panel->now()))->record($row, $decided);
            } elseif ($answer['case']['state'] === 'rejected' && $row['state'] === 'failed') {
                (new RefundRecording($this->ledger, $this->panel->now()))->takeBack($row);
            }
            Probe::at('payout.step');
        });
        Probe::at('payout.stepped');
        return $answer;
    }

    /** @param array<string, mixed> $row @param array<string, mixed> $with @param array<string, mixed> $columns @param array<string, mixed> $answer */
    private function write(array $row, string $action, string $actor, array $with, array $columns, array $answer): void
    {
        $case = $answer['case'];
        $now = $this->panel->now();
        $isClosed = in_array($case['state'], RefundCases::CLOSED, true);
        $moved = $this->ledger->refundCases->move((string) $row['id'], (int) $row['step'], $columns + [
            'state' => (string) $case['state'],
            'step' => (int) $case['step'],
            'team' => (string) $case['route'],
            'escalation' => (int) $case['escalation'],
            'due_ms' => $case['dueAt'] === null ? null : Instant::ms($case['dueAt']),
            'core' => Json::encode($case),
            'open_key' => $isClosed ? null : (string) $row['service_id'],
            'paid_ms' => $case['state'] === 'paid' ? $now : ($row['paid_ms'] === null ? null : (int) $row['paid_ms']),
        ]);
        if (!$moved) {
            throw new LostRace('Somebody else moved this case just now.');
        }
        $note = ($with['note'] ?? '') === '' ? null : (string) $with['note'];
        $this->ledger->refundSteps->add((string) $row['id'], (int) $row['step'], $action, $actor, $with['role'] ?? null, $note, $answer['say'], (string) $row['state'], (string) $case['state'], $now);
        $this->ledger->events->add('refund.' . $action, (string) $row['id'], ['by' => $actor, 'state' => (string) $case['state']], $now);
        foreach ($answer['effects'] as $effect) {
            if ($effect['type'] === 'notify') {
                $this->ledger->events->add('refund.notify', (string) $row['id'], ['team' => (string) $effect['team'], 'role' => (string) ($effect['role'] ?? '')], $now);
            }
        }
        (new RefundMessages($this->ledger, $this->panel))->record($row, $answer, $now);
    }
}
