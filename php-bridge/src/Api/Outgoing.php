<?php

/** All that is about to be posted: foreseen, decided, or waiting in a held run; each line can be held. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Engine\CoreRefused;
use Makegood\Engine\Engine;
use Makegood\Engine\EngineFailure;
use Makegood\Engine\EngineUnavailable;
use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Panel\Panel;
use Makegood\Panel\UnableToRead;
use Makegood\Run\Installation;
use Makegood\Run\Limits;
use Makegood\Run\Mode;
use Makegood\Run\Run;

final class Outgoing
{
    public const LINES_MAX = 1_000;

    public function __construct(
        private readonly Panel $panel,
        private readonly Ledger $ledger,
        private readonly Names $names,
        private readonly ?Engine $engine,
    ) {
    }

    /** @return array<string, mixed> */
    public function all(): array
    {
        $now = $this->panel->now();
        $held = new HeldLines($this->ledger);
        $pending = $this->ledger->postings->inState('pending');
        $posted = Limits::gone($this->ledger, $now);
        // A run that had no time left decides now and forecasts later.
        $decided = array_fill_keys(array_map(self::position(...), [...$pending, ...$this->ledger->postings->goneSince($now - Limits::WINDOW_MS), ...$this->ledger->postings->inState('review')]), true);
        $lines = [...$this->forecasts($now, $decided), ...self::pending($pending), ...self::pending($this->ledger->payouts->pending())];
        usort($lines, static fn (array $a, array $b): int => $a['atMs'] <=> $b['atMs'] ?: strnatcmp($a['client_id'], $b['client_id'])
            ?: strnatcmp($a['service'], $b['service']) ?: strcmp($a['period'], $b['period']) ?: strcmp($a['id'], $b['id']));
        $waiting = array_values(array_filter($lines, static fn (array $line): bool => !$held->has($line['service'], $line['period'])));
        return [
            'mode' => Mode::of($this->ledger)->isLive() ? Mode::LIVE : Mode::DRY,
            'paused' => $this->paused(),
            'limits' => Limits::of($this->ledger),
            'totals' => $this->totals($waiting, $posted),
            'lines' => array_map(fn (array $line): array => $this->line($line, $held), array_slice($lines, 0, self::LINES_MAX)),
            'more' => max(0, count($lines) - self::LINES_MAX),
        ];
    }

    /** @param array<string, mixed> $posting with its entry */
    private static function position(array $posting): string
    {
        return $posting['service_id'] . '/' . $posting['period'] . '/' . $posting['entry_n'];
    }

    /**
     * @param array<string, true> $decided by position
     * @return list<array<string, mixed>> what would be posted if nothing else happened
     */
    private function forecasts(int $nowMs, array $decided): array
    {
        $lines = [];
        foreach ($this->ledger->forecasts->all() as $forecast) {
            foreach (Answers::results((string) $forecast['answer']) as $result) {
                if ($result['posting'] === null || isset($decided[$result['service'] . '/' . $result['period'] . '/' . $result['adjustment']['n']])) {
                    continue;
                }
                $due = Instant::ms($result['dueAt']);
                $lines[] = [
                    'id' => 'forecast/' . $result['service'] . '/' . $result['period'],
                    'client_id' => (string) $result['client'],
                    'service' => (string) $result['service'],
                    'period' => (string) $result['period'],
                    'currency' => (string) $result['currency'],
                    'amount' => (string) $result['posting'],
                    'atMs' => $due > $nowMs ? $due : null,
                    'stage' => 'forecast',
                    'run' => null,
                    'entry' => null,
                ];
            }
        }
        return $lines;
    }

    /** @param list<array<string, mixed>> $postings @return list<array<string, mixed>> */
    private static function pending(array $postings): array
    {
        return array_map(static fn (array $posting): array => [
            'id' => (isset($posting['paid_to']) ? 'payout/' : 'posting/') . $posting['id'],
            'client_id' => (string) $posting['client_id'],
            'service' => (string) $posting['service_id'],
            'period' => (string) $posting['period'],
            'currency' => (string) $posting['currency'],
            'amount' => (string) $posting['amount'],
            'atMs' => null,
            'stage' => $posting['held_run'] === null ? 'pending' : 'run',
            'run' => $posting['held_run'] === null ? null : (string) $posting['held_run'],
            'entry' => (string) $posting['entry_id'],
        ], $postings);
    }

    /** @param array<string, mixed> $line @return array<string, mixed> */
    private function line(array $line, HeldLines $held): array
    {
        return [
            'client' => $line['client_id'],
            'clientLabel' => $this->names->client($line['client_id']),
            'service' => $line['service'],
            'label' => $this->names->service($line['service'], $line['client_id']),
            'period' => $line['period'],
            'currency' => $line['currency'],
            'amount' => $line['amount'],
            'at' => $line['atMs'] === null ? null : Instant::iso($line['atMs']),
            'stage' => $line['stage'],
            'run' => $line['run'],
        ] + $held->of($line['service'], $line['period']) + ['entry' => $line['entry']];
    }

    /**
     * What is not held by a person, with what went out in the time that the limits are about.
     *
     * @param list<array<string, mixed>> $waiting
     * @param list<array<string, mixed>> $posted
     * @return list<array<string, mixed>>|null
     */
    private function totals(array $waiting, array $posted): ?array
    {
        if ($this->engine === null) {
            return null;
        }
        try {
            return Limits::check($this->engine, Limits::NONE, $waiting, $posted)['totals'];
        } catch (EngineUnavailable | EngineFailure | CoreRefused) {
            return null;
        }
    }

    /** Why nothing goes out in spite of being live, for people. */
    private function paused(): ?string
    {
        $engine = $this->ledger->meta->get(Run::ENGINE_PROBLEM);
        if ($engine !== null) {
            return 'Nothing is decided and nothing is posted: ' . $engine;
        }
        try {
            return Installation::paused($this->ledger, $this->panel);
        } catch (UnableToRead $unread) {
            return $unread->getMessage();
        }
    }
}
