<?php

/**
 * What waits for an invoice goes onto it, just before it is approved: planned by the core, recorded, then given to the panel. Called by the
 * panel's hook, in whatever transaction is open. Whatever goes wrong here, the invoice is approved as the panel has it.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Db;
use Makegood\Ledger\Ledger;
use Makegood\Panel\InvoiceDraft;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;

final class Attaching
{
    public const LOCK = 'lines';
    private const WAIT_S = 3;
    private const TITLE_MAX = 200;
    /** Decimals that hold every panel's amounts. */
    private const SCALE = 4;

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
        $answer = $engine->call(self::request($draft, $waiting, $this->ledger->lines->ofPostings(array_map('strval', array_column($waiting, 'id')), true)));
        Probe::at('attach.planned');
        $byId = array_column($waiting, null, 'id');
        $parts = [];
        foreach ($answer['lines'] as $line) {
            $posting = $byId[$line['id']];
            $parts[] = [$this->ledger->lines->add($posting, $draft->id, $draft->currency, $line, $this->panel->now()), $this->title($posting)];
        }
        return $parts;
    }

    /**
     * The question to the core.
     *
     * @param list<array<string, mixed>> $waiting
     * @param array<string, list<array<string, mixed>>> $parts by posting
     * @return array<string, mixed>
     */
    public static function request(InvoiceDraft $draft, array $waiting, array $parts): array
    {
        return [
            'contract' => Engine::CONTRACT,
            'command' => 'attachCredits',
            'currency' => $draft->currency,
            'scale' => $draft->scale,
            'taxRate' => $draft->taxRate,
            'leastDue' => $draft->leastDue,
            'lines' => $draft->lines,
            'credits' => array_map(static fn (array $posting): array => self::credit($posting, $parts[(string) $posting['id']] ?? [], \Makegood\Ledger\Lines::TAKEN), $waiting),
        ];
    }

    /**
     * @param array<string, mixed> $posting with its entry's rate
     * @param list<array<string, mixed>> $parts
     * @param list<string> $states of parts that count as taken
     * @return array{id: string, amount: string, taxed: bool, attached: list<string>}
     */
    public static function credit(array $posting, array $parts, array $states): array
    {
        $taken = array_filter($parts, static fn (array $part): bool => in_array($part['state'], $states, true));
        return [
            'id' => (string) $posting['id'],
            'amount' => (string) $posting['amount'],
            'taxed' => (string) $posting['rate'] !== '0',
            'attached' => array_map('strval', array_column($taken, 'gross')),
        ];
    }

    /**
     * Whether the parts in these states are all of the posting, by the core.
     *
     * @param array<string, mixed> $posting with its entry's rate and currency
     * @param list<array<string, mixed>> $parts
     * @param list<string> $states
     */
    public static function isAllIn(Engine $engine, array $posting, array $parts, array $states): bool
    {
        $left = $engine->call([
            'contract' => Engine::CONTRACT, 'command' => 'attachCredits', 'currency' => (string) $posting['currency'], 'scale' => self::SCALE, 'taxRate' => null,
            'leastDue' => '0', 'lines' => [], 'credits' => [self::credit($posting, $parts, $states)],
        ])['left'][0]['amount'];
        return trim($left, '0.') === '';
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
        return (string) \Makegood\Ledger\Fits::shown('SLA credit ' . $posting['period'] . ', ' . $label, self::TITLE_MAX);
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
