<?php

/** Asking for a month's credit where the policy gives none to those who do not ask: the client, or staff for a client who wrote a ticket. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Api\Answers;
use Makegood\Instant;
use Makegood\Ledger\Cases;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Run\Asked;
use Makegood\Run\ClaimRule;

final class ClaimDesk
{
    private const NO_AMOUNT = '/^[0.]*$/D';

    public function __construct(private readonly Panel $panel, private readonly Ledger $ledger)
    {
    }

    /**
     * What could still be claimed of a month, as the core said when it last looked.
     *
     * @param ?string $client only when the month is this client's; null: whoever's it is
     * @return array{gross: string, currency: string, until: string, isTime: bool, final: bool}|null null when there is nothing, or it was asked for
     */
    public function open(string $serviceId, string $period, ?string $client): ?array
    {
        $stored = $this->ledger->settlements->of($serviceId, $period);
        $result = $stored === null ? null : Answers::result($stored['answer'], $serviceId, $period);
        $claimable = $result['schema2']['claimable'] ?? null;
        if ($claimable === null || ($client !== null && $result['client'] !== $client)) {
            return null;
        }
        $isAsked = $this->ledger->claims->of($serviceId, $period) !== [] || $this->ledger->cases->ofClaim($serviceId, $period) !== null;
        if (Instant::ms($claimable['until']) < $this->panel->now() || $isAsked) {
            return null;
        }
        return [
            'gross' => (string) $claimable['gross'],
            'currency' => (string) $result['currency'],
            'until' => (string) $claimable['until'],
            // A policy that prolongs has no amount to name.
            'isTime' => preg_match(self::NO_AMOUNT, (string) $claimable['gross']) === 1,
            'final' => $stored['final'],
        ];
    }

    /** The client asks, now: it counts at once, or waits for staff, as the operator has it. @throws UnableToDo when there is nothing that this client could ask for */
    public function claim(string $serviceId, string $period, string $client, string $by): void
    {
        $this->ledger->transaction(function () use ($serviceId, $period, $client, $by): void {
            if ($this->open($serviceId, $period, $client) === null) {
                throw new UnableToDo('There is nothing to claim for this month any more.');
            }
            ClaimRule::of($this->ledger) === ClaimRule::AT_ONCE ? $this->add($serviceId, $period, $this->panel->now(), null, $by) : $this->ask($serviceId, $period, $by);
        });
    }

    /**
     * Staff write down that the client asked. Whether it was in time the core says.
     *
     * @param int $atMs when the client asked
     * @throws UnableToDo
     */
    public function enter(string $serviceId, string $period, int $atMs, ?string $note, string $by): void
    {
        if ($atMs > $this->panel->now()) {
            throw new UnableToDo('A claim cannot have come in the future.');
        }
        $stored = $this->ledger->settlements->of($serviceId, $period);
        $result = $stored === null ? null : Answers::result($stored['answer'], $serviceId, $period);
        if ($result === null) {
            throw new UnableToDo('Nothing was counted for this service and month, so there is nothing to claim.');
        }
        $document = $result['policy'] === null ? null : Asked::full((string) $this->ledger->policies->document((string) $result['policy']));
        if (!isset($document['claim'])) {
            throw new UnableToDo('The policy of this month gives its credit without a claim.');
        }
        $this->ledger->transaction(fn () => $this->add($serviceId, $period, $atMs, $note === '' ? null : $note, $by));
    }

    /** @param string $word of ClaimRule::WORDS; claims that wait go on waiting @throws UnableToDo */
    public function setRule(string $word, string $by): void
    {
        if (!in_array($word, ClaimRule::WORDS, true)) {
            throw new UnableToDo('There is no such rule.');
        }
        $this->ledger->transaction(function () use ($word, $by): void {
            ClaimRule::put($this->ledger, $word);
            $this->event('claims', '', $by, ['claims' => $word]);
        });
    }

    /** @throws UnableToDo */
    public function withdraw(string $id, string $by): void
    {
        $claim = $this->ledger->claims->byId($id) ?? throw new UnableToDo('There is no such claim.');
        $this->ledger->transaction(function () use ($id, $claim, $by): void {
            if (!$this->ledger->claims->withdraw($id, $by, $this->panel->now())) {
                throw new UnableToDo('This claim was taken back before.');
            }
            $this->event('claim.withdrawn', $claim['service_id'] . '/' . $claim['period'], $by);
        });
    }

    /** @throws UnableToDo somebody else has asked just now */
    private function ask(string $serviceId, string $period, string $by): void
    {
        $about = ['service_id' => $serviceId, 'period' => $period, 'opened_by' => $by];
        if (!$this->ledger->cases->open(Cases::claimKey($serviceId, $period), 'claim', 'claimed', $about, $this->panel->now())) {
            throw new UnableToDo('This month was claimed before.');
        }
        $this->event('claim.asked', $serviceId . '/' . $period, $by);
    }

    private function add(string $serviceId, string $period, int $atMs, ?string $note, string $by): void
    {
        $this->ledger->claims->add($serviceId, $period, $atMs, $note, $by, $this->panel->now());
        $this->event('claim.made', $serviceId . '/' . $period, $by, ['at' => Instant::iso($atMs)]);
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, string $by, array $data = []): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
