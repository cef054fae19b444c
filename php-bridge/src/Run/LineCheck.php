<?php

/** Cron reads back what became of the lines on invoices: a part counts once its invoice is approved, and comes back, once, when it is gone. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\LineFacts;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;

final class LineCheck
{
    private const BLOCK = 200;
    private const WAIT_S = 1;
    private const REFERENCE_MAX = 190;
    /** An invoice in these states gives nothing to the client. */
    private const DOWN = [LineFacts::REFUNDED, LineFacts::CANCELLED];

    /** @var array<string, true> invoices that are approved and not paid */
    private array $unpaid = [];

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Parking $parking,
        private readonly Problems $problems,
        private readonly RunSummary $summary,
        private readonly ?string $dataDir,
        private readonly int $nowMs,
    ) {
    }

    /** @throws \Makegood\Engine\EngineUnavailable */
    public function run(Deadline $deadline): void
    {
        if (!$this->panel instanceof Lines) {
            return;
        }
        $this->attaching($this->panel);
        // Those first that were not looked at for longest: what this run has no time for is the next one's beginning.
        foreach (array_chunk($this->ledger->lines->open(), self::BLOCK) as $i => $ids) {
            if ($i > 0 && $deadline->passed()) {
                break;
            }
            $this->block($this->panel, $this->ledger->lines->byIds($ids));
        }
        $this->block($this->panel, $this->ledger->lines->paidOnes(self::BLOCK));
        $this->aliveAgain($this->panel, $this->ledger->lines->returnedAndTouched(self::BLOCK));
        foreach ($this->ledger->lines->partlyBooked() as $id) {
            $this->problems->guard($this->engine, 'posting/' . $id, fn () => $this->complete($id));
        }
        foreach (array_keys($this->unpaid) as $invoice) {
            $this->problems->guard($this->engine, 'invoice/' . $invoice, fn () => $this->panel->closeIfNothingDue((string) $invoice));
        }
    }

    /** Whoever began them is gone once the lock of those who add lines can be had. */
    private function attaching(Panel&Lines $panel): void
    {
        if ($this->ledger->lines->attaching() === []) {
            return;
        }
        $lock = new Lock($this->ledger->db, $this->dataDir, Attaching::LOCK);
        if (!$lock->take(self::WAIT_S)) {
            return;
        }
        try {
            $this->block($panel, $this->ledger->lines->attaching());
        } finally {
            $lock->release();
        }
    }

    /** @param list<array<string, mixed>> $parts */
    private function block(Panel&Lines $panel, array $parts): void
    {
        $facts = $this->facts($panel, $parts);
        if ($facts === null) {
            return;
        }
        foreach ($parts as $part) {
            $this->problems->guard($this->engine, 'line/' . $part['id'], fn () => $this->one($part, $facts[(string) $part['line_key']] ?? null));
            Probe::at('line.checked');
        }
        $this->ledger->lines->checked(array_map('strval', array_column($parts, 'id')), $this->nowMs);
    }

    /**
     * Staff can make an invoice payable again, or paid, whose credit went back to the client: then it would be had twice. What is issued
     * is not ours to change, so people are told, until the line is off or the invoice is down again.
     *
     * @param list<array<string, mixed>> $parts
     */
    private function aliveAgain(Panel&Lines $panel, array $parts): void
    {
        $facts = $this->facts($panel, $parts);
        foreach ($facts === null ? [] : $parts as $part) {
            $now = $facts[(string) $part['line_key']] ?? null;
            if ($now !== null && !in_array($now->invoiceState, self::DOWN, true)) {
                $this->problems->report('line/' . $part['id'], 'Invoice ' . $now->invoiceId . ' is ' . $now->invoiceState . ' again, and its credit of '
                    . $part['gross'] . ' ' . $part['currency'] . ' went back to the client: take that line off the invoice, or the client has it twice.');
                continue;
            }
            $this->problems->over('line/' . $part['id']);
            $this->ledger->lines->checked([(string) $part['id']], $this->nowMs);
        }
    }

    /** @param list<array<string, mixed>> $parts @return array<string, LineFacts>|null by key; null: nothing to look at, or nothing can be said of them now */
    private function facts(Panel&Lines $panel, array $parts): ?array
    {
        return $parts === [] ? null : $this->problems->guard($this->engine, 'lines', static fn (): array => $panel->lines(array_map('strval', array_column($parts, 'line_key'))));
    }

    /** @param array<string, mixed> $part */
    private function one(array $part, ?LineFacts $facts): void
    {
        $gone = match (true) {
            $facts === null => $part['state'] === 'attaching' ? 'notAdded' : 'gone',
            in_array($facts->invoiceState, self::DOWN, true) => $facts->invoiceState,
            default => null,
        };
        if ($gone !== null && $gone !== LineFacts::REFUNDED && (bool) $part['paid']) {
            $this->doubt($part, $facts); // the client had it with what was paid, and no refund says that this is undone
        } elseif ($gone !== null) {
            $this->giveBack($part, $gone);
        } elseif (!self::isOurs($part, $facts)) {
            $this->doubt($part, $facts);
        } else {
            $this->follow($part, $facts);
        }
    }

    /** As it was added: the same line, on the same invoice, with the same amount. @param array<string, mixed> $part */
    private static function isOurs(array $part, LineFacts $facts): bool
    {
        return $facts->invoiceId === (string) $part['panel_invoice'] && self::plain($facts->amount) === self::plain((string) $part['net'])
            && ($part['panel_item'] === null || $facts->itemId === (string) $part['panel_item']);
    }

    /** Without zeros behind the last decimal: some panels store more of them. */
    private static function plain(string $amount): string
    {
        return str_contains($amount, '.') ? rtrim(rtrim($amount, '0'), '.') : $amount;
    }

    /** @param array<string, mixed> $part */
    private function follow(array $part, LineFacts $facts): void
    {
        $id = (string) $part['id'];
        $isApproved = $facts->invoiceState !== LineFacts::DRAFT;
        if ($facts->invoiceState === LineFacts::UNPAID) {
            $this->unpaid[$facts->invoiceId] = true;
        }
        if ($part['state'] === ($isApproved ? 'booked' : 'attached') && (bool) $part['paid'] === ($facts->invoiceState === LineFacts::PAID)) {
            return; // as before: most of them, each time
        }
        $this->ledger->transaction(function () use ($part, $id, $facts, $isApproved): void {
            $state = (string) $part['state'];
            if ($state === 'attaching' && $this->ledger->lines->attached($id, $facts->itemId)) {
                $state = 'attached';
                $this->event('line.attached', $part, []);
            }
            if ($state === 'attached' && $isApproved && $this->ledger->lines->moved($id, 'attached', 'booked', $this->nowMs)) {
                $this->event('line.booked', $part, []);
            } elseif ($state === 'booked' && !$isApproved && $this->ledger->lines->moved($id, 'booked', 'attached', null)) {
                $this->reopen($part);
                $this->event('line.unbooked', $part, []);
            }
            if ((bool) $part['paid'] !== ($facts->invoiceState === LineFacts::PAID)) {
                $this->ledger->lines->paid($id, $facts->invoiceState === LineFacts::PAID);
            }
        });
    }

    /** @param array<string, mixed> $part */
    private function giveBack(array $part, string $reason): void
    {
        $this->ledger->transaction(function () use ($part, $reason): void {
            if ($this->ledger->lines->returned((string) $part['id'], (string) $part['state'], $reason, $this->nowMs)) {
                $this->reopen($part);
                $this->event('line.returned', $part, ['reason' => $reason]);
            }
        });
    }

    /** @param array<string, mixed> $part */
    private function reopen(array $part): void
    {
        if ($this->ledger->postings->reopened((string) $part['posting_id'])) {
            $this->ledger->entries->setState((string) $part['entry_id'], 'ready');
        }
    }

    /** Somebody changed the line, or took it off what was paid: what that means a person says. @param array<string, mixed> $part */
    private function doubt(array $part, ?LineFacts $facts): void
    {
        $this->ledger->transaction(function () use ($part, $facts): void {
            if (!$this->ledger->lines->doubt((string) $part['id'])) {
                return;
            }
            $posting = $this->ledger->postings->byId((string) $part['posting_id']);
            if ($posting !== null) {
                $this->parking->park($posting, (string) $posting['state'], 'lineChanged', 'line/' . $part['id'], [
                    'invoice' => $facts->invoiceId ?? (string) $part['panel_invoice'], 'decided' => (string) $part['net'],
                    'now' => $facts === null ? 'gone' : ($facts->invoiceState === LineFacts::CANCELLED ? LineFacts::CANCELLED : $facts->amount),
                ]);
            }
        });
    }

    /** Posted once the parts on approved invoices are all of it, by the core. */
    private function complete(string $postingId): void
    {
        $posting = $this->ledger->postings->byId($postingId);
        $parts = $this->ledger->lines->ofPostings([$postingId])[$postingId] ?? [];
        if ($posting === null || AttachRequest::left($this->engine, (string) $posting['currency'], $posting, $parts, ['booked']) !== null) {
            return;
        }
        $booked = array_filter($parts, static fn (array $part): bool => $part['state'] === 'booked');
        $reference = self::reference(array_map('strval', array_column($booked, 'panel_invoice')));
        $marked = $this->ledger->transaction(function () use ($posting, $reference): bool {
            $marked = $this->ledger->postings->posted((string) $posting['id'], 'ready', $reference, $this->nowMs);
            if ($marked) {
                $this->ledger->entries->postedIfAllAre((string) $posting['entry_id']);
                $this->ledger->events->add('posting.posted', (string) $posting['id'], [
                    'marker' => (string) $posting['marker'], 'ref' => $reference, 'amount' => (string) $posting['amount'],
                ], $this->nowMs);
            }
            return $marked;
        });
        $this->summary->postings += (int) $marked;
    }

    /** @param list<string> $invoices */
    private static function reference(array $invoices): string
    {
        $text = 'invoice:' . implode(',', array_unique($invoices));
        return strlen($text) <= self::REFERENCE_MAX ? $text : substr($text, 0, (int) strrpos(substr($text, 0, self::REFERENCE_MAX), ',')) . ',...';
    }

    /** @param array<string, mixed> $part @param array<string, string> $data */
    private function event(string $type, array $part, array $data): void
    {
        $this->ledger->events->add($type, (string) $part['posting_id'], [
            'invoice' => (string) $part['panel_invoice'], 'line' => (string) $part['line_key'], 'gross' => (string) $part['gross'],
        ] + $data, $this->nowMs);
    }
}
