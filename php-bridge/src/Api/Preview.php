<?php

/** A client's credits: undecided (by the forecast), on their way, or booked not long ago; and the invoices that they will meet. */

declare(strict_types=1);

namespace Makegood\Api;

use Makegood\Instant;
use Makegood\Ledger\Ledger;
use Makegood\Ledger\Lookups;
use Makegood\Panel\Panel;

final class Preview
{
    private const SHOWN_MS = 60 * Instant::DAY_MS;
    private const ENTRIES_MAX = 200;

    private readonly Lookups $lookups;
    private readonly Promises $promises;
    /** @var list<array<string, mixed>> */
    private array $credits = [];
    /** @var list<array{text: string, answer: string}> */
    private array $requests = [];
    /** @var list<ComingCredit> */
    private array $coming = [];

    public function __construct(
        private readonly Panel $panel,
        private readonly Ledger $ledger,
        private readonly Names $names,
        private readonly NextInvoices $nextInvoices,
        private readonly bool $forClient,
        private readonly Parts $parts,
    ) {
        $this->lookups = new Lookups($ledger->db);
        $this->promises = new Promises($ledger);
    }

    /** @return array<string, mixed> @throws \Makegood\Panel\UnableToRead there is no such client */
    public function of(string $clientId): array
    {
        $currency = $this->panel->currency($clientId);
        $now = $this->panel->now();
        [$this->credits, $this->requests, $this->coming] = [[], [], []];
        $held = new HeldLines($this->ledger);
        $all = !$this->forClient || $this->promises->areMade();
        $entries = $decided = [];
        foreach ($this->lookups->creditsOf($clientId, $now - self::SHOWN_MS) as $row) {
            $decided[self::id((string) $row['service_id'], (string) $row['period'], (int) $row['n'])] = true;
            if ($all || $this->promises->ofEntry((string) $row['state'])) {
                $entries[(int) $row['id']][] = $row;
            }
        }
        foreach ($all ? $this->ledger->forecasts->ofClient($clientId) : [] as $forecast) {
            $this->forecast($forecast, $held, $decided);
        }
        $more = $this->entries($clientId, $entries, $held, $now);
        // What is in another currency than the account waits for a person.
        $coming = array_values(array_filter($this->coming, static fn (ComingCredit $credit): bool => $credit->currency === $currency));
        return [
            'client' => $clientId,
            'currency' => $currency,
            'credits' => $this->credits,
            'requests' => $this->requests,
            'invoice' => $all ? $this->nextInvoices->with($clientId, $currency, $coming) : null,
            'more' => $more,
        ];
    }

    /**
     * @param array<string, mixed> $forecast
     * @param array<string, true> $decided by id: a run that had no time left decides now and forecasts later
     */
    private function forecast(array $forecast, HeldLines $held, array $decided): void
    {
        $source = count($this->requests);
        $this->requests[] = ['text' => (string) $forecast['request'], 'answer' => (string) $forecast['answer']];
        foreach (Answers::results((string) $forecast['answer']) as $result) {
            if ($result['adjustment'] === null) {
                continue;
            }
            [$service, $period] = [$result['service'], $result['period']];
            $id = self::id($service, $period, (int) $result['adjustment']['n']);
            if (isset($decided[$id]) || ($this->forClient && !$this->promises->ofMonth($period))) {
                continue;
            }
            $label = $this->names->service($service, $result['client']);
            $isHeld = $held->has($service, $period);
            $this->credits[] = [
                'id' => $id, 'service' => $service, 'label' => $label, 'period' => $period, 'currency' => $result['currency'],
                ...$this->standing('forecast', $isHeld, $result['dueAt']), 'entry' => null, 'booked' => null, 'source' => $source,
            ];
            if ($result['posting'] !== null && !$isHeld) {
                $this->coming[] = new ComingCredit($id, self::words($period, $label), $result['currency'], $result['posting'], Instant::ms($result['dueAt']), $result['adjustment']['rate'] !== '0');
            }
        }
    }

    /**
     * @param array<int, non-empty-list<array<string, mixed>>> $entries each with its postings
     * @return int how many are not listed
     */
    private function entries(string $clientId, array $entries, HeldLines $held, int $nowMs): int
    {
        $onInvoices = $this->onInvoices($entries);
        $recorded = $this->lookups->recorded(array_slice(array_keys($entries), 0, self::ENTRIES_MAX));
        foreach ($entries as $entryId => $rows) {
            [$service, $period] = [(string) $rows[0]['service_id'], (string) $rows[0]['period']];
            $id = self::id($service, $period, (int) $rows[0]['n']);
            $label = $this->names->service($service, $clientId);
            $isOver = in_array($rows[0]['state'], ['posted', 'carried'], true);
            $isHeld = !$isOver && ($held->has($service, $period) || array_filter(array_column($rows, 'held_run')) !== []);
            foreach ($rows as $posting) {
                $left = $posting['posting_state'] === 'ready' ? $onInvoices[(string) $posting['posting_id']]['left'] ?? null : (string) $posting['posting'];
                if (in_array($posting['posting_state'], ['pending', 'ready'], true) && !$isHeld && $left !== null) {
                    $this->coming[] = new ComingCredit($id, self::words($period, $label), (string) $posting['currency'], $left, $nowMs, (string) $posting['rate'] !== '0');
                }
            }
            if (!isset($recorded[$entryId])) {
                continue;
            }
            $this->credits[] = [
                'id' => $id, 'service' => $service, 'label' => $label, 'period' => $period, 'currency' => (string) $rows[0]['currency'],
                ...$this->standing((string) $rows[0]['state'], $isHeld, self::at($rows)), 'entry' => (string) $entryId,
                'booked' => [
                    'net' => (string) $rows[0]['net'], 'tax' => (string) $rows[0]['tax'], 'gross' => (string) $rows[0]['gross'],
                    'posting' => $rows[0]['posting'] === null ? null : (string) $rows[0]['posting'],
                ] + ($onInvoices[(string) $rows[0]['posting_id']] ?? []),
                'source' => count($this->requests),
            ];
            $this->requests[] = ['text' => $recorded[$entryId]['request'], 'answer' => $recorded[$entryId]['answer']];
        }
        return count($entries) - count($recorded);
    }

    /**
     * Of what goes onto invoices, where it is.
     *
     * @param array<int, non-empty-list<array<string, mixed>>> $entries
     * @return array<string, array{parts: list<array<string, mixed>>, left: ?string}> by posting
     */
    private function onInvoices(array $entries): array
    {
        $postings = [];
        foreach (array_merge(...array_values($entries)) as $row) {
            if ($row['route'] === 'invoiceLine' && $row['posting'] !== null) {
                $postings[] = ['id' => $row['posting_id'], 'amount' => $row['posting'], 'state' => $row['posting_state']];
            }
        }
        return $this->parts->of($postings);
    }

    /** That staff hold a line is theirs to know; a client's is being looked at. @return array{state: string, held: bool, at: ?string} */
    private function standing(string $state, bool $isHeld, ?string $at): array
    {
        return $isHeld && $this->forClient ? ['state' => 'review', 'held' => false, 'at' => null] : ['state' => $state, 'held' => $isHeld, 'at' => $at];
    }

    /** When it was booked or carried; null: with the next run, or when a person says so. @param non-empty-list<array<string, mixed>> $rows */
    private static function at(array $rows): ?string
    {
        return match ($rows[0]['state']) {
            'posted' => Instant::iso(max(array_map(static fn (array $row): int => (int) $row['posted_ms'], $rows))),
            'carried' => Instant::iso((int) $rows[0]['created_ms']),
            default => null,
        };
    }

    /** A position may have several entries, of which several may be on their way. */
    private static function id(string $service, string $period, int $n): string
    {
        return $service . '/' . $period . ($n === 1 ? '' : '/' . $n);
    }

    private static function words(string $period, string $label): string
    {
        return 'SLA credit ' . Month::inWords($period) . ', ' . $label;
    }
}
