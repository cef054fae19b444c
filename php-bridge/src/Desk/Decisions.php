<?php

/** A person's word on a review case: the core says what follows from it, and it is done in the same transaction. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Engine;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lines;
use Makegood\Panel\Panel;
use Makegood\Run\AttachRequest;
use Makegood\Run\Probe;

final class Decisions
{
    private const REFUSED = 'refused with run ';

    public function __construct(
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Ledger $ledger,
    ) {
    }

    /**
     * @param string $action `accept` or `refuse`
     * @throws UnableToDo|\Makegood\Engine\CoreRefused
     */
    public function decide(string $caseId, string $action, string $by, ?string $note): void
    {
        $case = $this->ledger->cases->byId($caseId) ?? throw new UnableToDo('There is no such case.');
        if ($case['state'] === 'withdrawn') {
            throw new UnableToDo('This case does not arise any more: the evidence has changed.');
        }
        $answer = $this->engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'advanceCase',
            'asOf' => Instant::iso($this->panel->now()),
            'action' => $action,
            'actor' => $by,
            'note' => $note === '' ? null : $note,
            'case' => self::wire($case),
        ]);
        $this->ledger->transaction(fn () => $this->apply($case, $answer));
    }

    /**
     * @param array{int, int}|null $seenMs from and to as the person saw them
     * @throws UnableToDo|\Makegood\Engine\CoreRefused
     */
    public function acceptOutage(string $outageId, string $by, ?string $note, ?array $seenMs): void
    {
        $outage = $this->ledger->outages->byId($outageId) ?? throw new UnableToDo('This outage is not there any more: the evidence has changed.');
        if ((int) $outage['open'] === 1) {
            throw new UnableToDo('This outage is not over yet.');
        }
        if (!in_array($outage['status'], ['unconfirmed', 'review'], true)) {
            throw new UnableToDo('This outage needs no acceptance.');
        }
        if ($seenMs !== null && $seenMs !== [(int) $outage['from_ms'], (int) $outage['to_ms']]) {
            throw new UnableToDo('This outage is from ' . Instant::iso((int) $outage['from_ms']) . ' to ' . Instant::iso((int) $outage['to_ms'])
                . ' by now: new messages have come since the page was made. Look at it again.');
        }
        $key = 'outage/' . $outage['subject'] . '/' . $outage['from_ms'] . '/' . $outage['to_ms'];
        $about = ['subject' => (string) $outage['subject'], 'from_ms' => (int) $outage['from_ms'], 'to_ms' => (int) $outage['to_ms']];
        $this->ledger->transaction(function () use ($key, $about, $by, $note): void {
            $this->ledger->cases->open($key, 'outage', 'byHand', $about, $this->panel->now());
            $this->decide((string) $this->ledger->cases->byKey($key)['id'], 'accept', $by, $note);
        });
    }

    /**
     * @param array<string, mixed> $case
     * @param array<string, mixed> $answer
     */
    private function apply(array $case, array $answer): void
    {
        $decided = $answer['case'];
        $taken = $this->ledger->cases->decide(
            (string) $case['id'],
            $decided['state'],
            Instant::ms($decided['decidedAt']),
            $decided['decidedBy'],
            $decided['note'],
        );
        if (!$taken) {
            throw new UnableToDo('Somebody else decided this case just now.');
        }
        Probe::at('case.decided');
        match ($answer['effect']['type']) {
            'releaseRun' => $this->clearRun((string) $case['run_id']),
            'holdRun' => $this->holdRun((string) $case['run_id'], $decided['decidedBy']),
            'markPosted' => $this->markPosted((string) $case['posting_id']),
            'postAgain' => $this->postAgain((string) $case['posting_id']),
            'enterClaim' => $this->enterClaim($case, $answer['effect'], $decided['note']),
            // Decided outages are read by the next confirm; a claim that is refused leaves nothing.
            default => null,
        };
        $this->ledger->events->add('case.' . $decided['state'], (string) $case['id'], [
            'by' => $decided['decidedBy'], 'key' => (string) $case['case_key'], 'effect' => $answer['effect']['type'],
        ], $this->panel->now());
    }

    /** Nothing of it goes out by itself any more: each line waits until a person releases it. */
    private function holdRun(string $runId, string $by): void
    {
        $now = $this->panel->now();
        foreach ([...$this->ledger->postings->ofHeldRun($runId), ...$this->ledger->payouts->ofHeldRun($runId)] as $posting) {
            [$service, $period] = [(string) $posting['service_id'], (string) $posting['period']];
            if ($this->ledger->holds->hold($service, $period, self::REFUSED . $runId, $by, $now)) {
                $this->ledger->events->add('hold', $service . '/' . $period, ['by' => $by, 'note' => self::REFUSED . $runId], $now);
            }
        }
        $this->clearRun($runId);
    }

    /** It was asked for when the client asked, however long it took to decide. @param array<string, mixed> $case @param array<string, mixed> $effect */
    private function enterClaim(array $case, array $effect, ?string $note): void
    {
        $by = (string) $case['opened_by'];
        $this->ledger->claims->add((string) $effect['service'], (string) $effect['period'], (int) $case['opened_ms'], $note, $by, $this->panel->now());
        $this->ledger->events->add('claim.made', $effect['service'] . '/' . $effect['period'], ['by' => $by, 'at' => Instant::iso((int) $case['opened_ms'])], $this->panel->now());
    }

    private function clearRun(string $runId): void
    {
        $this->ledger->postings->clearRun($runId);
        $this->ledger->payouts->clearRun($runId);
    }

    private function markPosted(string $postingId): void
    {
        $posting = $this->posting($postingId);
        $isAboutALine = $this->ledger->lines->doubtful($postingId) !== [];
        if ($isAboutALine && $posting['state'] === 'review') {
            $this->ledger->lines->settled($postingId, $this->panel->now());
            $parts = $this->ledger->lines->ofPostings([$postingId])[$postingId] ?? [];
            if (AttachRequest::left($this->engine, (string) $posting['currency'], $posting, $parts, Lines::TAKEN) !== null) {
                $this->goOn($posting); // the word was about a part: the rest of the credit waits for an invoice as before
                return;
            }
        }
        if ($this->ledger->postings->posted($postingId, 'review', null, $this->panel->now())) {
            $this->ledger->entries->postedIfAllAre((string) $posting['entry_id']);
        }
    }

    /** @param array<string, mixed> $posting */
    private function goOn(array $posting): bool
    {
        $moved = $this->ledger->postings->move((string) $posting['id'], 'review', 'pending');
        if ($moved) {
            $this->ledger->entries->setState((string) $posting['entry_id'], 'pending');
        }
        return $moved;
    }

    private function postAgain(string $postingId): void
    {
        $posting = $this->posting($postingId);
        if ($this->goOn($posting)) {
            $this->takeBack($postingId);
        }
    }

    /** A line that somebody changed counts for nothing: another invoice takes what it stood for. */
    private function takeBack(string $postingId): void
    {
        foreach ($this->ledger->lines->doubtful($postingId) as $part) {
            if ($this->ledger->lines->returned((string) $part['id'], (string) $part['state'], Lines::CHANGED, $this->panel->now())) {
                $this->ledger->events->add('line.returned', $postingId, [
                    'invoice' => (string) $part['panel_invoice'], 'line' => (string) $part['line_key'], 'gross' => (string) $part['gross'], 'reason' => Lines::CHANGED,
                ], $this->panel->now());
            }
        }
    }

    /** @return array<string, mixed> */
    private function posting(string $id): array
    {
        return $this->ledger->postings->byId($id) ?? throw new UnableToDo('The case\'s posting is not there.');
    }

    /** @param array<string, mixed> $case @return array<string, mixed> the contract's case */
    private static function wire(array $case): array
    {
        $wire = [
            'id' => (string) $case['id'],
            'kind' => (string) $case['kind'],
            'state' => (string) $case['state'],
            'openedAt' => Instant::iso((int) $case['opened_ms']),
        ];
        return $wire + match ($case['kind']) {
            'outage' => [
                'subject' => (string) $case['subject'],
                'from' => Instant::iso((int) $case['from_ms']),
                'to' => Instant::iso((int) $case['to_ms']),
            ],
            'posting' => ['posting' => (string) $case['posting_id']],
            'run' => ['run' => (string) $case['run_id']],
            'claim' => ['service' => (string) $case['service_id'], 'period' => (string) $case['period']],
        };
    }
}
