<?php

/** One month of one service: what the monitors reported, the outages, the credits and why. */

declare(strict_types=1);

namespace Makegood\Pages\Client;

use Makegood\Api\HeldLines;
use Makegood\Api\Owner;
use Makegood\Api\Promises;
use Makegood\Api\Reads;
use Makegood\Instant;
use Makegood\Ledger\History;
use Makegood\Pages\Directory;
use Makegood\Pages\Explanation;
use Makegood\Pages\Html;
use Makegood\Pages\Http\Params;
use Makegood\Pages\Http\Trouble;
use Makegood\Pages\Names;
use Makegood\Pages\Site;

final class MonthPage
{
    private readonly Owner $owner;

    private readonly Links $links;

    /** @param array<string, string> $texts the language file */
    public function __construct(private readonly Site $site, private readonly string $client, private readonly array $texts)
    {
        $this->owner = new Owner($this->site->ledger());
        $this->links = new Links($this->site->host()->clientPage());
    }

    /** @return array<string, mixed>|null escaped; null when it is not this client's, or is not */
    public function view(string $service, string $period): ?array
    {
        $ledger = $this->site->ledger();
        $isNamed = preg_match('/^[1-9]\d{0,17}$/D', $service) === 1 && Params::isPeriod($period);
        if (!$isNamed || !$this->owner->hasService($this->client, $service, $period)) {
            return null;
        }
        $history = new History($ledger->db);
        $names = new Names(new Directory($this->site->catalogue()), $ledger);
        $entries = $history->entries($this->client, [$service], $period, $period);
        $row = new MonthRow(new Explanation($this->texts), $this->links, new Promises($ledger), new HeldLines($ledger), $this->texts);
        $reads = new Reads($this->site->panel(), $ledger, $names, $this->site->engine());
        $claim = new ClaimPart($this->site, $this->client, $this->texts);

        return [
            'said' => $claim->posted($service, $period),
            'claim' => $claim->view($service, $period, $this->links->month($service, $period)),
            'isMonth' => true,
            'isNewest' => false,
            'heading' => Html::e($names->service($service, $this->client)),
            'range' => Html::e(Months::name($period, $this->texts)),
            'cards' => [['label' => '', 'quiet' => '', 'sla' => (new SlaPage($this->site, $this->client, $this->texts))->links([$service])[$service] ?? '', 'months' => [$row->row(
                $service,
                $period,
                $history->settlements($this->client, [$service], $period, $period)[0] ?? null,
                $entries,
                $reads->onInvoices($history->postings(array_map('strval', array_column($entries, 'id')))),
            )]]],
            'timeline' => $this->timeline($reads, $service, $period),
            'page' => '',
            'older' => '',
            'newer' => '',
            'back' => Html::e($this->links->page()),
            'previous' => $this->neighbour($service, Months::previous($period)),
            'following' => $this->neighbour($service, Instant::nextMonth($period)),
        ];
    }

    /** @return array<string, mixed> */
    private function timeline(Reads $reads, string $service, string $period): array
    {
        $view = ['src' => Html::e($this->links->api('timeline', ['service' => $service, 'period' => $period])), 'rows' => [], 'failed' => false];
        try {
            foreach ($reads->timeline($service, $period, $this->client)['outages'] as $outage) {
                $view['rows'][] = [
                    'from' => Upcoming::instant($outage['from']),
                    'to' => $outage['open'] ? Html::e($this->texts['client_still_down']) : Upcoming::instant($outage['to']),
                    'counted' => $outage['countedMs'] === null ? '–' : Html::e(Explanation::duration((int) $outage['countedMs'])),
                    'excluded' => empty($outage['excludedMs']) ? '' : Html::e(Explanation::duration((int) $outage['excludedMs'])),
                ];
            }
        } catch (\Throwable $failure) {
            Trouble::log($this->site, 'the timeline of the client page', $failure);
            $view['failed'] = true;
        }

        return $view;
    }

    /** @return array{url: string, name: string}|null */
    private function neighbour(string $service, string $period): ?array
    {
        $isTheirs = $this->owner->hasService($this->client, $service, $period)
            && $period <= Instant::month($this->site->panel()->now());

        return $isTheirs
            ? ['url' => Html::e($this->links->month($service, $period)), 'name' => Html::e(Months::name($period, $this->texts))]
            : null;
    }
}
