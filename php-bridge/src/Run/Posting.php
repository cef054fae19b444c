<?php

/**
 * Pending postings → the panel, one by one: look, claim, post, mark. The claim is committed before the panel is called. What goes onto
 * invoices only becomes `ready` here: the next one that is approved takes it.
 */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Entries;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Lines;
use Makegood\Panel\Panel;
use Makegood\Panel\Reversals;
use Makegood\Panel\UnableToPost;
use Makegood\Panel\UnableToRead;

final class Posting
{
    /** After so many a person has to look. */
    public const ATTEMPTS = 5;
    private const BALANCE = 'accountCredit';
    private const LINE = 'invoiceLine';
    private const DESCRIPTION_MAX = 200;
    private const LOOKS = 5;

    /** @var array<string, true> by posting id */
    private array $tried = [];

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Lock $lock,
        private readonly SafetyCatch $safetyCatch,
        private readonly Reconciling $reconciling,
        private readonly Parking $parking,
        private readonly Problems $problems,
        private readonly string $owner,
        private readonly int $nowMs,
    ) {
    }

    /** May be called again in one run: what was tried is left to the next one. @throws \Makegood\Engine\EngineUnavailable */
    public function run(Deadline $deadline): void
    {
        $waiting = $this->safetyCatch->waiting();
        $isNew = fn (array $posting): bool => !isset($this->tried[(string) $posting['id']]);
        if (array_filter($waiting, $isNew) === []) {
            return;
        }
        $routes = $this->panel->capabilities()['routes'];
        $waiting = array_values(array_filter($waiting, fn (array $posting): bool => $this->way($posting, $routes) !== null));
        if (array_filter($waiting, $isNew) === []) {
            return;
        }
        $this->engine->canary();
        $pending = array_values(array_filter($this->safetyCatch->withinLimits($waiting), $isNew));
        foreach ($pending as $i => $posting) {
            if ($i > 0 && $deadline->passed()) {
                return;
            }
            if (!$this->lock->held()) {
                $this->problems->report('lock', 'The lock was lost with its connection; the next run goes on.');
                return;
            }
            $this->tried[(string) $posting['id']] = true;
            $this->one((string) $posting['id'], (string) $this->way($posting, $routes));
        }
        $this->problems->over('lock');
    }

    /**
     * As it was decided, if the panel still can; what had no way then goes the first one that there is now.
     *
     * @param array<string, mixed> $posting
     * @param list<string> $routes
     */
    private function way(array $posting, array $routes): ?string
    {
        $way = in_array($posting['route'], [self::BALANCE, self::LINE], true) ? (string) $posting['route'] : ($routes[0] ?? '');
        if ($way === self::BALANCE && in_array($posting['kind'] ?? '', [Entries::KIND_REFUND, Entries::KIND_TAKE_BACK], true)) {
            return $way; // decided so, also where other credit goes onto invoices
        }
        return in_array($way, $routes, true) && ($way === self::BALANCE || $this->panel instanceof Lines) ? $way : null;
    }

    private function one(string $id, string $way): void
    {
        $ref = 'posting/' . $id;
        $posting = $this->problems->guard($this->engine, $ref, function () use ($id, $way): array|false {
            $fit = $this->fit($id);
            return $fit === null || ($way === self::LINE && $this->waitsForAnInvoice($fit)) ? false : $this->claim($fit) ?? false;
        }, false);
        if ($posting === null) {
            $this->notClaimed($id);
            return;
        }
        if ($posting === false) {
            return;
        }
        Probe::at('post.before');
        try {
            $this->book($posting);
        } catch (\Throwable $failure) {
            if (Problems::endsTheRun($failure)) {
                throw $failure;
            }
            $this->failed($posting, $ref, $failure);
            return;
        }
        Probe::at('post.returned');
        // Without the mark it stays claimed; the next run finds the credit.
        $this->problems->guard($this->engine, $ref, fn () => $this->reconciling->mark($posting, $this->reference($posting), 'posting.posted'));
    }

    /** @param array<string, mixed> $posting @throws \Makegood\Panel\UnableToPost */
    private function book(array $posting): void
    {
        [$client, $amount] = [(string) $posting['client_id'], (string) $posting['amount']];
        if (!TakeBack::isRemoval($amount)) {
            $this->panel->addCredit($client, $amount, self::description($posting));
            return;
        }
        $panel = $this->panel instanceof Reversals ? $this->panel : throw new UnableToPost('This panel takes no credit back.');
        $panel->removeCredit($client, TakeBack::positive($amount), self::description($posting));
    }

    /** @return array<string, mixed>|null the row that may still be posted as it was decided; otherwise it is pending no more, or waits for a person now */
    private function fit(string $id): ?array
    {
        $posting = $this->ledger->postings->byId($id);
        if ($posting === null || $posting['state'] !== 'pending') {
            return null;
        }
        $currency = $this->panel->currency((string) $posting['client_id']);
        if ($currency !== $posting['currency']) {
            // Also after a person's word: this amount is not one of that currency.
            $about = 'currency/' . $this->ledger->cases->countOfPosting($id);
            $this->parking->park($posting, 'pending', 'currency', $about, ['decided' => (string) $posting['currency'], 'now' => $currency]);
            return null;
        }
        if ($posting['kind'] === Entries::KIND_TAKE_BACK) {
            return $posting;
        }
        $by = $this->ledger->entries->takenBack((string) $posting['service_id'], (string) $posting['period'], (string) $posting['kind'], (int) $posting['entry_n']);
        if ($by !== null && $this->ledger->cases->byKey(Parking::key($id, 'corrected/' . $by)) === null) {
            $this->parking->park($posting, 'pending', 'corrected', 'corrected/' . $by);
            return null;
        }
        return $posting;
    }

    /** @param array<string, mixed> $posting @return bool false: it goes to the balance */
    private function waitsForAnInvoice(array $posting): bool
    {
        $id = (string) $posting['id'];
        // Of what went onto invoices already nothing goes to the balance as well.
        if ($this->ledger->lines->ofPostings([$id]) === [] && PrepaidRule::isOn($this->ledger)
            && $this->panel instanceof Lines && $this->panel->paysFromBalance((string) $posting['client_id'])) {
            return false;
        }
        $this->ledger->transaction(function () use ($id, $posting): void {
            if ($this->ledger->postings->ready($id, $this->nowMs)) {
                $this->ledger->entries->setState((string) $posting['entry_id'], 'ready');
                $this->ledger->events->add('posting.ready', $id, ['marker' => (string) $posting['marker'], 'amount' => (string) $posting['amount']], $this->nowMs);
            }
        });
        $this->problems->over('posting/' . $id);
        return true;
    }

    /** Nothing was begun, so it stays pending, but not for ever. */
    private function notClaimed(string $id): void
    {
        $attempts = $this->ledger->postings->failed($id);
        $posting = $this->ledger->postings->byId($id);
        if ($attempts >= self::ATTEMPTS && $posting !== null) {
            $this->parking->park($posting, 'pending', 'notPosted', (string) $attempts);
        }
    }

    /** @param array<string, mixed> $posting @return array<string, mixed>|null the claimed row; null when it was not pending any more */
    private function claim(array $posting): ?array
    {
        $id = (string) $posting['id'];
        [$balance, $lastId] = $this->before((string) $posting['client_id']);
        if (TakeBack::isRemoval((string) $posting['amount']) && !TakeBack::isThere($this->engine, $posting, $balance)) {
            throw new UnableToPost('The account holds less by now than is to be taken back.');
        }
        Probe::at('claim.before');
        $claimed = $this->ledger->transaction(function () use ($id, $posting, $balance, $lastId): bool {
            if (!$this->ledger->postings->claim($id, $this->owner, $balance, $lastId, $this->nowMs)) {
                return false;
            }
            $this->ledger->entries->setState((string) $posting['entry_id'], 'posting');
            return true;
        });
        Probe::at('claim.committed');
        return $claimed ? $this->ledger->postings->byId($id) : null;
    }

    /**
     * Balance and last credit id of one moment: a row that comes between the two reads would later look like a doubt.
     *
     * @return array{string, string}
     */
    private function before(string $clientId): array
    {
        $lastId = $this->panel->lastCreditId($clientId);
        for ($look = 1;; $look++) {
            $balance = $this->panel->balance($clientId);
            $seen = $lastId;
            $lastId = $this->panel->lastCreditId($clientId);
            if ($lastId === $seen || $look >= self::LOOKS) {
                return [$balance, $lastId];
            }
        }
    }

    /**
     * The panel did not say yes, which does not mean no.
     *
     * @param array<string, mixed> $posting
     */
    private function failed(array $posting, string $ref, \Throwable $failure): void
    {
        // Without a verdict it stays claimed; the next run finds out.
        $verdict = $this->problems->guard($this->engine, $ref, fn (): string => $this->reconciling->settle($posting), false);
        $verdict === 'posted' ? $this->problems->over($ref) : $this->problems->report($ref, $failure->getMessage());
    }

    /**
     * The panel's id of the credit, for people; the posting counts without it, too.
     *
     * @param array<string, mixed> $posting
     */
    private function reference(array $posting): ?string
    {
        try {
            foreach ($this->panel->creditRows((string) $posting['client_id'], (string) $posting['credit_id_before']) as $row) {
                if (str_starts_with($row->description, (string) $posting['marker'])) {
                    return $row->id;
                }
            }
        } catch (UnableToRead) {
        }
        return null;
    }

    /** @param array<string, mixed> $posting @return string marker first: it is how the row is found again */
    private static function description(array $posting): string
    {
        $what = match ($posting['kind']) {
            Entries::KIND_REFUND => ' Refund ',
            Entries::KIND_TAKE_BACK => ' Payment reversed, credit taken back ',
            default => ' SLA credit ',
        };
        $text = $posting['marker'] . $what . $posting['period'] . ', service ' . $posting['service_id'];
        return substr($text, 0, self::DESCRIPTION_MAX);
    }
}
