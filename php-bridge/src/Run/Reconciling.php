<?php

/** What became of a posting that was begun: the core compares the panel's log and balance with what was noted before. */

declare(strict_types=1);

namespace Makegood\Run;

use Makegood\Engine\Engine;
use Makegood\Ledger\Ledger;
use Makegood\Panel\CreditRow;
use Makegood\Panel\Panel;

final class Reconciling
{
    private const LOOKS = 3;
    private const PAUSE_US = 50_000;

    public function __construct(
        private readonly Ledger $ledger,
        private readonly Panel $panel,
        private readonly Engine $engine,
        private readonly Parking $parking,
        private readonly RunSummary $summary,
        private readonly int $nowMs,
    ) {
    }

    /**
     * @param array<string, mixed> $posting a row in state `posting` whose owner is gone
     * @return string the core's verdict: `posted`, `notPosted` or `review`
     * @throws \Makegood\Engine\CoreRefused|\Makegood\Engine\EngineFailure|\Makegood\Engine\EngineUnavailable|\Makegood\Panel\UnableToRead
     */
    public function settle(array $posting): string
    {
        $answer = $this->ask($posting);
        // Another process of the panel may stand between two writes of its own: only a doubt that stays is one.
        for ($look = 2; $answer['verdict'] === 'review' && $look <= self::LOOKS; $look++) {
            usleep(self::PAUSE_US);
            $answer = $this->ask($posting);
        }
        match ($answer['verdict']) {
            'posted' => $this->mark($posting, $answer['row'], 'posting.found'),
            'notPosted' => $this->release($posting),
            'review' => $this->park($posting, $answer['steps']),
        };
        return $answer['verdict'];
    }

    /**
     * @param array<string, mixed> $posting
     * @return array<string, mixed> the core's answer on the books as they are now
     */
    private function ask(array $posting): array
    {
        $clientId = (string) $posting['client_id'];
        return $this->engine->call([
            'contract' => Engine::CONTRACT,
            'command' => 'reconcilePosting',
            'currency' => (string) $posting['currency'],
            'amount' => (string) $posting['amount'],
            'marker' => (string) $posting['marker'],
            'balanceBefore' => (string) $posting['balance_before'],
            'balanceNow' => $this->panel->balance($clientId),
            'rows' => array_map(
                static fn (CreditRow $row): array => ['id' => $row->id, 'amount' => $row->amount, 'description' => $row->description],
                $this->panel->creditRows($clientId, (string) $posting['credit_id_before']),
            ),
        ]);
    }

    /** @param array<string, mixed> $posting */
    public function mark(array $posting, ?string $panelRef, string $event): void
    {
        Probe::at('mark.before');
        $marked = $this->ledger->transaction(function () use ($posting, $panelRef, $event): bool {
            $marked = $this->ledger->postings->posted((string) $posting['id'], 'posting', $panelRef, $this->nowMs);
            if ($marked) {
                $this->ledger->entries->postedIfAllAre((string) $posting['entry_id']);
                $this->event($event, $posting, ['ref' => (string) $panelRef, 'amount' => (string) $posting['amount']]);
            }
            return $marked;
        });
        Probe::at('mark.committed');
        $this->summary->postings += (int) $marked;
    }

    /** @param array<string, mixed> $posting */
    private function release(array $posting): void
    {
        if ((int) $posting['attempt'] >= Posting::ATTEMPTS) {
            // The attempt is part of the key: after a person's word it is a question of its own again.
            $this->parking->park($posting, 'posting', 'notPosted', (string) $posting['attempt']);
            return;
        }
        $this->ledger->transaction(function () use ($posting): void {
            $this->ledger->postings->move((string) $posting['id'], 'posting', 'pending');
            $this->ledger->entries->setState((string) $posting['entry_id'], 'pending');
            $this->event('posting.released', $posting, []);
        });
    }

    /**
     * @param array<string, mixed> $posting
     * @param list<array<string, mixed>> $steps
     */
    private function park(array $posting, array $steps): void
    {
        $this->parking->park($posting, 'posting', 'unclear', (string) $posting['attempt'], ['steps' => json_encode($steps, JSON_THROW_ON_ERROR)]);
    }

    /**
     * @param array<string, mixed> $posting
     * @param array<string, string> $data
     */
    private function event(string $type, array $posting, array $data): void
    {
        $this->ledger->events->add($type, (string) $posting['id'], ['marker' => (string) $posting['marker']] + $data, $this->nowMs);
    }
}
