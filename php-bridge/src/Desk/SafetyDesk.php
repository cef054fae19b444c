<?php

/** Dry run and live, lines held back, limits, the installation's address: what a person says about money going out. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Engine\Json;
use Makegood\Instant;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Installation;
use Makegood\Run\Limits;
use Makegood\Run\Mode;
use Makegood\Run\PrepaidRule;
use Makegood\Run\Problems;
use Makegood\Run\RunSummary;

final class SafetyDesk
{
    private const MONTH = '/^\d{4}-(0[1-9]|1[0-2])$/D';
    /** A month, or a refund. */
    private const LINE = '/^(\d{4}-(0[1-9]|1[0-2])|[B-Z]\d{6})$/D';
    /** Postings in these states can still be kept from going out. */
    private const STOPPABLE = ['pending', 'review', 'ready', 'failed', 'task'];

    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
    ) {
    }

    /** @throws UnableToDo */
    public function goLive(string $fromPeriod, string $by): void
    {
        if (!preg_match(self::MONTH, $fromPeriod)) {
            throw new UnableToDo('The first month is written like 2026-04.');
        }
        [$year, $month] = explode('-', Instant::month($this->panel->now()));
        $earliest = sprintf('%04d-%s', (int) $year - 1, $month);
        if (strcmp($fromPeriod, $earliest) < 0) {
            throw new UnableToDo('The first month can lie 12 months back at most: ' . $earliest . ' or later.');
        }
        $this->ledger->transaction(function () use ($fromPeriod, $by): void {
            Mode::live($this->ledger, $fromPeriod);
            $this->rememberAddress();
            $this->event('mode.live', '', ['from' => $fromPeriod], $by);
        });
    }

    public function goDry(string $by): void
    {
        $this->ledger->transaction(function () use ($by): void {
            Mode::dry($this->ledger);
            $this->notPausedAnyMore();
            $this->event('mode.dry', '', [], $by);
        });
    }

    /** @throws UnableToDo */
    public function confirmInstallation(string $by): void
    {
        $this->ledger->transaction(function () use ($by): void {
            $before = (string) Installation::known($this->ledger);
            $this->rememberAddress();
            $this->event('installation.confirmed', '', ['url' => (string) Installation::known($this->ledger), 'before' => $before], $by);
        });
    }

    /**
     * @param array<string, string> $amounts currency => amount
     * @throws \Makegood\Engine\CoreRefused
     */
    public function setLimits(?int $clients, array $amounts, string $by): void
    {
        $limits = ['clients' => $clients, 'amounts' => []];
        foreach ($amounts as $currency => $amount) {
            $limits['amounts'][] = ['currency' => (string) $currency, 'amount' => $amount];
        }
        Limits::check($this->engine, $limits, [], []);
        $this->ledger->transaction(function () use ($limits, $by): void {
            Limits::put($this->ledger, $limits);
            $this->event('limits', '', ['limits' => Json::encode($limits)], $by);
        });
    }

    /**
     * Where credit of clients goes whose next invoice the panel pays from the balance.
     *
     * @param string $word of PrepaidRule::WORDS
     * @throws UnableToDo
     */
    public function setBalance(string $word, string $by): void
    {
        if (!in_array($word, PrepaidRule::WORDS, true)) {
            throw new UnableToDo('There is no such rule.');
        }
        $this->ledger->transaction(function () use ($word, $by): void {
            PrepaidRule::put($this->ledger, $word);
            $this->event('balance', '', ['balance' => $word], $by);
        });
    }

    /** @throws UnableToDo */
    public function hold(string $serviceId, string $period, string $by, ?string $note): void
    {
        if (!preg_match(self::LINE, $period) || $this->ledger->spans->ofService($serviceId, 0, PHP_INT_MAX) === []) {
            throw new UnableToDo('There is no such service and month.');
        }
        $note = $note === '' ? null : $note;
        if (strlen((string) $note) > Fits::NOTE) {
            throw new UnableToDo('The note is too long.');
        }
        $this->ledger->transaction(function () use ($serviceId, $period, $by, $note): void {
            // Its postings first: a run that is about to claim one waits for this, or this sees that it was claimed.
            $states = [...$this->ledger->postings->statesForUpdate($serviceId, $period), ...$this->ledger->payouts->statesForUpdate($serviceId, $period)];
            if ($states !== [] && array_intersect($states, self::STOPPABLE) === []) {
                throw new UnableToDo('It is too late: this credit has gone out already.');
            }
            if (!$this->ledger->holds->hold($serviceId, $period, $note, $by, $this->panel->now())) {
                throw new UnableToDo('This line is held already.');
            }
            $this->event('hold', $serviceId . '/' . $period, ['note' => (string) $note], $by);
        });
    }

    /** @throws UnableToDo */
    public function release(string $serviceId, string $period, string $by): void
    {
        $this->ledger->transaction(function () use ($serviceId, $period, $by): void {
            if (!$this->ledger->holds->release($serviceId, $period, $by, $this->panel->now())) {
                throw new UnableToDo('This line is not held.');
            }
            $this->event('release', $serviceId . '/' . $period, [], $by);
        });
    }

    /** @throws UnableToDo */
    private function rememberAddress(): void
    {
        try {
            Installation::remember($this->ledger, $this->panel);
        } catch (UnableToRead) {
            throw new UnableToDo('The panel cannot be read just now. Try again.');
        }
        $this->notPausedAnyMore();
    }

    /** The next run would find it out, too; until then nobody should read the old sentence. */
    private function notPausedAnyMore(): void
    {
        (new Problems($this->ledger, new RunSummary(), $this->panel->now()))->over(Installation::PROBLEM);
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, array $data, string $by): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
