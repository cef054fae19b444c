<?php

/** Payments that were reversed, as people decide about them: whether unspent credit goes back. Cron does what was decided. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\Reversal;
use Makegood\Panel\Reversals;
use Makegood\Run\Reversing;
use Makegood\Run\TakeBack;

final class ReversalDesk
{
    private const MOST = 9;

    private readonly TakeBack $takeBack;

    public function __construct(private readonly Panel $panel, private readonly Engine $engine, private readonly Ledger $ledger)
    {
        $this->takeBack = new TakeBack($ledger, $panel, $engine);
    }

    /** Whether this panel can take credit back. */
    public function isKnown(): bool
    {
        return $this->panel instanceof Reversals;
    }

    /**
     * What accepting would do now: by what the account holds at this moment.
     *
     * @return array{taken: list<array{id: string, amount: string}>, owed: string, credits: array<string, array<string, string>>} ids are `service/month`
     * @throws UnableToDo|\Makegood\Panel\UnableToRead|\Makegood\Engine\CoreRefused
     */
    public function preview(string $id): array
    {
        $asked = $this->takeBack->ask($this->row($id));
        return ['taken' => $asked['taken'], 'owed' => $asked['owed'], 'credits' => $asked['credits']];
    }

    /** @throws UnableToDo */
    public function accept(string $id, string $by, ?string $note = null): void
    {
        $this->decide($id, 'accepted', $by, $note);
    }

    /** @throws UnableToDo */
    public function refuse(string $id, string $by, ?string $note = null): void
    {
        $this->decide($id, 'refused', $by, $note);
    }

    /**
     * A person says that a payment of this invoice was reversed, where the panel does not tell.
     *
     * @return string the state: `asked`, `accepted`, `nothing` or `off`
     * @throws UnableToDo|\Makegood\Panel\UnableToRead|\Makegood\Engine\CoreRefused
     */
    public function enter(string $invoiceId, string $amount, string $by): string
    {
        $panel = $this->panel instanceof Reversals ? $this->panel : throw new UnableToDo('This panel takes no credit back.');
        $found = $panel->reversible($invoiceId) ?? throw new UnableToDo('There is no invoice ' . $invoiceId . '.');
        // The core refuses what is no amount of the currency.
        $this->engine->call(['contract' => Engine::CONTRACT, 'command' => 'takeBack', 'currency' => $found['currency'], 'reversed' => $amount, 'credits' => []]);
        if (trim($amount, '0.') === '') {
            throw new UnableToDo('Nothing was reversed then.');
        }
        $ref = $this->reference($invoiceId);
        $now = $this->panel->now();
        $state = Reversing::enter($this->ledger, $this->takeBack, new Reversal($ref, $invoiceId, $found['paid'], null, $found['client'], $found['currency'], $amount, $now), $ref, $now);
        $this->ledger->events->add('reversal.entered', $ref, ['by' => $by, 'amount' => $amount, 'state' => $state], $now);
        return $state;
    }

    /** @throws UnableToDo */
    public function set(string $setting, string $by): void
    {
        if (!in_array($setting, Reversing::SETTINGS, true)) {
            throw new UnableToDo('The setting is ask, auto or off.');
        }
        $this->ledger->transaction(function () use ($setting, $by): void {
            $this->ledger->meta->put(Reversing::SETTING, $setting);
            $this->ledger->events->add('reversal.setting', '', ['by' => $by, 'setting' => $setting], $this->panel->now());
        });
    }

    private function decide(string $id, string $to, string $by, ?string $note): void
    {
        $row = $this->row($id);
        $now = $this->panel->now();
        $isMoved = $this->ledger->transaction(function () use ($row, $id, $to, $by, $note, $now): bool {
            $isMoved = $this->ledger->reversals->move($id, 'asked', $to, ['decided_ms' => $now, 'decided_by' => $by, 'note' => $note === '' ? null : $note]);
            $isMoved && $this->ledger->events->add('reversal.' . $to, (string) $row['ref'], ['by' => $by], $now);
            return $isMoved;
        });
        if (!$isMoved) {
            throw new UnableToDo('This was decided before.');
        }
    }

    /** Of one invoice a person enters the next one only when the one before is decided. @throws UnableToDo */
    private function reference(string $invoiceId): string
    {
        for ($n = 1; $n <= self::MOST; $n++) {
            $ref = 'hand:' . $invoiceId . '/' . $n;
            if (!$this->ledger->reversals->isKnown($ref)) {
                return $ref;
            }
            if ($this->ledger->reversals->isOpen($ref)) {
                throw new UnableToDo('This was entered already, and waits.');
            }
        }
        throw new UnableToDo('So many reversals of one invoice are no accident: look at its payments.');
    }

    /** @return array<string, mixed> */
    private function row(string $id): array
    {
        return $this->ledger->reversals->byId($id) ?? throw new UnableToDo('There is no such reversal.');
    }
}
