<?php

/** Read-only answers for pages: a client's credits with their reasons, totals, health. */

declare(strict_types=1);

namespace Makegood\Desk;

use Makegood\Engine\Json;
use Makegood\Intake\Counter;
use Makegood\Intake\DataDirectory;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Installation;
use Makegood\Run\Limits;
use Makegood\Run\Mode;
use Makegood\Run\PrepaidRule;
use Makegood\Run\Run;
use Makegood\Run\Settings;

final class Views
{
    /** Of an entry, for the client whose it is: nothing about other clients, nothing about the panel's log. */
    private const CLIENT_FIELDS = [
        'id', 'service_id', 'currency', 'period', 'n', 'net', 'tax', 'gross', 'rate', 'state', 'carry_before', 'carry_after', 'created_ms',
    ];

    public function __construct(
        private readonly Panel $panel,
        private readonly Ledger $ledger,
        private readonly Settings $settings,
    ) {
    }

    /** @return list<array<string, mixed>> entries, newest period first, each with `steps`, `availability`, `label`, `postings` */
    public function creditsOfClient(string $clientId): array
    {
        return array_map(function (array $entry): array {
            $result = Json::decode((string) $entry['answer'])['results'][0];
            return array_intersect_key($entry, array_flip(self::CLIENT_FIELDS)) + [
                'steps' => $result['steps'],
                'availability' => $result['availability'],
                'label' => (string) $this->ledger->spans->labelOf((string) $entry['service_id'], (string) $entry['client_id']),
                'postings' => array_map(
                    static fn (array $posting): array => ['amount' => $posting['amount'], 'state' => $posting['state'], 'posted_ms' => $posting['posted_ms']],
                    $this->ledger->postings->ofEntry((string) $entry['id']),
                ),
            ];
        }, $this->ledger->entries->ofClient($clientId));
    }

    /**
     * Over the whole ledger. `refused`: outages unconfirmed, refused or wholly excluded; `review`: cases that wait.
     *
     * @return array{deliveries: int, observations: int, confirmed: int, refused: int, review: int, entries: int, postings: int}
     */
    public function totals(): array
    {
        $outages = $this->ledger->outages->totals();
        return [
            'deliveries' => $this->ledger->deliveries->count(),
            'observations' => $this->ledger->observations->count(),
            'confirmed' => $outages['confirmed'],
            'refused' => $outages['refused'],
            'review' => $this->ledger->cases->countOpen() + $this->ledger->reversals->countAsked(),
            'entries' => $this->ledger->entries->count(),
            'postings' => $this->ledger->postings->count(),
        ];
    }

    /**
     * `paused`: why nothing is posted in spite of being live. `heldLines`: held by people; `heldRuns`: postings that wait in held runs.
     *
     * @return array{mode: string, liveFrom: ?string, paused: ?string, limits: array<string, mixed>, heldLines: int, heldRuns: int, balance: string, engine: ?string,
     *         data: bool, spooled: int, rejected: int, lastRun: array<string, mixed>|null, problems: list<string>} and what Watchers::health adds
     */
    public function health(): array
    {
        $mode = Mode::of($this->ledger);
        $data = $this->settings->dataDir === null ? null : DataDirectory::at($this->settings->dataDir);
        return [
            'mode' => $mode->isLive() ? Mode::LIVE : Mode::DRY,
            'liveFrom' => $mode->from(),
            'paused' => $this->paused(),
            'limits' => Limits::of($this->ledger),
            'heldLines' => $this->ledger->holds->count(),
            'heldRuns' => $this->ledger->postings->countHeldInRuns() + $this->ledger->payouts->countHeldInRuns(),
            'balance' => PrepaidRule::of($this->ledger),
            'engine' => $this->ledger->meta->get(Run::ENGINE_PROBLEM),
            'data' => $data !== null,
            'spooled' => $data === null ? 0 : count($data->spool()->files()),
            'rejected' => Counter::value($this->ledger),
            'lastRun' => $this->ledger->runs->recent(1)[0] ?? null,
            'problems' => $this->ledger->meta->startingWith('problem/'),
        ] + (new Watchers($this->ledger, $this->panel->now()))->health();
    }

    private function paused(): ?string
    {
        try {
            return Installation::paused($this->ledger, $this->panel);
        } catch (UnableToRead $unread) {
            return $unread->getMessage();
        }
    }
}
