<?php

/** A client's services, a page of them, each with its newest months. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\Reads;
use Makegood\Instant;
use Makegood\Ledger\History;
use Makegood\Pages\Catalogue;
use Makegood\Pages\Html;
use Makegood\Pages\Names;

final class Services
{
    public const PER_PAGE = 20;

    /** @param array<string, string> $texts the language file */
    public function __construct(
        private readonly History $history,
        private readonly Reads $reads,
        private readonly Catalogue $catalogue,
        private readonly Names $names,
        private readonly MonthRow $row,
        private readonly array $texts,
        private readonly int $nowMs,
    ) {
    }

    /** @return list<string> first those with something to show in these months, then by number */
    public function ids(string $client, Months $months): array
    {
        $moved = $this->history->services($client, $months->first, $months->last);
        $now = $this->catalogue->servicesOf($client);
        sort($moved, SORT_NUMERIC);
        sort($now, SORT_NUMERIC);

        return array_values(array_unique([...$moved, ...array_map('strval', $now)]));
    }

    /**
     * @param list<string> $ids
     *
     * @return list<array{label: string, months: list<array<string, mixed>>, quiet: string}> escaped
     */
    public function cards(string $client, array $ids, Months $months): array
    {
        $this->names->expectServices($ids);
        $settled = $entries = [];
        foreach ($this->history->settlements($client, $ids, $months->first, $months->last) as $row) {
            $settled[$row['service_id']][$row['period']] = $row;
        }
        foreach ($this->history->entries($client, $ids, $months->first, $months->last) as $row) {
            $entries[$row['service_id']][$row['period']][] = $row;
        }
        $postings = $this->reads->onInvoices($this->history->postings(array_merge(...array_map(
            static fn (array $byMonth): array => array_map('strval', array_column(array_merge(...array_values($byMonth)), 'id')),
            array_values($entries),
        ))));
        $had = $this->had($client, $ids, $months);

        return array_map(fn (string $id): array => $this->card(
            $id,
            $this->names->service($id, $client),
            $settled[$id] ?? [],
            $entries[$id] ?? [],
            $postings,
            $had[$id] ?? [],
            $months,
        ), $ids);
    }

    /**
     * @param array<string, array<string, mixed>>       $settled  month → settlement
     * @param array<string, list<array<string, mixed>>> $entries  month → entries
     * @param array<string, list<array<string, mixed>>> $postings entry → postings
     * @param array<string, true>                       $had      months in which the client had it
     *
     * @return array{label: string, months: list<array<string, mixed>>, quiet: string}
     */
    private function card(string $id, string $label, array $settled, array $entries, array $postings, array $had, Months $months): array
    {
        $rows = [];
        $quiet = 0;
        $now = Instant::month($this->nowMs);
        $always = [$now, Months::previous($now)];
        foreach ($months->list() as $month) {
            $isKnown = isset($settled[$month]) || isset($entries[$month]);
            if ($isKnown || (isset($had[$month]) && in_array($month, $always, true))) {
                $rows[] = $this->row->row($id, $month, $settled[$month] ?? null, $entries[$month] ?? [], $postings)
                    + ['isNow' => $month === $now];
            } elseif (isset($had[$month])) {
                ++$quiet;
            }
        }
        $text = $rows === [] && $quiet === 0 ? $this->texts['client_nothing'] : '';
        if ($quiet > 0) {
            $key = ($rows === [] ? 'client_quiet_all' : 'client_quiet_more') . ($quiet === 1 ? '_one' : '');
            $text = strtr($this->texts[$key], ['{count}' => (string) $quiet]);
        }

        return ['label' => Html::e($label), 'months' => $rows, 'quiet' => Html::e($text)];
    }

    /**
     * @param list<string> $ids
     *
     * @return array<string, array<string, true>> service → months in which it was this client's
     */
    private function had(string $client, array $ids, Months $months): array
    {
        $had = [];
        foreach ($this->history->spans($client, $ids) as $span) {
            $from = Instant::month((int) $span['from_ms']);
            $to = Instant::month(($span['to_ms'] === null ? $this->nowMs : (int) $span['to_ms']) - 1);
            foreach ($months->list() as $month) {
                if ($month >= $from && $month <= $to) {
                    $had[(string) $span['service_id']][$month] = true;
                }
            }
        }

        return $had;
    }
}
