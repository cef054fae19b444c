<?php

/** What people know beside the monitors and the panel: excused time, flags, details of outages, services that were prolonged. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Instant;
use Makegood\Ledger\Excuses;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Flags;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;

final class TermsDesk
{
    private const PERCENT = '/^(100|[1-9]?\d(\.\d{1,9})?)$/D';

    public function __construct(private readonly Panel $panel, private readonly Ledger $ledger)
    {
    }

    /** @throws UnableToDo @return string its number */
    public function excuse(string $serviceId, string $kind, int $fromMs, int $toMs, ?string $note, string $by): string
    {
        $this->known($serviceId);
        if (!in_array($kind, Excuses::KINDS, true)) {
            throw new UnableToDo('This kind of excuse is not known.');
        }
        if ($toMs <= $fromMs) {
            throw new UnableToDo('The stretch must end after it begins.');
        }
        return $this->ledger->transaction(function () use ($serviceId, $kind, $fromMs, $toMs, $note, $by): string {
            $id = $this->ledger->excuses->add($serviceId, $kind, $fromMs, $toMs, $note, $by, $this->panel->now());
            $this->event('excuse.added', $id, $by, ['service' => $serviceId, 'kind' => $kind]);
            return $id;
        });
    }

    /** @throws UnableToDo */
    public function withdrawExcuse(string $id, string $by): void
    {
        $this->ledger->transaction(function () use ($id, $by): void {
            if (!$this->ledger->excuses->withdraw($id, $by, $this->panel->now())) {
                throw new UnableToDo('There is no such excuse in force.');
            }
            $this->event('excuse.withdrawn', $id, $by);
        });
    }

    /**
     * From an instant on, until it is lifted: months that become due in between forfeit their credit, where their policy says so.
     *
     * @throws UnableToDo
     * @return string its number
     */
    public function flag(string $serviceId, string $flag, int $fromMs, ?string $note, string $by): string
    {
        $this->known($serviceId);
        if (!in_array($flag, Flags::WORDS, true)) {
            throw new UnableToDo('This flag is not known.');
        }
        if ($fromMs > $this->panel->now()) {
            throw new UnableToDo('A flag cannot begin in the future.');
        }
        return $this->ledger->transaction(function () use ($serviceId, $flag, $fromMs, $note, $by): string {
            $id = $this->ledger->flags->add($serviceId, $flag, Flags::MANUAL, $fromMs, $note, $by);
            $this->event('flag.set', $id, $by, ['service' => $serviceId, 'flag' => $flag]);
            return $id;
        });
    }

    /** @param bool $isMistake it never held, so that settled months are decided again; else it ends now @throws UnableToDo */
    public function lift(string $id, bool $isMistake, string $by): void
    {
        $flag = $this->ledger->flags->byId($id);
        if ($flag === null || $flag['origin'] !== Flags::MANUAL) {
            throw new UnableToDo('There is no such flag.');
        }
        $this->ledger->transaction(function () use ($id, $isMistake, $by): void {
            if (!($isMistake ? $this->ledger->flags->withdraw($id, $by) : $this->ledger->flags->end($id, $this->panel->now(), $by))) {
                throw new UnableToDo('This flag was lifted before.');
            }
            $this->event($isMistake ? 'flag.withdrawn' : 'flag.lifted', $id, $by);
        });
    }

    /** @param ?string $affected per cent @throws UnableToDo */
    public function describeOutage(string $outageId, ?string $component, ?string $affected, ?int $reportedMs, string $by): void
    {
        $outage = $this->ledger->outages->byId($outageId) ?? throw new UnableToDo('This outage is not there any more: the evidence has changed.');
        if ($affected !== null && preg_match(self::PERCENT, $affected) !== 1) {
            throw new UnableToDo('What is affected is a percentage from 0 to 100.');
        }
        if ($component !== null && (strlen($component) > Fits::TARGET || preg_match('/[\x00-\x1f\x7f]/', $component) || !preg_match('//u', $component))) {
            throw new UnableToDo('The component is plain text of at most ' . Fits::TARGET . ' bytes.');
        }
        if ($reportedMs !== null && $reportedMs > $this->panel->now()) {
            throw new UnableToDo('It cannot have been reported in the future.');
        }
        $key = (string) $outage['outage_key'];
        $this->ledger->transaction(function () use ($key, $component, $affected, $reportedMs, $by): void {
            $this->ledger->outageDetails->put($key, $component, $affected, $reportedMs, $by, $this->panel->now());
            $this->event('outage.described', substr($key, 0, Fits::LABEL), $by, [
                'component' => (string) $component, 'affected' => (string) $affected, 'reported' => $reportedMs === null ? '' : Instant::iso($reportedMs),
            ]);
        });
    }

    /** Somebody has prolonged the service in the panel. @throws UnableToDo */
    public function prolonged(string $id, ?string $note, string $by): void
    {
        $this->ledger->transaction(function () use ($id, $note, $by): void {
            if (!$this->ledger->extensions->done($id, $note, $by, $this->panel->now())) {
                throw new UnableToDo('This is not open any more.');
            }
            $this->event('extension.done', $id, $by, ['note' => (string) $note]);
        });
    }

    /** @throws UnableToDo */
    private function known(string $serviceId): void
    {
        if ($this->ledger->spans->firstOf('service', $serviceId) === null) {
            throw new UnableToDo('There is no such service.');
        }
    }

    /** @param array<string, string> $data */
    private function event(string $type, string $ref, string $by, array $data = []): void
    {
        $this->ledger->events->add($type, $ref, ['by' => $by] + $data, $this->panel->now());
    }
}
