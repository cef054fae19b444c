<?php

/**
 * What waits for an invoice goes onto it, just before it is approved: planned by the core, recorded, then given to the panel. Called by the
 * panel's hook, in whatever transaction is open. Whatever goes wrong here, the invoice is approved as the panel has it.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Db;
use Makegood\Ledger\Entries;
use Makegood\Ledger\Fits;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lines as Parts;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;

final class Attaching
{
    public const LOCK = 'lines';
    private const WAIT_S = 3;
    private const TITLE_MAX = 200;

    /** @param \Closure(): Engine $engine asked for only when something waits */
    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel&Lines $panel,
        private readonly \Closure $engine,
        private readonly ?string $dataDir = null,
    ) {
    }

    /** @return int lines that were added */
    public function to(string $invoiceId): int
    {
        try {
            return $this->attach($invoiceId);
        } catch (\Throwable $failure) {
            if (Probe::isDeath($failure)) {
                throw $failure;
            }
            $this->tell($invoiceId, $failure);
            return 0;
        }
    }

    private function attach(string $invoiceId): int
    {
        if (!Mode::of($this->ledger)->isLive()) {
            return 0;
        }
        $draft = $this->panel->draft($invoiceId);
        if ($draft === null || !$this->ledger->lines->mayWait($draft->clientId, $draft->currency) || Installation::paused($this->ledger, $this->panel) !== null) {
            return 0;
        }
        $engine = ($this->engine)();
        // Held until the panel has the lines: whoever gets it knows that the owner of what is `attaching` is gone.
        $lock = new Lock($this->ledger->db, $this->dataDir, self::LOCK);
        if (!$lock->take(self::WAIT_S)) {
            return 0;
        }
        try {
            $parts = $this->within(fn (): array => $this->plan($engine, $invoiceId));
            Probe::at('attach.recorded');
            return $this->give($parts);
        } finally {
            $lock->release();
        }
    }

    /** @return list<array{array<string, mixed>, string}> parts with their titles, recorded as `attaching` */
    private function plan(Engine $engine, string $invoiceId): array
    {
        $draft = $this->panel->draft($invoiceId); // again: somebody else may just have added lines
        $waiting = $draft === null ? [] : $this->ledger->lines->waiting($draft->clientId, $draft->currency);
        if ($draft === null || $waiting === []) {
            return [];
        }
        $stored = $this->ledger->lines->ofPostings(array_map('strval', array_column($waiting, 'id')), true);
        $credits = array_map(static fn (array $posting): array => AttachRequest::credit(
            $posting,
            (string) $posting['rate'] !== '0',
            $stored[(string) $posting['id']] ?? [],
            Parts::TAKEN,
        ), $waiting);
        $answer = $engine->call(AttachRequest::of($draft->currency, $draft->scale, $draft->taxRate, $draft->leastDue, $draft->lines, $credits));
        Probe::at('attach.planned');
        $byId = array_column($waiting, null, 'id');
        $parts = [];
        foreach ($answer['lines'] as $line) {
            $posting = $byId[$line['id']];
            $parts[] = [$this->ledger->lines->add($posting, $draft->id, $draft->currency, $line, $this->panel->now()), $this->title($posting)];
        }
        return $parts;
    }

    /** @param list<array{array<string, mixed>, string}> $parts */
    private function give(array $parts): int
    {
        $added = 0;
        foreach ($parts as [$part, $title]) {
            // A refusal leaves it `attaching`, and those after it: cron finds out by reading back.
            $item = $this->panel->addLine((string) $part['panel_invoice'], (string) $part['line_key'], (string) $part['net'], (bool) $part['taxed'], $title);
            Probe::at('attach.added');
            $this->within(function () use ($part, $item): void {
                if ($this->ledger->lines->attached((string) $part['id'], $item)) {
                    $this->ledger->events->add('line.attached', (string) $part['posting_id'], [
                        'invoice' => (string) $part['panel_invoice'], 'line' => (string) $part['line_key'], 'gross' => (string) $part['gross'],
                    ], $this->panel->now());
                }
            });
            Probe::at('attach.marked');
            $added++;
        }
        return $added;
    }

    /** @param array<string, mixed> $posting what the client reads on the invoice */
    private function title(array $posting): string
    {
        $label = (string) $this->ledger->spans->labelOf((string) $posting['service_id'], (string) $posting['client_id']);
        $label = $label === '' ? 'service ' . $posting['service_id'] : $label;
        return (string) Fits::shown(($posting['kind'] === Entries::KIND_REFUND ? 'Refund ' : 'SLA credit ') . $posting['period'] . ', ' . $label, self::TITLE_MAX);
    }

    /**
     * @template T
     * @param callable(): T $work
     * @return T in the transaction that is open, or in one of its own
     */
    private function within(callable $work): mixed
    {
        return $this->panel->pdo()->inTransaction() ? $work() : $this->ledger->transaction($work);
    }

    private function tell(string $invoiceId, \Throwable $failure): void
    {
        try {
            $this->panel->log('Makegood added no credit to invoice ' . $invoiceId . ': ' . $failure->getMessage());
            if (!Db::isBusy($failure)) {
                $this->ledger->events->add('line.failed', $invoiceId, ['problem' => get_class($failure) . ': ' . $failure->getMessage()], $this->panel->now());
            }
        } catch (\Throwable) {
            // The invoice is what matters.
        }
    }
}
